"""How programs get an alert; the CloudEvent is read by another implementation."""

from dataclasses import replace

import orjson
from cloudevents.http import from_json
from cloudevents.kafka import KafkaMessage, from_binary

from streams.archive.lines import read_line
from streams.subscribe.formats import cloudevents, envelope, for_terminal, jsonl
from tests.alerts_topic import alert, record

SENT = record(alert("market", headline="Two hurt – Kherson"))


def test_jsonl_is_the_value_byte_for_byte() -> None:
    assert jsonl(SENT) == (SENT.value or b"") + b"\n"


def test_jsonl_is_one_line_even_when_the_value_is_not() -> None:
    spread = replace(SENT, value=orjson.dumps(orjson.loads(SENT.value or b""), option=orjson.OPT_INDENT_2))
    assert jsonl(spread).count(b"\n") == 1
    assert orjson.loads(jsonl(spread)) == orjson.loads(SENT.value or b"")


def test_the_envelope_holds_the_whole_record_and_an_archive_takes_it() -> None:
    stands = replace(SENT, partition=2, offset=41)
    line = orjson.loads(envelope(stands))
    assert set(line) == {"topic", "partition", "offset", "timestamp", "key", "headers", "value"}
    assert (line["partition"], line["offset"], line["value"]["alert_id"]) == (2, 41, "market/1")
    back = read_line(envelope(stands), 1)
    assert replace(back, headers=tuple(sorted(back.headers))) == replace(stands, headers=tuple(sorted(stands.headers)))


def test_the_reference_implementation_reads_the_same_event_in_both_modes() -> None:
    structured = from_json(cloudevents(SENT))
    binary = from_binary(KafkaMessage(dict(SENT.headers), SENT.key, SENT.value or b""), data_unmarshaller=orjson.loads)
    same = dict(binary.get_attributes()) | {"partitionkey": "market"}  # it takes that one from the key, as bytes
    assert dict(structured.get_attributes()) == {name: text for name, text in same.items() if name != "origin"}
    assert (structured["id"], structured["capseverity"], structured["sequence"]) == (
        "market/1",
        "Moderate",
        "0000000001",
    )
    assert structured.data == binary.data == orjson.loads(SENT.value or b"")


def test_a_record_without_headers_still_is_an_event() -> None:
    read = from_json(cloudevents(replace(SENT, headers=())))
    assert (read["id"], read["type"], read["datacontenttype"]) == ("market/1", "io.tocsin.alert.v1", "application/json")


def test_hostile_headers_do_not_replace_the_alert() -> None:
    hostile = replace(
        SENT, headers=(*SENT.headers, ("ce_data", b"none"), ("ce_Bad-Name", b"x"), ("ce_specversion", b"\xff"))
    )
    event = orjson.loads(cloudevents(hostile))
    assert event["data"]["alert_id"] == "market/1"
    assert "Bad-Name" not in event


def test_a_terminal_gets_the_same_json_without_characters_it_would_obey() -> None:
    line = jsonl(record(alert("market", headline="a\x1b[31m\u009b2J\u202e\x7f\U000e0041 – ü")))
    safe = for_terminal(line)
    assert safe.endswith(b"\n") and safe[:-1].decode().isprintable()
    assert orjson.loads(safe) == orjson.loads(line)
