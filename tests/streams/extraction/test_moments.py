"""What has happened just before the text was written, and the small hours of "tonight"."""

from __future__ import annotations

from datetime import date

import pytest

from streams.extraction.story import read_story
from tests.reading import event_of, read

FRIDAY, THURSDAY = date(2026, 3, 13), date(2026, 3, 12)


@pytest.mark.parametrize(
    "text",
    [
        "A short while ago a missile hit a bus in Goma, killing two people.",
        "Moments ago a bomb exploded in a market in Goma. At least four people were killed.",
        "A car bomb exploded minutes ago in the centre of Goma, killing three people.",
        "The centre of Goma is being hit by rockets just now. Two people were wounded.",
        "This hour shells are falling on the centre of Goma. Three people were killed.",
    ],
)
def test_what_has_happened_just_now_is_of_the_day_of_publication(text: str) -> None:
    assert read_story(read(text)).day == FRIDAY


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Shells killed three people in Goma on Thursday. The mayor spoke to us a short while ago.", THURSDAY),
        ("Shells killed three people in Goma. We have no water just now.", None),
        ("Shells killed three people in Goma. The mayor said moments ago that he knew no more.", None),
        ("Goma was quiet until a short while ago, said a nurse. Shells killed three people on Thursday.", THURSDAY),
        ("Shells killed three people in Goma. It was a happy town a while ago.", None),
    ],
)
def test_a_moment_of_something_else_dates_no_attack(text: str, day: date | None) -> None:
    assert read_story(read(text)).day == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Drones hit a depot in Goma at about half past one tonight, killing two people.", FRIDAY),
        ("Drones hit a depot in Goma at 00:40 tonight, killing two people.", FRIDAY),
        ("Drones hit a depot in Goma at ten tonight, killing two people.", THURSDAY),
        ("Drones hit a depot in Goma tonight, killing two people.", THURSDAY),
    ],
)
def test_tonight_is_the_evening_unless_its_hour_is_after_midnight(text: str, day: date) -> None:
    given = event_of(text, published_at="2026-03-13T00:10:00+00:00")
    assert given.occurred_on == day
