"""Which incident of another replay is the same one."""

from streams.backtest.outcome import Case, Reported
from streams.backtest.pairing import pairs
from tests.streams.backtest.outcomes import case


def found(old: list[Case], new: list[Case]) -> set[tuple[str | None, str | None, str | None]]:
    listed = pairs({each.incident_id: each for each in old}, {each.incident_id: each for each in new})
    return {
        (
            None if each.old is None else each.old.incident_id,
            None if each.new is None else each.new.incident_id,
            each.by,
        )
        for each in listed
    }


def test_the_id_decides_before_the_reports() -> None:
    assert found([case("x", "1"), case("y", "2")], [case("x", "2"), case("y", "1")]) == {
        ("x", "x", "id"),
        ("y", "y", "id"),
    }


def test_who_shares_most_reports_is_the_same_incident() -> None:
    assert found([case("x", "1", "2", "3", "4")], [case("y", "2"), case("z", "3", "4")]) == {
        ("x", "z", "reports"),
        (None, "y", None),
    }


def test_an_old_incident_has_one_partner_only() -> None:
    assert found([case("x", "1", "2"), case("y", "3")], [case("z", "1", "2", "3")]) == {
        ("x", "z", "reports"),
        ("y", None, None),
    }


def test_another_event_of_the_same_article_pairs_too() -> None:
    one = Case("x", None, case("x").fields, (Reported("event-a", "article", "uri", None),))
    other = Case("y", None, case("y").fields, (Reported("event-b", "article", "uri", None),))
    assert found([one], [other]) == {("x", "y", "reports")}


def test_incidents_without_common_reports_are_two() -> None:
    assert found([case("x", "1")], [case("y", "2")]) == {("x", None, None), (None, "y", None)}


def test_one_that_was_merged_says_where_its_reports_are() -> None:
    old = {"x": case("x", "1"), "y": case("y", "2")}
    lost = next(each for each in pairs(old, {"x": case("x", "1", "2")}) if each.new is None)
    assert (lost.old, lost.shares_with) == (old["y"], ("x",))


def test_one_that_was_split_off_says_where_its_reports_were() -> None:
    new = {"x": case("x", "1"), "y": case("y", "2")}
    split = next(each for each in pairs({"x": case("x", "1", "2")}, new) if each.old is None)
    assert (split.new, split.shares_with) == (new["y"], ("x",))
