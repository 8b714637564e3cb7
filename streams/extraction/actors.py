"""Find the belligerents of a text and decide who attacked.

Example: "Russian drones hit Odesa; Ukraine's gunners downed nine" names Russia and Ukraine, and Russia attacked: its
drones are the subject of "hit", and who shoots weapons down is attacked. State forces go by their country's name.
"""

from __future__ import annotations

from collections.abc import Sequence

from streams.text.types import Actor, Sentence, Term


def read_actors(sentences: Sequence[Sentence], terms: Sequence[Sequence[Term]]) -> tuple[Actor, ...]:
    """Return the belligerents that the sentences name, in order."""
    return ()


def attacker_of(
    sentences: Sequence[Sentence],
    terms: Sequence[Sequence[Term]],
    actors: Sequence[Actor],
    event_type: str,
    struck_country: str | None,
) -> str | None:
    """Return who attacked: a country's name for its forces, else the group; None where no side is said to have."""
    return None


def target_of(
    sentences: Sequence[Sentence],
    terms: Sequence[Sequence[Term]],
    actors: Sequence[Actor],
    event_type: str,
    struck_country: str | None,
) -> str | None:
    """Return whom the attack was aimed at, as a belligerent's name; None where it is not said."""
    return None
