"""Deterministic identities: functions of content, never of clock, randomness or process.

Example: the same article text gives the same digest everywhere, whenever it was retrieved.
"""

from __future__ import annotations

import hashlib
import uuid

#: Namespace of incident and alert ids; fixed for ever.
NAMESPACE = uuid.UUID("6f0b3f6e-6f0c-5d6b-9a57-3c1f1b1d5a01")
_SEPARATOR = "\x1f"


def _hash(*parts: str | None) -> str:
    # A separator and a mark for None keep ("ab", "c") apart from ("a", "bc") and "" apart from absent.
    joined = _SEPARATOR.join("\x00" if part is None else part for part in parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()


def article_id(domain: str | None, uri: str) -> str:
    """Return the id of an article over all its versions."""
    return _hash(domain, uri)


def article_digest(headline: str | None, summary: str | None, body: str | None, pub_status: str) -> str:
    """Return the digest of one version's content; when it was retrieved does not matter."""
    return _hash(headline, summary, body, pub_status)


def event_id(article: str, digest: str, index: int) -> str:
    """Return the id of the ``index``-th event read from one version of an article."""
    return _hash(article, digest, str(index))[:32]


def incident_id(first_event_id: str) -> str:
    """Return the id of the incident that this event opened."""
    return str(uuid.uuid5(NAMESPACE, first_event_id))


def alert_id(incident: str, sequence: int) -> str:
    """Return the id of an incident's ``sequence``-th message; a repeat after a crash is the same message."""
    return str(uuid.uuid5(NAMESPACE, f"{incident}/{sequence}"))
