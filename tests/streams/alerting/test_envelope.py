"""The headers are CloudEvents 1.0, read here by another implementation."""

import orjson
from cloudevents.kafka import KafkaMessage, from_binary

from streams.track_types import Outgoing
from tests.builders import Desk, clock, event


def outgoing(desk: Desk, **fields: object) -> Outgoing:
    desk.take(event(killed=6, **fields), origin="tocsin-articles/2/41")  # type: ignore[arg-type]  # one event's fields
    assert desk.last is not None
    return desk.last.alerts[0]


def test_the_reference_implementation_reads_the_event() -> None:
    sent = outgoing(Desk())
    headers = {name: value.encode() for name, value in sent.headers.items()}
    read = from_binary(KafkaMessage(headers, sent.incident_id.encode(), sent.body), data_unmarshaller=orjson.loads)
    assert (read["specversion"], read["type"], read["source"]) == ("1.0", "io.tocsin.alert.v1", "/tocsin/default")
    assert (read["id"], read["subject"]) == (read.data["alert_id"], f"incident/{sent.incident_id}")
    assert (read["datacontenttype"], read["dataschema"]) == ("application/json", "urn:tocsin:schema:alert.v1")
    assert (read["sequence"], read["capseverity"], read["country"]) == ("0000000001", "Moderate", "UA")


def test_it_names_its_cause_and_its_origin() -> None:
    headers = outgoing(Desk(), uri="https://northwire.example/ä?x=1").headers
    assert (headers["ce_causationid"], headers["origin"]) == ("https://northwire.example/ä?x=1", "tocsin-articles/2/41")
    assert headers["ce_correlationid"] == headers["ce_partitionkey"]


def test_its_time_is_the_attack_else_the_publication() -> None:
    assert outgoing(Desk(), occurred_at=clock("04:10")).headers["ce_time"] == "2026-03-10T04:10:00Z"
    assert outgoing(Desk(), at="09:00", retrieved="09:05").headers["ce_time"] == "2026-03-10T09:00:00Z"


def test_what_the_edge_adds_is_not_there_and_test_traffic_is_marked() -> None:
    live, test = outgoing(Desk()).headers, outgoing(Desk(test=True)).headers
    assert not {"ce_recordedtime", "traceparent", "_test"} & set(live)
    assert (test["_test"], test["ce_capstatus"], live["ce_capstatus"]) == ("true", "Test", "Actual")


def test_an_unknown_country_has_no_header() -> None:
    assert "ce_country" not in outgoing(Desk(), place=None, country=None).headers
