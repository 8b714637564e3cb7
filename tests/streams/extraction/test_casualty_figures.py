"""Bare figures that stand for people named before."""

from __future__ import annotations

import pytest

from tests.casualty_reading import claims_in, counts_in
from tests.reading import read


def test_a_second_source_in_the_sentence_widens_the_count() -> None:
    assert counts_in("A nurse listed 30 dead; the town hall put the figure at 22.") == {"killed": (22, 30)}


def test_a_figure_put_in_the_next_sentence_takes_the_kind_of_the_one_before() -> None:
    claims = claims_in("Forty people were wounded, a nurse said. The town hall put the figure at 22.")
    assert [(claim.kind, claim.count.min, claim.rule) for claim in claims] == [
        ("wounded", 40, "passive_subject"),
        ("wounded", 22, "second_figure"),
    ]


def test_the_real_number_corrects_the_sentence_before() -> None:
    claims = claims_in("They reported that eight people died. The real number was two.")
    assert [(claim.count.min, claim.role, claim.rule) for claim in claims] == [
        (8, "former", "passive_subject"),
        (2, "total", "corrected_figure"),
    ]


def test_a_denial_in_the_next_sentence_is_a_claim_of_its_own() -> None:
    *_, last = claims_in("Rebels said they had killed six guards. The junta denied any deaths.")
    assert (last.kind, last.modality, last.rule) == ("killed", "denied", "denial")


def test_a_bare_number_of_other_things_is_no_figure() -> None:
    claims = claims_in("Five people were killed. The mayor said 30 houses burned.")
    assert len(claims) == 1


def test_what_somebody_counts_in_direct_speech_is_no_figure() -> None:
    claims = claims_in('A strike killed four people. "I counted the doors and there were three," she said.')
    assert [claim.count.min for claim in claims] == [4]


def test_what_was_there_yesterday_is_no_figure() -> None:
    assert len(claims_in("A shell killed a baker. Yesterday there were two.")) == 1


def test_a_second_source_admits_a_figure() -> None:
    *_, last = claims_in("The rebels say 60 soldiers died; the capital admits 42.")
    assert (last.count.min, last.rule) == (42, "second_figure")


def test_a_second_source_whose_verb_is_left_out_widens_the_count() -> None:
    assert counts_in("A nurse put the dead at nine and a second nurse at 14.") == {"killed": (9, 14)}
    assert counts_in("One official spoke of six dead, another official of eight.") == {"killed": (6, 8)}


def test_one_of_some_is_no_figure() -> None:
    assert [claim.rule for claim in claims_in("Two men were hurt in a lorry. It was one of three in a convoy.")] == [
        "passive_subject"
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The ministry corrects the number of martyrs of the strike on Goma. It is 16, not 17.", ("killed", 16, 17)),
        ("Police corrected the number of people wounded in Goma. It is seven and not eight.", ("wounded", 7, 8)),
        ("The ministry corrects the number of dead in Goma. It is 16 kilometres, not 17, from Sake.", None),
        ("The town of Goma lies high. It is 16, not 17, degrees warm.", None),
    ],
)
def test_a_number_told_wrong_before_is_told_again(text: str, told: tuple[str, int, int] | None) -> None:
    found = [(claim.kind, claim.count.min, claim.role) for claim in read(text).claims]
    assert found == ([] if told is None else [(told[0], told[1], "total"), (told[0], told[2], "former")])
