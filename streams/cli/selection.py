"""Which records of a replay are printed: by topic, and by country.

A country filters what is printed and nothing else: incidents follow from everything that was played. An incident that
once passed always passes, or a reader would go on believing what was withdrawn. A verdict passes where an event of its
article does; a dead letter always: what was lost is never hidden.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from schemas.topics import Topic

if TYPE_CHECKING:
    from streams.replay import Step
    from streams.stage import Record


@dataclass(slots=True)
class Selection:
    """Topics to print, and countries (ISO 3166 alpha-2, ZZ for none); no country asks for nothing.

    ``passed``: keys of incidents that passed so far.
    """

    topics: frozenset[Topic]
    countries: frozenset[str] = frozenset()
    passed: set[str] = field(default_factory=set)

    def of(self, step: Step) -> list[Record]:
        """Return the records of a step that are to be printed, in their order."""
        from streams.memory import topic_of

        records = [(record, topic_of(record.topic)) for record in step.written]
        if not self.countries:
            return [record for record, topic in records if topic in self.topics]
        for record, topic in records:
            if topic in (Topic.INCIDENTS, Topic.ALERTS) and self._is_there(record):
                self.passed.add(_key(record))
        events = [record for record, topic in records if topic is Topic.EVENTS]
        reports = any(map(self._is_there, events))
        return [
            record for record, topic in records if topic in self.topics and self._passes(record, topic, reports=reports)
        ]

    def _passes(self, record: Record, topic: Topic | None, *, reports: bool) -> bool:
        if topic is Topic.DEAD_LETTERS:
            return True
        if topic is Topic.VERDICTS:
            return reports
        return self._is_there(record) if topic is Topic.EVENTS else _key(record) in self.passed

    def _is_there(self, record: Record) -> bool:
        import orjson

        from schemas.incident import Incident
        from streams.incidents.withdrawals import model_of
        from streams.subscribe.filters import NOWHERE

        if record.value is None or model_of(_key(record)) is not Incident:
            return False
        value = orjson.loads(record.value)
        named = (value.get("country"), *(place.get("country") for place in value.get("places") or ()))
        return bool(self.countries & ({each for each in named if each} or {NOWHERE}))


def _key(record: Record) -> str:
    return (record.key or b"").decode(errors="replace")
