"""Tell places that weapons or ships only come from or go to, and that were not struck.

Example: in "Two tankers heading to Novorossiysk were hit by drones sent from the direction of Odesa" neither was hit.
"""

from __future__ import annotations

from collections.abc import Sequence

from streams.extraction.place_names import Reference


def is_launched_from(left: Sequence[str], before: Sequence[str], reference: Reference) -> bool:
    """Tell whether weapons came from there: "drones from the directions of Kursk and Orel", "from over the sea"."""
    words = reference.words
    came = left[-1:] == ("from",) or left[-3:] in (("from", "the", "directions"), ("from", "the", "direction"))
    return came and any(word in words.origin_nouns or word in words.launch_verbs for word in before)


def sails_there(left: Sequence[str]) -> bool:
    """Tell whether a ship is on its way to a place: "two tankers heading to Novorossiysk were hit" strikes no port."""
    return not _SHIPS.isdisjoint(left) and not _SAILS.isdisjoint(left)


_SHIPS = frozenset(
    (
        "ship",
        "ships",
        "tanker",
        "tankers",
        "vessel",
        "vessels",
        "freighter",
        "carrier",
        "boat",
        "boats",
        "dhow",
        "ferry",
    )
)
_SAILS = frozenset(("heading", "headed", "bound", "sailing", "sailed", "way", "travelling", "traveling", "en"))
