"""The form of a verb of harm and its auxiliaries."""

from __future__ import annotations

import pytest

from streams.extraction.casualty_verbs import auxiliaries, complement_of, is_passive, shape
from tests.casualty_reading import view_in


@pytest.mark.parametrize(
    ("text", "at", "form"),
    [
        ("Men kill six.", 1, "base"),
        ("A man kills six.", 2, "present"),
        ("Killing six", 0, "ing"),
        ("Six killed", 1, "past"),
    ],
)
def test_a_verb_has_its_form(text: str, at: int, form: str) -> None:
    view = view_in(text)
    assert shape(view, view.harm[at]) == form


def test_auxiliaries_make_a_passive() -> None:
    start, helpers = auxiliaries(view_in("Six men have also been killed."), 5)
    assert (start, is_passive(helpers)) == (2, True)


def test_an_adjective_can_complete_a_passive() -> None:
    assert complement_of(view_in("Five men were dragged out hurt."), 5, ()) == 2


def test_marks_of_quotation_do_not_part_a_verb_from_its_auxiliaries() -> None:
    assert auxiliaries(view_in('Six men were "killed" there.'), 4) == (2, ("were",))


def test_a_group_in_capitals_is_no_auxiliary() -> None:
    assert auxiliaries(view_in("A mine left by IS killed six men."), 5) == (5, ())
