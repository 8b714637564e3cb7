"""Whatever arrives: a verdict, or a dead letter that names field, place and reason; the counts add up."""

import json

import orjson
import pytest

from schemas.topics import Topic
from streams.archive.files import Line
from streams.cli.answers import answer
from streams.replay import Step, Tally, detect_pool, replay

GOOD = {"uri": "good", "headline": "Drone kills two in Kherson", "body": "A drone killed two people in Kherson."}


def article(**fields: object) -> bytes:
    return json.dumps(GOOD | fields).encode()


#: What cannot be read, and how the refusal begins.
REFUSED = {
    "invalid JSON": (b'{"uri": "a", "headline": ', "deserialization: record at byte "),
    "no object": (b'["a"]', "schema: record at /: not a JSON object but an array"),
    "nothing at all": (b"", "deserialization: record at byte 0"),
    "binary": (b"\x00\xff\xfe\x80", "deserialization: record at byte 1"),
    "a lone surrogate": (b'{"uri": "a", "headline": "x \\ud800"}', "deserialization: "),
    "a wrong type": (article(headline=5), "schema: headline at /headline: must be text, got 5"),
    "no text": (
        b'{"uri": "a", "headline": "", "body": ""}',
        "schema: headline and body at /: both are absent or empty",
    ),
    "no id": (b'{"headline": "x"}', "schema: uri at /uri: required, but absent or empty"),
    "a body over 1 MB": (article(body="x" * 1_000_001), "too_large: body at /body: 1000001 bytes"),
    "a long headline": (article(headline="x" * 2001), "too_large: headline at /headline: 2001 bytes"),
    "an impossible date": (article(published_at="2026-02-30T00:00:00Z"), "schema: published_at at /published_at: "),
    "a date without a zone": (article(published_at="2026-02-20T00:00:00"), "schema: published_at at /published_at: "),
    "a version out of range": (article(version=10**9), "schema: version at /version: "),
    "an unknown status": (article(pub_status="killed"), "schema: pub_status at /pub_status: "),
    "an unknown format": (article(content_type="application/pdf"), "unsupported: content_type at /content_type: "),
    "HTML nested 65 deep": (
        article(body="<div>" * 65 + "two killed" + "</div>" * 65, content_type="text/html"),
        "body: HTML nested deeper than 64 at character ",
    ),
    "HTML of 1:100": (
        article(body="<p>two</p>" + "<b></b>" * 60_000, content_type="text/html"),
        "body: HTML from character 0 on is 420007 characters of tags for 3 of text",
    ),
    "JSON nested without end": (b'{"uri":' + b"[" * 100_000 + b"]" * 100_000 + b"}", "deserialization: "),
}
HTML = "text/html"
#: What is odd but can be read.
READ = {
    "a date in the future": article(published_at="2999-01-01T00:00:00Z"),
    "control and bidi characters": article(body="A drone \x00killed \x1b[31mtwo\u202e people in Kherson."),
    "a line of a million characters": article(body="He said that the drone went on and on and " * 23_000),
    "one word of a million characters": article(body="x" * 999_999),
    "a million digits": article(body="A drone killed " + "9" * 900_000 + " people in Kherson."),
    "an absurd number": article(body="A drone killed 99999999999 people in Kherson."),
    "an absurd number in words": article(body="A drone killed nine hundred billion people in Kherson."),
    "a negative number": article(body="A drone killed -5 people in Kherson."),
    "broken HTML": article(body="<p>A drone <b>killed two <!-- people in <td> Kherson", content_type="text/html"),
}
EVERYTHING = {**{name: value for name, (value, _) in REFUSED.items()}, **READ}


@pytest.mark.parametrize(("value", "told"), REFUSED.values(), ids=REFUSED.keys())
def test_what_cannot_be_read_names_field_place_and_reason(value: bytes, told: str) -> None:
    line, valid = answer(value)
    assert not valid
    assert orjson.loads(line)["error"]["message"].startswith(told)


@pytest.mark.parametrize("value", READ.values(), ids=READ.keys())
def test_what_is_odd_but_readable_gets_a_verdict(value: bytes) -> None:
    line, valid = answer(value)
    assert valid, line
    assert line.isascii() or line.decode().strip().isprintable()


@pytest.mark.parametrize("name", ["an absurd number", "an absurd number in words", "a million digits"])
def test_an_absurd_number_is_never_counted(name: str) -> None:
    line, _ = answer(READ[name])
    events = orjson.loads(line)["events"]
    counts = [event["toll"]["killed"] for event in events if event["toll"] is not None]
    assert all(count is None or (count["max"] or count["min"]) <= 2 for count in counts)


def test_a_flood_of_numbers_gives_an_event_that_its_topic_takes() -> None:
    line, valid = answer(article(body="two killed, " * 80_000))
    assert valid and len(line) < Topic.EVENTS.value.max_message_bytes


@pytest.mark.parametrize("kind", ["text", "object"])
def test_in_equals_verdicts_plus_dead_letters_and_the_run_goes_on(kind: str) -> None:
    steps = [step for step in played(kind) if step is not None]
    tally = Tally()
    for step in steps:
        tally.count(step)
    assert [step.record.offset for step in steps] == list(range(1, len(EVERYTHING) + 1))
    assert tally.articles == len(EVERYTHING) == tally.verdicts.total() + tally.dead_letters.total()
    assert "bug" not in tally.dead_letters


def played(kind: str) -> list[Step | None]:
    """Play everything above, its bytes as text or, where they are an object, as that object in the line."""
    texts = []
    for value in EVERYTHING.values():
        head = b'{"topic": "tocsin-articles", "timestamp": 5, "value": '
        is_object = kind == "object" and value.startswith(b"{") and value.endswith(b"}")
        raw = value if is_object else json.dumps(value.decode("utf-8", "surrogateescape")).encode()
        texts.append(head + raw + b"}")
    with detect_pool(2, seconds=60) as pool:
        return list(replay([Line(number, text) for number, text in enumerate(texts, 1)], pool))
