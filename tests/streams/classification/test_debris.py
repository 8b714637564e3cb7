"""What falls down of a missile is news of an attack."""

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
