"""Measure how far two points of the earth are apart.

Example: Kyiv and Odesa, ``km(50.45, 30.52, 46.48, 30.73)``, are about 442 km apart.
"""

from __future__ import annotations

import math

EARTH_RADIUS_KM = 6371.0088


def km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Return the distance along the earth (haversine) in km; arguments in degrees.

    >>> round(km(50.45, 30.52, 46.48, 30.73))
    442
    """
    north, other = math.radians(lat), math.radians(other_lat)
    east = math.radians(other_lon - lon)
    chord = math.sin((other - north) / 2) ** 2 + math.cos(north) * math.cos(other) * math.sin(east / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(chord)))
