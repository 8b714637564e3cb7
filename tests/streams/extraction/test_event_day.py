"""The day: that on which the attack happened, not that on which somebody spoke, counted or buried."""

from __future__ import annotations

from datetime import date

import pytest

from streams.extraction.story import read_story
from tests.reading import event_of, killed, read

THURSDAY, WEDNESDAY, TUESDAY = date(2026, 3, 12), date(2026, 3, 11), date(2026, 3, 10)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Nine people were laid to rest on Thursday after gunmen raided the village of Riyom on Tuesday.", TUESDAY),
        ("Parliament promised new gun laws on Thursday after a man shot nine people in Goma on Tuesday.", TUESDAY),
        ("The number of people killed in a drone attack on Goma on Tuesday has risen to nine.", TUESDAY),
        ("Toll in Goma rises overnight.\n\nA drone attack on the town late on Tuesday killed nine people.", TUESDAY),
        (
            "Candles were lit on Thursday.\n\nPriests sang.\n\nIt rained.\n\nOn Tuesday a drone hit a shop in Goma.",
            TUESDAY,
        ),
        (
            "A crane swings.\n\nNobody speaks.\n\nIt rains.\n\nTwo days after rockets hit Goma, nine are missing.\n\n"
            "Rebels fired 90 rockets in one night.",
            WEDNESDAY,
        ),
        ("Two people were killed on Wednesday when a shell hit a mill in Goma.", WEDNESDAY),
        ("Gunmen killed nine people in Riyom on Wednesday, hours after an attack on a police post.", WEDNESDAY),
        (
            "Jets struck Goma on Wednesday, killing nine people, in retaliation for Tuesday's raid on a post.",
            WEDNESDAY,
        ),
        ("Two men behind Tuesday's car bomb in Goma were shot dead in Sake on Wednesday.", WEDNESDAY),
    ],
)
def test_a_day_after_which_something_is_told_is_not_that_of_the_act(text: str, day: date) -> None:
    assert read_story(read(text)).day == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Two days after rockets struck a block in Goma, killing nine people, four are still missing.", WEDNESDAY),
        ("Goma buried nine of its people on Thursday, a day after gunmen shot at the market.", WEDNESDAY),
        ("Two days after a truce collapsed, shells killed nine people in Goma on Thursday.", THURSDAY),
        ("Shells killed nine people in Goma on Thursday. It came two days after rockets hit Sake.", THURSDAY),
    ],
)
def test_days_that_count_from_the_news_are_its_day(text: str, day: date) -> None:
    assert read_story(read(text)).day == day


def test_days_that_count_from_an_older_attack_keep_its_dead_apart() -> None:
    assert killed(event_of("Four days after a bomb killed 60 people in Goma, gunmen killed four at Sake.")) == (4, 4)


@pytest.mark.parametrize(
    ("second", "day"),
    [
        ("The attack took place on Wednesday, said the union, which accused the army of it.", WEDNESDAY),
        ("On Wednesday the union accused the army of an attack on Sake.", None),
    ],
)
def test_an_accuser_told_in_passing_does_not_take_the_day_away(second: str, day: date | None) -> None:
    assert read_story(read(f"A drone strike killed nine people in Goma.\n\n{second}")).day == day
