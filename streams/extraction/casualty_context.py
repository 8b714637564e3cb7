"""Decide of which attack a number speaks, how firmly it is said and by whom.

Example: "Raids have left 31 dead this week" is background, "the army said it killed 12 rebels" a claim by the army,
"a strike could kill 3,000" hypothetical.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from streams.extraction.casualty_findings import Finding
from streams.extraction.casualty_sources import source_of as source_of
from streams.extraction.casualty_sources import speaker_of
from streams.extraction.clauses import find_phrase, phrase_ending, words
from streams.extraction.victims import View
from streams.text.types import LocalScope, Term

_BREAKS = frozenset(";:—–")
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_WEEKDAYS = frozenset(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"))
_MODALS = frozenset(("could", "would", "might", "may", "will", "can", "must", "should"))
#: "It has killed 40,000 people": no single attack is told so; this many dead are a war's.
_WAR = 5000
_PERIOD_BEFORE = frozenset(("in", "since", "during", "until", "from", "of", "between"))


class Setting(NamedTuple):
    """The clause of a number, the attack it speaks of, and its source."""

    clause: tuple[int, int]
    scope: LocalScope
    modality: str
    attribution: str | None
    official: bool
    former: bool
    unknown: bool


def setting_of(view: View, finding: Finding, terms: Sequence[Term]) -> Setting:
    """Return the setting of a finding, read from its clause and from who speaks in its sentence."""
    clause = clause_of(view, finding)
    source, official, party = speaker_of(view, finding.start, terms)
    grammar = words()
    unreal = _unreal(view, finding)
    scope: LocalScope = "here"
    if unreal:
        scope = "hypothetical"
    elif _is_comparison(view, clause, finding):
        scope = "comparison"
    elif _is_background(view, clause, finding):
        scope = "background"
    denied = finding.rule == "denial" or any(_denies(view.lower, at) for at in range(finding.end, len(view.lower)))
    modality = "asserted"
    if unreal:
        modality = "hypothetical"
    elif denied:
        modality = "denied"
    elif source is not None:
        claims = "claim" in " ".join(view.lower[clause[0] : clause[1]])
        modality = "claimed" if claims or (party and finding.victims == "fighter") else "attributed"
    former = find_phrase(grammar.former, view.lower, clause[0], finding.start) is not None
    unknown = find_phrase(grammar.unknown, view.lower, clause[0], min(finding.end + 4, clause[1])) is not None
    return Setting(clause, scope, modality, source, official, former, unknown)


def _denies(lower: tuple[str, ...], at: int) -> bool:
    """Whether a denial of the number stands here, not one of guilt."""
    grammar = words()
    return lower[at] in grammar.denial and not any(word in grammar.undenied for word in lower[at + 1 : at + 5])


def clause_of(view: View, finding: Finding) -> tuple[int, int]:
    """Return the tokens of the clause around a number: from mark, "but", "when" or ", bringing" to the next."""
    lower = view.lower
    first, last = min(finding.start, finding.at), max(finding.end, finding.at + 1)
    start = first
    while start > 0 and not _breaks(view, start - 1, lower):
        start -= 1
    if start and lower[start - 1] == "," and lower[start] in ("which", "who", "whose", "where"):
        # "the army, which took the town last year, killed six": the aside ends at its comma.
        closing = next((at for at in range(first - 1, start, -1) if lower[at] == ","), None)
        start = start if closing is None else closing + 1
    end = last
    while end < len(lower) and not _breaks(view, end, lower):
        end += 1
    return start, end


def _breaks(view: View, at: int, lower: tuple[str, ...]) -> bool:
    word = lower[at]
    if word in _BREAKS or word in ("but", "while", "whereas", "when", "although", "though"):
        return True
    following = lower[at + 1] if at + 1 < len(lower) else ""
    if word != ",":
        return False
    if following in (
        "bringing",
        "taking",
        "raising",
        "which",
        "who",
        "whose",
        "where",
        "after",
        "days",
        "weeks",
        "compared",
    ):
        return True
    return following in ("a", "in") and _is_aside(lower, at + 1)


def _is_aside(lower: tuple[str, ...], at: int) -> bool:
    """Whether a comparison starts here ("in the worst attack since", "a day after")."""
    return any(
        word in ("most", "deadliest", "worst", "bloodiest", "heaviest", "since", "days", "day", "week", "month")
        for word in lower[at : at + 4]
    )


def _unreal(view: View, finding: Finding) -> bool:
    """Whether the act is only possible, threatened or intended ("could kill", "vowed to shoot", "if ... die")."""
    grammar, lower = words(), view.lower
    at = finding.at
    if any(lower[place] in _MODALS and not _is_month(view, place) for place in range(max(0, at - 4), at)):
        return True
    if phrase_ending(grammar.intent, lower, at) is not None:
        return True
    verb = lower[at - 1] if at else ""
    act = view.harm.get(at)
    if act is not None and lower[at] == act.name.split()[0] and verb in ("or", "and"):
        return any(word in ("to", "will", "would", "could", "can", "may") for word in lower[max(0, at - 6) : at])
    if verb == "to" and lower[max(0, at - 2) : at - 1] not in (("death",), ("said",), ("believed",), ("known",)):
        term = view.harm.get(at)
        if term is not None and lower[at] == term.name.split()[0]:
            return True
    start = max((index + 1 for index in range(finding.start) if lower[index] in (";", ".")), default=0)
    found_at = find_phrase(grammar.hypothetical, lower, start, min(finding.start, at))
    return found_at is not None


def _is_month(view: View, at: int) -> bool:
    """Whether "may" is the month ("In May a missile killed 30")."""
    return view.lower[at] == "may" and view.sentence.words[at][0].isupper() and at > 0


def _is_comparison(view: View, clause: tuple[int, int], finding: Finding) -> bool:
    grammar, lower = words(), view.lower
    if finding.rule.endswith("former"):
        return False
    return find_phrase(grammar.comparison, lower, clause[0], max(finding.start, finding.at)) is not None


def _is_background(view: View, clause: tuple[int, int], finding: Finding) -> bool:
    """Whether the clause speaks of a period or of an earlier attack."""
    grammar, lower = words(), view.lower
    start, end = clause
    if lower[start] in ("which", "who") and start > 1:
        # A relative clause speaks of the time of the clause that it belongs to.
        start = next((at + 1 for at in range(start - 2, -1, -1) if _breaks(view, at, lower)), 0)
    if _speaks_of_period(lower, start, end):
        return True
    if find_phrase(grammar.day_before, lower, start, end) is not None and not _reported_on_a_day(lower):
        return True
    if finding.kind == "abducted" and not grammar.freed.isdisjoint(lower[: finding.at]):
        return True
    if _after_a_time(view, start, finding.at):
        return True
    if find_phrase(grammar.opening, lower, 0, finding.start) is not None:
        return True
    if find_phrase(grammar.ago, lower, 0, finding.start) is not None:
        return True
    if finding.rule.startswith("lost_men") and find_phrase(grammar.lately, lower, start, end) is not None:
        return True
    if finding.count.min >= _WAR and not {"has", "have"}.isdisjoint(lower[min(start, finding.at) : finding.at]):
        return True
    return (
        any(_names_period(view, at) for at in range(start, end))
        or _told_of_then(view, start)
        or _other_day(view, clause, finding)
    )


def _speaks_of_period(lower: tuple[str, ...], start: int, end: int) -> bool:
    """Whether a clause names a period; "the third this month" only numbers the attack told."""
    found_at = find_phrase(words().background, lower, start, end)
    while found_at is not None and found_at and lower[found_at - 1] in _ORDINALS:
        found_at = find_phrase(words().background, lower, found_at + 1, end)
    return found_at is not None


_ORDINALS = frozenset(("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"))


def _after_a_time(view: View, start: int, end: int) -> bool:
    """Whether the clause of an act only dates another ("ten weeks after they killed 71", "days after four died")."""
    lower = view.lower
    for at in range(max(start - 1, 1), end):
        if lower[at] in ("after", "since") and end - at <= _SINCE:
            unit = lower[at - 1]
            if unit in ("weeks", "months", "years", "week", "month", "year"):
                return True
            if unit in ("days", "day") and ((at > 2 and start > 0) or _acts_later(view, end)):
                return True
    return False


def _acts_later(view: View, at: int) -> bool:
    """Whether a main clause with people of its own follows ("Two days after a bomb killed 60, gunmen killed four")."""
    comma = next((place for place in range(at, len(view.lower)) if view.lower[place] == ","), None)
    return comma is not None and any(
        view.harm[place].category in ("harm.kill", "harm.wound", "harm.die") for place in view.harm if place > comma
    )


#: The act that a time counts from stands so near after it ("months after gunmen killed").
_SINCE = 8


def _reported_on_a_day(lower: tuple[str, ...]) -> bool:
    """Whether a report of a named day counts back from that day ("said on Friday that two died the day before")."""
    saying = words().saying
    return any(
        word in saying and any(one in _WEEKDAYS for one in lower[at + 1 : at + 8]) for at, word in enumerate(lower)
    )


def _names_period(view: View, at: int) -> bool:
    """Whether a month, a year or "since" names a period here ("in May", "since 2011", "recent raids")."""
    lower, months = view.lower, words().months
    word = lower[at]
    if word == "recent":
        return any(one.endswith("s") for one in lower[at + 1 : at + 4])
    if word not in _PERIOD_BEFORE or at + 1 >= len(lower) or lower[at - 1 : at] == ("born",):
        return False
    following = lower[at + 1]
    if _YEAR.fullmatch(following):
        return True
    if word == "since" and following in ("last", "early", "late", "then"):
        return True
    return (following in months or _is_month(view, at + 1)) and not _day_beside(lower, at + 2)


def _told_of_then(view: View, start: int) -> bool:
    """Whether a clause with "when" speaks of a month or year before it ("since 2015, when 80 died")."""
    lower, months = view.lower, words().months
    if start == 0 or lower[start - 1] != "when":
        return False
    before = lower[max(0, start - 4) : start - 1]
    return any(word in months or word == "since" or _YEAR.fullmatch(word) for word in before)


def _day_beside(lower: tuple[str, ...], at: int) -> bool:
    return at < len(lower) and lower[at][0].isdigit() and len(lower[at]) <= 4 and not _YEAR.fullmatch(lower[at])


def _other_day(view: View, clause: tuple[int, int], finding: Finding) -> bool:
    """Whether a past perfect with another weekday tells of an earlier attack ("on Monday two had been killed")."""
    lower = view.lower
    if "had" not in lower[max(0, finding.at - 4) : finding.at]:
        return False
    own = {lower[at] for at in range(*clause) if lower[at] in _WEEKDAYS}
    other = {lower[at] for at in range(0, clause[0]) if lower[at] in _WEEKDAYS}
    return bool(own and other and not own & other)
