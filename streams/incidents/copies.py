"""Find which reports of an incident are copies, and of which article: one wire must never count twice.

A near-copy has nearly the text of an earlier report and says no more than it. A rewrite credits a publisher and has no
source of its own. The credited report is the original, else the earlier one. Decided anew whenever a report arrives, so
that a copy that came before its original is found out.

Example: "Five killed, Northwire reports" in the Harbour Paper is a copy of Northwire's article, also before that comes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from schemas.incident import Report
from schemas.vocabulary import Signal
from streams.incidents.credits import credited, names_of, quoted
from streams.incidents.reports import count_of, order
from streams.lexicons.publishers import normal_name

#: Original of a copy whose credited article is not in the incident.
ABSENT = "absent"
#: Counts by which a report can say more than the text it resembles.
_TELLING = ("killed", "wounded", "missing", "abducted", "launched")


def with_copies(reports: Sequence[Report]) -> tuple[Report, ...]:
    """Return the reports with ``copy_of`` (article id of the original, or ``ABSENT``) and ``syndicated_from`` set anew.

    A copy of an article that was withdrawn is withdrawn with it.
    """
    told = [report for report in reports if report.reading is not None and not report.denial]
    originals = _resolve(told, _pointers(told))
    articles = _by_article(told)
    return tuple(
        _marked(report, originals.get(report.event_id), articles) if report.reading is not None else report
        for report in reports
    )


def _marked(report: Report, original: str | None, articles: Mapping[str, Sequence[Report]]) -> Report:
    versions = articles.get(original or "", ())
    uri = versions[0].article_uri if versions else None
    changes: dict[str, object] = {}
    if (report.copy_of, report.syndicated_from) != (original, uri):
        changes = {"copy_of": original, "syndicated_from": uri}
    if versions and not report.withdrawn and not report.replaced and all(_has_ended(each) for each in versions):
        changes |= {"withdrawn": True, "ended_by": versions[-1].ended_by}
    return report.model_copy(update=changes) if changes else report


def _has_ended(report: Report) -> bool:
    return report.withdrawn or report.replaced


def _pointers(told: Sequence[Report]) -> dict[str, str]:
    """Give each copy's event id the event id of the report it copies, or ``ABSENT``."""
    by_event = {report.event_id: report for report in told}
    near: dict[str, set[str]] = {report.event_id: set() for report in told}
    for report in told:
        for other in report.near:
            if other in near:
                near[report.event_id].add(other)
                near[other].add(report.event_id)
    publishers = _by_publisher(told)
    found: dict[str, str] = {}
    for report in told:
        resembled = [by_event[event_id] for event_id in sorted(near[report.event_id])]
        pointer = _pointer(report, resembled, publishers)
        if pointer is not None:
            found[report.event_id] = pointer
    return found


def _pointer(report: Report, resembled: Iterable[Report], publishers: Mapping[str, Sequence[Report]]) -> str | None:
    names = credited(report)
    same_text = [other for other in resembled if other.article_id != report.article_id and _adds_nothing(report, other)]
    named = [other for other in same_text if names_of(other) & names]
    if named:
        return min(named, key=order).event_id
    earlier = [other for other in same_text if order(other) < order(report) and not names_of(report) & credited(other)]
    if earlier:
        return min(earlier, key=order).event_id
    if not names:
        speaker = quoted(report)
        spoken = [other for other in publishers.get(speaker or "", ()) if normal_name(other.source or "") == speaker]
        told = [other for other in spoken if other.domain != report.domain and not other.official]
        return _credited_original(report, told) if told else None
    others = {
        other.event_id: other
        for name in sorted(names)
        for other in publishers.get(name, ())
        if other.article_id != report.article_id and other.domain != report.domain
    }
    if others:
        return _credited_original(report, list(others.values()))
    # A sister outlet that credits its family's agency stays a report of that family.
    return None if report.family in names else ABSENT


def _credited_original(report: Report, others: Sequence[Report]) -> str:
    """Choose among the credited publisher's reports: the same figures, then the latest before, then the earliest."""
    same = [other for other in others if _figures(other) == _figures(report)] or others
    before = [other for other in same if order(other) < order(report)]
    return max(before, key=order).event_id if before else min(same, key=order).event_id


def _resolve(told: Sequence[Report], pointers: Mapping[str, str]) -> dict[str, str]:
    """Follow copies of copies to the article all go back to; of reports that credit each other the earliest is it."""
    by_event = {report.event_id: report for report in told}
    found: dict[str, str] = {}
    for report in told:
        path = [report.event_id]
        while (step := pointers.get(path[-1])) is not None and step != ABSENT and step not in path:
            path.append(step)
        if step is not None and step != ABSENT:  # a circle: its earliest member is the original
            circle = path[path.index(step) :]
            root = min((by_event[event_id] for event_id in circle), key=order)
        else:
            root = by_event[path[-1]]
        if step == ABSENT and root.event_id == report.event_id:
            found[report.event_id] = ABSENT
        elif root.article_id != report.article_id and root.article_id is not None:
            found[report.event_id] = root.article_id
    return found


def _adds_nothing(report: Report, other: Report) -> bool:
    """Say whether a report with nearly the text of another gives no higher figure and no statement of its own."""
    signals = {signal for signal in report.signals if not (signal == Signal.OFFICIAL and other.official)}
    if not signals <= set(other.signals):
        return False
    pairs = ((count_of(report, field), count_of(other, field)) for field in _TELLING)
    return all(mine is None or (theirs is not None and mine.min <= theirs.min) for mine, theirs in pairs)


def _figures(report: Report) -> tuple[object, ...]:
    return tuple(
        None if count is None else (count.min, count.max) for count in (count_of(report, field) for field in _TELLING)
    )


def _by_publisher(told: Iterable[Report]) -> dict[str, list[Report]]:
    found: dict[str, list[Report]] = {}
    for report in told:
        for name in sorted(names_of(report)):
            found.setdefault(name, []).append(report)
    return found


def _by_article(told: Iterable[Report]) -> dict[str, list[Report]]:
    found: dict[str, list[Report]] = {}
    for report in sorted(told, key=order):
        if report.article_id is not None:
            found.setdefault(report.article_id, []).append(report)
    return found
