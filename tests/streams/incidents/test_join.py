"""Which incident an event belongs to, and what else it changes."""

import pytest

from streams.incidents.join import choose
from streams.incidents.side import Side
from streams.track_types import Outcome
from tests.builders import Desk, clock, event, records_of

STORY = "Two rockets fell on the bus station after the first coaches had left and the guard carried seven bodies out."


def test_a_first_report_opens_an_incident_with_an_id_of_its_own() -> None:
    one, two = Desk().take_all([event()]), Desk().take_all([event()])
    assert one.only().incident_id == two.only().incident_id
    assert one.only().reports[0].why_joined == "opened it"


def test_a_second_report_joins_and_says_why() -> None:
    desk = Desk().take_all([event(killed=2), event(killed=3, outlet="Other", at="11:00")])
    assert desk.only().reports[1].why_joined == "place same town +40, day same stated +15, type same +10 = 65"


def test_the_best_of_two_incidents_is_chosen() -> None:
    desk = Desk().take_all([event(site="Saltivka"), event(site="Kyivskyi", outlet="Other", at="11:00")])
    choice = choose(
        event(site="Kyivskyi district", outlet="Third", at="12:00"), Side(desk.state, test=False), clock("12:00")
    )
    assert choice.incident is not None and choice.incident.site == "Kyivskyi"


def test_an_exact_redelivery_changes_nothing_and_is_silent() -> None:
    desk = Desk().take_all([event(killed=9), event(killed=4, outlet="Other", at="11:00")])
    before = records_of(desk)
    assert desk.take(event(killed=9), at="13:00") == []
    assert desk.last is not None and desk.last.outcome is Outcome.DUPLICATE
    assert records_of(desk) == before


def test_a_record_that_comes_again_after_a_crash_sends_the_same_bytes() -> None:
    desk = Desk()
    desk.take(event(killed=9), origin="articles/0/7")
    first = desk.last
    desk.take(event(killed=9), origin="articles/0/7")
    again = desk.last
    assert first is not None and again is not None
    assert again.alerts == first.alerts and len(again.alerts) == 1 and again.revised == ()


def test_two_events_of_one_article_are_two_incidents() -> None:
    first = event(killed=2, uri="a", ordinal=0, of=2)
    desk = Desk().take_all([first, event(killed=2, uri="a", ordinal=1, of=2)])
    assert len(desk.incidents) == 2


def test_a_newer_version_stays_with_its_predecessor_and_replaces_it() -> None:
    desk = Desk().take_all([
        event(killed=11, uri="a", at="08:00"),
        event(killed=12, outlet="Other", at="09:00"),
        event(killed=14, uri="a", at="10:00", version=2, site="mill", place="Beryslav"),
    ])  # fmt: skip
    assert desk.toll() == (14, 14)
    assert [report.replaced for report in desk.only().reports] == [True, False, False]


def test_an_older_version_that_comes_late_says_nothing() -> None:
    desk = Desk().take_all([event(killed=5, uri="a", at="10:00", version=2), event(killed=9, uri="a", at="08:00")])
    assert desk.toll() == (5, 5)
    assert desk.why() == ["new_incident"]


def test_a_newer_version_that_leaves_an_attack_out_withdraws_what_it_said_of_it() -> None:
    desk = Desk().take_all([
        event(killed=2, uri="a", place="Kherson", ordinal=0, of=2),
        event(killed=3, uri="a", place="Lviv", ordinal=1, of=2),
        event(killed=4, uri="a", place="Kherson", version=2, at="11:00"),
    ])  # fmt: skip
    assert {each.places[0].name: each.status for each in desk.incidents} == {"Kherson": "open", "Lviv": "retracted"}
    assert [alert.msg_type for alert in desk.sent] == ["Alert", "Alert", "Cancel"]


def test_a_newer_version_with_both_attacks_keeps_both() -> None:
    old = [event(killed=n, uri="a", place=p, ordinal=o, of=2) for n, p, o in ((2, "Kherson", 0), (3, "Lviv", 1))]
    new = [
        event(killed=n, uri="a", place=p, ordinal=o, of=2, version=2, at="11:00")
        for n, p, o in ((2, "Kherson", 0), (7, "Lviv", 1))
    ]
    desk = Desk().take_all([*old, *new])
    assert [each.status for each in desk.incidents] == ["open", "open"]
    assert desk.why() == ["new_incident", "new_incident", "toll_up"]


@pytest.mark.parametrize("denial", [{"signals": ["retraction"]}, {"withdraws": True, "version": 2}])
def test_a_mere_denial_or_withdrawal_opens_nothing(denial: dict[str, object]) -> None:
    desk = Desk().take_all([event(**denial)])  # type: ignore[arg-type]  # one of two readings
    assert desk.incidents == [] and desk.sent == []
    assert desk.last is not None and desk.last.outcome is Outcome.DROPPED


def test_late_words_about_a_false_story_are_listed_in_silence() -> None:
    desk = Desk().take_all([
        event(killed=7, text=STORY, at="08:00"),
        event(signals=["retraction"], at="09:00"),
        event(killed=7, text=STORY, outlet="Harbour Paper", at="10:00"),
        event(killed=7, outlet="Delta Star", credits=["Northwire"], at="10:30"),
        event(signals=["retraction"], outlet="Police", at="11:00"),
    ])  # fmt: skip
    assert len(desk.only().reports) == 5
    assert desk.why() == ["new_incident", "retracted"]
    assert desk.only().toll is None


def test_an_own_report_of_another_family_opens_a_new_incident_beside_the_false_one() -> None:
    desk = Desk().take_all([
        event(killed=7, at="08:00"),
        event(signals=["retraction"], at="09:00"),
        event(killed=7, outlet="Other", at="10:00"),
    ])  # fmt: skip
    assert [each.status for each in desk.incidents] == ["retracted", "open"]


def test_an_incident_never_changes_its_id_and_a_rebuilt_state_is_the_same() -> None:
    events = [event(killed=n, outlet=f"O{n}", at=f"{8 + n:02}:00") for n in range(1, 6)]
    whole = Desk().take_all(events)
    half = Desk().take_all(events[:3])
    rebuilt = Desk(half.incidents)
    rebuilt.take_all(events[3:])
    assert [each.reports for each in rebuilt.incidents] == [each.reports for each in whole.incidents]
    assert rebuilt.state.clock == whole.state.clock


def test_a_denial_that_does_not_say_which_of_several_attacks_it_means_takes_none_back() -> None:
    told = [event(killed=7, at="08:00"), event(killed=2, place="Lviv", at="08:30")]
    denial = event(signals=["retraction"], place=None, at="09:00")
    desk = Desk().take_all([*told, denial])
    assert {each.status for each in desk.incidents} == {"open"}
    assert (
        desk.last is not None and desk.last.outcome is Outcome.DROPPED and "which of several" in desk.last.explanation
    )
    assert Desk().take_all([told[0], denial]).why() == ["new_incident", "retracted"]


def test_a_correction_that_names_no_place_is_of_what_its_outlet_reported() -> None:
    told = [
        event(launched=412, munitions=["drone"], kind="drone_strike", at="08:00"),
        event(killed=2, place="Lviv", outlet="Other"),
    ]
    corrected = event(
        launched=402,
        munitions=["drone"],
        kind="drone_strike",
        place=None,
        country=None,
        signals=["correction"],
        at="16:00",
    )
    desk = Desk().take_all([*told, corrected])
    assert len(desk.incidents) == 2 and "own correction +30" in (desk.incidents[0].reports[-1].why_joined or "")
    unknown = event(killed=2, place=None, country=None, signals=["correction"], outlet="Third", at="16:00")
    assert len(Desk().take_all([*told, unknown]).incidents) == 3
