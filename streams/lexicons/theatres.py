"""In which countries armed groups fight, and which other names give a country away.

Example: ``load_theatres().main["M23"]`` is ``("CD",)``; ``signs["frontier corps"]`` is "PK".
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from streams.ruleset import load_table


class Theatres(NamedTuple):
    """``main`` and ``also``: countries by the usual name of a group in ``actors.toml``; ``signs``: country by words.

    ``enemies``: by country, whom its reports call "the enemy"; ``armies``: whose "the army" is where a land has none.
    ``weights``: what each kind of evidence counts for the
    country of an event; ``sign_starts``: first words of signs.
    """

    main: Mapping[str, tuple[str, ...]]
    also: Mapping[str, tuple[str, ...]]
    signs: Mapping[str, str]
    sign_starts: frozenset[str]
    weights: Mapping[str, float]
    enemies: Mapping[str, str]
    armies: Mapping[str, str]


@lru_cache(maxsize=1)
def load_theatres() -> Theatres:
    """Return the tables of ``theatres.toml``; read once per process.

    >>> load_theatres().also["Al-Shabaab"]
    ('KE',)
    """
    tables = load_table("lexicons/theatres.toml")
    signs = {sign: country for country, known in tables["signs"].items() for sign in known}
    return Theatres(
        main=_by_group(tables["main"]),
        also=_by_group(tables["also"]),
        signs=signs,
        sign_starts=frozenset(sign.split(" ")[0] for sign in signs),
        weights={kind: float(weight) for kind, weight in tables["weights"].items()},
        enemies=tables["enemies"],
        armies=tables["armies"],
    )


def _by_group(table: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for country, groups in table.items():
        for group in groups:
            found[group] = (*found.get(group, ()), country)
    return found
