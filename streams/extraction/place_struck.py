"""Choose the places of an event among those its sentences name: the lead's, the city for its quarter, the capital.

Example: in "A bomb in the Deh Afghanan district, in the west of Kabul, killed two" it is Kabul; in "MOGADISHU - Gunmen
stormed a jail in Somalia's capital" it is Mogadishu.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from streams.extraction.places import struck_places
from streams.lexicons.countries import load_countries
from streams.lexicons.gazetteer import fold_name, load_gazetteer
from streams.lexicons.place_words import load_place_words
from streams.text.types import PlaceMention, ReadArticle

#: What a quarter of a city is called, and how many people make a city that has quarters.
_QUARTER = frozenset(
    ("district", "quarter", "neighbourhood", "neighborhood", "area", "suburb", "ward", "township", "beach")
)
#: Of these, those that only a town has, and endings of adjectives that name districts of many cities.
_INNER = frozenset(("quarter", "neighbourhood", "neighborhood", "suburb", "ward"))
_ADJECTIVES = ("skyi", "skiy", "skyy", "sky", "nyi", "niy")
_CITY = 100_000
_POSSESSIVE = frozenset(("'s", "’s", "'", "the", "western", "eastern", "northern", "southern", "central", ","))
_BETWEEN = frozenset(
    ("of", "in", "the", "city", ",", "capital", "western", "eastern", "northern", "southern", "central")
)
#: What is said of a city that may hold an unknown quarter: none where somebody only speaks or the report was filed.
_HOLDS = frozenset(("struck", "mentioned"))
#: Degrees of latitude that a large city spans.
_WIDTH = 0.14
#: Paragraphs in which a report names where it happened, and what counts as a named place.
_LEAD_PARAGRAPHS = 3
_FINE = frozenset(("town", "district", "sea"))


def chosen(mentions: Sequence[PlaceMention], read: ReadArticle) -> list[PlaceMention]:
    """Return the places struck as headline and first paragraphs tell them; the whole text where those name none.

    Further down a text tells of other attacks, of hospitals and of talks; a wave over several towns names them early.
    """
    beside = _beside(read)
    lead = [
        one for one in mentions
        if read.sentences[one.sentence].segment.paragraph < _LEAD_PARAGRAPHS and one.sentence not in beside
    ]  # fmt: skip
    told = struck_places(lead)
    fine = any(one.role == "struck" and one.precision in _FINE for one in told)
    return told if fine else _alluded(read) or struck_places(mentions)


def _beside(read: ReadArticle) -> frozenset[int]:
    """Return the sentences below the first paragraph that accuse somebody else or only sum up other attacks.

    Class: "On Friday it accused the army of bombing Adre", "105 people have been killed in such raids in the Pacific".
    """
    sums: dict[int, bool] = {}
    for claim in read.claims:
        if claim.kind in ("killed", "wounded"):
            sums[claim.sentence] = sums.get(claim.sentence, True) and claim.scope == "background"
    return frozenset(
        sentence.index
        for sentence, terms in zip(read.sentences, read.terms, strict=True)
        if sentence.segment.paragraph > 0 or sentence.position > 0
        if sums.get(sentence.index) or any(term.category == "discourse.accusation" for term in terms)
    )


def _alluded(read: ReadArticle) -> list[PlaceMention]:
    """Return the town that the lead means by "this city" or "Somalia's capital", which it names elsewhere."""
    for sentence in read.sentences:
        if not 0 <= sentence.segment.paragraph <= _LEAD_PARAGRAPHS:
            continue
        if sentence.segment.paragraph and not any(claim.sentence == sentence.index for claim in read.claims):
            continue
        lower = sentence.lower
        for at, word in enumerate(lower[1:], 1):
            if word == "capital":
                country = _country_before(lower, at)
                seats = [one for one in read.places if country and _seat_of(one) == country]
                if seats:
                    return [seats[0]._replace(role="struck")]
            elif word in ("city", "town", "village") and lower[at - 1] == "this":
                headed = [
                    one for one in read.places
                    if one.precision == "town" and read.sentences[one.sentence].segment.kind == "headline"
                ]  # fmt: skip
                if headed:
                    return [headed[0]._replace(role="struck")]
    return []


def _seat_of(place: PlaceMention) -> str | None:
    """Return the country whose seat of government a town is."""
    return load_countries().by_seat.get(fold_name(place.name)) if place.precision == "town" else None


def _country_before(lower: Sequence[str], at: int) -> str | None:
    """Return the country of "Somalia's capital" and "the Somali capital"."""
    words = load_countries().by_word
    if lower[at - 1] in ("'s", "’s") and at > 1:
        known = _codes()
        return known.get(lower[at - 2]) or known.get(" ".join(lower[max(0, at - 3) : at - 1]))
    return words.get(lower[at - 1])


@lru_cache(maxsize=1)
def _codes() -> Mapping[str, str]:
    """Return the code of each country by its folded name, of however many words."""
    return {fold_name(each.name): each.code for each in load_countries().by_code.values()}


def cities_for_quarters(
    struck: Sequence[PlaceMention], mentions: Sequence[PlaceMention], read: ReadArticle
) -> list[PlaceMention]:
    """Name the city where its quarter is said to be struck; the quarter itself is the event's site.

    Class: "a bomb in the Deh Afghanan district, in the west of Kabul", "Kharkiv's Saltivka district".
    """
    cities = [one for one in mentions if one.precision == "town" and one.population >= _CITY and one.role != "origin"]
    found: list[PlaceMention] = []
    for mention in struck:
        city = _city_of(mention, mentions, cities, read) if _is_quarter(mention, read) else None
        place = city or mention
        if not any(one.name == place.name and one.country == place.country for one in found):
            found.append(place)
    return found


def _is_quarter(mention: PlaceMention, read: ReadArticle) -> bool:
    return _quarter_noun(mention, read) >= 0


def _quarter_noun(mention: PlaceMention, read: ReadArticle) -> int:
    """Return the token of "district" after a name, or of "districts" after a list that it begins; -1 if none."""
    lower = read.sentences[mention.sentence].lower
    if _QUARTER.intersection(lower[mention.end : mention.end + 1]):
        return mention.end
    at = mention.end
    if lower[at : at + 1] not in ((",",), ("and",)):
        return -1
    words = read.sentences[mention.sentence].words
    while at < min(len(words), mention.end + _LIST) and (lower[at] in (",", "and") or words[at][0].isupper()):
        at += 1
    return at if at < len(words) and lower[at].endswith("s") and lower[at][:-1] in _QUARTER else -1


#: Tokens of a list of quarters.
_LIST = 8


def _city_of(
    quarter: PlaceMention, mentions: Sequence[PlaceMention], cities: Sequence[PlaceMention], read: ReadArticle
) -> PlaceMention | None:
    """Return the city of a quarter: that its words name, a larger one close by, or any for a name that is unknown.

    A ward or an adjective ("the Shevchenkivskyi district") is that of the city struck, whatever else bears the name.
    """
    lower = read.sentences[quarter.sentence].lower
    noun = _quarter_noun(quarter, read)
    for city in mentions:
        inside = city.precision == "town" and city.sentence == quarter.sentence
        if inside and city.name != quarter.name:
            before = city.end <= quarter.start and set(lower[city.end : quarter.start]) <= _POSSESSIVE
            after = city.start > noun and set(lower[noun + 1 : city.start]) <= _BETWEEN
            around = _names_region(city) and (lower[noun] == "township" or (before and _far(city, quarter)))
            if (before or after) and not around:
                return city
    if lower[noun] == "township":
        return None  # in Myanmar it is a district
    for city in cities:
        if city.name == quarter.name or quarter.country not in (None, city.country):
            continue
        if not load_place_words().distances.isdisjoint(
            read.sentences[city.sentence].lower[max(0, city.start - 4) : city.start]
        ):
            continue  # "in the Shwe ward, 115 km north of X"
        unknown = quarter.lat is None and city.sentence == quarter.sentence and city.role in _HOLDS
        if unknown or (city.population > quarter.population and _near(city, quarter)):
            return city
    word = lower[noun]
    everywhere = word == "district" and quarter.name.endswith(_ADJECTIVES)
    for town in mentions:
        known = town.geoname_id is not None and town.precision == "town" and town.name != quarter.name
        inner = (quarter.lat is None and word in _INNER) or (everywhere and town.population >= _CITY)
        if inner and known and town.role == "struck" and quarter.country == town.country:
            return town
    return None


def _names_region(city: PlaceMention) -> bool:
    """Whether a town gives its name to its region, which may be meant: "Kharkiv's Chuhuiv district"."""
    known = load_gazetteer().find_key(fold_name(city.name))
    return any(place.precision == "admin1" and place.country == city.country for place in known)


def _far(one: PlaceMention, other: PlaceMention) -> bool:
    """Whether two places are known to lie farther apart than a city is wide."""
    return one.lat is not None and other.lat is not None and not _near(one, other)


def _near(one: PlaceMention, other: PlaceMention) -> bool:
    """Whether two places lie within a city's width of each other (about 15 km)."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return False
    return abs(one.lat - other.lat) < _WIDTH and abs(one.lon - other.lon) < _WIDTH * 1.5
