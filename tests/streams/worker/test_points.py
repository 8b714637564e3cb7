"""The points of a loop at which the fault tests end a process."""

import asyncio
import re
from pathlib import Path

from streams.worker import detect, points, track


def test_reaching_a_point_raises_nothing() -> None:
    asyncio.run(points.reached("detect.sent"))


def test_the_loops_reach_every_point_in_its_order() -> None:
    sources = "".join(Path(str(module.__file__)).read_text() for module in (detect, track))
    assert tuple(re.findall(r'points\.reached\("([a-z.]+)"\)', sources)) == points.POINTS
