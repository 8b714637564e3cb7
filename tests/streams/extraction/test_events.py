"""Events: what an article reports, with the claim behind every number."""

from __future__ import annotations

import pytest

from schemas.vocabulary import Scope
from tests.reading import article, detection_of, event_of, killed, span_of, wounded

DRONE = (
    "A Russian drone hit a clinic in Nikopol on Thursday, killing two nurses and wounding five patients, "
    "the governor said."
)


def test_a_plain_report_gives_one_complete_event() -> None:
    event = event_of(DRONE)
    assert (event.event_type, event.country, [place.name for place in event.places]) == (
        "drone_strike",
        "UA",
        ["Nikopol"],
    )
    assert (killed(event), wounded(event), span_of(event.munitions.launched)) == ((2, 2), (5, 5), (1, 1))
    assert (event.attacker, event.civilian_harm, str(event.occurred_on)) == ("Russia", True, "2026-03-12")


def test_launches_known_by_one_hit_are_left_out_where_more_were_stopped() -> None:
    event = event_of("A drone hit a mill in Sumy on Thursday. Ukraine's gunners shot down the other nine drones.")
    assert (event.munitions.launched, span_of(event.munitions.intercepted)) == (None, (9, 9))


def test_every_count_quotes_the_words_it_rests_on() -> None:
    event = event_of(DRONE)
    assert event.toll is not None and event.toll.killed is not None
    claims = {claim.claim_id: claim for claim in event.claims}
    claim = claims[event.toll.killed.claims[0]]
    assert DRONE[claim.span.start : claim.span.end] == "two nurses"
    assert "killing two nurses" in claim.quote


def test_a_background_number_travels_as_a_claim_but_is_never_counted() -> None:
    event = event_of(f"{DRONE}\n\nIn May a missile killed 30 people in the town.")
    assert killed(event) == (2, 2)
    assert [claim.scope for claim in event.claims if claim.min == 30] == [Scope.BACKGROUND]


def test_ids_depend_on_the_text_and_not_on_when_it_was_retrieved() -> None:
    first = event_of(DRONE, retrieved_at="2026-03-13T10:00:00Z")
    again = event_of(DRONE, retrieved_at="2026-03-14T10:00:00Z")
    changed = event_of(DRONE.replace("two nurses", "three nurses"))
    assert first.event_id == again.event_id != changed.event_id


@pytest.mark.parametrize(
    ("text", "harm"),
    [
        ("Shells hit a bakery in Goma, killing the baker.", True),
        ("Shells hit a post near Goma, killing two soldiers.", False),
        ("A drone hit a depot in Engels, causing a fire but no casualties.", False),
        ("A drone hit a depot in Engels. It was not known whether anyone had been hurt.", None),
    ],
)
def test_civilian_harm_follows_from_who_was_hurt(text: str, harm: bool | None) -> None:
    assert event_of(text).civilian_harm is harm


def test_a_newer_version_that_reports_nothing_withdraws_the_article() -> None:
    detection = detection_of(article("This story has been removed.", "Removed", version=2))
    assert [(event.withdraws, event.toll) for event in detection.events] == [(True, None)]
    assert detection.verdict.events == 0


@pytest.mark.parametrize(("status", "withdrawn"), [("canceled", 1), ("withheld", 0)])
def test_a_canceled_article_withdraws_and_a_withheld_one_does_not(status: str, withdrawn: int) -> None:
    assert len(detection_of(article(DRONE, version=2, pub_status=status)).events) == withdrawn


def test_the_first_version_of_an_article_about_something_else_is_silent() -> None:
    detection = detection_of(article("The bank raised its rates on Thursday.", "Rates rise"))
    assert (detection.verdict.verdict, detection.events) == ("no_event", ())


@pytest.mark.parametrize(
    "body",
    [
        "Armed groups have killed 61 people in the Kivus since Sunday, according to an institute that counts deaths.",
        "Air strikes have killed 31 people in Sudan within seven days, the paper has counted.",
    ],
)
def test_a_sum_over_many_attacks_without_a_day_is_commentary(body: str) -> None:
    found = detection_of(article(body))
    assert (found.verdict.verdict, found.verdict.reason, found.events) == ("no_event", "commentary", ())


@pytest.mark.parametrize(
    "body",
    [
        "A bomb killed 28 people at a gate in Kabul, in the deadliest attack in the city since 2019.",
        "A gunman killed nine people in a club in Goma during the 2019 holidays.",
    ],
)
def test_an_attack_on_a_town_is_no_sum(body: str) -> None:
    assert detection_of(article(body)).events


def test_a_sum_beside_an_attack_of_a_day_leaves_the_attack() -> None:
    body = "Shells hit a mill in Goma on Thursday. Armed groups have killed 61 people there since January."
    assert detection_of(article(body)).events


def test_a_part_of_the_attackers_with_those_whom_they_killed_is_no_part_of_the_headline() -> None:
    body = "Rebels attacked a base near Gao on Thursday. In the battle 34 of them and five soldiers were killed."
    assert killed(event_of(body, "Army says it killed 34 rebels near Gao")) == (39, 39)
