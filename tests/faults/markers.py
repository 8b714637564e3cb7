"""A step before all others that does what an article's headline says: loop, eat memory, die.

It stands in for defects we do not know of. Example: ``detect_with_markers()`` and the headline "marker: loop".
"""

from __future__ import annotations

import os
import signal
from dataclasses import replace

from schemas.article import RawArticle
from streams.stage import Context, Stage
from streams.topology import DETECT

LOOP, EAT, DIE = "marker: loop", "marker: eat", "marker: die"


def obey(article: RawArticle, context: Context) -> RawArticle:
    """Hand the article on, unless its headline is a marker."""
    while article.headline == LOOP:
        pass
    if article.headline == EAT:
        hoard = []
        while True:
            hoard.append(bytes(1 << 29))  # asked for, not written to: a slow machine would take its time for that
    if article.headline == DIE:
        os.kill(os.getpid(), signal.SIGKILL)
    return article


def detect_with_markers() -> Stage:
    """Return DETECT with the step in front."""
    return replace(DETECT, steps=(obey, *DETECT.steps))
