"""The record is the outbox."""

from dataclasses import replace

from streams.stage import Context
from streams.track_types import TrackStep
from tests.builders import Desk, event, run


def test_the_record_keeps_each_message_byte_for_byte() -> None:
    desk = Desk().take_all([event(killed=6)])
    assert desk.last is not None
    assert [sent.body for sent in desk.only().alerts] == [each.body.decode() for each in desk.last.alerts]
    assert desk.only().alerts[0].headers == desk.last.alerts[0].headers


def test_a_silent_report_changes_no_outbox() -> None:
    desk = Desk().take_all([event(killed=6)])
    before = desk.only().alerts
    assert desk.take(event(killed=7, uri="b", at="11:00")) == []
    assert desk.only().alerts == before


def test_an_event_cut_short_by_a_crash_sends_the_same_again_and_changes_nothing() -> None:
    desk = Desk()
    desk.take(event(killed=6), origin="articles/0/1")
    first = desk.last
    desk.take(event(killed=6), origin="articles/0/1")
    assert first is not None and desk.last is not None
    assert desk.last.alerts == first.alerts
    assert (desk.last.revised, len(desk.only().reports), desk.only().revision) == ((), 1, 1)


def test_bodies_are_dropped_once_their_event_is_safely_committed() -> None:
    state, context = Desk().take_all([event(killed=6)]).state, Context(1_773_144_000_000)
    step = TrackStep(event(killed=20, uri="b", at="11:00"), state, position=50, committed_below=40)
    after = run(step, context).revised[-1].after
    assert [sent.position for sent in after.alerts] == [None, 50]
    state.put(after)
    later = replace(step, event=event(killed=60, uri="c", at="12:00"), position=70, committed_below=60)
    assert [sent.body is None for sent in run(later, context).revised[-1].after.alerts] == [False, True, False]


def test_without_offsets_the_last_eight_bodies_are_kept() -> None:
    desk = Desk().take_all(event(killed=4**n, uri=f"a{n}", at=f"{8 + n:02}:00") for n in range(10))
    assert len(desk.sent) == 10
    assert [sent.body is None for sent in desk.only().alerts] == [True] * 2 + [False] * 8
