"""Times: two days that mean one night, weekdays that are names, the eve of a day."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from streams.extraction.times import read_times
from streams.lexicons.terms import term_index
from streams.text.sentences import split_sentences
from streams.text.types import Segment, TimeMention

SATURDAY = datetime(2026, 5, 16, 12, tzinfo=UTC)


def times(text: str) -> list[TimeMention]:
    sentences = split_sentences([Segment("body", "paragraph", text, 0)])
    return list(read_times(sentences, [term_index().find(sentence) for sentence in sentences], SATURDAY))


@pytest.mark.parametrize(
    "text",
    [
        "In the night of 13 to 14 May shells fell on Rutshuru.",
        "Shells fell on Rutshuru on the night of May 13-14.",
        "Shells fell on Rutshuru in the night from Wednesday to Thursday.",
        "Shells fell on Rutshuru overnight from Wednesday into Thursday.",
        "In the night of 14 May (from 20:00 on 13 May) shells fell on Rutshuru.",
        "In the night of 14 May shells fell on Rutshuru.",
        "In the night to Thursday shells fell on Rutshuru.",
    ],
)
def test_a_night_between_two_days_is_the_later_one(text: str) -> None:
    assert [(mention.day, mention.kind) for mention in times(text)] == [(date(2026, 5, 14), "night")]


def test_a_day_in_brackets_that_no_night_began_on_stays() -> None:
    found = times("In the night of 14 May (the truce of 13 May had ended) shells fell on Rutshuru.")
    assert [(mention.day, mention.kind) for mention in found] == [
        (date(2026, 5, 14), "night"),
        (date(2026, 5, 13), "day"),
    ]


def test_two_days_without_a_night_stay_two() -> None:
    found = times("Shells fell on Rutshuru on Wednesday and Thursday.")
    assert [mention.day for mention in found] == [date(2026, 5, 13), date(2026, 5, 14)]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("A bomb hit the Tuesday Market in Baga.", []),
        ("The Tuesday market bombing killed nine.", [date(2026, 5, 12)]),
        ("The crowd at the market on Tuesday was large.", [date(2026, 5, 12)]),
    ],
)
def test_a_market_called_after_a_weekday_names_no_day(text: str, days: list[date]) -> None:
    assert [mention.day for mention in times(text)] == days


def test_the_eve_of_a_day_is_the_day_before() -> None:
    assert [mention.day for mention in times("Gunmen came on the eve of Friday's vote.")] == [date(2026, 5, 14)]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Over the past 24 hours shells fell on Rutshuru.", []),
        ("Drones launched since Friday night hit Rutshuru.", []),
        ("Drones launched since Friday hit Rutshuru.", ["period"]),
        ("Over the past week shells fell on Rutshuru.", ["period"]),
        ("Shells fell on Rutshuru a day before the first train.", []),
        ("Shells fell on Rutshuru a day before the attack.", ["past"]),
    ],
)
def test_a_sum_of_a_day_and_what_came_next_are_no_earlier_time(text: str, kinds: list[str]) -> None:
    assert [mention.kind for mention in times(text)] == kinds


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Troops ended an all-night siege of a hotel in Baga on Wednesday.", "night"),
        ("Rebels lost an overnight battle for the barracks on Wednesday.", "night"),
        ("Shells fell during a siege of the barracks on Wednesday.", "day"),
        ("The night shift of the mill ended on Wednesday.", "day"),
    ],
)
def test_what_took_a_night_is_of_the_night_that_ends_on_its_day(text: str, kind: str) -> None:
    assert [(mention.day, mention.kind) for mention in times(text)] == [(date(2026, 5, 13), kind)]


@pytest.mark.parametrize(
    "text",
    [
        "The overnight siege of a hotel in Baga killed nine, police said on Wednesday.",
        "An overnight raid on Wednesday.",
    ],
)
def test_a_night_stays_beside_a_day_that_is_not_its_end(text: str) -> None:
    assert {mention.kind for mention in times(text)} == {"night", "day"}
