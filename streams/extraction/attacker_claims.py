"""Whether a belligerent says that it attacked, or an authority says so of it.

Example: "JNIM said its fighters had stormed the post" is a claim; "the mayor blamed ELN" is blame; "India denied it"
takes it back.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from streams.extraction.clauses import words
from streams.lexicons.roles import role_words
from streams.text.types import Actor, Term

#: Between "said" and "that it" stands only when it was said.
_DATED = frozenset(
    ("on", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "later", "yesterday", "today")
)


def claims_guilt(lower: tuple[str, ...], actor: Actor) -> bool:
    """Whether the actor takes the attack told upon itself: not "said it had fired 20 rockets", which may be another."""
    following = lower[actor.end : actor.end + 20]
    return any(word.startswith("responsib") or word == "credit" for word in following)


def claims(lower: tuple[str, ...], actor: Actor, acts: Mapping[int, Term], stops: Collection[int] = ()) -> bool:
    """Whether the actor says that it did it: "claimed responsibility", "said it had fired 20 rockets".

    ``stops``: the tokens at which weapons are stopped: "said it intercepted a missile fired from Yemen" is no claim.
    """
    at = past_aside(lower, actor.end)
    window = lower[at : at + 14]
    if any(word in ("no", "nobody", "neither", "not") for word in lower[max(0, actor.start - 2) : actor.start]):
        return False
    for step, word in enumerate(window[:6]):
        if word in (";", ".", "—", "–", "-") or (word == "," and step > 0):
            return False  # behind a dash somebody else speaks: "JERUSALEM - Iran said it had fired"
        if word in ("claimed", "claims") and window[step + 1 : step + 3] == ("to", "have"):
            first = at + step + 3
            return any(place in acts and lower[place - 1] != "been" for place in range(first, first + 3))
        if word in ("claimed", "claims", "claiming") and window[step + 1 : step + 2] in (
            ("responsibility",),
            ("the",),
            ("it",),
            ("credit",),
        ):
            return True
        if word in role_words().says and any(
            one in role_words().denial or one in ("n't", "didn't") for one in window[:step]
        ):
            return False
        if word in role_words().says:
            rest = window[step + 1 :]
            if any(one in role_words().attacker for one in rest[:4]) and ("its" in rest or "their" in rest):
                return True  # "said the bomber was one of its men"
            own = next((place for place, one in enumerate(rest[:4]) if one in role_words().own and one != "that"), None)
            if own is None or any(one not in role_words().own and one not in _DATED for one in rest[:own]):
                return False
            if "responsible" in rest or "aimed" in rest:
                return True
            first = at + step + 1 + own
            reach = 10 if "carried" in rest or "killed" in rest[:8] else 6
            reach = min([reach, *(place - first for place in stops if place >= first)])
            return any(_is_own_act(lower, place, acts) for place in range(first, min(first + reach, len(lower))))
        if word == "took" and "responsibility" in window[step : step + 3]:
            return True
    return False


def is_blamed(lower: tuple[str, ...], actor: Actor, terms: Sequence[Term], own: Sequence[Actor]) -> bool:
    """Whether an authority names the actor as the attacker."""
    before = lower[max(0, actor.start - 8) : actor.start]
    if ";" in before:
        before = before[len(before) - before[::-1].index(";") :]
    if _BLAME.isdisjoint(before):
        return False
    if any(other.kind == "state" and other.end <= actor.start for other in own):
        return True
    return any(term.category == "attribution.official" and term.start < actor.start for term in terms)


_BLAME = frozenset(("blamed", "blame", "blames", "blaming", "accused", "accuses", "accusing"))


def denies(lower: tuple[str, ...], actor: Actor) -> bool:
    """Whether the actor rejects what it is accused of."""
    return not _REJECTS.isdisjoint(lower[actor.end : actor.end + 8])


_REJECTS = frozenset(("denied", "denies", "rejected", "rejects"))


def disowns(lower: tuple[str, ...], end: int) -> bool:
    """Whether who is named up to a token says that it was not they: "denies firing", "said they had not carried out".

    Not "said it had not fired first but hit back".
    """
    said = lower[past_aside(lower, end) :][:_DISOWN_REACH]
    if said[:1] and said[0] in _DISOWNS:
        return True
    if not said or said[0] not in role_words().says or "but" in said:
        return False
    return any(pair in _HAD_NOT for pair in zip(said, said[1:], strict=False))


_DISOWN_REACH = 12
_DISOWNS = _REJECTS | {"disown", "disowned", "disowns", "deny"}
_HAD_NOT = frozenset((("had", "not"), ("had", "nothing"), ("have", "not"), ("has", "not"), ("has", "nothing")))


def _is_own_act(lower: tuple[str, ...], place: int, acts: Mapping[int, Term]) -> bool:
    term = acts.get(place)
    if (
        term is None
        or lower[place - 1] in words().be
        or lower[place].endswith("ing")
        or lower[place] in role_words().carried_out
    ):
        return False
    return term.category != "act.kill" or is_killing(lower[place], term)


def past_aside(lower: tuple[str, ...], at: int) -> int:
    """Return where the clause goes on after ", a rebel group linked to X," or ", who control the capital,"."""
    if lower[at : at + 1] == ("(",) and ")" in lower[at : at + 8]:
        at = lower.index(")", at) + 1
    if lower[at : at + 1] != (",",):
        return at
    for end in range(at + 2, min(len(lower), at + 24)):
        if lower[end] == ",":
            return end + 1
    return at


def is_killing(word: str, term: Term) -> bool:
    """Whether a word of killing is a finite verb with the killers before it, not "dead" or "deaths"."""
    return term.name in ("kill", "wound", "injure", "slay", "martyr", "maim") and word != "killing"
