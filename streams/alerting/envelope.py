"""Write the Kafka headers of an alert: CloudEvents 1.0 in binary mode, so that readers filter without parsing it.

Every header but ``ce_recordedtime`` and ``traceparent``, which the edge adds, is a function of the input records.

Example: ``ce_type: io.tocsin.alert.v1``, ``ce_subject: incident/<id>``, ``ce_capseverity: Severe``.
"""

from __future__ import annotations

from datetime import UTC, datetime

from schemas.alert import Alert

TYPE = "io.tocsin.alert.v1"
DATA_SCHEMA = "urn:tocsin:schema:alert.v1"
#: Digits of ce_sequence, so that text order is number order.
SEQUENCE_DIGITS = 10


def alert_headers(
    alert: Alert, *, article_uri: str, occurred: datetime, deployment: str, origin: str, test: bool
) -> dict[str, str]:
    """Return the headers of an alert as text.

    ``article_uri`` is the article that caused it; ``occurred`` the time of the attack, else of publication, else of the
    record; ``origin`` where the article's record stands; ``test`` marks replay and test records.
    """
    headers = {
        "content-type": "application/json",
        "ce_specversion": "1.0",
        "ce_id": alert.alert_id,
        "ce_source": f"/tocsin/{deployment}",
        "ce_type": TYPE,
        "ce_subject": f"incident/{alert.incident_id}",
        "ce_time": rfc3339(occurred),
        "ce_dataschema": DATA_SCHEMA,
        "ce_partitionkey": alert.incident_id,
        "ce_sequence": str(alert.sequence).zfill(SEQUENCE_DIGITS),
        "ce_correlationid": alert.incident_id,
        "ce_causationid": article_uri,
        "ce_expirytime": rfc3339(alert.expires),
        "ce_capseverity": alert.severity,
        "ce_capmsgtype": alert.msg_type,
        "ce_capstatus": alert.status,
        "origin": origin,
    }
    if alert.country is not None:
        headers["ce_country"] = alert.country
    if test:
        headers["_test"] = "true"
    return headers


def rfc3339(time: datetime) -> str:
    """Return a time as RFC 3339 in UTC.

    >>> rfc3339(datetime(2026, 3, 10, 21, 44, tzinfo=UTC))
    '2026-03-10T21:44:00Z'
    """
    return time.astimezone(UTC).isoformat().replace("+00:00", "Z")
