"""Tell in which country an event was, from everything a text says of it: places, peoples, forces, groups, dateline.

Example: "SAN SALVADOR, 3 May - Guatemalan soldiers killed two guerrillas near Tecun Uman" has a dateline for SV, forces
for GT and a place struck in GT: together they say GT.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from streams.extraction.place_context import BORDERLANDS, load_reference
from streams.extraction.place_names import Reference
from streams.extraction.places import cities_inside
from streams.lexicons.actors import load_actors
from streams.lexicons.gazetteer import fold_name
from streams.lexicons.place_words import PlaceWords
from streams.lexicons.theatres import load_theatres
from streams.text.types import PlaceMention, ReadArticle, Sentence

#: What a sentence counts: without a number of victims, below the first paragraph, about another event.
_NO_CLAIM, _FURTHER_DOWN, _OTHER_EVENT = 0.5, 0.5, 0.1
#: What a place that is said to be struck counts at least.
_STRUCK = 0.6
#: What the second country of a group counts beside its main one.
_ALSO = 0.3
#: What a country that everybody speaks of, or the forces of one that fights abroad, count.
_OUTSIDER = 0.3
#: Tokens after a people in which its forces or persons are named.
_REACH = 3
_LONGEST_SIGN = 3
#: Nothing is said where the second country has this share of the first one's score.
_AS_STRONG = 0.98
#: After an adjective they make it somebody who speaks, not where something happened: "the Spanish foreign minister".
_OFFICES = frozenset(
    ("president", "minister", "ministry", "ambassador", "embassy", "consulate", "spokesman", "spokeswoman", "premier")
    + ("foreign", "senator", "congress", "parliament", "diplomat", "chancellor", "envoy", "foreigners")
)
#: Of these, those who speak of what happened in other countries, and the sentences at the top in which they count.
_DIPLOMATS = frozenset(("foreign", "ambassador", "embassy", "consulate", "diplomat", "envoy"))
_OPENING = 3
_FOREIGN_OFFICES = (("minister",), ("ministry",), ("office",), ("secretary",))
#: What a country counts whose diplomats speak: its dateline, its name, its people.
_FOREIGN_VOICE = 0.1


class Evidence(NamedTuple):
    """A reason for a country: ``kind`` is a key of the weights in ``theatres.toml``, ``share`` how much it counts."""

    kind: str
    country: str
    share: float
    sentence: int


def choose_country(evidence: Iterable[Evidence]) -> str | None:
    """Return the country with the strongest evidence; None where there is none, or two are about as strong.

    What says the same thing again counts less each time: a kind counts its weight times log(1 + shares).

    >>> choose_country([Evidence("forces", "GT", 1.0, 0), Evidence("struck", "SV", 1.0, 0)])
    'SV'
    """
    scores = {country: sum(kinds.values()) for country, kinds in scores_of(evidence).items()}
    ranked = sorted(scores, key=lambda country: (-scores[country], country))
    if not ranked or scores[ranked[0]] <= 0:
        return None
    return None if len(ranked) > 1 and scores[ranked[1]] > _AS_STRONG * scores[ranked[0]] else ranked[0]


def scores_of(evidence: Iterable[Evidence]) -> dict[str, dict[str, float]]:
    """Return what each kind of evidence counts for each country.

    >>> scores_of([Evidence("forces", "GT", 1.0, 0)])["GT"].keys()
    dict_keys(['forces'])
    """
    weights = load_theatres().weights
    shares: dict[tuple[str, str], float] = defaultdict(float)
    for each in evidence:
        shares[each.country, each.kind] += each.share
    scores: dict[str, dict[str, float]] = defaultdict(dict)
    for (country, kind), share in shares.items():
        scores[country][kind] = weights[kind] * math.log1p(share)
    return scores


def evidence_of(read: ReadArticle, struck: Sequence[PlaceMention], telling: Collection[int]) -> tuple[Evidence, ...]:
    """Return the evidence for the country of an event by kind: its places, all places, peoples and signs, groups.

    ``struck`` are the places struck in it, ``telling`` the sentences (indices) that tell of it. Other sentences count
    little: their countries are as a rule the same.
    """
    voices, afar = _foreign_voices(read), _fired_from(read, struck, telling)
    found = tuple(
        each._replace(share=each.share * _FOREIGN_VOICE)
        if (each.country in voices and each.kind in ("dateline", "named", "people")) or each.country in afar
        else each
        for each in _evidence(read, struck, telling)
    )
    inside = () if found else cities_inside(read.sentences)
    return found or tuple(Evidence("town", country, 1.0, sentence) for sentence, country in inside)


def _evidence(read: ReadArticle, struck: Sequence[PlaceMention], telling: Collection[int]) -> Iterator[Evidence]:
    reference = load_reference()
    counting = {claim.sentence for claim in read.claims}
    near = [_nearness(sentence, telling, counting) for sentence in read.sentences]
    for mention in struck:
        if mention.country:
            kind = "country" if mention.precision == "country" else "struck"
            share = max(near[mention.sentence], _STRUCK)  # it tells of an attack, with a number or without
            yield Evidence(kind, mention.country, share, mention.sentence)
    datelines: set[str] = set()
    filed = {fold_name(mention.name) for mention in read.places if mention.role == "dateline"}
    for mention in read.places:
        kind = _kind(mention, filed)
        if not mention.country or (kind == "dateline" and mention.country in datelines):
            continue  # "San Jose (Costa Rica), 3 May" is one dateline
        if kind == "dateline":
            datelines.add(mention.country)
        if kind == "named":
            kind = _owned(
                read.sentences[mention.sentence].lower[mention.end : mention.end + 1 + _REACH], reference.words
            )
        outside = kind != "town" and _is_outside(kind, mention.country, reference.words)
        share = near[mention.sentence] * (_OUTSIDER if outside else 1.0)
        yield Evidence(kind, mention.country, 1.0 if kind == "dateline" else share, mention.sentence)
    for sentence in read.sentences:
        for kind, country, share in (*_peoples(sentence, reference), *_signs(sentence)):
            yield Evidence(kind, country, share * near[sentence.index], sentence.index)
    theatres = load_theatres()
    for actor in read.actors:
        for country in theatres.main.get(actor.name, ()):
            yield Evidence("group", country, near[actor.sentence], actor.sentence)
        for country in theatres.also.get(actor.name, ()):
            yield Evidence("group", country, near[actor.sentence] * _ALSO, actor.sentence)


def _foreign_voices(read: ReadArticle) -> frozenset[str]:
    """Return the countries whose diplomats speak at the top of a report: it is as a rule about another country.

    "MADRID, 3 May - The Spanish foreign minister condemned the killing of three teachers in El Salvador"; a minister
    without a country is that of the dateline.
    """
    reference = load_reference()
    by_word = reference.countries.by_word
    filed = [mention.country for mention in read.places if mention.role == "dateline" and mention.country]
    found: set[str] = set()
    for sentence in read.sentences[:_OPENING]:
        lower = sentence.lower
        for at, word in enumerate(lower):
            if word not in _DIPLOMATS or (word == "foreign" and lower[at + 1 : at + 2] not in _FOREIGN_OFFICES):
                continue
            before = [
                by_word.get(" ".join(lower[low:at])) or by_word.get(lower[low]) for low in range(max(0, at - 2), at)
            ]
            named = [country for country in before if country]
            found.update(named[-1:] or filed[:1])
    return frozenset(found)


def _fired_from(read: ReadArticle, struck: Sequence[PlaceMention], telling: Collection[int]) -> frozenset[str]:
    """Return the countries that weapons came from, and nothing is said to be struck in: it was another country.

    Class: "The Houthis said they had fired a missile at Eilat", "Rockets launched from Lebanon were shot down over
    Haifa". A country is left out where the text names no other. A place that no gazetteer knows proves nothing.
    """
    hit = {mention.country for mention in struck if mention.country and mention.lat is not None}
    named = {mention.country for mention in read.places if mention.country and mention.sentence in telling}
    found: set[str] = set()
    for mention in read.places:
        lower = read.sentences[mention.sentence].lower
        if mention.role == "origin" and mention.country and lower[max(0, mention.start - 1) : mention.start] == _FROM:
            found.add(mention.country)
    main = load_theatres().main
    for actor in read.actors:
        homes = main.get(actor.name, ())
        across = [one for one in struck if one.sentence == actor.sentence and one.country not in (None, *homes)]
        if across and any(term.category in _SENT_OFF for term in read.terms[actor.sentence]):
            found.update(homes)
    return frozenset(country for country in found - hit if named - {country})


_FROM = ("from",)
_SENT_OFF = frozenset(("munition.launch", "weapon.missile", "weapon.drone", "weapon.rocket"))


def _nearness(sentence: Sentence, telling: Collection[int], counting: Collection[int]) -> float:
    """Return how much a sentence counts: in full where it opens the report and tells how many were hurt."""
    share = 1.0 if sentence.segment.kind != "paragraph" or sentence.segment.paragraph == 0 else _FURTHER_DOWN
    share *= 1.0 if sentence.index in counting else _NO_CLAIM
    return share if sentence.index in telling else share * _OTHER_EVENT


def _kind(mention: PlaceMention, filed: Collection[str]) -> str:
    """Return the kind of evidence that a place is; ``filed``: where the report was, and speakers are, if no more."""
    if mention.role == "dateline":
        return "dateline"
    if mention.precision == "country":
        return "named"
    told = mention.role == "struck" or (mention.role == "mentioned" and fold_name(mention.name) not in filed)
    return "town" if told else "elsewhere"


def _peoples(sentence: Sentence, reference: Reference) -> Iterator[tuple[str, str, float]]:
    """Yield the countries of adjectives and peoples: "the Somali capital", "Malian soldiers", "Afghan civilians".

    Not of persons who may be anywhere: "an Afghan refugee", "two German tourists".
    """
    by_word, starts = reference.countries.by_word, reference.hint_starts
    lower, words = sentence.lower, reference.words
    if starts.isdisjoint(lower):
        return
    for at, word in enumerate(lower):
        if word not in starts or not sentence.words[at][0].isupper():
            continue
        pair = f"{word} {lower[at + 1]}" if at + 1 < len(lower) else ""
        country = by_word.get(pair) or by_word.get(word)
        if country is None:
            continue
        end = at + 2 if pair in by_word else at + 1
        kind = _people_kind(lower[end : end + _REACH], words)
        if kind:
            outside = _is_outside(kind, country, words)
            outside = outside or (kind == "forces" and not words.attack_nouns.isdisjoint(lower[end : end + 2]))
            yield kind, country, _OUTSIDER if outside else 1.0


def _is_outside(kind: str, country: str, words: PlaceWords) -> bool:
    """Tell whether a country is spoken of everywhere, or its forces fight abroad."""
    return country in words.outsiders or (kind == "forces" and country in words.abroad)


def _owned(following: Sequence[str], words: PlaceWords) -> str:
    """Return the kind of evidence of a country by the words after it: "Russia's defence ministry" is an office."""
    kind = _people_kind(following[1:], words) if following[:1] in (("'s",), ("’s",)) else ""
    return kind if kind in ("office", "forces", "capital") else "named"


def _people_kind(following: Sequence[str], words: PlaceWords) -> str:
    """Return the kind of evidence that an adjective is by the words after it; "" for persons who may be anywhere."""
    if following[:1] == ("capital",):
        return "capital"
    if not _OFFICES.isdisjoint(following[:2]):
        return "office"
    if following[:1] == ("border",) and not BORDERLANDS.isdisjoint(following[1:2]):
        return "people"
    if not words.person_nouns.isdisjoint(following):
        return ""
    return "people" if load_actors().forces.isdisjoint(following) else "forces"


def _signs(sentence: Sentence) -> Iterator[tuple[str, str, float]]:
    """Yield the countries of forces, peoples and kinds of places that only one country has: "Frontier Corps troops"."""
    theatres, lower = load_theatres(), sentence.lower
    if theatres.sign_starts.isdisjoint(lower):
        return
    for at, word in enumerate(lower):
        if word in theatres.sign_starts:
            ends = (at + size for size in range(_LONGEST_SIGN, 0, -1))
            country = next((c for end in ends if (c := theatres.signs.get(" ".join(lower[at:end])))), None)
            if country is not None:
                yield "sign", country, 1.0
