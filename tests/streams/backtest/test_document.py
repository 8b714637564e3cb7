"""The comparison as JSON."""

import orjson

from streams.backtest.compare import comparison
from streams.backtest.document import document
from streams.backtest.outcome import Entry
from tests.streams.backtest.outcomes import HEAD, alert, answer, case


def test_the_document_has_sides_numbers_and_every_difference() -> None:
    before: list[Entry] = [answer(1), alert("x", 1, killed_min=2, killed_max=2), case("x", "1")]
    after: list[Entry] = [answer(1, "no_event", "exercise"), alert("x", 1, killed_min=5), case("x", "1")]
    told = orjson.loads(document(comparison(before, after), HEAD, HEAD))
    assert (told["format"], told["differences"]) == ("tocsin-backtest/1", 2)
    assert told["before"]["ruleset"] == HEAD.ruleset
    assert told["flips"][0]["new"] == ["no_event", "exercise"]
    assert told["summary"]["alerts"] == {"new": 0, "lost": 0, "changed": 1}
    (alerts,) = (each["alerts"] for each in told["incidents"])
    assert alerts[0]["fields"] == [
        {"field": "killed", "old": {"min": 2, "max": 2}, "new": {"min": 5, "max": None}},
    ]
