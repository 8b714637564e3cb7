"""The numbers of a comparison."""

from streams.backtest.compare import comparison
from streams.backtest.outcome import Entry
from streams.backtest.summary import Row, kind_of, summary
from tests.streams.backtest.outcomes import alert, answer, case


def test_differences_are_counted_by_level_type_and_country() -> None:
    before: list[Entry] = [alert("x", 1), case("x", "1", severity_peak="Minor")]
    after: list[Entry] = [case("x", "1", severity_peak="Severe"), case("y", "2", country=None, event_type="shelling")]
    numbers = summary(comparison(before, after))
    assert numbers.incidents == {"new": 1, "lost": 0, "changed": 1}
    assert numbers.alerts == {"new": 0, "lost": 1, "changed": 0}
    assert [row.name for row in numbers.by_level] == ["Severe", "Minor"]
    assert [row.name for row in numbers.by_type] == ["drone_strike", "shelling"]
    assert numbers.by_country == (
        Row("UA", {"new": 0, "lost": 0, "changed": 1}, {"new": 0, "lost": 1, "changed": 0}),
        Row("unknown", {"new": 1, "lost": 0, "changed": 0}, {"new": 0, "lost": 0, "changed": 0}),
    )


def test_flips_are_counted_by_what_they_were_and_are() -> None:
    before = [answer(number) for number in (1, 2, 3)]
    after: list[Entry] = [
        answer(1, "no_event", "exercise"),
        answer(2, "no_event", "exercise"),
        answer(3, "no_event", "opinion"),
    ]
    assert summary(comparison(before, after)).flips == {
        "event -> no event: exercise": 2,
        "event -> no event: opinion": 1,
    }


def test_dead_letters_of_one_reason_are_one_kind() -> None:
    (flip,) = comparison([answer(1)], [answer(1, "dead_letter", "schema: uri at /uri: must be text")]).flips
    assert kind_of(flip) == "event -> dead letter: schema"
