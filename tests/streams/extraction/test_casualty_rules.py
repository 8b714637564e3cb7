"""Which rule reads a sentence, and what part its number plays."""

from __future__ import annotations

import pytest

from tests.casualty_reading import Counts, claims_in, counts_in
from tests.reading import event_of, killed


@pytest.mark.parametrize(
    ("text", "rule", "role"),
    [
        ("Rockets killed three millers.", "active_object", "total"),
        ("Three millers were killed by rockets.", "passive_subject", "total"),
        ("Three millers killed in rocket fire", "passive_subject", "total"),
        ("Three millers died.", "passive_subject", "total"),
        ("Three millers are missing.", "beside_adjective", "total"),
        ("Rockets left three millers dead.", "beside_adjective", "total"),
        ("Three wounded millers were flown out.", "attributive", "total"),
        ("Wounded: three millers.", "label", "total"),
        ("Killed were three millers.", "inverted", "total"),
        ("Also killed was a miller.", "inverted", "part"),
        ("Among the dead were three millers.", "among", "subset"),
        ("Nobody was killed.", "nobody", "total"),
        ("No miller was killed.", "nobody", "subset"),
        ("Nobody else was killed.", "nobody", "part"),
        ("A miller died of his wounds.", "died_later", "total"),
    ],
)
def test_a_class_of_sentences_has_its_rule(text: str, rule: str, role: str) -> None:
    claim = claims_in(text)[0]
    assert (claim.rule, claim.role) == (rule, role)


def test_places_part_a_number() -> None:
    claims = claims_in("Shells killed two women in Sumy and a man in Izium.")
    assert [(claim.count.min, claim.role) for claim in claims] == [(2, "part"), (1, "part")]


def test_a_bomber_who_dies_is_counted_and_named() -> None:
    claims = claims_in("The bomber killed himself and six shoppers.")
    assert [(claim.kind, claim.count.min, claim.victims) for claim in claims] == [
        ("killed", 7, "mixed"),
        ("attackers_killed", 1, "attacker"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The group executed several attacks on convoys.",
        "Soldiers seized 40 rifles and two lorries.",
        "Rebels captured the town of Loka.",
        "Rescuers took turns at the ruins.",
        "A shell hit a school.",
        "The plan was killed by the committee.",
    ],
)
def test_things_are_no_victims(text: str) -> None:
    assert [claim for claim in claims_in(text) if claim.count.min > 1 or claim.kind != "killed"] == []


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        ("Twelve villagers were hurt and none died.", (0, 0)),
        ("Twelve villagers were hurt and none of the guards died.", None),
    ],
)
def test_none_of_the_wounded_died(text: str, killed: tuple[int, int] | None) -> None:
    assert counts_in(text).get("killed") == killed


def test_some_of_the_dead_are_no_toll() -> None:
    event = event_of(
        "Rebels said that nine of the 15 people shot dead by soldiers near Bara on Thursday were farmers.",
        "Rebels say nine of Bara dead were farmers",
    )
    assert killed(event) == (15, 15)


def test_nobody_killed_or_hurt_counts_for_both() -> None:
    assert counts_in("None of the bakers on the ferry was killed or injured.") == {}
    assert counts_in("Nobody aboard the ferry was killed or wounded.") == {"killed": (0, 0), "wounded": (0, 0)}
    assert counts_in("None of the crew was killed or hurt.") == {"killed": (0, 0), "wounded": (0, 0)}
    assert counts_in("Nobody aboard the ferry was killed or abducted.") == {"killed": (0, 0)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Six bakers were killed: five on the spot and a boy who died in hospital.", {"killed": (6, 6)}),
        (
            "Nine died, seven at the scene and two in hospital, and four were hurt.",
            {"killed": (9, 9), "wounded": (4, 4)},
        ),
        ("Seven died at the scene and two are in hospital.", {"killed": (7, 7), "wounded": (2, 2)}),
    ],
)
def test_where_the_dead_died_counts_nobody_again(text: str, expected: Counts) -> None:
    assert counts_in(text) == expected
