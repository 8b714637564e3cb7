"""What the detect stage writes for an article: its verdict, then its events.

Example: an article about a drill gives one verdict and no event.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.topics import Topic
from streams.stage import Context, Output
from streams.text.types import Detection

#: Key of events whose country is unknown or the high seas; the event itself says null.
UNKNOWN_COUNTRY = "ZZ"


def emit_detection(detection: Detection, context: Context) -> Iterator[Output]:
    """Yield the verdict under the article's id and each event under its country."""
    headers = {"content-type": "application/json", "origin": context.origin}
    if context.test:
        headers["_test"] = "true"
    yield Output(Topic.VERDICTS, detection.verdict.article_id, detection.verdict, headers)
    for event in detection.events:
        yield Output(Topic.EVENTS, event.country or UNKNOWN_COUNTRY, event, headers)
