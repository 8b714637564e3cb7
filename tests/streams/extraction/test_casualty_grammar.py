"""Subjects and objects of acts of harm."""

from __future__ import annotations

import pytest

from streams.extraction.casualty_grammar import object_of, subject_of
from streams.extraction.casualty_verbs import auxiliaries, is_passive, shape
from streams.extraction.victims import View
from streams.text.types import Term
from tests.casualty_reading import view_in


def act_of(text: str, name: str) -> tuple[View, Term]:
    view = view_in(text)
    return view, next(term for term in view.harm.values() if term.name == name)


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("In Kherson five people, two of them children, were killed.", ["five people"]),
        ("Police said three men and a boy were killed.", ["three men", "a boy"]),
        ("The five guards who were praying were killed.", ["The five guards"]),
        ("Rockets hit a hall, and six singers were killed.", ["six singers"]),
        ("A missile struck a kiln in Sumy and ten people were killed.", ["ten people"]),
        ("A clerk and ten people were killed.", ["A clerk", "ten people"]),
        ("Nine were hurt, a clerk from Gao among them, and six were killed.", ["six"]),
        ("In an ambush by Seleka gunmen five cooks were killed.", ["five cooks"]),
        ("With nine people killed, the market closed.", ["nine people"]),
        ("At least 30 clerks, including two judges, were killed.", ["At least 30 clerks"]),
    ],
)
def test_a_passive_has_its_subject(text: str, subject: list[str]) -> None:
    view, act = act_of(text, "kill")
    groups = subject_of(view, auxiliaries(view, act.start)[0])
    assert [view.sentence.text(group.start, group.end) for group in groups] == subject


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rockets killed six singers in a hall and a guard.", ["six singers", "a guard"]),
        ("Rockets killed 30 goats and a shepherd.", ["a shepherd"]),
        ("Rockets killed two men and five houses burned.", ["two men"]),
        ("Rockets killed two men and four were hurt.", ["two men"]),
        ("Rockets killed on Friday.", []),
    ],
)
def test_a_verb_has_its_object(text: str, expected: list[str]) -> None:
    view, act = act_of(text, "kill")
    assert [view.sentence.text(group.start, group.end) for group in object_of(view, act)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Men were killed.", "past"),
        ("It kills men.", "present"),
        ("They kill men.", "base"),
        ("A raid killing men.", "ing"),
    ],
)
def test_a_verb_has_its_shape(text: str, expected: str) -> None:
    view, act = act_of(text, "kill")
    assert shape(view, act) == expected


def test_auxiliaries_tell_active_from_passive() -> None:
    passive, act = act_of("Two men have also been killed.", "kill")
    active, other = act_of("The raid has killed two men.", "kill")
    assert is_passive(auxiliaries(passive, act.start)[1])
    assert not is_passive(auxiliaries(active, other.start)[1])
