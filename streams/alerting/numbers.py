"""Write a count as people read it: "7", "45-55", "at least 7", "up to 40", "about 70", "none".

Example: ``{"min": 7, "max": null}`` reads "at least 7".
"""

from __future__ import annotations

import math

from schemas.base import Count


def spoken(count: Count, *, about: bool = False) -> str:
    """Return a count in words and figures; ``about``: the text gave it as an approximation.

    >>> spoken(Count(min=45, max=55)), spoken(Count(min=0, max=40)), spoken(Count(min=63, max=77), about=True)
    ('45-55', 'up to 40', 'about 70')
    """
    if count.max is None:
        return f"at least {count.min}"
    if count.max == 0:
        return "none"
    if count.min == count.max:
        return str(count.min)
    middle = round((count.min + count.max) / 2)
    if about and (count.min, count.max) == (math.floor(0.9 * middle), math.ceil(round(1.1 * middle, 6))):
        return f"about {middle}"
    return f"up to {count.max}" if count.min == 0 else f"{count.min}-{count.max}"
