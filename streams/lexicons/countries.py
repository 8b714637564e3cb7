"""Countries: their names, adjectives and seats of government, and what each tells about where a text plays.

Example: ``load_countries().by_word["burkinabe"]`` is "BF"; ``by_seat["moscow"]`` is "RU".
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from streams.lexicons.gazetteer.names import fold_name
from streams.ruleset import load_table


class Country(NamedTuple):
    """A country or territory with an ISO 3166-1 alpha-2 code (XK for Kosovo)."""

    code: str
    name: str
    capital: str
    timezone: str
    neighbours: frozenset[str]
    aliases: tuple[str, ...]
    adjectives: tuple[str, ...]
    seats: tuple[str, ...]
    geoname_id: int


class Countries(NamedTuple):
    """All countries by code; ``by_word``: adjectives and peoples, ``by_seat``: seats of government, both folded.

    ``by_name``: names of one word, folded.
    """

    by_code: Mapping[str, Country]
    by_word: Mapping[str, str]
    by_seat: Mapping[str, str]
    by_name: Mapping[str, str]


@lru_cache(maxsize=1)
def load_countries() -> Countries:
    """Return the countries of ``countries.toml``; read once per process.

    >>> load_countries().by_code["ML"].timezone
    'Africa/Bamako'
    """
    tables = load_table("lexicons/countries.toml")
    by_code = {
        code: Country(
            code=code,
            name=table["name"],
            capital=table["capital"],
            timezone=table["timezone"],
            neighbours=frozenset(table["neighbours"]),
            aliases=tuple(table.get("aliases", ())),
            adjectives=tuple(table.get("adjectives", ())),
            seats=tuple(table.get("seats", (table["capital"],))),
            geoname_id=table["geoname_id"],
        )
        for code, table in tables.items()
    }
    return Countries(
        by_code=by_code,
        by_word={fold_name(word): c.code for c in by_code.values() for word in c.adjectives},
        by_seat={fold_name(seat): c.code for c in by_code.values() for seat in c.seats if seat},
        by_name={fold_name(c.name): c.code for c in by_code.values() if " " not in c.name},
    )
