"""Word classes for reading who did what to whom with which weapon.

Example: ``role_words().collective`` has "barrage" and "salvo". The lists, each with its reason, stand
in ``roles.toml``.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from streams.ruleset import load_table


class RoleWords(NamedTuple):
    """The lists of ``roles.toml``, lower case; its comments say what each is for."""

    collective: frozenset[str]
    formation: frozenset[str]
    sighted: frozenset[str]
    perimeter: frozenset[str]
    ordinal: frozenset[str]
    weapon_role: frozenset[str]
    done_to_people: frozenset[str]
    before_act: frozenset[str]
    turn: frozenset[str]
    describes: frozenset[str]
    negation: frozenset[str]
    open_ground: frozenset[str]
    hostile: frozenset[str]
    object_lead: frozenset[str]
    aside: frozenset[str]
    aimed_at: frozenset[str]
    beside: frozenset[str]
    attacker: frozenset[str]
    denial: frozenset[str]
    actor_lead: frozenset[str]
    answer: frozenset[str]
    says: frozenset[str]
    own: frozenset[str]
    carried_out: frozenset[str]
    at_target: frozenset[str]
    spoken: frozenset[str]
    at_site: frozenset[str]
    after_comma: frozenset[str]
    jamming: frozenset[str]


@lru_cache(maxsize=1)
def role_words() -> RoleWords:
    """Return the word classes; read once per process.

    >>> "salvo" in role_words().collective
    True
    """
    lists = load_table("lexicons/roles.toml")
    return RoleWords(**{name: frozenset(words) for name, words in lists.items()})
