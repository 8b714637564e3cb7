"""How fast does an event find its incident among 20,000 open ones, and what do they take?

Usage: ``python benchmarks/lookups.py [--incidents 20000] [--queries 500]``. Opens so many incidents in this process, in
towns that do not exist, a fifth of them first told by one large agency, then asks where further reports belong, without
applying them: a report of the same town; one that names only the region; a rewrite that credits the agency; a denial by
the agency that names no place; a report of a town where nothing happened. Times are of the processor; prints medians:
of the whole, from the event to the record that it joins, and of finding in the index what it is compared with.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from benchmarks.kafka_stream import of_many_incidents
from schemas.codec import decode, encode
from schemas.event import ConflictEvent
from streams.incidents.join import choose
from streams.incidents.profile import profile_of_event
from streams.incidents.reports import is_denial, report_of
from streams.incidents.side import Side
from streams.incidents.state import Incidents
from streams.runtime import context_of, run_stage
from streams.stage import Record
from streams.topology import TRACK

AGENCY = "Meridian Wire"
#: Every so many incidents are first told by the agency.
SHARE = 5
OUTLETS = 400
#: Towns in a region.
REGION = 40


def told(record: Record, number: int, outlet: str, **article: object) -> Record:
    """Return an event as another outlet tells it, in a region of forty towns."""
    event = decode(ConflictEvent, record.value or b"")
    where = event.places[0].model_copy(update={"admin1": f"Region {number // REGION}"})
    name = outlet.lower().replace(" ", "")
    update = {"source": outlet, "domain": f"{name}.example", "family": name, **article}
    changed = event.model_copy(update={"places": (where,), "article": event.article.model_copy(update=update)})
    return replace(record, value=encode(changed))


def outlet_of(number: int) -> str:
    """Return who first tells of an incident."""
    return AGENCY if number % SHARE == 0 else f"Outlet {number % OUTLETS}"


def opened(incidents: int) -> tuple[Incidents, list[Record]]:
    """Return a state with so many open incidents, and a second report of each."""
    state, seconds = Incidents(), []
    for at, record in enumerate(of_many_incidents(incidents, 2)):
        number, second = divmod(at, 2)
        if second:
            seconds.append(told(record, number, f"Outlet {(number + 7) % OUTLETS}"))
            continue
        event = told(record, number, outlet_of(number))
        run_stage(TRACK, event, context_of(event), state)
    return state, seconds


def queries(seconds: list[Record], number: int) -> dict[str, list[tuple[ConflictEvent, datetime]]]:
    """Return events to look up, by kind; ``number`` of each."""
    step = max(1, len(seconds) // number)
    found: dict[str, list[tuple[ConflictEvent, datetime]]] = {}
    now = context_of(seconds[-1]).record_time
    for record in seconds[::step][:number]:
        event = decode(ConflictEvent, record.value or b"")
        for kind, asked in _asked(event):
            found.setdefault(kind, []).append((asked, now))
    return found


def _asked(event: ConflictEvent) -> Iterator[tuple[str, ConflictEvent]]:
    place = event.places[0]
    name = AGENCY.lower().replace(" ", "")
    agency = {"source": AGENCY, "domain": f"{name}.example", "family": name}
    yield "same town", event
    region = place.model_copy(update={"precision": "admin1", "name": place.admin1, "lat": None, "lon": None})
    yield "region only", event.model_copy(update={"places": (region,)})
    leaning = event.article.model_copy(update={"credits": (AGENCY,), "own_source": False})
    yield "credits the agency", event.model_copy(update={"article": leaning})
    denial = {"places": (), "toll": None, "signals": ("retraction",)}
    yield (
        "denial by the agency",
        event.model_copy(update={**denial, "article": event.article.model_copy(update=agency)}),
    )
    elsewhere = place.model_copy(update={"name": f"New {place.name}", "admin1": None, "lat": None, "lon": None})
    yield "a town not struck", event.model_copy(update={"places": (elsewhere,)})


def measure(state: Incidents, asked: list[tuple[ConflictEvent, datetime]]) -> dict[str, float]:
    """Return milliseconds of a look-up (median, 99th percentile), in the index alone, and incidents compared."""
    side = Side(state, test=False)
    spent, found, compared = [], [], []
    for event, now in asked:
        profile = profile_of_event(event, report_of(event, now, near=(), why_joined=""))
        started = time.process_time()
        candidates = state.candidates(profile, by_family=is_denial(event))
        found.append((time.process_time() - started) * 1000)
        compared.append(len(candidates))
    for event, now in asked:
        started = time.process_time()
        choose(event, side, now)
        spent.append((time.process_time() - started) * 1000)
    cuts = statistics.quantiles(spent, n=100, method="inclusive")
    return {
        "median": statistics.median(spent),
        "p99": cuts[98],
        "index": statistics.median(found),
        "compared": statistics.median(compared),
        "most": max(compared),
    }


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--incidents", type=int, default=20_000)
    parser.add_argument("--queries", type=int, default=500)
    options = parser.parse_args()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    state, seconds = opened(options.incidents)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{len(state):,} open incidents; resident {before:.0f} MB before them, at most {peak:.0f} MB with them\n")
    print("| look-up | median ms | in the index | 99th percentile ms | incidents compared, median | most |")
    print("|---|---:|---:|---:|---:|---:|")
    for kind, asked in queries(seconds, options.queries).items():
        found = measure(state, asked)
        print(
            f"| {kind} | {found['median']:.2f} | {found['index']:.2f} | {found['p99']:.2f} "
            f"| {found['compared']:.0f} | {found['most']:.0f} |"
        )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
