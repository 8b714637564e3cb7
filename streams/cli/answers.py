"""Read one article outside any stream, as ``tocsin detect`` does: bytes in, the detect contract's line out.

Example: ``answer(b'{"uri": "a", "headline": "Rates rise"}')`` gives a line with ``"verdict":"no_event"`` and True.
The article's record time is its ``retrieved_at``, else now: an embargo that has passed does not hold an article back.
"""

from __future__ import annotations

import time
from typing import Any

import orjson

from schemas.article import RawArticle
from schemas.codec import MAX_MESSAGE, BadRecord, decode, encode, printable
from schemas.vocabulary import DeadLetterReason, VerdictKind
from streams.stage import Context, Reject
from streams.text.types import Detection
from streams.topology import DETECT


def read_article(value: bytes) -> Detection:
    """Return what the detect stage says of one article.

    Raises:
        BadRecord, Reject: the bytes are no article that can be read.
    """
    article = decode(RawArticle, value)
    context = Context(_arrival_ms(article))
    result: Any = article
    for step in DETECT.steps:
        result = step(result, context)
    assert isinstance(result, Detection)
    return result


def answer(value: bytes) -> tuple[bytes, bool]:
    """Return the output line of one article, and whether it could be read; never raises."""
    try:
        detection = read_article(value)
        return orjson.dumps(_verdict(detection), option=orjson.OPT_APPEND_NEWLINE), True
    except Exception as error:  # noqa: BLE001 - an unforeseen failure costs this article alone
        reason, message = refusal(error)
    line = {"uri": _uri(value), "error": {"reason": reason, "message": message}}
    return orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE), False


def refusal(error: Exception) -> tuple[str, str]:
    """Return why an article could not be read: a DeadLetterReason, and field, place and cause in one line."""
    if isinstance(error, BadRecord | Reject):
        return error.reason, str(error)
    return DeadLetterReason.BUG, printable(f"{type(error).__name__}: {error}", MAX_MESSAGE)


def _verdict(detection: Detection) -> dict[str, Any]:
    verdict = detection.verdict
    is_event = verdict.verdict == VerdictKind.EVENT
    return {
        "uri": verdict.uri,
        "verdict": verdict.verdict,
        "reason": verdict.reason,
        "confidence": verdict.confidence,
        "events": [orjson.Fragment(encode(event)) for event in detection.events] if is_event else [],
    }


def _arrival_ms(article: RawArticle) -> int:
    if article.retrieved_at is not None:
        return int(article.retrieved_at.timestamp() * 1000)
    return time.time_ns() // 1_000_000


def _uri(value: bytes) -> str | None:
    """Return the id of a refused article where it can be told."""
    try:
        parsed = orjson.loads(value)
    except orjson.JSONDecodeError:
        return None
    uri = parsed.get("uri") if isinstance(parsed, dict) else None
    return uri if isinstance(uri, str) else None
