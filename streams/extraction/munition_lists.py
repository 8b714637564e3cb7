"""Read numbers of weapons told place by place, and hits that are counted as such.

Example: "shot down 14 drones over Oryol, six over Tula and two over Kaluga" has 22 drones; "hits of nine missiles and
12 drones were recorded" says that 21 got through, "recorded 15 impacts" that 15 did.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from streams.extraction.clauses import words
from streams.extraction.munition_types import Group, Phrase
from streams.text.numbers import count
from streams.text.types import Quantity, Sentence, Term

_AT = frozenset(
    ("by", "over", "above", "in", "near", "off", "at", "on", "across", "towards", "toward", "into", "against")
)
_ACTS = frozenset(f"munition.{kind}" for kind in ("launch", "send", "hit", "land", "attack", "reach", "miss", "stop"))
_ENDS = frozenset((",", ";", ".", "and", "(", ")", ":", "–", "—", "!", "?"))
_QUOTES = frozenset(('"', "“", "”"))
#: What counts hits as things; "direct" may stand before it.
_HITS = frozenset(("hits", "impacts"))
#: Words that may part a list from the next place: "six over the Kursk region and two over Tula".
_LONGEST = 9


def told_by_place(
    sentence: Sentence,
    terms: Sequence[Term],
    quantities: Sequence[Quantity],
    phrase: Phrase,
    at: int,
    phrases: Sequence[Phrase] = (),
) -> tuple[Group, ...]:
    """Return the further numbers of a list of places that begins with a phrase, whose act stands at token ``at``.

    Class: "14 drones over the Oryol region, six over Tula and two over Kaluga", "a missile at the airport and three
    drones at Eilat". A number that only splits the first one ("20 drones, 15 over Oryol") is no further number: the
    first must have a place of its own. ``phrases`` are the weapons that the sentence names.
    """
    lower, last = sentence.lower, phrase.groups[-1]
    if last.count is None or (last.partitive and last.named):
        return ()
    starting: Mapping[int, Quantity] = {one.start: one for one in quantities}
    acts = frozenset(
        term.start
        for term in terms
        if term.category in _ACTS and lower[term.start] != term.name and lower[term.start] != "targets"
    )
    named = {one.start: one for one in phrases}
    end = _end_of_place(lower, _first_place(lower, phrase.end, at), acts)
    found: list[Group] = []
    while end is not None and lower[end] in (",", "and"):
        start = end + 1 + (lower[end : end + 2] == (",", "and"))
        if lower[start : start + 1] == ("another",) and start not in starting:
            end = _end_of_place(lower, start + 1, acts)
            if end is not None:
                found.append(Group(start, start + 1, count(1, 1), "another", last.type, named=False))
            continue
        if start in named:
            other = named[start]
            end = _end_of_place(lower, other.end, acts)
            if end is not None:
                found += [group for group in other.groups if group.form != "bare" and not group.partitive]
            continue
        number = starting.get(start)
        if number is None or number.form in ("article", "none"):
            break
        end = _end_of_place(lower, number.end, acts)
        if end is not None:
            found.append(Group(start, number.end, number.value, number.form, last.type, named=False))
    return tuple(found)


def told_by_kind(lower: tuple[str, ...], phrases: Sequence[Phrase], whole: Group) -> tuple[Group, ...]:
    """Return the kinds of weapons that a colon or dash lists behind a number of all of them; () where none are.

    Class: "with 70 aerial weapons: 62 drones and 8 missiles", "shot down 70 targets - 62 drones, 8 missiles". The parts
    must make up the whole: else they may be of another sum.
    """
    if whole.type is not None or whole.count is None or lower[whole.end : whole.end + 1] not in _LISTS:
        return ()
    end = next((at for at in range(whole.end, len(lower)) if lower[at] == "."), len(lower))
    listed = [group for phrase in phrases for group in phrase.groups if whole.end < group.start < end]
    counts = [group.count for group in listed if group.count is not None and group.type is not None]
    exact = len(counts) == len(listed) > 1 and all(one.min == one.max for one in (*counts, whole.count))
    return tuple(listed) if exact and sum(one.min for one in counts) == whole.count.min else ()


_LISTS = ((":",), ("-",), ("–",), ("—",))


def _first_place(lower: tuple[str, ...], end: int, at: int) -> int:
    """Return where the place of the first number starts: behind it, or behind a passive act ("were downed over")."""
    if at < end:
        return end
    following = at
    while following < min(len(lower), at + 3) and lower[following] not in _AT and lower[following].isalpha():
        following += 1
    return following


def _end_of_place(lower: tuple[str, ...], at: int, acts: frozenset[int]) -> int | None:
    """Return the token after a place that begins at a token with a preposition; None where none stands there."""
    if at >= len(lower) or lower[at] not in _AT:
        return None
    grammar = words()
    for end in range(at + 1, min(len(lower), at + 1 + _LONGEST)):
        word = lower[end]
        if word in _QUOTES:
            continue
        if word in _ENDS:
            return end if end > at + 1 else None
        if end in acts or word in grammar.auxiliary or word in grammar.verb:
            return None
    return None


def counted_hits(
    sentence: Sentence, quantities: Sequence[Quantity], phrases: Sequence[Phrase]
) -> tuple[tuple[Group, int], ...]:
    """Return weapons whose hits are counted, each with the token of the hits.

    Class: "hits of nine missiles were recorded", "direct hits by 12 drones", "the army counted 15 impacts".
    """
    lower = sentence.lower
    found: list[tuple[Group, int]] = []
    for at, word in enumerate(lower):
        if word not in _HITS:
            continue
        phrase = next((one for one in phrases if one.start == at + 2 and lower[at + 1] in ("of", "by", "from")), None)
        if phrase is not None:
            found += [(group, at) for group in phrase.groups if group.count is not None and group.form != "bare"]
            continue
        start = at - (lower[at - 1 : at] == ("direct",))
        number = next((one for one in quantities if one.end == start), None)
        following = lower[at + 1] if at + 1 < len(lower) else "."
        thing = (
            not following[0].isalnum() or following in _AT or following in words().be or following in ("and", "while")
        )
        if number is not None and number.form not in ("article", "none") and phrases and thing:
            found.append((Group(number.start, at + 1, number.value, number.form, None, named=False), at))
    return tuple(found)
