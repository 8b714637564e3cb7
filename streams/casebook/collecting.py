"""Collect the newest record of each incident from records in the order of their topic, and the messages of some.

A record that a replaced process wrote too late is left out, as the worker leaves it out (streams.worker.writers).
What is kept is packed: 20,000 records as models would take a gigabyte.

Example: ``collected.take(record)`` for each, then ``collected.incident(collected.ids()[0])``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import UTC, datetime

import orjson

from schemas.alert import Alert
from schemas.codec import BadRecord, decode
from schemas.incident import Incident
from schemas.topics import Topic
from streams.casebook.finding import NotOne, cleaned, found
from streams.incidents.packed import pack, unpack
from streams.incidents.withdrawals import model_of
from streams.stage import Record
from streams.worker.writers import Writers

_TOLD_FIRST = datetime.max.replace(tzinfo=UTC)


class Collected:
    """The newest records of incidents, and the messages of those whose id begins with ``messages_of`` (None: no)."""

    def __init__(self, messages_of: str | None = None) -> None:
        self._messages_of = messages_of
        self._writers = Writers()
        #: Packed value and whether its record is marked as a test, by id.
        self._newest: dict[str, tuple[bytes, bool]] = {}
        self._alerts: dict[str, bytes] = {}
        self._forgotten: set[str] = set()
        #: Records that were left out because they came from a process that had been replaced.
        self.late = 0
        #: Records of incidents or alerts that were seen.
        self.seen = 0
        #: What could not be read, one line each.
        self.bad: list[str] = []

    def take(self, record: Record) -> None:
        """Take note of a record of any topic; what is neither incident nor alert is ignored."""
        if record.is_heartbeat or record.key is None:
            return
        name = record.key.decode("utf-8", "replace")
        if record.topic.endswith(Topic.INCIDENTS.suffix):
            self.seen += 1
            if model_of(name) is Incident:  # remembered withdrawals are no incident
                self._take_incident(name, record)
        elif record.topic.endswith(Topic.ALERTS.suffix):
            self.seen += 1
            if record.value is not None and self._wants_messages(name):
                self._keep_alert(record.value)

    def ids(self) -> Collection[str]:
        """Return the ids of the incidents there are."""
        return self._newest.keys()

    def one(self, given: str) -> Incident:
        """Return the incident whose id is ``given`` or begins so.

        Raises:
            NotOne: there is none, or several; or it was forgotten.
            BadRecord: its record cannot be read.
        """
        if cleaned(given) in self._forgotten:
            raise NotOne(f"incident {cleaned(given)} was forgotten, 30 days after its end")
        return self.incident(found(self.ids(), given))

    def incident(self, name: str) -> Incident:
        """Return an incident.

        Raises:
            BadRecord: its record cannot be read.
        """
        packed, is_test = self._newest[name]
        incident = decode(Incident, unpack(packed))
        # Records of older versions carry the mark in their headers only.
        return incident.model_copy(update={"test": True}) if is_test and not incident.test else incident

    def incidents(self) -> Iterator[Incident]:
        """Yield all incidents, the newest change first, by id where they changed at one time.

        Those that cannot be read are told in ``bad``. One is read when it is asked for: 1 ms each, which is long for
        twenty thousand when somebody wants to see twenty.
        """
        names = sorted(self._newest)
        names.sort(key=self._changed, reverse=True)
        for name in names:
            try:
                yield self.incident(name)
            except BadRecord as error:
                self.bad.append(f"incident {name}: {error}")

    def alerts(self, incident: Incident) -> dict[str, Alert]:
        """Return the messages of an incident that are known, by their ids."""
        known: dict[str, Alert] = {}
        for sent in incident.alerts:
            body = sent.body.encode() if sent.body is not None else self._alerts.get(sent.alert_id)
            if body is not None:
                try:
                    known[sent.alert_id] = decode(Alert, body)
                except BadRecord as error:
                    self.bad.append(f"message {sent.alert_id}: {error}")
        return known

    def _changed(self, name: str) -> datetime:
        """Return when an incident changed last; one whose record does not say comes first, so that it is told."""
        try:
            changed = datetime.fromisoformat(orjson.loads(unpack(self._newest[name][0]))["applied_at"])
        except (ValueError, KeyError, TypeError):
            return _TOLD_FIRST
        return changed if changed.tzinfo is not None else _TOLD_FIRST

    def _take_incident(self, name: str, record: Record) -> None:
        if self._writers.is_late(record.key or b"", record.headers):
            self.late += 1
            return
        if record.value is None:
            self._newest.pop(name, None)
            self._forgotten.add(name)
            return
        self._forgotten.discard(name)
        self._newest[name] = (pack(record.value), record.header("_test") == "true")
        if self._wants_messages(name):
            self._keep_bodies(record.value)

    def _wants_messages(self, name: str) -> bool:
        return self._messages_of is not None and name.startswith(self._messages_of)

    def _keep_alert(self, value: bytes) -> None:
        try:
            self._alerts[orjson.loads(value)["alert_id"]] = value
        except (ValueError, KeyError, TypeError) as error:
            self.bad.append(f"an alert cannot be read: {type(error).__name__}")

    def _keep_bodies(self, value: bytes) -> None:
        """Keep the messages that a record still holds whole: a later one drops them."""
        try:
            for sent in orjson.loads(value).get("alerts") or ():
                if sent.get("body") is not None:
                    self._alerts[sent["alert_id"]] = sent["body"].encode()
        except (ValueError, KeyError, TypeError, AttributeError):
            return  # what cannot be read is told when the record is asked for
