"""Tell what people are sought for from what becomes of them: the deed was done before, and elsewhere.

Example: "Four militants wanted for the massacre of nine tourists near Gulmarg were killed in Kulgam" tells of four dead
in Kulgam; in "The army was accused of killing nine people" no other fate is told.
"""

from __future__ import annotations

from collections.abc import Sequence

#: Tokens from the words that name a deed to its number or place.
_REACH = 14
_SOUGHT = frozenset(
    (("wanted", "for"), ("wanted", "over"), ("accused", "of"), ("suspected", "of"), ("convicted", "of"),
     ("blamed", "for"), ("sought", "for"), ("sought", "over"))
)  # fmt: skip
_STOPS = frozenset((",", ";", ".", ":", "-", "–", "—"))
#: The verb of those who are sought goes on after their deed.
_GOES_ON = frozenset(("was", "were", "have", "has", "had", "died", "surrendered"))


def in_deed(lower: Sequence[str], at: int) -> bool:
    """Return whether a token stands in the deed for which somebody is sought or accused."""
    return _sought_at(lower, at) is not None


def of_a_deed(lower: Sequence[str], at: int) -> bool:
    """Return whether a token stands in the deed for which people are sought whose own fate the sentence tells."""
    sought = _sought_at(lower, at)
    if sought is None:
        return False
    return lower[max(0, sought - 1)] not in _GOES_ON and not _GOES_ON.isdisjoint(lower[at + 1 :])


def _sought_at(lower: Sequence[str], at: int) -> int | None:
    """Return the token at which the words begin that name a deed around a token."""
    for place in range(at - 1, max(0, at - _REACH), -1):
        if lower[place] in _STOPS or lower[place] in _GOES_ON:
            return None
        if (lower[place - 1], lower[place]) in _SOUGHT:
            return place - 1
    return None
