"""Who says a number: names only, never a piece of a clause."""

from __future__ import annotations

import pytest

from tests.casualty_reading import claims_in


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Nine people had been reported dead on Monday.", None),
        ("Six men died, whereas the ministry put the dead at four.", "the ministry"),
        ("A nurse who had seen the ward said four men were dead.", "A nurse"),
        ("A doctor, who had no time to talk, put the dead at four.", "A doctor"),
        ("A rebel spokesman said nobody had fled and claimed that six soldiers died.", "A rebel spokesman"),
        ("The mayor, Oleh Bondar, wrote that a mine killed four people.", "The mayor, Oleh Bondar"),
        ("Four people have died, officials have said.", "officials"),
        ("The Houthis claimed responsibility, saying their men had killed 12 soldiers.", "The Houthis"),
        ("The mayor went on radio, saying that four people had died.", "The mayor"),
    ],
)
def test_a_source_is_a_name_and_no_clause(text: str, source: str | None) -> None:
    assert claims_in(text)[-1].attribution == source


def test_an_armed_group_that_boasts_of_dead_enemies_claims() -> None:
    boast = claims_in("Al-Shabaab claimed responsibility, saying its fighters had killed 12 policemen.")[-1]
    told = claims_in("The mayor went on radio, saying that 12 policemen had died.")[-1]
    assert (boast.modality, told.modality) == ("claimed", "attributed")
