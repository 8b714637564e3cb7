"""Name the points of a stage's loop between which a crash must lose nothing; the fault tests end the process there.

Example: ``await points.reached("track.recorded")`` when the broker has the incident records, but not yet the alerts.
"""

from __future__ import annotations

#: Every point, in the order in which a record passes them.
POINTS = (
    "detect.received",
    "detect.read",
    "detect.sent",
    "track.received",
    "track.decided",
    "track.recorded",
    "track.sent",
)


async def reached(point: str) -> None:
    """Do nothing; tests put something else in its place."""
