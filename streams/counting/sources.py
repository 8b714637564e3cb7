"""Tell which of the sources that a deployment watches an article comes from.

A source is named by its name, its domain or its publisher family, in any case.
Example: "reuters.com" and "Reuters" both mean an article of uk.reuters.com.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache
from typing import Any

import orjson

from schemas.aliases import canonical_fields
from streams.lexicons.publishers import family_of, normal_name
from streams.stage import Record

#: Different publishers whose answer is remembered.
REMEMBERED = 4096


class Sources:
    """The sources to watch, as they were written."""

    def __init__(self, labels: Collection[str]) -> None:
        self.labels = tuple(dict.fromkeys(labels))
        self._found = lru_cache(maxsize=REMEMBERED)(self._matching)

    def of(self, record: Record) -> tuple[str, ...]:
        """Return the sources that an article's record comes from; it costs a look into the record where any are set."""
        if not self.labels:
            return ()
        parsed = orjson.loads(record.value or b"")
        source = canonical_fields(parsed).get("source")
        given: dict[str, Any] = source if isinstance(source, dict) else {}
        name, domain, family = (_text(given.get(part)) for part in ("name", "domain", "family"))
        return self._found(name, domain, family)

    def _matching(self, name: str | None, domain: str | None, family: str | None) -> tuple[str, ...]:
        host = (domain or "").strip().casefold().rstrip(".").removeprefix("www.")
        belongs_to = family_of(domain, family, name).casefold()
        found = []
        for label in self.labels:
            said = label.strip().casefold().removeprefix("www.")
            of_domain = bool(host) and (host == said or host.endswith(f".{said}"))
            of_name = bool(name) and normal_name(name or "") == normal_name(label)
            if of_domain or of_name or belongs_to == said:
                found.append(label)
        return tuple(found)


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None
