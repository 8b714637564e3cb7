"""The life of an incident: reports and messages in order, how each report stands, what it said."""

from schemas.event import ConflictEvent
from streams.casebook.telling import life_of
from streams.casebook.views import Life, ToldMessage, ToldReport
from streams.retract import withdrawal
from tests.builders import Desk, event, town

WIRE = event(killed=9, quote="Nine were killed.")
COPY = event(killed=9, outlet="Paper", at="11:00", credits=["Northwire"], own_source=False)
MORE = event(killed=14, outlet="Other", at="12:00", signals=["official"])


def life(*events: ConflictEvent) -> Life:
    desk = Desk().take_all(events)
    return life_of(desk.incidents[0], {each.alert_id: each for each in desk.sent})


def order(told: Life) -> list[str]:
    """Name the entries of a timeline, in order."""
    return [entry.outlet if isinstance(entry, ToldReport) else f"{entry.msg_type}" for entry in told.timeline]


def reports(told: Life) -> list[ToldReport]:
    return [entry for entry in told.timeline if isinstance(entry, ToldReport)]


def messages(told: Life) -> list[ToldMessage]:
    return [entry for entry in told.timeline if isinstance(entry, ToldMessage)]


def test_each_message_stands_behind_the_report_that_caused_it() -> None:
    told = life(WIRE, COPY, MORE)
    assert order(told) == ["Northwire", "Alert", "Paper", "Other", "Update"]
    update = messages(told)[1].alert
    assert update is not None and (update.why, update.also) == ("toll_up", ("confirmed",))


def test_a_report_says_its_numbers_with_their_words_and_why_it_joined() -> None:
    opened, copy, _ = reports(life(WIRE, COPY, MORE))
    assert [(each.field, each.min, each.quotes) for each in opened.says] == [("killed", 9, ("Nine were killed.",))]
    assert (opened.why_joined, opened.standing, opened.late) == ("opened it", "own", False)
    assert (copy.standing, copy.copy_of and copy.copy_of.outlet) == ("copy", "Northwire")
    assert "place same town +40" in (copy.why_joined or "")


def test_a_copy_of_what_has_not_arrived_names_no_original() -> None:
    (copy,) = reports(life(COPY))
    assert copy.copy_of is not None and (copy.copy_of.article_uri, copy.copy_of.outlet) == (None, None)


def test_a_report_that_came_out_before_one_that_is_listed_already_is_late() -> None:
    late = event(killed=3, outlet="Slow", at="08:00", retrieved="13:00")
    assert [(each.outlet, each.late) for each in reports(life(WIRE, late))] == [("Northwire", False), ("Slow", True)]


def test_versions_withdrawals_and_denials_say_how_they_stand() -> None:
    newer = event(killed=11, version=2, uri=WIRE.article.uri, at="10:30")
    gone = event(uri=WIRE.article.uri, version=3, withdraws=True, place=None, at="12:00")
    told = life(WIRE, newer, gone)
    assert [each.standing for each in reports(told)] == ["withdrawn", "withdrawn", "denial"]
    assert order(told)[-2:] == ["Northwire", "Cancel"]
    assert reports(told)[1].ended_by == "Northwire"


def test_a_person_who_retracts_is_told_with_the_reason() -> None:
    desk = Desk().take_all([WIRE])
    desk.take(withdrawal(desk.only(), "Staged video.", "anna"))
    told = life_of(desk.only(), {each.alert_id: each for each in desk.sent})
    assert (told.retraction_reason, told.incident.status) == ("Staged video.", "retracted")
    assert reports(told)[1].why_joined == "withdrawn by anna"


def test_a_message_of_a_version_that_moved_on_is_told_in_its_time() -> None:
    moved = event(killed=9, place=[town("Lviv")], day=8, version=2, uri=WIRE.article.uri, at="11:00")
    told = life(WIRE, moved)
    assert order(told) == ["Northwire", "Alert", "Cancel"]


def test_a_message_that_is_not_kept_stays_listed() -> None:
    incident = Desk().take_all([WIRE]).only()
    (alert,) = messages(life_of(incident, {}))
    assert (alert.sequence, alert.msg_type, alert.alert) == (incident.alerts[0].sequence, "Alert", None)


def test_words_that_may_not_be_shown_are_not() -> None:
    (report,) = reports(life(event(killed=9, quote="Nine were killed.", rights="No redistribution.")))
    assert (report.headline, report.says[0].min, report.says[0].quotes) == (None, 9, ())


def test_a_report_kept_by_its_name_only_has_a_place() -> None:
    incident = Desk().take_all([WIRE]).only()
    bare = incident.reports[0].model_copy(
        update={
            "event_id": "bare",
            "time": None,
            "reading": None,
            "claims": (),
            "copy_of": incident.reports[0].article_id,
        }
    )
    told = life_of(incident.model_copy(update={"reports": (*incident.reports, bare)}), {})
    assert [(each.standing, each.time, each.says) for each in reports(told)][1] == ("copy", None, ())
