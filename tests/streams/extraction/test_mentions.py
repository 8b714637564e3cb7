"""Mentions: what is read of an article, and what is not worth reading."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from streams.cleaning.clean import clean_article
from streams.extraction.mentions import read_mentions
from tests.reading import CONTEXT, FRIDAY, article, event_of, read


def test_an_article_about_something_else_has_no_sentence_read() -> None:
    reading = read("The bank raised its rates on Thursday, and shares rose.")
    assert (reading.sentences, reading.claims) == ((), ())


def test_furniture_is_never_read() -> None:
    reading = read("Shells killed two people in Goma on Thursday.\n\nRelated\n\nTruck bomb leaves 87 dead in market")
    assert all(claim.count.min != 87 for claim in reading.claims)


def test_publication_is_told_in_the_time_of_the_place_struck() -> None:
    local = read("Shells killed two people in Goma on Thursday.").published_local
    assert local is not None
    assert str(local.utcoffset()) == "2:00:00"


def test_a_date_at_the_edge_of_the_calendar_keeps_its_own_time() -> None:
    raw = article("Shells killed two people in Goma.", published_at="9998-12-31T23:59:59Z")
    assert read_mentions(clean_article(raw, CONTEXT), CONTEXT).claims


def test_a_bare_figure_gets_its_kind_from_the_sentence_before() -> None:
    reading = read(
        "The hospital said 17 people were killed by shells in Goma. The district office put the figure at nine."
    )
    assert [(claim.kind, claim.count.min) for claim in reading.claims if claim.kind == "killed"] == [
        ("killed", 17),
        ("killed", 9),
    ]


def test_a_number_that_counts_weapons_counts_no_people() -> None:
    drones = read("Nine drones came on Thursday: the army neutralised six. Two jets were hit.").claims
    people = read("A drone hit a camp on Thursday. The army neutralised six fighters.").claims
    assert [claim.kind for claim in drones if claim.count.min == 6] == ["intercepted"]
    assert [claim.kind for claim in people if claim.count.min == 6] == ["killed"]


@pytest.mark.parametrize(("published", "day"), [(9, date(2026, 3, 12)), (0, date(2026, 3, 12)), (-1, date(2026, 3, 5))])
def test_an_article_dated_after_it_was_got_was_written_when_it_was_got(published: int, day: date) -> None:
    told = (FRIDAY + timedelta(weeks=published)).isoformat()
    event = event_of(
        "Shells killed two people in Goma on Thursday.", published_at=told, retrieved_at=FRIDAY.isoformat()
    )
    assert event.occurred_on == day
