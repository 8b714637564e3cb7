"""What a sentence says of a place: struck, speaker, origin, destination, dateline, or only mentioned.

Example: in "Rockets fired from Gaza hit Sderot, an official in Jerusalem said", Gaza is the origin, Sderot is struck,
and Jerusalem is where somebody speaks.
"""

from __future__ import annotations

from collections.abc import Sequence

from streams.extraction.place_asides import SITES, hits_site, is_aside
from streams.extraction.place_journeys import hits_patients, hurt_arrive, hurt_from, is_launched_from, sails_there
from streams.extraction.place_lead_in import under_fire
from streams.extraction.place_names import Name, Reference
from streams.extraction.place_speakers import accuse_of_harm, are_victims, is_of_somebody, owns_office, says_in, speaks
from streams.extraction.place_times import tells_earlier
from streams.text.types import PlaceRole, Sentence

#: How far left of a preposition its verb or noun is looked for.
_GOVERNS = 9
_WAYS = frozenset(("road", "way", "highway", "route", "track"))
_ALONG = frozenset(("on", "along", "near", "beside", "at", "of"))
_SHORES = frozenset(
    ("coast", "coastline", "shore", "shores", "port", "ports", "resort", "town", "city", "island", "banks")
)
#: Shots at somebody; "fired" alone may be of weapons that hit nothing.
_FIRED = frozenset((("fired", "on"), ("fired", "at"), ("fire", "on"), ("fire", "at")))
#: What drops a bomb flies over the place it strikes: "dropped from a drone in X".
_FLYING = frozenset(("drone", "drones", "plane", "planes", "jet", "jets", "helicopter", "helicopters", "paramotor"))
#: They tell how an attack ended; by themselves no attack.
_OUTCOMES = frozenset(("casualties", "deaths", "toll"))
#: Buildings: who is in them speaks, unless they are attacked.
_BUILDINGS = frozenset(("headquarters", "office", "court", "parliament", "embassy", "ministry", "rally", "protest"))
#: Before a kind of place they make it nameless: "a village near X".
_ARTICLES = frozenset(("a", "an"))
_COMES = frozenset(("came", "comes", "come", "coming"))
_COMPASS = frozenset(("north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest"))
#: Tokens of the longest list of places, and what stands in one beside names.
_LONGEST_LIST = 24
_LISTING = frozenset(
    (",", "and", "regions", "region", "provinces", "districts", "oblasts", "cities", "towns", "villages")
)
_BE = frozenset(("was", "were", "is", "are", "been", "being", "got"))


def role_of(
    sentence: Sentence,
    name: Name,
    before: tuple[Name, PlaceRole] | None,
    contains: bool,
    is_seat: bool,
    is_country: bool,
    reference: Reference,
) -> PlaceRole:
    """Return what the sentence says of a place.

    ``before`` is the place named just before in the sentence with its role; ``contains``: this place contains that one
    (Mali in "Gao, Mali"); ``is_seat``: a country or seat of government, which can speak; a country before an attack
    ("Israel strike") is the attacker, a town ("Kharkiv strike") is struck.
    """
    words = reference.words
    lower = sentence.lower
    anchor = lower[name.anchor] if name.anchor >= 0 else ""
    if before is not None and (contains or _only_locates(lower, before, name, reference)):
        return "mentioned"
    if owns_office(lower, name, reference) or tells_earlier(lower, name.start, reference):
        return "mentioned"
    if is_aside(lower, name, reference) or hurt_from(lower, name, reference):
        return "mentioned"
    if _treated_there(lower, name, reference) or hurt_arrive(lower, name, reference):
        return "destination"
    if says_in(lower, name, reference):
        return "speaker"
    if is_country and (anchor in ("between", "at", "with", "near") or _is_adjective(lower, name, reference)):
        return "mentioned"
    if speaks(lower, name, is_seat, reference):
        return "speaker"
    if before is not None and is_list(lower, before[0], name):
        return before[1]
    left = lower[max(0, name.anchor - _GOVERNS) : max(0, name.anchor)]
    if is_of_somebody(sentence, name, reference):
        return "mentioned"
    if anchor in ("to", "for") and sails_there(left):
        return "destination"
    if _befallen(lower, name.end, reference) or _befallen(lower, _after_list(sentence, name), reference):
        return "struck"
    if not is_country and _before_attack(lower, name, reference):
        return "struck"
    if anchor == "from":
        return _role_after_from(left, reference)
    if anchor in ("of", "over") and is_launched_from(left, lower[: name.anchor], reference):
        return "origin"
    if anchor == "for" and any(word in words.attack_nouns for word in left[-2:]):
        return "struck"
    violent = any(
        word in words.harm_words or word in words.attack_nouns or word in words.strike_verbs for word in lower
    )
    if anchor == "through" and violent and not _PASSES.isdisjoint(left[-1:]):
        return "struck"
    if anchor in ("to", "towards", "toward", "into", "for", "via", "through"):
        return _role_after_to(left, lower, reference)
    violent = violent or any(pair in _FIRED for pair in zip(lower, lower[1:], strict=False))
    if anchor in words.strike_verbs or (anchor in words.place_verbs and violent):
        return "struck"
    if anchor == "of":
        if left[-1:] and left[-1] in words.dwellers and accuse_of_harm(lower[name.end :], reference):
            return "struck"
        return _role_after_of(left, violent, reference)
    if violent and name.kind == "direction" and anchor == "in":
        return "struck"
    if anchor in words.struck_prepositions or anchor in ("between", "among"):
        previous = left[-1] if left else ""
        if not violent or any(word in reference.words.build_up_verbs for word in left):
            return "mentioned"
        if anchor in ("near", "outside") and previous in words.town_kinds and not _ARTICLES.isdisjoint(left[-3:-1]):
            return "mentioned"
        if name.kind in _MARGINS and previous in words.town_kinds:
            return "mentioned"  # "in the camp on the outskirts of X"
        if anchor == "over" and any(word in reference.words.interceptions for word in left):
            return "mentioned"
        return _role_at(left, previous, anchor, reference)
    if (
        name.anchor == -1
        and violent
        and sentence.segment.kind == "headline"
        and lower[name.end : name.end + 1] == (":",)
    ):
        return "struck"
    return "mentioned"


def _role_after_from(left: Sequence[str], reference: Reference) -> PlaceRole:
    """After "from": "abducted from X" is struck, "fired from X" the origin, "20 km from X" only mentioned."""
    words = reference.words
    if left and (left[-1] in reference.words.distances or left[-1] in words.directions):
        return "mentioned"
    if "off" in left[-2:] or (left[-1:] == (",",) and left[-2:-1] and left[-2][0].isdigit()):
        return "origin"  # "flew off from X"; "Rosa Lund, 52, from X"
    taken = (at for at, word in enumerate(left) if word in words.taken_verbs)
    if any(left[at + 1 : at + 2] != ("part",) for at in taken):  # "three ambulances from X had taken part"
        return "struck"
    if any(word in words.origin_nouns or word in words.launch_verbs for word in left):
        return "origin"
    return "mentioned"


def _role_after_to(left: Sequence[str], lower: Sequence[str], reference: Reference) -> PlaceRole:
    """After "to": "missiles sent to X" is struck, "fled to X" a destination, "the road to X" is where it happens."""
    words = reference.words
    weapons = any(word in words.origin_nouns for word in lower)
    if left and (left[-1] in _WAYS or (left[-1] == "leading" and any(word in _WAYS for word in left[-3:]))):
        flying = any(word in words.origin_nouns for word in left)
        violent = any(word in words.harm_words or word in words.attack_nouns for word in left)
        along = not _ALONG.isdisjoint(left[-4:])
        return "struck" if flying or (violent and along and left[-1] != "way") else "destination"
    if any(word in words.arrivals for word in left) and any(word in words.comers for word in left):
        return "struck"
    if weapons and any(word in words.launch_verbs for word in left) and "flown" not in left:
        return "struck"
    if any(word in words.flight_verbs for word in left):
        return "destination"
    return "mentioned"


def _role_after_of(left: Sequence[str], violent: bool, reference: Reference) -> PlaceRole:
    """After "of": "shelling of X", "the road out of X" are struck; "mayor of X" is where somebody speaks."""
    words = reference.words
    previous = left[-1] if left else ""
    if previous == "out" and violent and any(word in _WAYS for word in left[-3:]):
        return "struck"
    if previous in words.dwellers:
        return "struck" if are_victims((*left, ""), reference) else "mentioned"
    if previous in words.attack_nouns or previous in ("capture", "seizure", "fall", "loss", "control", "storming"):
        return "struck"
    if previous in words.speaker_nouns:
        return "struck" if are_victims(left, reference) else "speaker"
    site = left[-3:] if previous in SITES else ()
    if violent and not SITES.isdisjoint(site) and hits_site(left, reference):
        return "struck"
    return "mentioned"


#: A way of moving through the place where something happens: "as the patrol passed through X".
_PASSES = frozenset(
    ("passed", "passing", "passes", "travelling", "traveling", "driving", "moving", "marching", "riding")
)
_MARGINS = frozenset(("outskirts", "edge"))


def _role_at(left: Sequence[str], previous: str, anchor: str, reference: Reference) -> PlaceRole:
    """After "in", "at", "near": struck, unless somebody speaks or is treated there, or it is only "N km north of"."""
    words = reference.words
    if previous in reference.words.distances:
        return "mentioned"
    speaking = anchor == "in" and any(word in reference.words.speaking for word in left[-2:])
    quiet = previous in words.dwellers and words.said_verbs.isdisjoint(left)
    quiet = quiet or (previous in _BUILDINGS and any(word in words.harm_words for word in left))
    if speaking or (previous in words.speaker_nouns and not quiet and not are_victims(left, reference)):
        return "speaker"
    if "from" in left:
        at = left.index("from")
        apart = any(
            word in (",", "at", "on", "toward", "towards") or word in words.strike_verbs or word in words.impact_verbs
            for word in left[at:]
        )
        apart = apart or anchor in ("on", "into", "against") or previous in _FLYING
        if not apart and any(word in words.launch_verbs for word in left[:at]):
            return "origin"
    if _went_to(left, reference):
        return "destination"
    if previous in words.care_nouns or (len(left) > 1 and left[-2] in words.care_nouns):
        return "struck" if hits_patients(left, reference) else "destination"
    return "struck"


def _treated_there(lower: Sequence[str], name: Name, reference: Reference) -> bool:
    """Tell whether a place names the hospital where people are treated: "two died in X hospital"."""
    words = reference.words
    if name.anchor < 0 or lower[name.end : name.end + 1] == () or lower[name.end] not in words.care_nouns:
        return False
    left = lower[max(0, name.anchor - 5) : name.anchor]
    return any(
        word in ("died", "treated", "die", "dies", "dead", "treatment") or word in words.flight_verbs for word in left
    )


def _went_to(left: Sequence[str], reference: Reference) -> bool:
    """Tell whether people went to something at the place: "fled to schools in X", "were taken to a clinic in X"."""
    words = reference.words
    verb = next((at for at in range(len(left) - 1, -1, -1) if left[at] in words.flight_verbs), -1)
    after = left[verb + 1 :]
    violent = any(
        word in words.strike_verbs or word in words.attack_nouns or word in words.origin_nouns
        for word in left
        if word not in words.flight_verbs and word not in _OUTCOMES
    )
    return verb >= 0 and "to" in after[:4] and not violent


def is_list(lower: Sequence[str], one: Name, other: Name) -> bool:
    """Tell whether two names are neighbours in a list: "A, B", "A and B", "A, and the town of B"."""
    between = (
        lower[one.end : max(other.anchor + 1, one.end)] if other.anchor >= one.end else lower[one.end : other.start]
    )
    if between in (("as", "well", "as"), (",", "as", "well", "as")):
        return True
    return 0 < len(between) <= 3 and all(word in (",", "and", "or", "&", "the", "then") for word in between)


def ends_list(lower: Sequence[str], name: Name, reference: Reference) -> bool:
    """Tell whether a name ends a list whose items carry more: "bombed A, wounding six, and B, wounding five"."""
    words = reference.words
    at = name.end
    while at < len(lower) and lower[at] in words.kinds:
        at += 1
    ends = at >= len(lower) or not lower[at][0].isalnum() or lower[at] in words.locatives or lower[at] in words.calendar
    return name.anchor >= 0 and lower[name.anchor] == "and" and ends


def only_borders(lower: Sequence[str], name: Name) -> bool:
    """Tell whether a sea or lake only tells where a place on land lies: "near Lake Kivu", "the Red Sea coast"."""
    anchor = lower[name.anchor] if name.anchor >= 0 else ""
    if lower[name.end : name.end + 1] and lower[name.end] in _SHORES:
        return True
    return anchor == "near" or (anchor == "of" and lower[name.anchor - 1] in _SHORES)


def _is_adjective(lower: Sequence[str], name: Name, reference: Reference) -> bool:
    """Tell whether a country's name stands for its adjective: "the U.S. president"."""
    following = lower[name.end] if name.end < len(lower) else ""
    words = reference.words
    return name.key in words.abbreviated and following.isalpha() and following not in words.after_noun


def _only_locates(lower: Sequence[str], before: tuple[Name, PlaceRole], name: Name, reference: Reference) -> bool:
    """Tell whether a name only says where the struck place before it lies.

    "X, near Y"; "the X camp outside the city of Y"; "X, 20 km south of Y"; "X, in the hills above Y". But "in X, in Y"
    and "three in X, two in Y" are lists.
    """
    one, role = before
    words = reference.words
    if role != "struck" or name.start - one.end > _GOVERNS + 1:
        return False
    between = lower[one.end : name.start]
    if any(word in ("and", "or", ";") or word in words.strike_verbs or word in words.attack_nouns for word in between):
        return False
    if not between or not _begins_location(between, reference):
        return False
    again = between in ((",", lower[one.anchor]), (",",))
    return not again and all(word == "," or word.isdigit() or word[0].isalpha() for word in between)


def _begins_location(between: Sequence[str], reference: Reference) -> bool:
    """Tell whether words after a place begin to say where it lies: ", near", "displacement camp outside", ", 20 km"."""
    words = reference.words
    at = 0
    while at < len(between) - 1 and (between[at] in words.kinds or between[at] in words.site_words):
        at += 1
    if between[at] == "for":
        at = next((i for i in range(at + 1, min(at + 5, len(between))) if between[i] in words.struck_prepositions), at)
    if between[at] == ",":
        at += 1
        if between[at : at + 1] in (("a",), ("an",), ("the",)):
            kind = next((i for i in range(at + 1, min(at + 6, len(between))) if between[i] in words.kinds), -1)
            at = kind + 1 if kind > 0 and between[kind + 1 : kind + 2] != ("of",) else at
    if at >= len(between):
        return False
    word = between[at]
    if word in ("about", "some", "just", "around", "roughly", "close"):
        return True
    if word[0].isdigit():
        return any(other in words.distances for other in between)
    return word in words.struck_prepositions or word in _COMPASS


def _befallen(lower: Sequence[str], at: int, reference: Reference) -> bool:
    """Tell whether a name ending here is the subject of what befell it: "X was shelled", "X, a town, was hit"."""
    if at < len(lower) and lower[at] == ",":
        closing = next((i for i in range(at + 1, min(at + 14, len(lower))) if lower[i] == ","), -1)
        at = closing + 1 if closing > 0 else at
    following = lower[at : at + 4]
    if not following:
        return False
    if (following[0] in _COMES and "under" in following) or under_fire(lower, at):
        return True
    return following[0] in _BE | {"has", "had", "have"} and any(
        word in reference.words.passives for word in following[1:]
    )


def _after_list(sentence: Sentence, name: Name) -> int:
    """Return where a list that the name begins ends: "the A, B and C regions | had been struck"."""
    at, last = name.end, min(name.end + _LONGEST_LIST, len(sentence.words))
    while at < last and (sentence.words[at][0].isupper() or sentence.lower[at] in _LISTING):
        at += 1
    return at


def _before_attack(lower: Sequence[str], name: Name, reference: Reference) -> bool:
    """Tell whether the name tells which attack: "the Kharkiv strike", "Quetta station bombing"."""
    words = reference.words
    for at in range(name.end, min(name.end + 4, len(lower))):
        if lower[at] in words.attack_nouns:
            return True
        if lower[at] not in words.facilities and lower[at] not in ("house", "bus", "block", "suicide", "car", "truck"):
            return False
    return False
