"""B-cubed: how well reports are grouped, over what a careful reader grouped.

Example: ``b_cubed({"a": "x", "b": "x"}, {"a": "1", "b": "2"})`` gives precision 1, recall a half.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

#: Group of each report.
Pairs = dict[str, str]


def b_cubed(gold: Mapping[str, str], said: Mapping[str, str]) -> tuple[float, float, float]:
    """Return precision, recall and their harmonic mean over the reports of ``gold``.

    A report that ``said`` does not know stands in a group of its own.

    >>> b_cubed({"a": "x", "b": "x", "c": "y"}, {"a": "1", "b": "1", "c": "1"})[1]
    1.0
    """
    groups = {name: said.get(name, f"alone {name}") for name in gold}
    gold_sizes, said_sizes = Counter(gold.values()), Counter(groups.values())
    both = Counter((gold[name], group) for name, group in groups.items())
    precision = sum(both[gold[name], group] / said_sizes[group] for name, group in groups.items()) / len(gold)
    recall = sum(both[gold[name], group] / gold_sizes[gold[name]] for name, group in groups.items()) / len(gold)
    return precision, recall, 2 * precision * recall / (precision + recall)
