"""Killings by armed groups that are told like crimes, and crimes."""

from __future__ import annotations

import pytest

from tests.reading import article, detection_of

CASE = " The wife of one sustained injuries to the hand.\n\nPolice have been sent. A case is being registered."


def verdict(body: str, headline: str) -> str:
    found = detection_of(article(body, headline)).verdict
    return found.reason or found.verdict


@pytest.mark.parametrize(
    "text",
    [
        "About 15 Maoists came to village Kerlapal and murdered two villagers, one a former headman, on Thursday.",
        "Two villagers, one a former headman, were murdered by a group of Maoists in Kerlapal on Thursday night.",
    ],
)
def test_an_armed_group_that_murders_is_no_crime(text: str) -> None:
    assert verdict(text + CASE, "Regarding incident at village Kerlapal") == "event"


@pytest.mark.parametrize(
    "text",
    [
        "A man who said he had Maoist friends murdered his father and a headman in Kerlapal on Thursday.",
        "Two villagers, one a former headman, were murdered in Kerlapal, Sukma, on Thursday night.",
    ],
)
def test_a_murder_without_an_armed_group_is_one(text: str) -> None:
    assert verdict(text + CASE, "Regarding murder at Kerlapal") == "crime"


@pytest.mark.parametrize(
    ("headline", "reason"),
    [
        ("Robber killed, two held after gunfight over bank heist in Nairobi", "crime"),
        ("Rebels rob bank in Nairobi, one killed in gunfight", "event"),
    ],
)
def test_robbers_are_no_party_to_a_conflict(headline: str, reason: str) -> None:
    who = "rebel" if reason == "event" else "gang member"
    body = f"A {who} was killed and two were held after an exchange of fire with detectives in Nairobi on Thursday."
    assert verdict(body, headline) == reason


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (
            "Office of the Governor, Maradi.\n\nGovernment has received the report of today's ambush on a patrol. "
            "Five of our gallant personnel paid the supreme price. Six are responding to treatment.",
            "event",
        ),
        ("We mourn on this day. Nine of our soldiers were killed in the attack on Kidal in 2012.", "historic"),
    ],
)
def test_forces_that_count_their_own_dead_tell_of_an_attack(body: str, found: str) -> None:
    assert verdict(body, "Statement of the office") == found
