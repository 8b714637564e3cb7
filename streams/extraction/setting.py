"""Where an event happened, who did it to whom, with what: everything about it that is no count.

Example: "Houthi missiles hit the tanker Kefalos in the Red Sea" - place Red Sea, country None, site "Kefalos",
attacker Houthis, munition missile.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from schemas.event import Place
from schemas.vocabulary import Scope
from streams.extraction.actors import attacker_of, target_of
from streams.extraction.country_evidence import Evidence, choose_country, evidence_of
from streams.extraction.earlier_attacks import before_earlier
from streams.extraction.munitions import Weapon, read_weapons
from streams.extraction.place_struck import chosen, cities_for_quarters
from streams.extraction.story import Story, read_story
from streams.extraction.targets import read_targets, site_of
from streams.extraction.weapons import of_attack
from streams.lexicons.gazetteer import fold_name, load_gazetteer
from streams.text.types import PlaceMention, ReadArticle

#: A district of Nigeria, which holds towns: no quarter of one.
_LOCAL = "Local Government Area"


@dataclass(frozen=True, slots=True)
class Setting:
    """An event without its counts. ``country`` is ISO alpha-2, None at sea or unknown."""

    places: tuple[Place, ...]
    site: str | None
    country: str | None
    attacker: str | None
    target: str | None
    actors: tuple[str, ...]
    targets: tuple[str, ...]
    munition_types: tuple[str, ...]
    weapon_mentions: tuple[str, ...]


def main_sentences(story: Story) -> tuple[int, ...]:
    """Return the indices of the sentences that tell of the main event."""
    return tuple(index for index, scope in enumerate(story.scopes) if scope.scope is Scope.MAIN)


def read_setting(read: ReadArticle, telling: Sequence[int], event_type: str) -> Setting:
    """Return the setting of an event, read from the sentences (indices) that tell of it."""
    allowed = frozenset(telling)
    sentences = [read.sentences[index] for index in telling]
    terms = [read.terms[index] for index in telling]
    struck_terms = [before_earlier(sentence, found) for sentence, found in zip(sentences, terms, strict=True)]
    mentions = [mention for mention in read.places if mention.sentence in allowed]
    struck, country = _where(mentions, read, allowed)
    actors = [actor for actor in read.actors if actor.sentence in allowed]
    weapons = [
        weapon
        for sentence, found in zip(sentences, struck_terms, strict=True)
        for weapon in read_weapons(sentence, found)
    ]
    used = of_attack(weapons)
    site = site_of(sentences, struck_terms)
    attacker = attacker_of(sentences, terms, actors, event_type, country)
    return Setting(
        places=tuple(_place(mention, read) for mention in struck),
        # "Souk Ahras" is a town
        site=None if site in [mention.name for mention in struck] or _is_of_region(site, mentions, read) else site,
        country=country,
        attacker=attacker,
        target=target_of(sentences, terms, actors, attacker, country),
        actors=tuple(dict.fromkeys(actor.name for actor in actors)),
        targets=read_targets(sentences, struck_terms),
        munition_types=tuple(sorted({weapon.type for weapon in used})),
        weapon_mentions=_strings(used),
    )


def _is_of_region(site: str | None, mentions: Sequence[PlaceMention], read: ReadArticle) -> bool:
    """Whether a site is a district of a region, which holds towns, and no quarter of one.

    Class: "at Basaguda in Chhattisgarh's Bijapur district", "in Wase Local Government Area"; not "in Kharkiv's Saltivka
    district", whose owner is a city.
    """
    name, _, noun = (site or "").rpartition(" ")
    if (site or "").endswith(_LOCAL):
        return True
    owners = {
        (region.sentence, region.end + 1) for region in mentions
        if region.precision in ("country", "admin1")
        and read.sentences[region.sentence].lower[region.end : region.end + 1] in _POSSESSIVE
        and not any(place.population >= _CITY for place in load_gazetteer().find_key(fold_name(region.name))
                    if place.precision == "town")
    }  # fmt: skip
    return noun == "district" and any(one.name == name and (one.sentence, one.start) in owners for one in mentions)


_POSSESSIVE = (("'s",), ("’s",))
#: How many people make a city that has quarters.
_CITY = 100_000


def evidence_for_country(read: ReadArticle) -> tuple[Evidence, ...]:
    """Return the evidence on which the country of an article's main event rests."""
    telling = frozenset(main_sentences(read_story(read)))
    mentions = [mention for mention in read.places if mention.sentence in telling]
    return evidence_of(read, _sure(cities_for_quarters(chosen(mentions, read), mentions, read)), telling)


def _sure(told: Iterable[PlaceMention]) -> list[PlaceMention]:
    return [one for one in told if one.role == "struck"]


def _where(
    mentions: Sequence[PlaceMention], read: ReadArticle, telling: frozenset[int]
) -> tuple[list[PlaceMention], str | None]:
    """Return the places of the event and its country.

    The country is what all evidence points to. A place outside it that was not said to be struck, or that nothing else
    supports, is no place of the event: "in Caracas the parties condemned the murder" is not about Venezuela.
    """
    told = cities_for_quarters(chosen(mentions, read), mentions, read)
    sure = _sure(told)
    if sure and all(one.precision == "sea" for one in sure):
        return told, None
    country = choose_country(evidence_of(read, sure, telling))
    if country is None:
        return told, None
    inside = [one for one in told if one.country in (country, None)]
    if any(one.role == "struck" and one.country == country for one in inside):
        return [one for one in told if one.role == "struck" or one in inside], country
    if len(inside) < len(told):
        fitting = [one for one in mentions if one.country == country and one.role != "dateline"]
        return cities_for_quarters(chosen(fitting, read), fitting, read), country
    return told, country


def _strings(weapons: Sequence[Weapon]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(weapon.text for weapon in weapons))


def _place(mention: PlaceMention, read: ReadArticle) -> Place:
    return Place(
        name=mention.name,
        country=mention.country,
        admin1=mention.admin1,
        geoname_id=mention.geoname_id,
        lat=mention.lat,
        lon=mention.lon,
        precision=mention.precision,
        span=read.sentences[mention.sentence].span(mention.start, mention.end),
    )
