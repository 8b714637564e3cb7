"""What differs between two outcomes: verdicts that flipped, incidents and alerts new, lost or changed."""

import pytest

from streams.backtest.compare import FieldChange, NotComparable, Quoted, comparison
from streams.backtest.outcome import Entry
from tests.streams.backtest.outcomes import alert, answer, case, outcome


def test_an_outcome_does_not_differ_from_itself() -> None:
    compared = comparison(outcome(), outcome())
    assert (compared.differences, compared.flips, compared.incidents) == (0, (), ())
    assert (compared.totals.records, compared.totals.old_incidents, compared.totals.new_alerts) == (2, 1, 1)


def test_a_verdict_that_flips_is_told_with_its_article() -> None:
    (flip,) = comparison([answer(1)], [answer(1, "no_event", "exercise")]).flips
    assert (flip.uri, flip.title, flip.publisher) == ("uri-1", "Two hurt", "desk.example")
    assert (flip.old, flip.new) == (("event", None), ("no_event", "exercise"))


def test_another_reason_for_the_same_verdict_is_a_flip() -> None:
    before, after = answer(1, "no_event", "opinion"), answer(1, "no_event", "exercise")
    assert comparison([before], [after]).flips[0].old == ("no_event", "opinion")


@pytest.mark.parametrize(("before", "after", "kind"), [([], [case("x", "1")], "new"), ([case("x", "1")], [], "lost")])
def test_an_incident_of_one_side_is_new_or_lost(before: list[Entry], after: list[Entry], kind: str) -> None:
    (change,) = comparison(before, after).incidents
    assert (change.kind, change.paired_by, change.country) == (kind, None, "UA")


def test_an_incident_whose_record_differs_is_changed_field_by_field() -> None:
    before = case("x", "1", toll={"killed": {"min": 2, "max": None, "claims": ["c"]}}, certainty="Possible")
    after = case("x", "1", toll={"killed": {"min": 3, "max": 3, "claims": ["d"]}}, certainty="Likely")
    (change,) = comparison([before], [after]).incidents
    assert (change.kind, change.paired_by) == ("changed", "id")
    assert change.fields == (
        FieldChange("killed", {"min": 2, "max": None}, {"min": 3, "max": 3}),
        FieldChange("certainty", "Possible", "Likely"),
    )


def test_nothing_reported_is_not_zero() -> None:
    (change,) = comparison([case("x", "1")], [case("x", "1", severity_score=0)]).incidents
    assert change.fields == (FieldChange("severity_score", None, 0),)


def test_an_incident_that_lost_its_first_report_is_changed_and_not_lost_and_new() -> None:
    (change,) = comparison([case("x", "1", "2", "3")], [case("y", "2", "3")]).incidents
    assert (change.kind, change.paired_by, change.old_id, change.new_id) == ("changed", "reports", "x", "y")
    assert [each.event_id for each in change.reports_lost] == ["event-1"]


def test_an_alert_that_differs_in_a_field_is_changed_with_the_sentences_of_both_sides() -> None:
    old = alert("x", 1, killed_min=2, killed_max=2, evidence=[{"field": "killed", "quote": "Two died."}])
    new = alert("x", 1, killed_min=5, evidence=[{"field": "killed", "quote": "Five died."}])
    (change,) = comparison([old, case("x", "1")], [new, case("x", "1")]).incidents[0].alerts
    assert change.fields == (FieldChange("killed", {"min": 2, "max": 2}, {"min": 5, "max": None}),)
    assert change.evidence == (Quoted("killed", ("Two died.",), ("Five died.",)),)


def test_other_words_for_the_same_number_are_a_change() -> None:
    old = alert("x", 1, evidence=[{"field": "killed", "quote": "Two died."}])
    new = alert("x", 1, evidence=[{"field": "killed", "quote": "Two were killed."}])
    (change,) = comparison([old, case("x", "1")], [new, case("x", "1")]).incidents[0].alerts
    assert (change.kind, change.fields, len(change.evidence)) == ("changed", (), 1)


def test_alerts_are_paired_by_the_article_that_caused_them() -> None:
    before: list[Entry] = [alert("x", 1), alert("x", 2, msg_type="Update"), case("x", "1")]
    after: list[Entry] = [alert("x", 2, msg_type="Update"), alert("x", 3, msg_type="Update"), case("x", "1")]
    (change,) = comparison(before, after).incidents
    assert [(each.kind, each.origin[-1]) for each in change.alerts] == [("lost", "1"), ("new", "3")]


def test_two_alerts_that_one_article_caused_are_two() -> None:
    before: list[Entry] = [alert("x", 1, msg_type="Update"), case("x", "1")]
    after: list[Entry] = [alert("x", 1, msg_type="Update"), alert("x", 1, msg_type="Cancel"), case("x", "1")]
    (change,) = comparison(before, after).incidents[0].alerts
    assert (change.kind, change.msg_type) == ("new", "Cancel")


def test_ids_alone_are_no_difference_of_an_alert() -> None:
    old: list[Entry] = [alert("x", 2), case("x", "1", "2")]
    new: list[Entry] = [alert("y", 2), case("y", "2")]
    (change,) = comparison(old, new).incidents
    assert (change.kind, change.alerts) == ("changed", ())


def test_an_incident_whose_alerts_alone_differ_is_changed() -> None:
    before, after = alert("x", 1), alert("x", 1, headline="Drone strike on Kherson, Ukraine")
    (change,) = comparison([before, case("x", "1")], [after, case("x", "1")]).incidents
    assert (change.fields, [each.field for each in change.alerts[0].fields]) == ((), ["headline"])


def test_a_changed_incident_is_told_with_its_highest_level() -> None:
    before = case("x", "1", severity_peak="Severe")
    (change,) = comparison([before], [case("x", "1", severity_peak="Extreme")]).incidents
    assert change.level == "Extreme"


@pytest.mark.parametrize(("after", "told"), [([answer(2)], "tocsin-articles/0/2"), ([], "the end")])
def test_other_records_cannot_be_compared(after: list[Entry], told: str) -> None:
    with pytest.raises(NotComparable, match=f"tocsin-articles/0/1 on one side, {told} on the other"):
        comparison([answer(1)], after)
