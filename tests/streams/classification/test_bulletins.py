"""Bulletins that name no attacker and no dead: raids in headline style, what falls down of a missile."""

from __future__ import annotations

import pytest

from tests.reading import article, detection_of


@pytest.mark.parametrize(
    ("headline", "body", "verdict"),
    [
        (
            "Interceptor debris falls on supermarket in Ashdod",
            "Sirens sounded in Ashdod on Friday, and pieces of metal came down on the shop. It is closed.",
            "event",
        ),
        (
            "Missile debris damages roof of bakery in Riyadh",
            "A baker in Riyadh is counting the costs on Friday. Flour is everywhere.",
            "event",
        ),
        (
            "Museum shows missile debris",
            "Missile debris from the 1991 war is on display in a museum in Haifa from Friday.",
            "no_event",
        ),
        (
            "Insurers raise rates after missile debris damages ships",
            "Insurers in London raised rates on Friday after missile debris damaged two ships last month.",
            "no_event",
        ),
        (
            "Shop in Haifa sells jewellery made of missile debris",
            "A jeweller in Haifa makes earrings out of missile fragments.",
            "no_event",
        ),
    ],
)
def test_debris_of_a_missile_that_comes_down_is_an_event(headline: str, body: str, verdict: str) -> None:
    assert detection_of(article(body, headline)).verdict.verdict == verdict


@pytest.mark.parametrize(
    ("headline", "body", "verdict"),
    [
        ("Raids on Homs", "Warplanes over Homs since dawn. Four raids on the refinery so far. No word yet.", "event"),
        (
            "Drones over Atbara",
            "Drones over Atbara since midnight. Three strikes on the fuel depot. Power is cut.",
            "event",
        ),
        ("Jets over Taiwan", "Twelve Chinese warplanes flew over the strait near Hualien on Friday.", "no_event"),
        ("Raids on shops", "Three raids on shops in Leeds. Detectives ask for help. A drone filmed a van.", "no_event"),
        ("Raids on Homs", "Talks in Homs about the warplanes. Two raids on the port were condemned.", "no_event"),
    ],
)
def test_raids_counted_in_headline_style_are_an_event(headline: str, body: str, verdict: str) -> None:
    assert detection_of(article(body, headline)).verdict.verdict == verdict
