"""Find for each incident of one replay the same incident of another.

An incident's id follows from its first event. One whose first report is no event any more has another id, but is still
told by the other reports: incidents are paired by id first, then by the reports they share, each with one at most.
Example: reports a, b, c were one incident; now a is no event and b, c are one: changed, neither lost nor new.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from streams.backtest.outcome import Case


class Pair(NamedTuple):
    """Two incidents that are one; one of them is None where the other replay has none. ``by``: id or reports.

    ``shares_with``: where it has no partner, the ids of the incidents beyond that hold some of its reports.
    """

    old: Case | None
    new: Case | None
    by: str | None = None
    shares_with: tuple[str, ...] = ()


def pairs(old: Mapping[str, Case], new: Mapping[str, Case]) -> list[Pair]:
    """Return every incident of both sides once: in the order of the new ones, then what is lost."""
    partners = {name: (name, "id") for name in new if name in old}
    alone_old = {name: case for name, case in old.items() if name not in partners}
    alone_new = {name: case for name, case in new.items() if name not in partners}
    partners |= {name: (other, "reports") for name, other in _by_reports(alone_old, alone_new).items()}
    taken = {other for other, _ in partners.values()}
    holders_old, holders_new = _holders(old.values()), _holders(new.values())
    found = []
    for name, case in new.items():
        if name in partners:
            other, by = partners[name]
            found.append(Pair(old[other], case, by))
        else:
            found.append(Pair(None, case, shares_with=_sharing(case, holders_old)))
    lost = (case for name, case in old.items() if name not in taken)
    return found + [Pair(case, None, shares_with=_sharing(case, holders_new)) for case in lost]


def _by_reports(old: Mapping[str, Case], new: Mapping[str, Case]) -> dict[str, str]:
    """Return the old partner of new incidents: those that share most events, then most articles, go first."""
    holders = _holders(old.values())
    events: Counter[tuple[str, str]] = Counter()
    articles: Counter[tuple[str, str]] = Counter()
    for name, case in new.items():
        for event in {each.event_id for each in case.reports}:
            events.update((other, name) for other in holders.events.get(event, ()))
        for article in _articles(case):
            articles.update((other, name) for other in holders.articles.get(article, ()))
    ranked = sorted(articles.keys() | events.keys(), key=lambda pair: (-events[pair], -articles[pair], pair))
    partners: dict[str, str] = {}
    taken: set[str] = set()
    for other, name in ranked:
        if name not in partners and other not in taken:
            partners[name] = other
            taken.add(other)
    return partners


class _Holders(NamedTuple):
    """Which incidents hold an event, and an article."""

    events: Mapping[str, set[str]]
    articles: Mapping[str, set[str]]


def _holders(cases: Iterable[Case]) -> _Holders:
    events: defaultdict[str, set[str]] = defaultdict(set)
    articles: defaultdict[str, set[str]] = defaultdict(set)
    for case in cases:
        for each in case.reports:
            events[each.event_id].add(case.incident_id)
        for article in _articles(case):
            articles[article].add(case.incident_id)
    return _Holders(events, articles)


def _sharing(case: Case, holders: _Holders) -> tuple[str, ...]:
    return tuple(sorted({name for article in _articles(case) for name in holders.articles.get(article, ())}))


def _articles(case: Case) -> set[str]:
    return {each.article_id or each.uri for each in case.reports}
