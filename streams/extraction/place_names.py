"""Find the words that may name a place: which runs of words are in the gazetteer, and what stands around them.

Example: in "shells hit the town of Bara in Sudan" the names are "Bara" and "Sudan"; the anchor of "Bara" is "hit",
because "the town of" only introduces the name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from streams.extraction.place_lead_in import falls, lead_in, looks_like_name
from streams.lexicons.countries import Countries
from streams.lexicons.gazetteer import Gazetteer, Place, fold_name
from streams.lexicons.place_words import PlaceWords
from streams.text.types import Segment, Sentence

#: How capitals are used: in names only, in most words (headlines), or everywhere.
LetterCase = Literal["mixed", "title", "upper"]

#: The most words in a name.
_LONGEST = 5


class Name(NamedTuple):
    """Words ``[start, end)`` of a sentence that may name a place.

    ``places`` from the gazetteer, () if it does not know the name; ``inside``: part of a longer name (of a person, an
    organisation); ``first``: of its beginning ("Jerusalem Light Rail"); ``anchor``: the token before the name and what
    introduces it, -1 if none; ``kind``: the noun that says what it is ("town", "oblast") or "".
    """

    sentence: int
    start: int
    end: int
    key: str
    places: tuple[Place, ...]
    inside: bool
    anchor: int
    kind: str
    first: bool = False


class Reference(NamedTuple):
    """What the reader of place names knows: built once by ``load_reference``.

    ``hint_starts``: the first words of peoples and groups; ``groups``: names of armed groups, folded.
    """

    gazetteer: Gazetteer
    countries: Countries
    words: PlaceWords
    hint_starts: frozenset[str]
    groups: frozenset[str]


def letter_case(segment: Segment) -> LetterCase:
    """Tell how a segment uses capitals.

    >>> letter_case(Segment("body", "paragraph", "REBELS ATTACKED THE TOWN OF PERQUIN", 0))
    'upper'
    """
    text = segment.text[:600]
    if segment.kind != "headline" and 5 * sum(map(text.count, "aeiot")) >= len(text):
        return "mixed"  # nearly all paragraphs: a fifth of all characters are lower-case letters
    upper = sum(map(str.isupper, text))
    if upper * 5 > (upper + sum(map(str.islower, text))) * 4:
        return "upper"
    if segment.kind == "headline":
        long = [word for word in text.split() if len(word) > 3 and word[0].isalpha()]
        if len(long) > 3 and sum(word[0].isupper() for word in long) * 10 >= len(long) * 8:
            return "title"
    return "mixed"


def find_names(sentence: Sentence, case: LetterCase, reference: Reference) -> list[Name]:
    """Return the names of a sentence in order; they do not overlap."""
    if case == "mixed":
        names = [name for run in _runs(sentence, reference) for name in _in_run(sentence, *run, reference)]
    else:
        names = list(_in_capitals(sentence, reference))
    for number in range(1, len(names)):
        one, other = names[number - 1], names[number]
        plural = one.kind.endswith("s") and not other.kind
        if plural and other.start - one.end <= 2 and sentence.lower[other.start - 1] in (",", "and", "or"):
            names[number] = other._replace(kind=one.kind)
    return names


def _runs(sentence: Sentence, reference: Reference) -> Iterator[tuple[int, int]]:
    """Yield the runs of words written as names, joined by the small words that names contain."""
    words = sentence.words
    connectors = reference.words.connectors
    named = [
        at
        for at, word in enumerate(words)
        if not word.islower()  # nearly all words, in one look
        and (word[0].isupper() or "-" in word)
        and looks_like_name(word, reference.words)
        and sentence.lower[at] not in reference.words.calendar
    ]
    if not named:
        return
    start = named[0]
    end = start + 1
    for at in named[1:]:
        joined = at - end <= 2 and all(word in connectors for word in words[end:at])
        if at == end or joined or (at - end == 1 and words[end] == "and" and _is_pair(words, end, reference)):
            end = at + 1
        else:
            yield start, end
            start, end = at, at + 1
    yield start, end


def _is_pair(words: Sequence[str], at: int, reference: Reference) -> bool:
    """Tell whether "and" stands inside a name: Jammu and Kashmir, Bosnia and Herzegovina."""
    return bool(reference.gazetteer.find_key(fold_name(f"{words[at - 1]} and {words[at + 1]}")))


def _in_run(sentence: Sentence, start: int, end: int, reference: Reference) -> Iterator[Name]:
    """Yield the names of a run: each longest match, or the run itself where the gazetteer knows none of it."""
    lower = sentence.lower
    words = reference.words
    opens = start == 0 or not any(word.isalnum() for word in lower[:start])
    if opens and end - start > 2 and lower[start + 1] in words.connectors and _is_noun(lower[start], words):
        start += 2
        opens = False
    elif end - start > 2 and lower[start] in words.titles and lower[start + 1] == "of":
        start += 2  # "the Mayor of Nice"
    if opens and end - start == 1 and (_is_common(lower[start], words) or _is_kind_alone(lower[start], reference)):
        return
    at = start
    open_end = start
    found: list[Name] = []
    while at < end:
        size, key, places = _longest(sentence, at, end, reference)
        common = size == 1 and (
            lower[at] in words.not_names
            or (at == start and opens and _is_common(lower[at], words) and not _is_article(sentence, at))
        )
        if not places or common or (size == 1 and lower[at] in words.locatives):
            if at == open_end and (common or _may_precede(lower[at], reference) or lower[at] in words.locatives):
                open_end = at + 1
            at += 1
            continue
        if at + size < end and lower[at + size] in words.name_kinds:
            size += 1
        cut = at + size == end and end < len(lower) and lower[end].rpartition("-")[2] in words.participles
        first = at <= open_end and (cut or (at + size < end and not _may_follow(lower[at + size], reference)))
        first = first and not _local_area(lower, at + size)
        name = _name(sentence, at, at + size, key, places, first or at > open_end, reference)
        found.append(name._replace(first=first))
        at += size + _local_area(lower, at + size)
        open_end = open_end if name.inside and not first else at
    parts_only = found and all(name.inside and name.places[0].precision != "country" for name in found)
    parts_only = parts_only or (found and found[0].first and len(found) > 1 and end - start == 2)
    if found and not (parts_only and end - start <= 3):
        yield from found
    elif start < end:
        begin = start
        last = next((i for i in range(start + 1, end) if _local_area(lower, i)), end) - 1
        while last > begin and lower[last] in words.kinds and lower[last] not in words.name_kinds:
            last -= 1
        while begin < end and (
            lower[begin] in words.locatives or lower[begin] in words.directions or lower[begin] == _STATION
        ):
            begin += 1
        if 0 <= last - begin < 3:
            unknown = _name(sentence, begin, last + 1, "", (), False, reference)
            begins = unknown.anchor >= 0 or bool(unknown.kind) or falls(lower, last + 1)
            if begins and sentence.ends[last] - sentence.starts[begin] > 2:
                yield unknown._replace(key=fold_name(" ".join(sentence.words[begin : last + 1])))


def _local_area(lower: Sequence[str], at: int) -> int:
    """Return how many tokens of "Local Government Area", a district, begin at one."""
    return len(_LOCAL_AREA) if tuple(lower[at : at + len(_LOCAL_AREA)]) == _LOCAL_AREA else 0


#: A police station and its district: "in the forest of P.S. X".
_STATION = "p.s."
_LOCAL_AREA = ("local", "government", "area")


def _in_capitals(sentence: Sentence, reference: Reference) -> Iterator[Name]:
    """Yield the names of a sentence whose capitals tell nothing: only what the gazetteer knows."""
    lower = sentence.lower
    words = reference.words
    count = len(lower)
    at = 0
    while at < count:
        word = sentence.words[at]
        if not word[0].isupper() or (_is_common(lower[at], words) and lower[at] not in words.name_starts):
            at += 1
            continue
        size, key, places = _longest(sentence, at, count, reference)
        short = size == 1 and len(word) < 4 and word not in ("US", "UK", "U.S.", "U.K.")
        if not places or short or (size == 1 and _is_common(lower[at], words)):
            at += 1
            continue
        inside = at > 0 and lower[at - 1] in words.titles
        yield _name(sentence, at, at + size, key, places, inside, reference)
        at += size


def _longest(sentence: Sentence, at: int, end: int, reference: Reference) -> tuple[int, str, tuple[Place, ...]]:
    """Return the size, key and places of the longest known name from a token on; (1, "", ()) if none."""
    words = sentence.words
    first = fold_name(words[at])
    if not reference.gazetteer.begins(first.split(" ")[0]):
        return 1, "", ()
    for size in range(min(_LONGEST, end - at), 0, -1):
        if size > 1 and not looks_like_name(words[at + size - 1], reference.words):
            continue
        key = first if size == 1 else fold_name(" ".join(words[at : at + size]))
        if size == 1 and len(key) < 4 and not _short_name(words[at]):
            continue
        if size == 1 and key in reference.countries.by_word and not _names_region(sentence, at + 1, reference):
            continue
        places = reference.gazetteer.find_key(key)
        if places and places[0].precision == "country" and not words[at].isascii() and places[0].name.isascii():
            places = ()
        if places and places[0].precision == "country" and size == 1 and len(key) < 4 and not words[at].isupper():
            places = ()  # countries of so few letters are acronyms: "Car bomb hits market" names none
        region = size > 1 and _names_region(sentence, at + size, reference)
        if places and (region or not _is_description(key, reference.words)):
            return size, key, places
    return 1, "", ()


def _is_description(key: str, words: PlaceWords) -> bool:
    """Tell whether a name is made of words for kinds and directions only: "Old City", "University"."""
    return all(word in words.kinds or word in words.directions or word in words.facilities for word in key.split())


def _names_region(sentence: Sentence, at: int, reference: Reference) -> bool:
    """Tell whether a word for a region stands at a token: "Somali Region" is a place, "Somali" a people."""
    return at < len(sentence.lower) and sentence.lower[at] in reference.words.region_kinds


def _short_name(word: str) -> bool:
    """Tell whether a word of two or three letters is written as a name: "US", "U.S.", "Uri", but not "IN" or "us"."""
    return "." in word or word in ("US", "UK", "UAE", "DRC", "CAR", "USA", "UAE") or (len(word) == 3 and word.istitle())


def _is_common(word: str, words: PlaceWords) -> bool:
    return word in words.locatives or word in words.connectors or word in words.not_names or word in words.harm_words


def _is_kind_alone(word: str, reference: Reference) -> bool:
    """Tell whether a word that opens a sentence is a kind of place and no name: "Village under attack"."""
    words = reference.words
    is_kind = word in words.kinds or word in words.facilities or word in words.site_nouns
    return is_kind and not reference.gazetteer.find_key(word)


def _is_article(sentence: Sentence, at: int) -> bool:
    """Tell whether a word that opens a sentence is the article of a name: "El Placer, a village", not Placer."""
    return (
        sentence.lower[at] in _ARTICLES
        and sentence.words[at + 1 : at + 2] != ()
        and sentence.words[at + 1][0].isupper()
    )


_ARTICLES = frozenset(("el", "la", "las", "los", "al", "le"))


def _is_noun(word: str, words: PlaceWords) -> bool:
    """Tell whether a word that opens a sentence is a common noun before "of": "Residents of X", "Shelling of X"."""
    return (
        word in words.dwellers
        or word in words.attack_nouns
        or word in words.speaker_nouns
        or word in words.comers
        or word in words.kinds
    )


def _may_precede(word: str, reference: Reference) -> bool:
    words = reference.words
    if word in words.titles:
        return False
    if word in words.directions or word in words.kinds or word in words.facilities:
        return True
    return word in reference.countries.by_word


def _may_follow(word: str, reference: Reference) -> bool:
    words = reference.words
    return (
        word in words.kinds
        or word in words.facilities
        or word in words.attack_nouns
        or word in words.connectors
        or word in words.directions
        or any(place.precision == "country" for place in reference.gazetteer.find_key(word))
    )


def _name(
    sentence: Sentence, start: int, end: int, key: str, places: tuple[Place, ...], inside: bool, reference: Reference
) -> Name:
    anchor, kind = lead_in(sentence, start, reference.words, reference.countries.by_word)
    lower = sentence.lower
    kinds = reference.words.kinds
    if _local_area(lower, end):
        kind = "lga"
    elif end < len(lower):
        if lower[end] in kinds and (not kind or lower[end] in reference.words.region_kinds):
            kind = lower[end]
        elif kind:
            pass
        elif lower[end] == "," and lower[end + 1 : end + 2] in (("a",), ("an",), ("the",)):
            kind = next((word for word in lower[end + 2 : end + 5] if word in kinds), "")
    if places and places[0].precision == "country" and lower[end : end + 1] == (kind,):
        # "Niger state" is a state of Nigeria; the gazetteer knows it by its whole name.
        regions = reference.gazetteer.find_key(f"{key} {kind}")
        places = tuple(place for place in regions if place.precision == "admin1" and place.match == 0) or places
    return Name(sentence.index, start, end, key, places, inside, anchor, kind)
