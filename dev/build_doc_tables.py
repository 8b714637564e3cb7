"""Write the tables of docs/incidents.md that follow from data and code: severity, certainty, urgency.

    python dev/build_doc_tables.py            # write them
    python dev/build_doc_tables.py --check    # exit 1 when the page differs

A table stands between ``<!-- table: NAME -->`` and ``<!-- end -->``. Those of severity come from ``severity.toml``;
those of certainty and urgency are what the functions answer for every case.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from dev.generated_page import write_or_check
from schemas.event import Munitions
from schemas.incident import Incident, Reading, Report
from schemas.vocabulary import EventType, IncidentStatus
from streams.severity.certainty import certainty_of
from streams.severity.method import method
from streams.severity.urgency import urgency_of

PAGE = Path(__file__).parent.parent / "docs" / "incidents.md"
_BLOCK = re.compile(r"(<!-- table: ([a-z]+) -->\n).*?(<!-- end -->)", re.DOTALL)
_NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
_READING = Reading(event_type=EventType.SHELLING, munitions=Munitions())


def weapons() -> Iterator[tuple[str, ...]]:
    """Yield the weight of each weapon."""
    table = method().table["weapons"]
    yield "weapon", "weight"
    yield from ((kind, f"{weight:g}") for kind, weight in table["by_type"].items())
    yield "a mix that is not split", f"{table['unsplit']:g}"


def floors() -> Iterator[tuple[str, ...]]:
    """Yield the lowest score that a condition gives."""
    yield "floor", "at least"
    yield from ((floor["name"], f"{floor['score']:g}") for floor in method().table["floors"])


def levels() -> Iterator[tuple[str, ...]]:
    """Yield the lowest score of each level."""
    yield "level", "from"
    yield from ((level["word"], f"{level['from']:g}") for level in method().table["levels"])


def certainty() -> Iterator[tuple[str, ...]]:
    """Yield the word for each case of families, authorities and denial."""
    yield "families that report it themselves", "an authority among them", "denied", "certainty"
    for denied, families, official in itertools.product((False, True), (0, 1, 2), (False, True)):
        if families or not (official or denied):
            word = certainty_of(_incident(families=families, official=official, denied=denied))
            yield "two or more" if families > 1 else str(families), _said(official), _said(denied), word
    retracted = _incident(families=2, official=True, status=IncidentStatus.RETRACTED)
    yield "any", "any", "retracted", certainty_of(retracted)


def urgency() -> Iterator[tuple[str, ...]]:
    """Yield the word for each case of what is known of the time."""
    yield "when it was", "urgency"
    cases: list[tuple[str, dict[str, object]]] = [
        ("the last report, less than 24 hours ago, says that it goes on", {"ongoing": True}),
        ("it began less than an hour before the record", {"occurred_at": _NOW - timedelta(minutes=59)}),
        ("it began an hour or more before", {"occurred_at": _NOW - timedelta(hours=1)}),
        ("only the day is known", {"occurred_on": _NOW.date()}),
        ("it was retracted", {"status": IncidentStatus.RETRACTED}),
        ("nothing says when", {}),
    ]
    for said, fields in cases:
        yield said, urgency_of(_incident(families=1).model_copy(update=fields), _NOW)


def _incident(*, families: int, official: bool = False, **fields: object) -> Incident:
    reports = tuple(
        Report(
            event_id=f"e{number}",
            article_uri=f"a{number}",
            family=f"f{number}",
            time=_NOW,
            reading=_READING,
            official=official and number == 0,
        )
        for number in range(families)
    )
    given: dict[str, object] = {
        "incident_id": "i",
        "event_type": EventType.SHELLING,
        "first_seen": _NOW,
        "last_seen": _NOW,
        "applied_at": _NOW,
        "reports": reports,
        "revision": 1,
    }
    return Incident.model_validate(given | fields)


def _said(is_so: bool) -> str:
    return "yes" if is_so else "no"


TABLES: dict[str, Callable[[], Iterable[tuple[str, ...]]]] = {
    "weapons": weapons,
    "floors": floors,
    "levels": levels,
    "certainty": certainty,
    "urgency": urgency,
}


def markdown(rows: Iterable[tuple[str, ...]]) -> str:
    """Return rows as a Markdown table; the first is its head."""
    head, *body = rows
    lines = [head, tuple("---" for _ in head), *body]
    return "".join(f"| {' | '.join(row)} |\n" for row in lines).replace("| --- ", "|---").replace("|--- |", "|---|")


def written(page: str) -> str:
    """Return the page with every table as it follows from data and code.

    Raises:
        KeyError: the page names a table that does not exist.
    """
    return _BLOCK.sub(lambda found: f"{found[1]}\n{markdown(TABLES[found[2]]())}\n{found[3]}", page)


def main() -> int:
    """Write or check the page."""
    return write_or_check(PAGE, written, "dev/build_doc_tables.py", (__doc__ or "").splitlines()[0])


if __name__ == "__main__":
    raise SystemExit(main())
