"""What foreign values mean: times without an offset or an hour, names, identifiers, lists of terms."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from schemas.alias_values import (
    absent,
    is_address,
    read_domain,
    read_first_name,
    read_identifier,
    read_main_value,
    read_moment,
    read_names,
    read_terms,
    read_uncut,
    read_version,
    read_work_status,
)


@pytest.mark.parametrize("value", [None, "", "  \n", [], {}])
def test_null_blank_and_empty_values_are_absent(value: Any) -> None:
    assert absent(value)


@pytest.mark.parametrize("value", [0, False, "x", [None], {"a": None}])
def test_zero_and_false_are_values(value: Any) -> None:
    assert not absent(value)


def test_a_time_with_an_offset_keeps_it() -> None:
    assert read_moment("2026-03-03T09:30:00+02:00") == datetime(2026, 3, 3, 9, 30, tzinfo=timezone(timedelta(hours=2)))


@pytest.mark.parametrize("text", ["2026-03-03 09:30:00", "2026-03-03T09:30:00"])
def test_a_time_without_an_offset_is_utc(text: str) -> None:
    assert read_moment(text) == datetime(2026, 3, 3, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize("text", ["2026-03-03", "2026-03-03 00:00:00", "2026-03-03T00:00:00"])
def test_a_day_without_a_time_is_noon_so_that_it_is_the_same_day_everywhere(text: str) -> None:
    assert read_moment(text) == datetime(2026, 3, 3, 12, tzinfo=UTC)


def test_midnight_with_an_offset_is_midnight() -> None:
    assert read_moment("2026-03-03T00:00:00Z") == datetime(2026, 3, 3, tzinfo=UTC)


@pytest.mark.parametrize("text", ["None", "2026", "2026-03"])
def test_what_has_no_day_is_no_time(text: str) -> None:
    assert read_moment(text) is None


@pytest.mark.parametrize("value", ["2026-02-31", "last Tuesday", 1772530200, ["2026-03-03"]])
def test_what_is_not_understood_is_left_to_validation(value: Any) -> None:
    assert read_moment(value) == value


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("Jo Bell", "Jo Bell"),
        ({"@type": "Person", "name": "Jo Bell"}, "Jo Bell"),
        ([{"name": "Jo Bell"}, "Ann Ro", {"name": ""}], "Jo Bell, Ann Ro"),
        (5, 5),
        ([{"name": 5}], [{"name": 5}]),
    ],
)
def test_names_are_joined_and_wrong_ones_left_to_validation(value: Any, names: Any) -> None:
    assert read_names(value) == names


def test_the_first_name_in_a_list_counts() -> None:
    assert read_first_name([{"uri": "x"}, {"name": "Dnipro Wire"}, {"name": "Other"}]) == "Dnipro Wire"


@pytest.mark.parametrize(
    "value", ["urn:a", {"@id": "urn:a"}, {"@type": "PropertyValue", "value": "urn:a"}, ["urn:a", "b"]]
)
def test_an_identifier_may_be_text_a_node_or_a_list(value: Any) -> None:
    assert read_identifier(value) == "urn:a"


@pytest.mark.parametrize(
    "value",
    ["www.wire.example", "wire.example", "https://www.wire.example/a?b", {"name": "W", "url": "https://wire.example"}],
)
def test_a_domain_is_read_from_addresses_and_publishers(value: Any) -> None:
    assert read_domain(value) == "wire.example"


@pytest.mark.parametrize("value", ["http://[broken", {"name": "W"}, 7, None])
def test_no_domain_is_guessed(value: Any) -> None:
    assert read_domain(value) is None


def test_the_main_one_of_several_texts_is_read() -> None:
    texts = [{"role": "short", "value": "Strike"}, {"role": "main", "value": "Two hurt in strike"}]
    assert read_main_value(texts) == "Two hurt in strike"
    assert read_main_value(texts[:1]) == "Strike"
    assert read_main_value([{"value": ""}, "x"]) is None


@pytest.mark.parametrize(
    "value",
    [
        "war; Sudan",
        "war,Sudan",
        ["war", " Sudan ", ""],
        [{"name": "war"}, {"literal": "Sudan"}],
        ["war", {"code": "Sudan"}],
    ],
)
def test_terms_come_as_text_or_lists(value: Any) -> None:
    assert read_terms(value) == ["war", "Sudan"]


@pytest.mark.parametrize(
    ("text", "number"), [("2", 2), ("0003", 3), ("1.2", "1.2"), ("9" * 8, "9" * 8), ("²", "²"), (4, 4)]
)
def test_versions_in_text_are_numbers_when_they_are_short(text: Any, number: Any) -> None:
    assert read_version(text) == number


@pytest.mark.parametrize(
    ("word", "status"), [("Published", "usable"), ("draft", "withheld"), ("Retracted", "canceled")]
)
def test_words_of_schema_org_for_the_state_of_a_work_are_read(word: str, status: str) -> None:
    assert read_work_status(word) == status


@pytest.mark.parametrize("value", ["final", {"@type": "DefinedTerm"}, 3])
def test_other_states_of_a_work_say_nothing_of_publication(value: Any) -> None:
    assert read_work_status(value) is None


def test_the_note_on_cut_text_is_not_part_of_the_article() -> None:
    assert read_uncut("Shells fell on… [+2345 chars]") == "Shells fell on…"
    assert read_uncut("He wrote [+12 chars] on it") == "He wrote [+12 chars] on it"


def test_only_web_addresses_are_addresses() -> None:
    assert is_address("https://a.example/1") and not is_address("Northern Courier")
