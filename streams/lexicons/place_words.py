"""The words around place names: what makes a capitalised word a place, and what a sentence says of it.

Example: ``load_place_words().kinds`` has "town" and "oblast"; ``groups["houthis"]`` is "YE".
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from streams.lexicons.gazetteer.names import fold_name
from streams.ruleset import load_table


class PlaceWords(NamedTuple):
    """The lists of ``place_words.toml``, whose comments say what each is for."""

    locatives: frozenset[str]
    struck_prepositions: frozenset[str]
    connectors: frozenset[str]
    kinds: frozenset[str]
    region_kinds: frozenset[str]
    district_kinds: frozenset[str]
    town_kinds: frozenset[str]
    loose_kinds: frozenset[str]
    town_parts: frozenset[str]
    buildings: frozenset[str]
    grounds: frozenset[str]
    facilities: frozenset[str]
    directions: frozenset[str]
    attack_nouns: frozenset[str]
    strike_verbs: frozenset[str]
    launch_verbs: frozenset[str]
    passives: frozenset[str]
    harm_words: frozenset[str]
    origin_nouns: frozenset[str]
    taken_verbs: frozenset[str]
    flight_verbs: frozenset[str]
    care_nouns: frozenset[str]
    speaker_nouns: frozenset[str]
    speech_verbs: frozenset[str]
    titles: frozenset[str]
    comers: frozenset[str]
    arrivals: frozenset[str]
    site_words: frozenset[str]
    site_nouns: frozenset[str]
    participles: frozenset[str]
    not_describing: frozenset[str]
    name_starts: frozenset[str]
    terrain: frozenset[str]
    distances: frozenset[str]
    build_up_verbs: frozenset[str]
    interceptions: frozenset[str]
    abbreviated: frozenset[str]
    after_noun: frozenset[str]
    speaking: frozenset[str]
    calendar: frozenset[str]
    place_verbs: frozenset[str]
    reach_verbs: frozenset[str]
    dwellers: frozenset[str]
    owner_nouns: frozenset[str]
    institutions: frozenset[str]
    said_verbs: frozenset[str]
    impact_verbs: frozenset[str]
    abroad: frozenset[str]
    person_nouns: frozenset[str]
    name_kinds: frozenset[str]
    outsiders: frozenset[str]
    not_names: frozenset[str]
    stop_names: frozenset[str]
    groups: Mapping[str, str]


@lru_cache(maxsize=1)
def load_place_words() -> PlaceWords:
    """Return the word lists; read once per process.

    >>> "oblast" in load_place_words().region_kinds
    True
    """
    lists = load_table("lexicons/place_words.toml")
    groups = {fold_name(name): country for name, country in lists.pop("groups").items()}
    stop_names = frozenset(fold_name(name) for name in lists.pop("stop_names"))
    return PlaceWords(**{name: frozenset(words) for name, words in lists.items()}, stop_names=stop_names, groups=groups)
