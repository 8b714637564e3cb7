"""The loop of track: records before alerts, and after a crash the same alerts byte for byte."""

import asyncio
import time
from collections.abc import Sequence
from typing import Any, cast

import pytest
from prometheus_client import CollectorRegistry

from schemas.codec import decode, encode
from schemas.incident import Incident
from streams.counting import Counting
from streams.incidents.state import Incidents
from streams.kafka.sender import SendFailed
from streams.metrics import Metrics
from streams.settings import Settings, WorkerSettings
from streams.stage import Record
from streams.worker.counted import Counted
from streams.worker.lease import LOOK, Lease
from streams.worker.track import TrackLoop
from streams.worker.writers import Writer
from tests.builders import event as reported
from tests.streams.worker.conftest import Kept, Left, Stream, beginning, never

SETTINGS = Settings(worker=WorkerSettings(budget_in_a_row=1))
HEADERS = (("origin", b"tocsin-articles/0/4"),)


def record(offset: int, **fields: Any) -> Record:
    value = encode(reported(killed=3, **fields))
    return Record("tocsin-events", b"UA", value, 1_773_144_000_000, HEADERS, offset=offset)


def held_lease() -> Lease:
    lease = Lease(3600)
    lease.renew(time.monotonic())
    return lease


def loop_with(
    sender: Kept, written: Sequence[Record] = (), lease: Lease | None = None, counted: Counted | None = None
) -> TrackLoop:
    """Return the loop for a topic that holds the incident records written before."""

    async def read() -> Incidents:
        return Incidents(decode(Incident, each.value or b"") for each in written)

    return TrackLoop(
        SETTINGS,
        read,
        sender,
        committed=lambda _: None,
        start=beginning,
        is_hole=never,
        lease=lease or held_lease(),
        generation=lambda: 7,
        clock=lambda: 1_773_144_001.5,
        counted=counted or Counted("track"),
    )


def run(
    records: Sequence[Record],
    sender: Kept | None = None,
    written: Sequence[Record] = (),
    counted: Counted | None = None,
) -> Kept:
    kept, stream = sender or Kept(), cast(Any, Stream(records))
    loop = loop_with(kept, written, counted=counted)

    async def assigned() -> None:
        await loop.prepare()
        await loop(stream)

    asyncio.run(assigned())
    return kept


def test_the_incident_is_written_before_its_alert() -> None:
    assert run([record(0)]).topics == [["incidents"], ["alerts"]]


def test_an_incident_record_says_who_wrote_it() -> None:
    kept = run([record(0)])
    assert Writer(generation=7, position=0).header in kept.calls[0][0].headers
    assert all(name != "tocsin-writer" for each in kept.calls[1] for name, _ in each.headers)


def test_no_incident_is_written_without_the_lease_and_all_is_when_it_comes() -> None:
    lease, kept, stream = Lease(3600), Kept(), cast(Any, Stream([record(0)]))
    loop = loop_with(kept, lease=lease)

    async def frozen() -> list[list[str]]:
        await loop.prepare()
        running = asyncio.ensure_future(loop(stream))
        await asyncio.sleep(5 * LOOK)
        before = list(kept.topics)
        lease.renew(time.monotonic())
        await running
        return before

    assert asyncio.run(frozen()) == []
    assert kept.topics == [["incidents"], ["alerts"]]


def test_an_alert_says_when_it_was_sent_and_nothing_else_depends_on_the_clock() -> None:
    kept = run([record(0)])
    (alert,) = kept.calls[1]
    assert (alert.timestamp_ms, alert.header("ce_recordedtime")) == (1_773_144_000_000, "2026-03-10T12:00:01.500000Z")


def test_killed_between_record_and_alert_the_same_alert_goes_out_after_the_restart() -> None:
    whole = run([record(0)])
    again = run([record(0)], written=whole.calls[0])
    assert again.topics == [["alerts"]]
    assert again.calls[0][0].value == whole.calls[1][0].value


def test_an_event_written_twice_by_detect_changes_nothing() -> None:
    kept = run([record(0), record(1)])
    assert kept.topics == [["incidents"], ["alerts"], ["alerts"]]
    assert kept.calls[1][0].value == kept.calls[2][0].value


def test_a_skipped_offset_ends_the_process(leaving: type[Left]) -> None:
    with pytest.raises(leaving, match="70 partition 0 went from offset 0 to 2"):
        run([record(0), record(2)])


def test_a_first_offset_beyond_the_committed_one_ends_the_process(leaving: type[Left]) -> None:
    with pytest.raises(leaving, match="70 partition 0 went from offset -1 to 200"):
        run([record(200)])


def test_a_broker_that_does_not_acknowledge_ends_the_process(leaving: type[Left]) -> None:
    with pytest.raises(leaving, match="70 SendFailed"):
        run([record(0)], Kept(SendFailed("no")))


def test_cancelled_at_work_it_ends_the_process_for_faust_would_acknowledge_the_event(leaving: type[Left]) -> None:
    with pytest.raises(leaving, match="70 CancelledError"):
        run([record(0)], Kept(asyncio.CancelledError()))


def test_incidents_that_cannot_be_read_end_the_process(leaving: type[Left]) -> None:
    with pytest.raises(leaving, match="70 BadRecord"):
        run([record(0)], written=[Record("tocsin-incidents", b"i-1", b"{", 0)])


def test_a_stage_told_to_end_while_it_reads_the_incidents_just_ends(leaving: type[Left]) -> None:
    async def interrupted() -> None:
        reading = asyncio.ensure_future(loop.prepare())
        await asyncio.sleep(0)
        reading.cancel()
        await reading

    async def endless() -> Incidents:
        return await asyncio.Future[Incidents]()

    loop = loop_with(Kept())
    loop.read = endless
    with pytest.raises(asyncio.CancelledError):
        asyncio.run(interrupted())


def test_an_event_that_comes_before_the_incidents_were_read_ends_the_process(leaving: type[Left]) -> None:
    stream, kept = cast(Any, Stream([record(0)])), Kept()
    with pytest.raises(leaving, match="70 an event came before the incidents were read"):
        asyncio.run(loop_with(kept)(stream))
    assert kept.calls == []


def test_a_bad_event_is_a_dead_letter() -> None:
    kept = run([Record("tocsin-events", b"UA", b"[]", 0, offset=0)])
    assert kept.topics == [["dead-letters"]]


def test_what_the_broker_has_is_counted_and_the_incidents_read_are_those_that_are_open() -> None:
    metrics = Metrics(CollectorRegistry())
    written = run([record(0)]).calls[0]
    run([record(0), record(1)], written=written, counted=Counted("track", metrics, Counting(metrics)))
    value = metrics.registry.get_sample_value
    assert value("tocsin_incidents_active", {"severity": "Minor"}) == 1
    assert value("tocsin_incidents_opened_total") == 0
    assert value("tocsin_duplicates_total", {"kind": "redelivery"}) == 2
    assert value("tocsin_stage_items_out_total", {"stage": "track"}) == 2
    assert value("tocsin_stage_duration_seconds_count", {"stage": "track"}) == 2


def test_what_the_broker_has_not_acknowledged_counts_as_nothing(leaving: type[Left]) -> None:
    metrics = Metrics(CollectorRegistry())
    with pytest.raises(leaving):
        run([record(0)], Kept(SendFailed("timed out")), counted=Counted("track", metrics, Counting(metrics)))
    value = metrics.registry.get_sample_value
    assert value("tocsin_incidents_opened_total") == 0
    assert value("tocsin_stage_items_in_progress", {"stage": "track"}) == 1
