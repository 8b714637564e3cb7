from schemas.topics import Topic
from streams.alerting.outputs import emit_track
from streams.stage import Context
from tests.builders import Desk, event


def test_the_record_is_written_before_the_message() -> None:
    desk = Desk().take_all([event(killed=6)])
    assert desk.last is not None
    outputs = list(emit_track(desk.last, Context(0, origin="articles/0/1", test=True)))
    assert [each.topic for each in outputs] == [Topic.INCIDENTS, Topic.ALERTS]
    assert {each.key for each in outputs} == {desk.only().incident_id}
    assert outputs[0].headers == {"content-type": "application/json", "origin": "articles/0/1", "_test": "true"}


def test_a_tombstone_is_a_key_without_a_value() -> None:
    desk = Desk().take_all([event(day=1, at="01 08:00"), event(signals=["retraction"], day=1, at="01 09:00")])
    gone = desk.only().incident_id
    desk.take(event(place="Lviv", outlet="Other", day=31, at="31 10:00"))
    assert desk.last is not None
    outputs = list(emit_track(desk.last, Context(0)))
    assert [(each.key, each.message) for each in outputs if each.message is None] == [(gone, None)]
