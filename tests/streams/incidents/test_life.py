from datetime import timedelta

from streams.incidents.life import STEPS_AT_ONCE, closed, due_at
from tests.builders import Desk, clock, event


def elsewhere(at: str) -> Desk:
    """Return a desk with an incident of 10 March 10:00, after an event elsewhere at another time."""
    desk = Desk().take_all([event(killed=1)])
    desk.take(event(place="Lviv", outlet="Other", day=None, at="10 10:00"), at=at)
    return desk


def test_an_incident_closes_72_hours_after_its_last_report() -> None:
    assert elsewhere("13 09:59").incidents[0].status == "open"
    assert elsewhere("13 10:00").incidents[0].status == "closed"


def test_closing_is_silent_and_keeps_the_record() -> None:
    desk = elsewhere("13 10:00")
    assert [alert.sequence for alert in desk.sent] == [1, 1]
    assert desk.incidents[0].toll is not None


def test_thirty_days_after_closing_comes_the_tombstone() -> None:
    desk = elsewhere("13 10:00")
    before = desk.incidents[0]
    assert due_at(before) == clock("10 10:00") + timedelta(days=33)
    later = event(place="Odesa", outlet="Third", day=None)
    moment = due_at(before)
    later = later.model_copy(
        update={"article": later.article.model_copy(update={"retrieved_at": moment, "published_at": moment})}
    )
    desk.take(later)
    assert desk.last is not None and before.incident_id in desk.last.tombstones
    assert desk.state.get(before.incident_id) is None


def test_a_closed_incident_takes_no_new_report() -> None:
    desk = elsewhere("13 10:00")
    desk.take(event(killed=2, outlet="Late Paper", at="10 12:00"), at="13 11:00")
    assert len(desk.incidents) == 3


def test_a_retracted_incident_is_kept_30_days() -> None:
    desk = Desk().take_all([event(killed=1), event(signals=["retraction"], at="11:00")])
    assert due_at(desk.only()) == clock("11:00") + timedelta(days=30)
    assert closed(desk.only()).revision == desk.only().revision + 1


def test_after_a_pause_each_event_closes_a_few_incidents_and_none_that_is_due_is_joined() -> None:
    """An alert that waited for the records of ten thousand incidents would be late, or never acknowledged in time."""
    towns = [f"Town {at}" for at in range(2 * STEPS_AT_ONCE + 1)]
    desk = Desk().take_all([event(killed=1, place=name, day=None, outlet=name) for name in towns])
    assert len(desk.incidents) == len(towns)

    def closed_ones() -> int:
        return sum(each.status == "closed" for each in desk.incidents)

    desk.take(event(place="Lviv", outlet="Other", day=None, at="14 10:00"), at="14 10:00")
    assert closed_ones() == STEPS_AT_ONCE
    # The last one is not closed yet, and takes no report of the same day all the same.
    late = event(killed=2, place=towns[-1], day=None, outlet="Late Paper", at="10 12:00")
    desk.take(late, at="14 11:00")
    assert closed_ones() == 2 * STEPS_AT_ONCE and len(desk.incidents) == len(towns) + 2
