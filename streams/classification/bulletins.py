"""Find attacks in bulletins that name no attacker and no dead: raids in headline style, a missile's debris.

Examples: "Warplanes over Homs since dawn. Four raids on the refinery so far" has no verb; "Sirens sounded in Haifa, and
interceptor debris fell on a supermarket" reads like an accident in a shop.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from streams.classification.groups import groups
from streams.classification.reading import Reading
from streams.text.types import ReadArticle

#: Sentences in which debris must come down, and in which raids must be told, the headline among them.
_DEBRIS_WITHIN, _RAIDS_WITHIN = 3, 4
_THERE = frozenset(("struck", "mentioned"))
#: What makes either no news: a trial, a memory, a drill, a study, a film.
_FRAMES = ("court", "historic", "repair", "exercise", "play", "analysis", "tally", "supply", "culture")
#: What raids are told in besides, where they are no news or none at all.
_TALK = ("diplomacy", "deploy", "forecast", "crime", "private", "sport", "business", "politics", "protest")
_FROM_AFAR = ("cue.arms.aircraft", "cue.arms.drone", "cue.arms.missile", "weapon.drone", "weapon.missile")
_RAIDS = frozenset(("raid", "raids", "strike", "strikes", "airstrike", "airstrikes"))
_FINITE = frozenset(("was", "were", "is", "are", "has", "have", "had", "will", "would", "said", "says", "say"))
#: From "raids on" to what they were on.
_ON_REACH = 6


def bulletin(read: ReadArticle, readings: Sequence[Reading]) -> int | None:
    """Return the sentence of the opening that tells of an attack in the manner of a bulletin, None where none does."""
    at = _debris(read, readings)
    return _raids(read, readings) if at is None else at


def _debris(read: ReadArticle, readings: Sequence[Reading]) -> int | None:
    """Return the sentence in which a missile's debris comes down.

    A place must be named in the opening; a frame or another time takes the news away: "missile debris from the 1991
    war is on display".
    """
    opening = range(min(_DEBRIS_WITHIN, len(read.terms)))
    if not any(place.role in _THERE and place.sentence in opening for place in read.places):
        return None
    frames, _, falls = _bits()
    if any(readings[at].cues & frames or readings[at].old for at in opening):
        return None
    for at in opening:
        told = readings[at]
        named = any(term.category == "cue.debris" for term in read.terms[at])
        if named and told.real & falls and not any(told[1:5]):
            return at
    return None


def _raids(read: ReadArticle, readings: Sequence[Reading]) -> int | None:
    """Return the sentence that counts raids on something without a verb: "Six raids on the port until now".

    The opening must name aircraft, drones or missiles, and the place that is struck.
    """
    opening = range(min(_RAIDS_WITHIN, len(read.terms)))
    if not any(
        place.role in _THERE and place.precision != "country" and place.sentence in opening for place in read.places
    ):
        return None
    frames, talk, _ = _bits()
    told = [readings[at] for at in opening]
    if any(one.cues & (frames | talk) or one.unreal or one.negated or one.played for one in told):
        return None  # what is "old" may be "so far"
    if not any(term.category in _FROM_AFAR for at in opening for term in read.terms[at]):
        return None
    for at in opening:
        lower, terms = read.sentences[at].lower, read.terms[at]
        if not _FINITE.isdisjoint(lower):
            continue
        on = [place + 2 for place in range(1, len(lower) - 1) if lower[place] in _RAIDS and lower[place + 1] == "on"]
        if any(0 <= term.start - end <= _ON_REACH for end in on for term in terms if term.category[:7] == "target."):
            return at
    return None


@lru_cache(maxsize=1)
def _bits() -> tuple[int, int, int]:
    """Return the bits of the frames, of talk, and of the acts by which something comes down."""
    known = groups()
    return (
        sum(1 << known.cue_names.index(name) for name in _FRAMES),
        sum(1 << known.cue_names.index(name) for name in _TALK),
        sum(1 << known.act_names.index(name) for name in ("hit", "kill")),
    )
