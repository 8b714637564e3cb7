"""Which alerts pass by themselves."""

from typing import Any

import pytest

from streams.subscribe.filters import is_test, parse_filter
from tests.alerts_topic import alert, record
from tests.builders import town

KHERSON = {"lat": 46.64, "lon": 32.61}


@pytest.mark.parametrize(
    ("wanted", "fields", "passes"),
    [
        ({}, {}, True),
        ({"min_severity": "Severe"}, {"severity": "Severe", "severity_peak": "Severe"}, True),
        ({"min_severity": "Severe"}, {"severity": "Minor", "severity_peak": "Extreme"}, True),
        ({"min_severity": "severe"}, {"severity": "Severe", "severity_peak": "Moderate"}, False),
        ({"min_severity": "Minor"}, {"severity_peak": "Unknown"}, False),
        ({"min_severity": "Extreme"}, {"severity_peak": "Cataclysmic"}, True),  # a word of a later version
        ({"min_certainty": "Likely"}, {"certainty": "Observed"}, True),
        ({"min_certainty": "Likely"}, {"certainty": "Possible"}, False),
        ({"country": "ua"}, {"country": "UA"}, True),
        ({"country": ["SD", "UA"]}, {"country": "UA"}, True),
        ({"country": "SD"}, {"country": "UA"}, False),
        ({"country": "UA"}, {"country": None, "places": ()}, False),
        ({"country": "ZZ"}, {"country": None, "places": ()}, True),
        ({"country": "ZZ"}, {"country": "UA"}, False),
        ({"country": "MD"}, {"country": "UA", "places": (town("Odesa"), town("Palanca", "MD"))}, True),
        ({"event_type": "shelling"}, {"event_type": "shelling"}, True),
        ({"event_type": ["airstrike", "drone_strike"]}, {"event_type": "shelling"}, False),
        ({"near": "46.6,32.6,10"}, KHERSON, True),
        ({"near": (46.6, 32.6, 1)}, KHERSON, False),
        ({"near": "46.6,32.6,10"}, {"lat": None, "lon": None, "places": ()}, False),
        ({"near": "50.45,30.52,5"}, KHERSON | {"places": (town("Kyiv", lat=50.45, lon=30.52),)}, True),
        ({"near": "-17.7,179.9,80"}, {"lat": -17.7, "lon": -179.8}, True),  # over the date line
        ({"min_severity": "Severe", "country": "SD"}, {"severity_peak": "Severe", "country": "UA"}, False),
    ],
)
def test_an_alert_passes_when_it_has_all_that_is_asked(
    wanted: dict[str, Any], fields: dict[str, Any], passes: bool
) -> None:
    assert parse_filter(**wanted).matches(alert("market", **fields)) is passes


def test_a_degree_of_latitude_is_111_km() -> None:
    there = alert("market", lat=47.0, lon=32.0, places=())
    assert [parse_filter(near=(46, 32, km)).matches(there) for km in (111.1, 111.3)] == [False, True]


@pytest.mark.parametrize(
    "wanted",
    [
        {"min_severity": "Sever"},
        {"min_certainty": "sure"},
        {"country": "UKR"},
        {"country": ["UA", ""]},
        {"event_type": "strike"},
        {"near": "46.6,32.6"},
        {"near": "46.6,32.6,x"},
        {"near": "91,0,5"},
        {"near": "0,181,5"},
        {"near": "0,0,0"},
        {"near": "nan,0,5"},
        {"near": "0,0,inf"},
    ],
)
def test_a_filter_that_could_never_match_is_refused(wanted: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=": "):
        parse_filter(**wanted)


def test_only_the_peak_never_falls() -> None:
    assert not parse_filter(min_severity="Severe", include_test=True).forgets
    others: list[dict[str, Any]] = [
        {"country": "UA"}, {"min_certainty": "Likely"}, {"event_type": "shelling"}, {"near": "1,2,3"}
    ]  # fmt: skip
    assert all(parse_filter(**each).forgets for each in others)


def test_what_is_not_live_is_told_by_status_or_header() -> None:
    live, foreign = alert("market"), alert("market", status="Draft")
    assert [is_test(each, record(each)) for each in (live, foreign)] == [False, False]
    assert is_test(live, record(live, test=True))
    assert all(is_test(alert("market", status=status), record(live)) for status in ("Test", "Exercise", "System"))
