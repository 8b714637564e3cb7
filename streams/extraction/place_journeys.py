"""Tell places that weapons or ships only come from or go to, and that were not struck.

Example: in "Two tankers heading to Novorossiysk were hit by drones sent from the direction of Odesa" neither was hit.
"""

from __future__ import annotations

from collections.abc import Sequence

from streams.extraction.place_names import Name, Reference


def is_launched_from(left: Sequence[str], before: Sequence[str], reference: Reference) -> bool:
    """Tell whether weapons came from there: "drones from the directions of Kursk and Orel", "from over the sea"."""
    words = reference.words
    came = left[-1:] == ("from",) or left[-3:] in (("from", "the", "directions"), ("from", "the", "direction"))
    return came and any(word in words.origin_nouns or word in words.launch_verbs for word in before)


def sails_there(left: Sequence[str]) -> bool:
    """Tell whether a ship is on its way to a place: "two tankers heading to Novorossiysk were hit" strikes no port."""
    return not _SHIPS.isdisjoint(left) and not _SAILS.isdisjoint(left)


def hurt_arrive(lower: Sequence[str], name: Name, reference: Reference) -> bool:
    """Tell whether wounded or dead came to a place: "five wounded had reached X on a truck", "the bodies arrived in X".

    Not "four wounded soldiers were killed as they reached X".
    """
    words, anchor = reference.words, lower[name.anchor] if name.anchor > 0 else ""
    verb = name.anchor if anchor in words.reach_verbs else name.anchor - 1
    if verb < 1 or (verb != name.anchor and not (anchor in ("in", "at") and lower[verb] in _ARRIVED)):
        return False
    for at in range(verb - 1, max(-1, verb - _SUBJECT), -1):
        if lower[at] in _HURT:
            return True
        if lower[at] in _BREAKS or lower[at] in words.comers:
            return False
    return False


def hurt_from(lower: Sequence[str], name: Name, reference: Reference) -> bool:
    """Tell whether those hurt at a place were cared for elsewhere when another attack came.

    Class: "The wounded of the mosque in X were being carried in when a rickshaw exploded"; not "the wounded of the
    mosque in X died when a second bomb exploded there".
    """
    after = lower[name.end :]
    left = lower[max(0, name.start - _SUBJECT - 2) : name.start]
    head = next((at for at, word in enumerate(left[:-1]) if word in _HURT and left[at + 1] in ("of", "from")), -1)
    if head < 0 or "there" in after or not _BE.intersection(after[:1]):
        return False
    meanwhile = not _MEANWHILE.isdisjoint(left[max(0, head - 2) : head])
    if "when" not in after and not meanwhile:
        return False
    cared = after[1:6] if meanwhile else after[1 : after.index("when")]
    words = reference.words
    return any(word == "being" or word in words.flight_verbs or word in words.care_nouns for word in cared)


def hits_patients(left: Sequence[str], reference: Reference) -> bool:
    """Tell whether what is before a hospital strikes it: "shells hit the clinic in X".

    Not "one of those hurt in the blast succumbed in a hospital in X".
    """
    words = reference.words
    cared = max((at for at, word in enumerate(left) if word in _CARED), default=0)
    return any(word in words.strike_verbs or word in words.attack_nouns for word in left[cared:])


_CARED = frozenset(("died", "dies", "succumbed", "succumbs", "treated", "recovering"))
#: Tokens of a subject before its verb.
_SUBJECT = 8
_HURT = frozenset(("wounded", "injured", "hurt", "bodies", "dead", "casualties", "survivors", "victims", "corpses"))
_ARRIVED = frozenset(("arrived", "arrive", "arriving", "landed"))
_BREAKS = frozenset((",", ";", "when", "as", "they", "he", "she", "after", "before", "while", "and", "who"))
_BE = frozenset(("were", "was"))
_MEANWHILE = frozenset(("while", "as"))
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
