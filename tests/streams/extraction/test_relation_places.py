"""The tolls of several towns: added up in one wave of attacks, parts of a wider toll, and never another attack's."""

from __future__ import annotations

import pytest

from tests.reading import event_of, killed

KYIV = "A Russian missile hit a block of flats in Kyiv on Tuesday, killing six people, the mayor said."


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"{KYIV} In Odesa a drone hit a shop, killing two people, the governor said.", (8, 8)),
        # Told of both towns first: the second number is part of it.
        (
            "Russian drones killed eight people in Kyiv and Odesa on Tuesday, officials said. "
            "In Odesa a drone hit a shop, killing two people, the governor said.",
            (8, 8),
        ),
        # Told of a whole country first.
        (
            "Russian drones and missiles killed 12 people across Ukraine on Tuesday, officials said. "
            "In Kyiv a missile killed seven people, the mayor said.",
            (12, 12),
        ),
        # A toll is of all places, whatever town its sentence names.
        (
            "A Russian attack on Kyiv and four regions on Tuesday left a death toll of nine, the service said. "
            "A worker was killed in Cherkasy, and a man died in Poltava when his car was hit by debris.",
            (9, 9),
        ),
        # Another time is another attack, and a town's well none at all.
        (f"{KYIV} In the evening a missile hit Odesa, killing four people.", (6, 6)),
        (f"{KYIV} Two people die in a well in Odesa.", (6, 6)),
        (f"{KYIV} Two dead as lorry overturns in Odesa.", (6, 6)),
        # Bodies, and what the same source goes on to say, are of those told.
        (f"{KYIV} Four bodies were found in the ruins of a cellar hit in Odesa, he said.", (6, 6)),
        (f"{KYIV} A missile killed four people in a cellar in Odesa, he said.", (6, 6)),
        # A source in the same town disputes the toll.
        (f"{KYIV} A hospital in the city put the dead at nine.", (6, 9)),
    ],
)
def test_a_toll_of_another_town_is_added_or_is_a_part(body: str, expected: tuple[int, int | None]) -> None:
    assert killed(event_of(body)) == expected
