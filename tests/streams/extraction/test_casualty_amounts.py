"""How many people an act speaks of, and what was done to them."""

from __future__ import annotations

from tests.casualty_reading import claims_in, counts_in


def test_one_in_each_of_two_places_is_two() -> None:
    assert counts_in("The drones killed one person in each of the first two towns.") == {"killed": (2, 2)}


def test_places_part_the_people_of_one_act() -> None:
    claims = claims_in("Shells killed three men in Gao and one in Menaka.")
    assert [(claim.count.min, claim.role) for claim in claims] == [(3, "part"), (1, "part")]


def test_violence_kills_when_somebody_is_dead_of_it() -> None:
    kinds = [claims_in(text)[0].kind for text in ("Men stabbed three guards.", "Men stabbed three guards to death.")]
    assert kinds == ["wounded", "killed"]
