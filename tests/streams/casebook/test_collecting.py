"""Which record of an incident counts, and which of its messages are still known."""

import pytest

from schemas.codec import BadRecord, encode
from schemas.incident import Incident
from streams.casebook.collecting import Collected
from streams.casebook.finding import NotOne
from streams.stage import Record
from streams.worker.writers import Writer
from tests.builders import Desk, event


def record(incident: Incident, *headers: tuple[str, bytes]) -> Record:
    return Record("tocsin-incidents", incident.incident_id.encode(), encode(incident), 0, headers)


def revisions() -> tuple[Desk, Incident, Incident]:
    """Give an incident after its first and after its second report."""
    desk = Desk().take_all([event(killed=3)])
    first = desk.only()
    return desk, first, desk.take_all([event(killed=9, outlet="Other", at="11:00")]).only()


def collected(*records: Record, messages_of: str | None = None) -> Collected:
    collecting = Collected(messages_of)
    for each in records:
        collecting.take(each)
    return collecting


def test_the_last_record_counts() -> None:
    _, first, second = revisions()
    assert list(collected(record(first), record(second)).incidents()) == [second]


def test_the_newest_change_stands_first() -> None:
    desk = Desk().take_all([event(killed=3), event(killed=1, place="Lviv", outlet="Other", at="11:00")])
    given = collected(*(record(each) for each in desk.incidents))
    assert [each.places[0].name for each in given.incidents()] == ["Lviv", "Kherson"]


def test_a_late_record_of_a_replaced_worker_does_not_count() -> None:
    _, first, second = revisions()
    late = record(first, Writer(1, 10).header)
    given = collected(record(second, Writer(2, 11).header), late)
    assert (list(given.incidents()), given.late) == ([second], 1)


def test_a_tombstone_ends_it_and_is_told() -> None:
    _, first, _ = revisions()
    name = first.incident_id
    given = collected(record(first), Record("tocsin-incidents", name.encode(), None, 0))
    assert list(given.ids()) == []
    with pytest.raises(NotOne, match="was forgotten"):
        given.one(name)


def test_a_test_is_known_by_the_header_too() -> None:
    _, first, _ = revisions()
    assert [each.test for each in collected(record(first, ("_test", b"true"))).incidents()] == [True]


def test_messages_come_from_earlier_records_and_from_the_alerts_topic() -> None:
    desk, first, second = revisions()
    gone = tuple(each.model_copy(update={"body": None}) for each in second.alerts)
    last = second.model_copy(update={"alerts": gone})
    alert = Record("tocsin-alerts", last.incident_id.encode(), encode(desk.sent[1]), 0)
    given = collected(record(first), alert, record(last), messages_of=last.incident_id[:4])
    assert given.alerts(given.one(last.incident_id)) == {each.alert_id: each for each in desk.sent}
    assert collected(record(last)).alerts(last) == {}


def test_what_cannot_be_read_is_told_and_costs_itself_alone() -> None:
    _, first, _ = revisions()
    given = collected(Record("tocsin-incidents", b"bad", b"{}", 0), record(first))
    assert list(given.incidents()) == [first]
    assert [each[:13] for each in given.bad] == ["incident bad:"]
    with pytest.raises(BadRecord):
        given.one("bad")


def test_other_topics_and_signs_of_life_are_nothing_to_it() -> None:
    beat = Record("tocsin-alerts", b"w", b"{}", 0, (("_heartbeat", b""),))
    assert collected(beat, Record("tocsin-events", b"UA", b"{}", 0)).seen == 0
