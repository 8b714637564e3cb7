"""At which hour of its day an attack happened."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.extraction.hours import Hours, hours_of, lying_back, occurred_at
from streams.extraction.story import read_story
from tests.reading import event_of, read

THURSDAY = date(2026, 3, 12)
NOON = datetime(2026, 3, 13, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("Gunmen raided Bara at about 3 a.m. on Thursday, killing two people.", (2, 5)),
        ("Shells hit a mill in Goma at 14:30 on Thursday, killing two people.", (13, 16)),
        ("Men came to Bara at four in the morning on Thursday and shot two people dead.", (3, 6)),
        ("A bomb killed two people in Goma on Thursday evening.", (16, 24)),
        ("A bomb killed two people in Goma late on Thursday.", (17, 28)),
        ("Rebels attacked Bara in the small hours of Thursday, killing two people.", (0, 6)),
        ("A bomb killed two people in Goma on Thursday, police said in the evening.", None),
        ("Shells killed two people in Goma on Thursday, the mayor said on Friday morning.", None),
        (
            "Men who stormed a farm in Bara on Wednesday evening were killed at 05:30 on Thursday, the army said.",
            (16, 24),
        ),
        ("Drones hit Goma overnight, killing two people.", None),
        ("Drones hit Goma in the night to Thursday, killing two people.", (0, 8)),
        ("Two people were killed in Goma in the night attack of 12 March.", None),
        ("Two people were killed in Goma on the night of Thursday.", None),
    ],
)
def test_hours_are_those_told_beside_the_day_of_the_attack(text: str, hours: tuple[int, int] | None) -> None:
    found = read_story(read(text)).hours
    assert (found and (found.start, found.end)) == hours


def test_a_clock_time_gives_the_moment_in_the_time_of_the_place() -> None:
    event = event_of("Shells hit a mill in Goma at 14:30 on Thursday, killing two people.")
    assert event.occurred_at is not None and event.occurred_at.astimezone(UTC).hour == 12
    assert event.occurred_precision == "hour"


def test_a_moment_after_publication_was_misread() -> None:
    evening = Hours(21, 24, time(22))
    assert occurred_at(THURSDAY, evening, NOON) is not None
    assert occurred_at(NOON.date(), evening, NOON) is None
    assert occurred_at(THURSDAY, Hours(16, 24), NOON) is None


def test_hours_that_touch_are_not_apart() -> None:
    morning, afternoon, evening = Hours(4, 12), Hours(12, 19), Hours(16, 24)
    assert morning.is_apart(evening) and evening.is_apart(morning)
    assert not morning.is_apart(afternoon) and not afternoon.is_apart(evening)


@given(st.text(max_size=60))
def test_any_text_beside_a_day_gives_hours_in_order(words: str) -> None:
    reading = read(f"A bomb killed two people in Goma on Thursday {words}")
    for mention in reading.times:
        hours = hours_of(reading.sentences[mention.sentence], mention)
        assert hours is None or 0 <= hours.start < hours.end <= 30


@pytest.mark.parametrize(
    ("hours", "day", "meant"),
    [
        (Hours(18, 30), date(2026, 3, 13), Hours(0, 8)),
        (Hours(18, 30), date(2026, 3, 12), Hours(18, 30)),
        (Hours(16, 24), date(2026, 3, 13), None),
        (Hours(4, 12), date(2026, 3, 13), Hours(4, 12)),
    ],
)
def test_a_night_that_has_not_begun_is_the_one_before(hours: Hours, day: date, meant: Hours | None) -> None:
    assert lying_back(hours, day, NOON) == meant


def test_the_night_of_the_day_on_which_it_is_told_has_passed() -> None:
    found = read_story(read("Drones hit Goma on Friday night and killed two people.")).hours
    assert found is not None
    assert (found.start, found.end) == (0, 8)
