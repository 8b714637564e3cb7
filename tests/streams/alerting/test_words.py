import pytest

from schemas.vocabulary import EventType, MunitionType, Why
from streams.alerting.words import may_quote, plain, words


def test_every_kind_of_attack_weapon_and_reason_has_words() -> None:
    assert set(words().attacks) == set(EventType)
    assert set(words().weapons) == set(MunitionType)
    assert set(words().reasons) == set(Why)


def test_foreign_text_is_made_safe_to_print() -> None:
    assert plain("Kos\u202eti\x1b[31m \x07\ud800 and\nKhartoum") == "Kosti and Khartoum"


@pytest.mark.parametrize(
    ("rights", "allowed"),
    [
        (None, True),
        ("(c) 2026 Northwire. All rights reserved.", True),
        ("CC BY 4.0", True),
        ("Not for redistribution", False),
        ("Subscribers only: DO NOT QUOTE", False),
    ],
)
def test_rights_that_forbid_a_quote(rights: str | None, allowed: bool) -> None:
    assert may_quote(rights) is allowed
