"""Belligerents: armed groups with their other names, and the words for a state's forces and for nameless fighters.

Example: ``load_actors().groups["rsf"]`` is "Rapid Support Forces". The lists stand in ``actors.toml``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from typing import NamedTuple


class Actors(NamedTuple):
    """``groups``: name or alias, lower case, to the group's usual name. ``forces``: nouns for a state's forces.

    ``states``: names of a state's forces that do not contain the country's, to its ISO code. ``unnamed``: nouns for
    fighters without a named group, to the plural that names them as an attacker.
    """

    groups: Mapping[str, str]
    states: Mapping[str, str]
    forces: frozenset[str]
    home_forces: frozenset[str]
    unnamed: Mapping[str, str]


@lru_cache(maxsize=1)
def load_actors() -> Actors:
    """Return the belligerents of ``actors.toml``; read once per process."""
    tables = tomllib.loads(resources.files("streams.lexicons").joinpath("actors.toml").read_text("utf-8"))
    groups: dict[str, str] = {}
    for region in tables["groups"].values():
        for name, aliases in region.items():
            for alias in (name, *aliases):
                groups.setdefault(alias.lower(), name)
    return Actors(
        groups=groups,
        states={alias.lower(): code for code, aliases in tables["states"].items() for alias in aliases},
        forces=frozenset(tables["words"]["forces"]),
        home_forces=frozenset(tables["words"]["home_forces"]),
        unnamed={word: name for name, forms in tables["unnamed"].items() for word in (name, *forms)},
    )
