"""The groups of lexicon categories that features are built on."""

from __future__ import annotations

from streams.classification.groups import categories_below, groups


def test_a_category_belongs_to_the_groups_listed_for_it() -> None:
    known = groups()
    strike = 1 << known.act_names.index("strike")
    assert known.acts["act.drone_strike"] & strike
    assert not known.acts["act.kill"] & strike


def test_a_beginning_stands_for_all_categories_below_it_and_for_no_other() -> None:
    arms = categories_below(("cue.arms",))
    assert "cue.arms.drone" in arms
    assert all(category.startswith("cue.arms") for category in arms)


def test_the_bit_of_play_is_that_of_exercises() -> None:
    known = groups()
    assert known.cues["cue.exercise"] & known.play
