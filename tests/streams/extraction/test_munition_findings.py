"""What follows from an act that is bound to weapons, and which numbers a sentence bears out."""

from __future__ import annotations

from streams.extraction.munition_acts import bind
from streams.extraction.munition_findings import Found, of_binding, settle
from tests.streams.extraction.weapon_reading import phrases_of, sentence_of


def found_in(text: str) -> tuple[list[Found], tuple[str, ...]]:
    sentence, terms, _ = sentence_of(text)
    bound = bind(sentence, terms, phrases_of(text))
    return [one for binding in bound for one in of_binding(binding, True)], sentence.lower


def test_a_hit_says_that_the_weapon_was_launched() -> None:
    found, _ = found_in("Two missiles hit a depot.")

    assert {(one.kind, one.count.min, one.implied) for one in found} == {("hit", 2, False), ("launched", 2, True)}


def test_another_one_after_those_stopped_gives_the_sum() -> None:
    found, lower = found_in("Two drones were shot down and another hit a house.")

    settled = settle(found, lower)

    assert sum(one.count.min for one in settled if one.kind == "launched") == 3


def test_nothing_says_how_many_came_where_some_were_stopped_and_one_hit() -> None:
    found, lower = found_in("The army shot down nine drones while one drone hit a house.")

    assert not [one for one in settle(found, lower) if one.kind == "launched"]
