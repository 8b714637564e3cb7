"""``tocsin dead-letters``: what it refuses, what it shows, and that nothing hostile reaches the terminal."""

import asyncio
import inspect
import json
import uuid

import pytest

from schemas.topics import Topic
from streams.cli import run
from streams.cli.dead_letters import described, redrive, row, told
from streams.dead_letters.letter import MAX_ATTEMPTS
from streams.kafka.sender import Sender
from streams.kafka.topics import create
from streams.settings import KafkaSettings, Settings
from tests.streams.cli.conftest import Tocsin
from tests.streams.dead_letters.letters import dead, letter

HOSTILE = "\x1b[2J\u202egone\u2028\x9b"


@pytest.fixture
def deployment(kafka: str, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Give a new deployment, to the verbs through the environment, with three dead letters."""
    prefix = f"cli-{uuid.uuid4().hex[:8]}-"
    monkeypatch.setenv("TOCSIN_KAFKA__BOOTSTRAP_SERVERS", kafka)
    monkeypatch.setenv("TOCSIN_TOPIC_PREFIX", prefix)
    settings = Settings(kafka=KafkaSettings(bootstrap_servers=kafka), topic_prefix=prefix)
    values = {b'{"uri": 5}': "schema", b"\xff\x00": "deserialization", b'{"a": [1]}': "bug"}

    async def fill() -> None:
        await create(settings, topics=[Topic.ARTICLES, Topic.DEAD_LETTERS])
        async with Sender(settings) as sender:
            await sender.send(
                dead(value, prefix=prefix, reason=reason, said=HOSTILE) for value, reason in values.items()
            )

    asyncio.run(fill())
    return settings


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("redrive",), "say which letters"),
        (("redrive", "--stage", "detect"), "say which letters"),
        (("redrive", "0/1", "--all"), "positions name single letters"),
        (("redrive", "--all", "--on-error", "hope"), "--on-error hope: not stop or skip"),
        (("redrive", "--reason", "bugs"), "--reason bugs: not one of deserialization, schema"),
        (("redrive", "0-1"), "0-1: not a position like 0/17"),
        (("list", "--stage", "all"), "--stage all: not one of detect, track"),
        (("list", "--since", "2026-05-11"), "--since 2026-05-11: not a time with its zone"),
        (("list", "--since", "-2w"), "--since -2w: not a time"),
        (("list", "-o", "xml"), "-o xml: not table or jsonl"),
        (("show", "1"), "1: not a position like 0/17"),
    ],
)
def test_what_makes_no_sense_is_refused_before_anything_is_read(
    tocsin: Tocsin, arguments: tuple[str, ...], said: str
) -> None:
    ended = tocsin("dead-letters", *arguments)
    assert (ended.status, ended.out) == (2, "")
    assert said in ended.err


def test_without_a_broker_one_line_says_so(tocsin: Tocsin, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOCSIN_KAFKA__BOOTSTRAP_SERVERS", "127.0.0.1:1")
    ended = tocsin("dead-letters", "list")
    assert (ended.status, ended.out, ended.err.count("\n")) == (1, "", 1)


def test_nothing_that_a_terminal_obeys_is_printed() -> None:
    nasty = letter(HOSTILE.encode(), key=HOSTILE.encode(), said=HOSTILE, headers=((HOSTILE, HOSTILE.encode()),))
    printed = [*row(nasty), *told(nasty), json.dumps(described(nasty))]
    assert all(line.isprintable() for line in printed)
    assert "gone" in row(nasty)[-1]


def test_a_value_is_set_out_when_it_is_json_and_escaped_when_it_is_not() -> None:
    assert told(letter(b'{"a":[1]}'))[-5:] == ["{", '  "a": [', "    1", "  ]", "}"]
    assert told(letter(b"\xff\x00"))[-2:] == ["value:    2 bytes", "\\xff\\x00"]
    deep = b"[" * 500 + b"]" * 500
    assert told(letter(deep))[-1] == deep.decode()


def test_programs_get_the_parts_of_the_origin() -> None:
    assert described(letter(offset=17))["origin"] == {"topic": "tocsin-articles", "partition": 2, "offset": 17}


@pytest.mark.kafka
def test_letters_are_listed_shown_and_sent_again(tocsin: Tocsin, deployment: Settings) -> None:
    assert [line.split("\t")[2] for line in tocsin("dead-letters", "list").out.splitlines()] == [
        "schema", "deserialization", "bug",
    ]  # fmt: skip
    rows = tocsin("dead-letters", "list", "-n", "1", "-o", "jsonl")
    assert json.loads(rows.out)["position"] == "0/2"
    assert "2 older ones are not shown" in rows.err
    assert '  "uri": 5' in tocsin("dead-letters", "show", "0/0").out
    ended = tocsin("dead-letters", "redrive", "--reason", "bug", "--reason", "schema")
    assert [line.split("\t")[0] for line in ended.out.splitlines()] == ["0/0", "0/2"]
    assert "2 sent again, 0 tried too often, 0 failed" in ended.err


@pytest.mark.kafka
@pytest.mark.usefixtures("deployment")
def test_raw_bytes_go_to_standard_output_untouched(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run(["dead-letters", "show", "--raw", "0/1"]) == 0
    assert capsysbinary.readouterr().out == b"\xff\x00"


@pytest.mark.kafka
@pytest.mark.usefixtures("deployment")
def test_a_position_without_a_letter_is_an_error_that_names_those_there_are(tocsin: Tocsin) -> None:
    for verb in ("show", "redrive"):
        ended = tocsin("dead-letters", verb, "0/9")
        assert (ended.status, ended.out) == (1, "")
        assert "no dead letter at 0/9; there are 0/0 to 0/2" in ended.err


def test_the_limit_of_attempts_is_the_one_of_the_core() -> None:
    assert inspect.signature(redrive).parameters["max_attempts"].default == MAX_ATTEMPTS
