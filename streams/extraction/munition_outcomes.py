"""Say how an attack with weapons ended where no verb of hitting tells it: beaten off, or down on open ground.

Example: "repelled an attack by nine drones" stopped nine; what "fell outside the fence" hit nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from streams.extraction.munition_types import Phrase
from streams.extraction.munition_verbs import Act
from streams.lexicons.roles import role_words

_BREAKS = frozenset((";", ":", ".", "—", "–", "?", "!", "(", ")"))
_BEATS_OFF = ("repel", "repuls", "foil", "thwart")
#: Verbs that say of weapons that they were stopped only where these are counted.
LOOSE = ("deal", "account", *_BEATS_OFF)
UNCOUNTED = frozenset(("bare", "definite", "the_one", "headline", "article", "pronoun"))


def repelled(lower: tuple[str, ...], act: Act, phrases: Sequence[Phrase]) -> Phrase | None:
    """Return the weapons of an attack that is beaten off: "repelled an attack by nine drones"."""
    if act.passive or act.reduced or not lower[act.start].startswith(_BEATS_OFF):
        return None
    for phrase in phrases:
        between = lower[act.end : phrase.start]
        if phrase.start >= act.end and 2 <= len(between) <= 4:
            attack = any(word in role_words().collective or word in ("attack", "raid", "strike") for word in between)
            return phrase if attack and between[-1] in ("by", "of", "with", "involving") else None
    return None


def on_open_ground(lower: tuple[str, ...], act: Act) -> bool:
    """Whether what comes down hits nothing: "landed in fields", "fell outside the base", but not "in a field camp"."""
    outside = lower[act.end : act.end + 1] == ("outside",) and not role_words().perimeter.isdisjoint(
        lower[act.end + 1 : act.end + 4]
    )
    return outside or any(
        lower[at] in role_words().open_ground
        and not any(word in _BREAKS or word == "," for word in lower[act.end : at])
        for at in range(act.end, min(act.end + 6, len(lower)))
    )
