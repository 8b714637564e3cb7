"""What an article speaks of: how strongly it points to each country.

Example: "Malian soldiers fought JNIM near Gao" points three times to ML: by the people, the group and the town.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

from streams.extraction.place_names import Name, Reference
from streams.lexicons.actors import load_actors
from streams.lexicons.countries import load_countries
from streams.lexicons.gazetteer import fold_name, load_gazetteer
from streams.lexicons.place_words import load_place_words
from streams.text.types import CleanArticle, Sentence

#: A place of this size needs no support from its surroundings.
KNOWN_ALONE = 100_000
#: And one of this size settles the country: hardly anything else of its name is meant.
_SETTLES = 500_000
#: With these a people's border is its own side of it.
BORDERLANDS = frozenset(("guard", "guards", "police", "post", "posts", "town", "village", "region"))


@lru_cache(maxsize=1)
def load_reference() -> Reference:
    """Return gazetteer, countries and word lists; read once per process."""
    countries, words = load_countries(), load_place_words()
    starts = frozenset(name.split(" ")[0] for name in (*countries.by_word, *words.groups))
    known = (name for names in load_actors().names.values() for name in names if name.kind == "group")
    groups = frozenset((*words.groups, *(fold_name(" ".join(name.words)) for name in known)))
    return Reference(load_gazetteer(), countries, words, starts, groups)


def weigh_countries(
    sentences: Sequence[Sentence], found: Sequence[Sequence[Name]], clean: CleanArticle, reference: Reference
) -> dict[str, float]:
    """Weigh the countries that the article speaks of: names of countries and large places, peoples, groups."""
    hints: dict[str, float] = defaultdict(float)
    for sentence, names in zip(sentences, found, strict=True):
        weight = 2 if sentence.segment.kind != "paragraph" else 1
        for people, share in peoples_of(sentence, reference):
            hints[people] += weight * share
        for name in names:
            country = _sure_country(name, reference)
            if country:
                came = name.anchor >= 0 and sentence.lower[name.anchor] == "from"
                hints[country] += weight * (1 if came else 2)
            elif name.inside and may_hint(name, reference):
                hints[name.places[0].country or ""] += 0.1
            elif not name.places:
                hints[_country_of_title(sentence, name, reference)] += 0.5
    hints.pop("", None)
    for outsider in sorted(reference.words.outsiders & hints.keys()):
        hints[outsider] = hints[outsider] * 0.3
    if clean.article.dateline:
        for part in clean.article.dateline.split(","):
            for place in reference.gazetteer.find(part)[:1]:
                if place.country:
                    hints[place.country] += 1
    return hints


def peoples_of(sentence: Sentence, reference: Reference) -> tuple[tuple[str, float], ...]:
    """Return the countries that adjectives, peoples and groups in a sentence point to, each with its weight."""
    by_word = reference.countries.by_word
    groups = reference.words.groups
    lower = sentence.lower
    if reference.hint_starts.isdisjoint(lower):
        return ()
    starts = reference.hint_starts
    found = []
    done = 0
    for at, word in enumerate(lower):
        if word not in starts or at < done:
            continue
        pair = f"{word} {lower[at + 1]}" if at + 1 < len(lower) else ""
        group = groups.get(pair) or groups.get(word)
        country = by_word.get(pair) or groups.get(pair)
        end = at + 1
        if country is not None:
            done = end = at + 2
        else:
            country = groups.get(word)
            if country is None and sentence.words[at][0].isupper():
                country = by_word.get(word)
        if country is not None:
            found.append((country, 1.0 if group else _weight(country, lower[end : end + 2], reference)))
    return tuple(found)


def _weight(country: str, following: Sequence[str], reference: Reference) -> float:
    """Return what an adjective counts: "the Somali capital" much, "an Afghan refugee", "Russian artillery" little."""
    words = reference.words
    if following[:1] == ("capital",):
        return 4.0
    if following[:1] == ("border",) and following[1:2] not in (("",), ()) and following[1] in BORDERLANDS:
        return 1.0
    if any(word in words.person_nouns for word in following):
        return 0.3
    if following[:1] and following[0] in words.attack_nouns:
        return 0.5  # "Pakistani shelling" is told of the other side of the border as well
    return 0.3 if country in words.abroad and any(word in words.origin_nouns for word in following) else 1.0


def may_hint(name: Name, reference: Reference) -> bool:
    """Tell whether a city inside a longer name still tells where it is: "Notre Dame de Nice"."""
    first = name.places[0]
    known = first.match == 0 and first.population >= 2 * KNOWN_ALONE
    return known and name.key not in reference.words.stop_names


def _country_of_title(sentence: Sentence, name: Name, reference: Reference) -> str:
    """Return the country of the region in the title of an outlet or office: "Voz del Putumayo"; "" if none."""
    if name.end - name.start < 3 or sentence.lower[name.end - 2] not in _OF:
        return ""
    places = reference.gazetteer.find(sentence.words[name.end - 1])
    regions = {place.country for place in places if place.precision == "admin1" and place.match == 0}
    return (regions.pop() or "") if len(regions) == 1 and len({place.country for place in places}) == 1 else ""


_OF = frozenset(("de", "del", "da", "do", "du", "of"))


def _sure_country(name: Name, reference: Reference) -> str | None:
    """Return the country of a name that can hardly mean another: of a country, a large place, the only of its name."""
    if not name.places or (name.inside and name.places[0].precision != "country"):
        return None
    country = next((place for place in name.places if place.precision == "country"), None)
    if country is not None:
        return country.country
    if name.key in reference.words.stop_names or name.key in reference.groups:
        return None
    first = name.places[0]
    countries = {place.country for place in name.places}
    largest = max(name.places, key=lambda place: place.population)
    if len(countries) == 1 and first.match == 0 and (name.anchor >= 0 or first.population >= KNOWN_ALONE):
        return first.country
    if largest.match == 0 and largest.population >= _SETTLES:
        return largest.country
    return None
