"""Hold what one sentence says of one kind of number, as the relations between figures compare it.

Example: "Nine people, two of them children, were killed" is one reading of nine dead, with the claims it is made of.
"""

from __future__ import annotations

from dataclasses import dataclass

from schemas.base import Count
from streams.extraction.anchoring import AnchoredClaim
from streams.text.types import ReadArticle, ReadClaim

#: What people are called when nothing else is said of them.
_GENERAL = frozenset(
    ("people", "persons", "person", "bodies", "body", "dead", "deaths", "fatalities", "others", "victims", "lives",
     "of", "the")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reading:
    """What one sentence says of one kind, all its parts together."""

    sentence: int
    count: Count
    claims: tuple[AnchoredClaim, ...]

    @property
    def first(self) -> ReadClaim:
        """The first claim of the sentence."""
        return self.claims[0].claim

    @property
    def denied(self) -> bool:
        """Whether its sentence says that somebody denies it."""
        return any(each.claim.modality == "denied" for each in self.claims)


def is_general(claim: ReadClaim, read: ReadArticle) -> bool:
    """Whether a claim counts people without saying which: "nine", "17 people", "the dead"."""
    words = read.sentences[claim.sentence].lower[claim.start : claim.end]
    numbers = [
        found for found in read.quantities[claim.sentence] if found.start >= claim.start and found.end <= claim.end
    ]
    counted = max((found.end for found in numbers), default=claim.start) - claim.start
    return all(word in _GENERAL for word in words[counted:])
