"""Decide whether the text itself makes a name that the gazetteer does not know a place.

Example: "raided Kerfi, in eastern Chad" says so twice: a raid has a place as its object, and only places lie in others.
"Hassan Ali, in Cairo, said" says nothing of the kind.
"""

from __future__ import annotations

from collections.abc import Sequence

from streams.extraction.place_asides import SITES, hits_site
from streams.extraction.place_lead_in import falls
from streams.extraction.place_names import Name, Reference
from streams.lexicons.gazetteer import Place
from streams.lexicons.place_words import PlaceWords
from streams.text.types import Sentence

#: Prepositions that make the name after them a place; after others, something else must say so too.
_AT_PLACES = frozenset(("in", "at", "near", "outside", "around"))
_ON_PLACES = frozenset(("on", "over", "into", "against", "to", "for", "from", "towards", "toward", "of", "inside"))
#: After a hill or road these do as well: "in a meadow above X"; not "the office above Baker".
_SLOPES = frozenset(("above", "below"))
_POSSESSIVE = frozenset(("'s", "’s"))
_COMPASS = frozenset(("north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest"))
_ABOUT = frozenset(("about", "around", "some", "just", "roughly"))
#: How far after a name the words are looked for that say where it lies.
_REACH = 6


def is_unknown_place(
    sentence: Sentence, name: Name, container: Place | None, listed: bool, reference: Reference
) -> bool:
    """Tell whether an unknown name is a place: "the village of X", "shelled X", "X, north of Y", "in X", "and X".

    ``container``: the country or region that the text puts it in; ``listed``: it stands in a list after a place.
    """
    words = reference.words
    lower = sentence.lower
    if name.inside or not _may_be_place(sentence, name, reference):
        return False
    kinds = (words.town_kinds, words.district_kinds, words.region_kinds, words.loose_kinds)
    if any(name.kind in known for known in kinds[: len(kinds) if name.anchor >= 0 else 1]):
        return True
    if falls(lower, name.end):
        return True
    anchor = lower[name.anchor] if name.anchor >= 0 else ""
    direct = name.anchor == name.start - 1
    if anchor == "between" and direct:
        return _lies_between(sentence, name, reference)
    if anchor in _SLOPES:
        grounds = words.kinds | words.terrain
        at_place = not grounds.isdisjoint(lower[max(0, name.anchor - 2) : name.anchor])
        return at_place and direct and _ends_here(sentence, name, words)
    if container is not None and (
        anchor in _AT_PLACES or direct and (anchor in words.place_verbs or anchor in _ON_PLACES)
    ):
        return _ends_here(sentence, name, words)
    located = _says_where(lower, name.end, words)
    if direct and anchor in _AT_PLACES:
        return located or _ends_here(sentence, name, words)
    if name.kind in SITES and lower[name.start - 1] == "of" and anchor in words.place_verbs:
        return _ends_object(lower, name.end, words)  # "burned the market of X"
    if direct and anchor in words.place_verbs:
        return located or _ends_object(lower, name.end, words)
    if direct and anchor in _ON_PLACES:
        before = lower[name.anchor - 1] if name.anchor else ""
        of_people = anchor == "of" and (before in words.dwellers or before in words.attack_nouns or before == "out")
        arriving = anchor in ("into", "on") and (before in words.strike_verbs or before in words.arrivals)
        raiders = lower[max(0, name.anchor - _SUBJECT) : name.anchor]
        arriving = arriving or (anchor == "to" and before in words.arrivals and not words.comers.isdisjoint(raiders))
        attacked = anchor == "on" and before in words.attack_nouns
        at_site = anchor == "of" and before in SITES and hits_site(lower[: name.anchor], reference)
        aimed = of_people or arriving or attacked or at_site
        return located or (aimed and _ends_object(lower, name.end, words))
    if listed:
        return _ends_object(lower, name.end, words) or located
    return located and (container is not None or direct)


def _lies_between(sentence: Sentence, name: Name, reference: Reference) -> bool:
    """Tell whether something happened on the way between a name and the next one.

    Class: "a blast between X and Y", "the mine exploded between X and Y"; not "clashes between X and Y", who may be
    two peoples or two teams, nor "an explosion of anger between X and Y".
    """
    lower = sentence.lower
    before = lower[name.anchor - 1] if name.anchor else ""
    followed = lower[name.end : name.end + 1] == ("and",) and sentence.words[name.end + 1 : name.end + 2] != ()
    if not followed or not sentence.words[name.end + 1][0].isupper():
        return False
    left = lower[max(0, name.anchor - _SUBJECT) : name.anchor]
    happened = not _HAPPENED.isdisjoint(left) and not _AT_ONE_PLACE.isdisjoint(left)
    return happened or not _BURSTS.isdisjoint(left[-_CLOCK:]) or before in _AT_ONE_PLACE or before in _ROADS


#: What has one place, and no two sides as a fight has.
_AT_ONE_PLACE = frozenset(("blast", "explosion", "ambush", "ied", "landmine", "bombing"))
_ROADS = frozenset(("road", "highway", "route", "railway", "track", "axis", "motorway"))
_BURSTS = frozenset(("exploded", "detonated", "ambushed", "derailed"))
_HAPPENED = frozenset(("place", "occurred", "happened"))
#: From the verb to its place: "exploded around 2.15 pm between X and Y".
_CLOCK = 6
#: Tokens from those who come to their verb: "the attackers, who are known as bandits, came to X".
_SUBJECT = 9


def _may_be_place(sentence: Sentence, name: Name, reference: Reference) -> bool:
    """Tell whether nothing forbids a name to be a place: no acronym, group, building, title, people or article."""
    words = reference.words
    lower = sentence.lower[name.start : name.end]
    if any(part.isupper() and len(part) > 1 for part in sentence.words[name.start : name.end]):
        return False
    article = sentence.words[name.start - 1] if name.start else ""
    if article in ("a", "an") or (article == "the" and sentence.lower[name.start - 2 : name.start - 1] == ("of",)):
        return False
    if lower[-1] in words.site_nouns or name.key in reference.groups or lower[0] in reference.groups:
        return False
    by_word = reference.countries.by_word
    return not any(word in words.not_names or word in words.titles or word in by_word for word in lower)


def _ends_here(sentence: Sentence, name: Name, words: PlaceWords) -> bool:
    """Tell whether the words after a name leave it a place: no further name, and "'s" only before a site."""
    following = sentence.lower[name.end] if name.end < len(sentence.lower) else "."
    if following in _POSSESSIVE:
        owned = sentence.lower[name.end + 1 : name.end + 3]
        return any(word in words.facilities or word in words.kinds for word in owned)
    return (
        not following[0].isalpha()
        or following in words.locatives
        or following in words.strike_verbs
        or not sentence.words[name.end][0].isupper()
    )


def _ends_object(lower: Sequence[str], end: int, words: PlaceWords) -> bool:
    """Tell whether the object of a verb ends with the name: "shelled X with mortars", "seized X, killing two"."""
    following = lower[end] if end < len(lower) else "."
    if following in _POSSESSIVE:
        return any(word in words.facilities for word in lower[end + 1 : end + 3])
    return (
        not following[0].isalnum()
        or following in words.locatives
        or following in words.calendar
        or following
        in ("and", "with", "before", "after", "while", "during", "overnight", "again", "early", "late", "as")
        or following in ("yesterday", "today", "when", "where", "using", "but", "twice", "then", "for")
    )


def _says_where(lower: Sequence[str], end: int, words: PlaceWords) -> bool:
    """Tell whether the words after a name say where it lies: ", north of", ", a village", ", 20 km from", ", near"."""
    if lower[end : end + 1] != (",",):
        return False
    after = lower[end + 1 : end + 1 + _REACH]
    if not after:
        return False
    if after[0] in _ABOUT:
        after = after[1:]
    if after[:1] and (after[0] in _COMPASS or after[0] in ("outside", "near")):
        return True
    if after[:1] and after[0][0].isdigit():
        return any(word in words.distances or word.endswith("km") for word in after[:3])
    if after[:1] == ("on",):
        return any(word in ("edge", "outskirts", "border", "coast", "road", "banks", "shore") for word in after[:4])
    if after[:1] in (("a",), ("an",), ("the",)):
        return any(word in words.town_kinds or word in words.district_kinds for word in after[1:5])
    return False
