"""The incident record: it holds state and outbox, and is read back as it was written."""

import orjson
import pytest
from pydantic import ValidationError

from schemas.codec import decode, encode
from schemas.incident import Incident, Report, SentAlert
from schemas.publish import ROOT


def example(name: str) -> bytes:
    return (ROOT / "examples/incident.v1" / f"{name}.json").read_bytes()


@pytest.mark.parametrize("name", ["minimal", "full"])
def test_a_record_is_read_back_as_it_was_written(name: str) -> None:
    incident = decode(Incident, example(name))
    assert decode(Incident, encode(incident)) == incident


def test_what_a_report_does_not_say_is_not_written() -> None:
    assert orjson.loads(encode(Report(event_id="e", article_uri="u"))) == {"event_id": "e", "article_uri": "u"}


def test_the_outbox_keeps_an_alert_byte_for_byte() -> None:
    body = '{"headline":"Zwölf — “hurt”"}'
    sent = SentAlert(alert_id="a", sequence=1, event_id="e", body=body, headers={"b": "2", "a": "1"})
    assert decode(SentAlert, encode(sent)).body == body
    assert list(decode(SentAlert, encode(sent)).headers) == ["a", "b"]


def test_a_record_needs_its_times() -> None:
    with pytest.raises(ValidationError, match="first_seen"):
        Incident.model_validate({"incident_id": "i", "event_type": "bombing"})
