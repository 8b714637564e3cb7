"""Figures that are older than the news."""

from __future__ import annotations

from streams.extraction.relation_times import tells_of_before, was_said_before
from tests.reading import event_of, killed, read


def test_what_a_source_had_said_is_older_than_what_is_told() -> None:
    article = read(
        "The mayor had said on Thursday that shells killed six people in Goma. Shells killed four people in Sake."
    )
    claims = [claim for claim in article.claims if claim.kind == "killed"]
    assert [was_said_before(claim, article) for claim in claims] == [True, False]


def test_the_past_perfect_of_reported_speech_is_no_older_figure() -> None:
    article = read("A mayor gave a toll of nine dead in Goma. A relief group said it had counted 14 bodies.")

    assert [was_said_before(claim, article) for claim in article.claims] == [False, False]


def test_the_past_perfect_tells_of_before_the_news() -> None:
    article = read("Shells killed four people in Goma. An earlier blast there had killed two.")
    claims = [claim for claim in article.claims if claim.kind == "killed"]
    assert [tells_of_before(claim, article) for claim in claims] == [False, True]


def test_who_died_on_the_spot_are_those_of_the_first_moment() -> None:
    event = event_of("A bomb killed 14 people in Kano on Thursday, police said. A clerk said four died on the spot.")
    assert killed(event) == (14, 14)


def test_what_a_source_gave_on_another_day_is_older() -> None:
    event = event_of(
        "The number of people killed in a raid on Goma on Wednesday has risen to 19, its mayor said on Friday.\n\n"
        "The army, which on Thursday put the dead at 13, did not answer calls."
    )
    assert killed(event) == (19, 19)


def test_what_a_source_says_now_is_not_older() -> None:
    article = read("The police, who spoke of 13 dead in Goma, blamed the rebels.")

    assert [was_said_before(claim, article) for claim in article.claims] == [False]
