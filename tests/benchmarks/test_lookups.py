"""Look-ups among open incidents compare few of them; how long they take is measured by the benchmark, not here."""

from __future__ import annotations

from benchmarks.lookups import AGENCY, measure, opened, outlet_of, queries


def test_a_report_is_compared_with_few_of_the_open_incidents() -> None:
    state, seconds = opened(120)
    asked = queries(seconds, 20)
    found = {kind: measure(state, events) for kind, events in asked.items()}
    assert len(state) == 120
    assert found["same town"]["most"] <= 2
    assert found["a town not struck"]["most"] <= 2
    assert found["credits the agency"]["most"] < 120 / 2


def test_a_fifth_is_told_first_by_the_agency() -> None:
    assert [outlet_of(number) for number in range(5)].count(AGENCY) == 1
