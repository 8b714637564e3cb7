"""Times: which day a phrase means, and what only names a period."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from streams.extraction.times import read_times
from streams.lexicons.terms import term_index
from streams.text.sentences import split_sentences
from streams.text.types import Segment, TimeMention
from tests.reading import read

FRIDAY = datetime(2026, 3, 13, 12, tzinfo=UTC)


def times(text: str, published: datetime | None = FRIDAY) -> list[TimeMention]:
    sentences = split_sentences([Segment("body", "paragraph", text, 0)])
    return list(read_times(sentences, [term_index().find(sentence) for sentence in sentences], published))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Shells fell on Goma on Wednesday.", date(2026, 3, 11)),
        ("Friday's raid lasted an hour.", date(2026, 3, 13)),
        ("They came last Friday.", date(2026, 3, 6)),
        ("Two men have been missing since Wednesday's raid.", date(2026, 3, 11)),
        ("Two died yesterday evening.", date(2026, 3, 12)),
        ("Two died the day before yesterday.", date(2026, 3, 11)),
        ("Drones flew overnight.", date(2026, 3, 13)),
        ("The mill burned last night.", date(2026, 3, 12)),
        ("Drones burned three mills in one night.", date(2026, 3, 13)),
        ("The mill burned three days ago.", date(2026, 3, 10)),
        ("On 9 March the bridge fell.", date(2026, 3, 9)),
        ("On Sept. 3 the bridge fell.", date(2025, 9, 3)),
        ("The bridge fell on March 9, 2024.", date(2024, 3, 9)),
        ("The bridge fell on 9 February last year.", date(2025, 2, 9)),
        ("The bridge fell on the 9th of March.", date(2026, 3, 9)),
    ],
)
def test_a_day_phrase_means_the_latest_such_day_up_to_publication(text: str, day: date) -> None:
    assert [mention.day for mention in times(text)][0] == day


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("More than 900 have died since January.", "period"),
        ("In 2019 a bomb killed four.", "period"),
        ("In May two sailors died.", "period"),
        ("A day earlier seven had died.", "past"),
        ("Six weeks ago a shell hit it.", "past"),
        ("She counts 61 raids in four years.", "period"),
        ("Over the past six months 30 people died.", "period"),
        ("Talks resume next Tuesday.", "future"),
        ("Recent strikes have killed dozens.", "period"),
    ],
)
def test_a_phrase_that_is_no_single_day_is_a_period_or_an_earlier_time(text: str, kind: str) -> None:
    assert [mention.kind for mention in times(text)][:1] == [kind]
    assert all(mention.day is None for mention in times(text))


@pytest.mark.parametrize("text", ["The driver, born in 1979, died.", "A clerk born on 4 May 1979 died."])
def test_when_somebody_was_born_is_no_time_of_an_attack(text: str) -> None:
    assert times(text) == []


@pytest.mark.parametrize("text", ["Rebels may march on the town.", "He sat in the sun.", "On 31 February it rained."])
def test_words_that_only_look_like_days_give_no_day(text: str) -> None:
    assert all(mention.day is None for mention in times(text))


def test_the_previous_day_counts_from_the_day_its_sentence_names() -> None:
    days = [mention.day for mention in times("Police said on Thursday that the mill had burned the previous day.")]
    assert days == [date(2026, 3, 12), date(2026, 3, 11)]


def test_tonight_is_the_evening_before_until_the_small_hours() -> None:
    after_midnight = datetime(2026, 3, 13, 0, 40, tzinfo=UTC)
    assert [mention.day for mention in times("Tonight's raid hit a mill.", after_midnight)] == [date(2026, 3, 12)]


def test_an_undated_article_leaves_relative_days_open() -> None:
    assert [mention.day for mention in times("Shells fell on Wednesday.", None)] == [None]


def test_the_time_of_the_attack_and_the_year_of_a_feast_are_no_earlier_time() -> None:
    told = "Shells killed nine people in a mill at the time of the feast, during 2016 New Year celebrations."
    assert read(told).times == ()
    assert len(read("Shells killed nine people in a mill at the time, during 2016.").times) == 2


def test_an_attack_of_some_days_is_told_by_the_last() -> None:
    found = read("Rebels killed 11 men between Sunday and Tuesday, police said.").times
    assert [(time.kind, time.day and time.day.isoformat()) for time in found] == [("day", "2026-03-10")]


def test_a_text_may_end_behind_a_day_and_a_conjunction() -> None:
    assert [each.day for each in times("A bomb killed two on Thursday and")] == [date(2026, 3, 12)]


def test_a_part_of_the_day_of_publication_is_that_day_though_it_goes_on() -> None:
    (morning,) = times("Six rebels have been killed near Goma since Friday morning.")
    (week,) = times("Six rebels have been killed near Goma since Friday.")
    assert [(one.day, one.kind) for one in (morning, week)] == [(date(2026, 3, 13), "day"), (None, "period")]
