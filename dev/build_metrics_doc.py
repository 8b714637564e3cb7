"""Write the table of docs/metrics.md from the catalogue (streams/metrics.py): every metric, its labels, its meaning.

    python dev/build_metrics_doc.py            # write it
    python dev/build_metrics_doc.py --check    # exit 1 when the page differs

The table stands between ``<!-- metrics -->`` and ``<!-- end -->``; the rest of the page is written by hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from dev.generated_page import write_or_check
from streams.metrics import CATALOGUE, Metric

PAGE = Path(__file__).parent.parent / "docs" / "metrics.md"
_BLOCK = re.compile(r"(<!-- metrics -->\n).*?(<!-- end -->)", re.DOTALL)


def rows() -> Iterator[tuple[str, ...]]:
    """Yield the head of the table and a row for each metric."""
    yield "metric", "type", "labels", "meaning"
    for metric in CATALOGUE:
        buckets = f" up to {', '.join(f'{each:g}' for each in metric.buckets)} s" if metric.buckets else ""
        yield f"`{metric.full_name}`", metric.kind + buckets, labels(metric), metric.help


def labels(metric: Metric) -> str:
    """Return the labels of a metric with their values, or how many series there are at most.

    >>> labels(Metric("x_total", "counter", "X.", ("stage",), (("stage", ("detect", "track")),)))
    '`stage`: detect, track'
    """
    known = dict(metric.known)
    for at, name in enumerate(metric.labels):
        if metric.sets:
            known[name] = tuple(dict.fromkeys(values[at] or "(empty)" for values in metric.sets))
    named = [f"`{name}`: {', '.join(known[name])}" if name in known else f"`{name}`" for name in metric.labels]
    most = [] if metric.most is None else [f"at most {metric.most} series"]
    return "; ".join(named + most)


def written(page: str) -> str:
    """Return the page with the table as it follows from the catalogue."""
    head, *body = (f"| {' | '.join(row)} |" for row in rows())
    table = "\n".join([head, "|---|---|---|---|", *body])
    return _BLOCK.sub(lambda found: f"{found[1]}\n{table}\n\n{found[2]}", page)


def main() -> int:
    """Write or check the page."""
    return write_or_check(PAGE, written, "dev/build_metrics_doc.py", (__doc__ or "").splitlines()[0])


if __name__ == "__main__":
    raise SystemExit(main())
