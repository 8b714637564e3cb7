"""Two outcomes side by side: what both have is forgotten."""

from itertools import zip_longest

from streams.backtest.outcome import Entry
from streams.backtest.sides import Sides
from tests.streams.backtest.outcomes import alert, answer, case


def read(old: list[Entry], new: list[Entry]) -> Sides:
    sides = Sides()
    for _ in zip_longest(sides.stops(0, old), sides.stops(1, new)):
        pass
    return sides


def test_what_both_have_is_counted_and_forgotten() -> None:
    entries: list[Entry] = [answer(1), alert("x", 1), alert("x", 1, why="toll_up"), case("x", "1"), case("y", "2")]
    sides = read(entries, list(entries))
    assert (sides.incidents, sides.alerts) == ([2, 2], [2, 2])
    assert (sides.cases, sides.sent) == (({}, {}), ({}, {}))


def test_an_incident_that_one_side_has_more_keeps_no_other() -> None:
    names = [str(number) for number in range(9)]
    sides = read([case(name, name) for name in names], [case("z", "z"), *(case(name, name) for name in names)])
    assert [list(kept) for kept in sides.cases] == [[], ["z"]]


def test_an_equal_incident_is_kept_where_its_alerts_differ() -> None:
    sides = read([answer(1), alert("x", 1), case("x", "1")], [answer(1), case("x", "1")])
    assert [list(kept) for kept in sides.cases] == [["x"], ["x"]]
    assert [list(kept) for kept in sides.sent] == [["x"], []]


def test_only_answers_and_incidents_are_stops() -> None:
    assert list(Sides().stops(0, [answer(1), alert("x", 1), case("x", "1")])) == [answer(1), case("x", "1")]
