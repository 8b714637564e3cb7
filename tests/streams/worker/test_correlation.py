"""What the log tells of an article: nothing of most, and of the others every id on the way to the alert."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import orjson
import pytest
from structlog.testing import capture_logs

from schemas.codec import encode
from schemas.incident import Incident
from schemas.topics import Topic
from streams.incidents.state import Incidents
from streams.memory import topic_of
from streams.runtime import context_of, run_stage
from streams.stage import HEARTBEAT, Record
from streams.topology import DETECT, TRACK
from streams.worker.correlation import tell_events, tell_track
from tests.builders import event as reported

NOON = 1_773_144_000_000
STRIKE = "KHERSON, Ukraine - A drone strike killed three people in Kherson on Tuesday, the governor said."
Lines = list[Any]


@pytest.fixture
def lines() -> Iterator[Lines]:
    with capture_logs() as told:
        yield told


def article(body: str, **fields: str) -> Record:
    value = {"uri": "wire/1", "headline": "News", "body": body, "published_at": "2026-03-10T12:00:00Z"}
    return Record("tocsin-articles", b"k", orjson.dumps(value | fields), NOON, partition=2, offset=17)


def event(offset: int, timestamp_ms: int = NOON, **fields: Any) -> Record:
    headers = (("origin", b"tocsin-articles/2/17"),)
    return Record("tocsin-events", b"UA", encode(reported(**fields)), timestamp_ms, headers, offset=offset)


def tracked(state: Incidents, record: Record) -> tuple[Record, ...]:
    written = run_stage(TRACK, record, context_of(record), state)
    tell_track(record, written, state.with_event)
    return written


def test_an_article_with_an_event_is_told_with_its_ids_and_without_its_text(lines: Lines) -> None:
    record = article(STRIKE)
    written = run_stage(DETECT, record, context_of(record))
    tell_events(record, written)
    (event_id,) = (
        orjson.loads(each.value or b"")["event_id"] for each in written if topic_of(each.topic) is Topic.EVENTS
    )
    (line,) = lines
    assert (line["event"], line["log_level"], line["origin"]) == ("events found", "info", "tocsin-articles/2/17")
    assert (line["uri"], line["event_ids"]) == ("wire/1", [event_id])
    assert "governor" not in str(line)


@pytest.mark.parametrize("body", ["The council met on Monday.", ""])
def test_nothing_is_told_of_an_article_without_an_event(lines: Lines, body: str) -> None:
    record = article(body, headline="")
    tell_events(record, run_stage(DETECT, record, context_of(record)))
    assert lines == []


def test_a_sign_of_life_is_told_by_no_line(lines: Lines) -> None:
    beat = Record("tocsin-articles", b"w", b"{}", NOON, ((HEARTBEAT, b"true"),))
    tell_events(beat, [replace(beat, topic="tocsin-events")])
    tell_track(replace(beat, topic="tocsin-events"), [replace(beat, topic="tocsin-heartbeats")], Incidents().with_event)
    assert lines == []


def test_an_event_opens_an_incident_and_the_next_joins_it(lines: Lines) -> None:
    state = Incidents()
    first = tracked(state, event(0, killed=3))
    tracked(state, event(1, killed=5, uri="b", outlet="Southwire"))
    opened, sent, joined, updated = lines
    incident = next(iter(state)).incident_id
    assert [each["event"] for each in lines] == ["incident opened", "alert sent", "incident joined", "alert sent"]
    assert {each["incident_id"] for each in lines} == {incident}
    assert {each["origin"] for each in lines} == {"tocsin-articles/2/17"}
    assert sent["alert_id"] == orjson.loads(first[-1].value or b"")["alert_id"] != updated["alert_id"]
    assert (sent["msg_type"], updated["msg_type"], sent["status"]) == ("Alert", "Update", "Actual")
    assert opened["event_id"] != joined["event_id"] == updated["event_id"]


def test_an_alert_sent_again_after_a_crash_is_told_again(lines: Lines) -> None:
    state = Incidents()
    tracked(state, event(0, killed=3))
    tracked(state, event(0, killed=3))
    assert [each["event"] for each in lines] == ["incident opened", "alert sent", "alert sent"]
    assert lines[1]["alert_id"] == lines[2]["alert_id"]


def test_an_event_that_closes_others_names_its_own_incident(lines: Lines) -> None:
    state = Incidents()
    tracked(state, event(0, killed=3))
    later = NOON + 100 * 3_600_000
    written = tracked(state, event(1, later, killed=2, place="Izium", uri="b", outlet="Southwire"))
    assert len([each for each in written if topic_of(each.topic) is Topic.INCIDENTS]) == 2
    own = state.with_event(lines[-1]["event_id"])
    assert own is not None and lines[-2]["incident_id"] == own.incident_id == lines[-1]["incident_id"]
    assert lines[-2]["incident_id"] != lines[0]["incident_id"]


def test_an_event_that_changes_nothing_is_told_to_have_no_incident(lines: Lines) -> None:
    tell_track(event(0), [], Incidents().with_event)
    assert [each["event"] for each in lines] == ["no incident"]


def test_a_dead_letter_is_told_by_the_stage_and_not_here(lines: Lines) -> None:
    record = replace(event(0), value=b"{")
    tell_track(record, run_stage(TRACK, record, context_of(record), Incidents()), Incidents().with_event)
    assert lines == []


def test_what_cannot_be_told_ends_nothing(lines: Lines) -> None:
    def broken(_: str) -> Incident | None:
        raise KeyError("gone")

    records = [Record("tocsin-incidents", name, b"{}", NOON) for name in (b"a", b"b")]
    tell_track(event(0), records, broken)
    tell_events(article(STRIKE), [Record("tocsin-events", b"UA", b"{", NOON)])
    assert [(each["event"], each["log_level"]) for each in lines] == [("cannot tell", "warning")] * 2
