"""Tell in the log what became of an article: its events, the incident each opened or joined, the alerts that went out.

Every line carries ``origin``, where the article's record stands: one ``grep`` for it finds all of them, and each id
leads on. Nothing is told of an article without an event, which are nine in ten, and never a text. Once the broker has
what is told. Example, of one article (docs/operations.md has the commands)::

    events found     origin=tocsin-articles/0/17 uri=... article_id=1d09... event_ids=[7ae3...]
    incident opened  origin=tocsin-articles/0/17 event_id=7ae3... incident_id=bbfe...
    alert sent       origin=tocsin-articles/0/17 event_id=7ae3... incident_id=bbfe... alert_id=90c1...
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import orjson
import structlog

from schemas import ids
from schemas.incident import Incident
from schemas.topics import Topic
from streams.incidents.withdrawals import model_of
from streams.memory import topic_of
from streams.runtime import context_of
from streams.stage import Record

#: What an alert is, as its headers say.
_ALERT = {"alert_id": "ce_id", "msg_type": "ce_capmsgtype", "severity": "ce_capseverity", "status": "ce_capstatus"}

log = structlog.get_logger("tocsin.trace")


def tell_events(record: Record, written: Sequence[Record]) -> None:
    """Tell which events an article gave: ``written`` is what detect wrote for it. Never raises."""
    _quietly(_tell_events, record, written)


def tell_track(record: Record, written: Sequence[Record], incident_of: Callable[[str], Incident | None]) -> None:
    """Tell which incident an event opened or joined, and what was sent: ``written`` is all of it. Never raises.

    ``incident_of`` gives the incident that holds an event; it is asked only where several incidents changed at once.
    """
    _quietly(_tell_track, record, written, incident_of)


def _tell_events(record: Record, written: Sequence[Record]) -> None:
    events = [
        orjson.loads(each.value or b"")
        for each in written
        if topic_of(each.topic) is Topic.EVENTS and not each.is_heartbeat
    ]
    if events:
        article = events[0]["article"]
        log.info(
            "events found",
            origin=record.position,
            uri=article["uri"],
            article_id=article["article_id"],
            event_ids=[each["event_id"] for each in events],
        )


def _tell_track(record: Record, written: Sequence[Record], incident_of: Callable[[str], Incident | None]) -> None:
    topics = [topic_of(each.topic) for each in written]
    if record.is_heartbeat or Topic.DEAD_LETTERS in topics:
        return
    event: dict[str, Any] = orjson.loads(record.value or b"")
    known = {"origin": context_of(record).origin, "event_id": event["event_id"]}
    changed = [
        _key(each) for each, topic in zip(written, topics, strict=True) if topic is Topic.INCIDENTS and each.value
    ]
    if incident := _own(known["event_id"], [each for each in changed if model_of(each) is Incident], incident_of):
        opened = incident == ids.incident_id(known["event_id"])
        log.info("incident opened" if opened else "incident joined", **known, incident_id=incident)
    elif Topic.ALERTS not in topics:
        log.info("no incident", **known)
    for each, topic in zip(written, topics, strict=True):
        if topic is Topic.ALERTS:
            about = {name: each.header(header) for name, header in _ALERT.items()}
            log.info("alert sent", **known, incident_id=_key(each), **about)


def _own(event_id: str, changed: Sequence[str], incident_of: Callable[[str], Incident | None]) -> str | None:
    """Return which of the incidents that changed is the event's own: the others have come to their end by time."""
    if len(changed) > 1 and (found := incident_of(event_id)) is not None:
        return found.incident_id
    return changed[0] if changed else None


def _key(record: Record) -> str:
    return (record.key or b"").decode("utf-8", "replace")


def _quietly(tell: Callable[..., None], record: Record, *arguments: object) -> None:
    try:
        tell(record, *arguments)
    except Exception as error:  # noqa: BLE001 - a line may be missing; the stage goes on all the same
        log.warning("cannot tell", position=record.position, why=f"{type(error).__name__}: {error}")
