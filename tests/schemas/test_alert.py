"""The alert: flat, ranges in order, words of CAP 1.2 as they are spelled there."""

from typing import Any

import orjson
import pytest
from pydantic import ValidationError

from schemas.alert import COUNTS, MAX_QUOTE, Alert, Evidence
from schemas.codec import decode, encode
from schemas.publish import ROOT, message_schema

CAP = {
    "severity": ["Extreme", "Severe", "Moderate", "Minor", "Unknown"],
    "severity_peak": ["Extreme", "Severe", "Moderate", "Minor", "Unknown"],
    "certainty": ["Observed", "Likely", "Possible", "Unlikely", "Unknown"],
    "urgency": ["Immediate", "Expected", "Future", "Past", "Unknown"],
    "status": ["Actual", "Exercise", "System", "Test"],
    "msg_type": ["Alert", "Update", "Cancel"],
}


def alert(**fields: Any) -> Alert:
    example = orjson.loads((ROOT / "examples/alert.v1/minimal.json").read_bytes())
    return Alert.model_validate(example | fields)


@pytest.mark.parametrize(("field", "words"), CAP.items())
def test_the_words_of_cap_are_published_as_cap_spells_them(field: str, words: list[str]) -> None:
    assert message_schema("alert")["properties"][field]["enum"] == words


@pytest.mark.parametrize("name", COUNTS)
def test_every_count_is_a_pair_of_flat_fields(name: str) -> None:
    open_count = alert(**{f"{name}_min": 7})
    assert (getattr(open_count, f"{name}_min"), getattr(open_count, f"{name}_max")) == (7, None)


@pytest.mark.parametrize("name", COUNTS)
@pytest.mark.parametrize(("least", "most"), [(7, 6), (None, 6), (-1, 6)])
def test_a_range_out_of_order_cannot_be_sent(name: str, least: int | None, most: int) -> None:
    with pytest.raises(ValidationError):
        alert(**{f"{name}_min": least, f"{name}_max": most})


def test_not_reported_is_written_as_null_and_zero_as_zero() -> None:
    written = orjson.loads(encode(alert(killed_min=0, killed_max=0)))
    assert (written["killed_min"], written["killed_max"]) == (0, 0)
    assert (written["wounded_min"], written["wounded_max"]) == (None, None)


def test_a_quote_is_short() -> None:
    assert Evidence(field="killed", quote="x" * MAX_QUOTE).quote
    with pytest.raises(ValidationError):
        Evidence(field="killed", quote="x" * (MAX_QUOTE + 1))


@pytest.mark.parametrize("fields", [{"severity_score": 101}, {"severity_score": -1}, {"lat": 90.5}, {"sources": -1}])
def test_numbers_have_their_range(fields: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        alert(**fields)


def test_a_reader_accepts_words_and_fields_that_it_does_not_know() -> None:
    later = orjson.loads(encode(alert())) | {"event_type": "cyber_attack", "why": "place_added", "depth": 3}
    assert decode(Alert, orjson.dumps(later)).event_type == "cyber_attack"
