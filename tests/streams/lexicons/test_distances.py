"""Distances along the earth."""

from __future__ import annotations

import math

import pytest

from streams.lexicons.distances import EARTH_RADIUS_KM, km


@pytest.mark.parametrize(
    ("here", "there", "expected"),
    [
        ((0, 0), (0, 0), 0),
        ((0, 0), (0, 180), math.pi * EARTH_RADIUS_KM),
        ((0, 179.5), (0, -179.5), math.pi * EARTH_RADIUS_KM / 180),
        ((90, 0), (-90, 12), math.pi * EARTH_RADIUS_KM),
    ],
)
def test_a_distance_is_that_along_the_earth(
    here: tuple[float, float], there: tuple[float, float], expected: float
) -> None:
    assert km(*here, *there) == pytest.approx(expected)
