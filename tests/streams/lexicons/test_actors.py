"""The lists of belligerents are whole, and acronyms are told from words."""

from __future__ import annotations

from streams.lexicons.actors import load_actors


def test_there_are_at_least_two_hundred_groups_under_one_usual_name_each() -> None:
    groups = {name.name for known in load_actors().names.values() for name in known if name.kind == "group"}
    assert len(groups) >= 200


def test_an_acronym_must_be_spelled_in_capitals_and_a_word_need_not() -> None:
    names = load_actors().names
    assert ("RSF",) in [name.exact for name in names["rsf"]]
    assert names["hamas"][0].exact is None


def test_longer_names_stand_before_shorter_ones() -> None:
    for known in load_actors().names.values():
        lengths = [len(name.words) for name in known]
        assert lengths == sorted(lengths, reverse=True)


def test_gunmen_are_no_belligerent() -> None:
    assert not {"gunmen", "gunman"} & set(load_actors().names)


def test_the_second_word_leaves_the_names_that_can_stand_there_in_their_order() -> None:
    actors = load_actors()
    for first, known in actors.names.items():
        seconds, single = actors.beginnings[first]
        assert single == tuple(name for name in known if len(name.words) == 1)
        for name in known[:20]:
            if len(name.words) > 1:
                assert seconds[name.words[1]] == tuple(
                    one for one in known if len(one.words) == 1 or one.words[1] == name.words[1]
                )
