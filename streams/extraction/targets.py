"""Say what was struck: kinds of target, and the ship, building or quarter by its own name.

Example: "Shells hit the Al-Noor hospital and a market" has the targets hospital and market, and the site "Al-Noor hospital".
"""

from __future__ import annotations

from collections.abc import Sequence

from streams.text.types import Sentence, Term


def read_targets(sentences: Sequence[Sentence], terms: Sequence[Sequence[Term]]) -> tuple[str, ...]:
    """Return the kinds of target struck (``schemas.vocabulary.Target`` values), sorted."""
    return ()


def site_of(sentences: Sequence[Sentence], terms: Sequence[Sequence[Term]]) -> str | None:
    """Return the name of the ship, building or quarter struck as written; None where none is named."""
    return None
