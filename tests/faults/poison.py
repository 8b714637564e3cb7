r"""Make records that hurt careless programs: seeded, in classes with names, so that a failure says what did it.

``poison(seed)`` gives them all, each as ``Poison("lone_surrogates", Record(...))``; the text classes stand in
``poison_texts.py``. None may stop or slow a partition: each ends in a verdict or a dead letter. Example: the class
"deep_arrays" gives a hundred thousand ``[``.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator, Mapping
from random import Random
from typing import Any, NamedTuple

import orjson

from schemas.topics import DEFAULT_PREFIX, Topic
from streams.stage import Record
from tests.faults.poison_texts import TEXTS

#: The record time of all classes but those that are about it: 10 March 2026, 12:00 UTC.
TIME_MS = 1_773_144_000_000
#: Payloads of a class, and of one whose payloads are megabytes.
EACH, EACH_LARGE = 9, 2
#: What the articles topic takes in one record, key and headers included.
LIMIT = Topic.ARTICLES.value.max_message_bytes

Headers = tuple[tuple[str, bytes], ...]


class Poison(NamedTuple):
    """One hostile record, and the class it belongs to."""

    kind: str
    record: Record


class Made(NamedTuple):
    """What a class says of one record; the rest is as usual."""

    value: bytes | None
    key: bytes | None = b"poison"
    headers: Headers = ()
    timestamp_ms: int = TIME_MS


Maker = Callable[[Random], Made | bytes | None]


def poison(seed: int, *, prefix: str = DEFAULT_PREFIX) -> Iterator[Poison]:
    """Yield every class's payloads; each class has a generator of its own, so that a new class changes no other."""
    topic = Topic.ARTICLES.name_with(prefix)
    for kind, make in CLASSES.items():
        chance = Random(f"{seed}/{kind}")
        for _ in range(EACH_LARGE if kind in LARGE else EACH):
            made = make(chance)
            value, key, headers, time = made if isinstance(made, Made) else Made(made)
            yield Poison(kind, Record(topic, key, value, time, headers))


def article(chance: Random, **fields: Any) -> bytes:
    """Return an article that is well but for ``fields``."""
    town, killed = chance.choice(("Kherson", "Goma", "Idlib")), chance.randint(2, 9)
    sound = {
        "uri": f"poison-{chance.getrandbits(48):x}",
        "headline": f"Drone kills {killed} in {town}",
        "body": f"A drone killed {killed} people in {town} on Tuesday, the police said.",
        "published_at": "2026-03-10T11:00:00Z",
        "source": {"name": "Northwire", "domain": "northwire.example"},
    }
    return orjson.dumps(sound | fields)


def _spliced(chance: Random, name: str, raw: bytes) -> bytes:
    """Return a sound article with a member written by hand, for what no encoder writes."""
    return article(chance)[:-1] + b',"' + name.encode() + b'":' + raw + b"}"


def _field(*values: Any, names: tuple[str, ...]) -> Maker:
    """Return a class that puts one of the values into one of the fields."""
    return lambda chance: article(chance, **{chance.choice(names): chance.choice(values)})


def _without(*names: str) -> Maker:
    def make(chance: Random) -> bytes:
        kept: dict[str, Any] = orjson.loads(article(chance))
        return orjson.dumps({name: value for name, value in kept.items() if name not in names})

    return make


def _any_of(*values: bytes) -> Maker:
    return lambda chance: chance.choice(values)


def _noise(chance: Random) -> bytes:
    return chance.randbytes(chance.randint(1, 4000))


def _truncated(chance: Random) -> bytes:
    whole = article(chance)
    return whole[: chance.randint(1, len(whole) - 1)]


def _bytes_changed(chance: Random) -> bytes:
    changed = bytearray(article(chance))
    for _ in range(chance.randint(1, 8)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _not_utf8(chance: Random) -> bytes:
    wrong = chance.choice((b"\xff", b"\xc3\x28", b"\xed\xa0\x80", b"\xf8\x88\x80\x80\x80", b"\xc0\xaf"))
    return article(chance).replace(b"Drone", b"Dr" + wrong)


def _many_keys(chance: Random) -> bytes:
    return article(chance, **{f"k{number}": number for number in range(50_000)})


def _deep(opening: bytes, closing: bytes) -> Maker:
    def make(chance: Random) -> bytes:
        depth = chance.choice((900, 1023, 1025, 5_000, 100_000))
        return _spliced(chance, chance.choice(("extra", "body", "source")), opening * depth + b"1" + closing * depth)

    return make


def _sound(headers: Headers = (), key: bytes | None = b"poison", timestamp_ms: int = TIME_MS) -> Maker:
    return lambda chance: Made(article(chance), key, headers, timestamp_ms)


def _headers(*choices: Headers) -> Maker:
    return lambda chance: Made(article(chance), headers=chance.choice(choices))


def _broken_with(*choices: Headers) -> Maker:
    """Return a class of records that become dead letters, with headers that the dead letter builds upon."""
    return lambda chance: Made(b"{", headers=chance.choice(choices))


def _times(*choices: int) -> Maker:
    return lambda chance: Made(article(chance), timestamp_ms=chance.choice(choices))


def _filled(chance: Random, room: int) -> bytes:
    sound = article(chance, extra="")
    return article(Random(0), extra="x" * (room - len(sound) - 200))


def _large_heartbeat(_: Random) -> Made:
    life = orjson.dumps({"instance": "w" * 2_000_000, "sent": "2026-03-10T06:00:00Z"})
    return Made(life, headers=(("_heartbeat", b"true"),))


def _named(make: Callable[[Random], dict[str, Any]]) -> Maker:
    return lambda chance: article(chance, **make(chance))


_TEXT_FIELDS = ("uri", "headline", "body", "summary", "byline", "dateline", "language", "url", "rights")
_TIME_FIELDS = ("published_at", "modified_at", "retrieved_at", "embargoed_until")

CLASSES: Mapping[str, Maker] = {
    "noise": _noise,
    "empty": lambda _: b"",
    "tombstone": lambda _: None,
    "white_space": _any_of(b" ", b"\n\n\t ", b" " * 10_000),
    "no_json": _any_of(b"hello", b"<article/>", b"uri: a\nbody: b", b"{'uri': 'a'}", b"undefined", b"{uri:1}"),
    "truncated": _truncated,
    "bytes_changed": _bytes_changed,
    "not_utf8": _not_utf8,
    "utf16": lambda chance: article(chance).decode().encode("utf-16"),
    "byte_order_mark": lambda chance: b"\xef\xbb\xbf" + article(chance),
    "two_documents": lambda chance: article(chance) + chance.choice((b"\n", b",", b"")) + article(chance),
    "comments": lambda chance: b"// note\n" + article(chance),
    "no_object": _any_of(b"null", b"true", b"17", b'"text"', b"1e999", b"-0"),
    "array": lambda chance: b"[" + article(chance) + b"]",
    "gzip": lambda chance: gzip.compress(article(chance) * 100, mtime=0),
    "gzip_bomb": lambda chance: gzip.compress(b"\0" * 50_000_000, 1, mtime=0)[: chance.randint(20_000, 60_000)],
    "deep_arrays": _deep(b"[", b"]"),
    "deep_objects": _deep(b'{"a":', b"}"),
    "many_keys": _many_keys,
    "duplicate_keys": lambda chance: _spliced(chance, chance.choice(("uri", "body")), b'"another"'),
    "not_a_number": lambda chance: _spliced(chance, "version", chance.choice((b"NaN", b"Infinity", b"-Infinity"))),
    "huge_numbers": lambda chance: _spliced(chance, "version", chance.choice((b"1" + b"0" * 30, b"1e308", b"9" * 500))),
    "odd_versions": _field(-1, -(2**63), 1.5, True, False, "1", "٣", [], {}, names=("version",)),
    "wrong_types": _field(5, 1.5, True, [], ["a"], {"a": 1}, names=_TEXT_FIELDS),
    "odd_sources": _field(5, "", "Northwire", [], {}, {"name": 5}, {"domain": "\0"}, {"a": "b"}, names=("source",)),
    "nothing_in_it": _field("", " ", "\u200b", "\u2028", names=("uri", "headline", "body")),
    "without_uri": _without("uri"),
    "without_text": _without("headline", "body"),
    "unknown_fields": _field({"x": [1, {"y": None}]}, "y" * 100_000, names=("__faust", "__proto__", "extra", "$ref")),
    "long_fields": _field("x" * 2001, "é" * 1500, "y" * 500_000, names=("headline", "uri", "byline", "summary")),
    "many_subjects": _field(["war"] * 50_000, ["x" * 1999] * 3, [[]] * 9, "war", names=("subjects",)),
    "odd_words": _field("", "x", "../../etc/passwd", "text/html; charset=\0", "en-" * 600,
                        names=("content_type", "pub_status", "language")),
    "year_zero": _field("0000-01-01T00:00:00Z", "0001-01-01T00:00:00Z", "0001-01-01T00:00+14:00", names=_TIME_FIELDS),
    "year_9999": _field("9999-12-31T23:59:59Z", "9999-12-31T23:59:59-14:00", "99999-01-01", names=_TIME_FIELDS),
    "no_such_time": _field("2026-06-30T23:59:60Z", "2026-02-30T00:00:00Z", "24:61", "yesterday", names=_TIME_FIELDS),
    "times_as_numbers": _field(0, -1, 1e300, 1773144000, 1773144000000, names=_TIME_FIELDS),
    "to_come": _field("2031-01-01T00:00:00Z", "2026-03-11T11:00:00Z", names=("published_at", "retrieved_at")),
    "long_past": _field("1914-07-28T11:00:00Z", "1970-01-01T00:00:00Z", names=("published_at", "retrieved_at")),
    "lone_surrogates": lambda chance: _spliced(chance, chance.choice(_TEXT_FIELDS), b'"a\\ud83d b\\udc00"'),
    "escaped_nul": lambda chance: _spliced(chance, chance.choice(_TEXT_FIELDS), b'"a\\u0000b\\u0000"'),
    "body_too_long": lambda chance: article(chance, body="Two people were killed. " * 60_000),
    "at_the_limit": lambda chance: Made(_filled(chance, LIMIT), key=b"k"),
    "large_key": _sound(key=b"k" * 1_000_000),
    "odd_keys": lambda chance: Made(article(chance), key=chance.choice((None, b"", b"\xff\xfe", b"\0" * 99))),
    "odd_headers": _headers((("", b""),), (("é\u202e", b"\0"),), tuple(("a", b"b") for _ in range(999))),
    "forged_origins": _headers((("origin", b"-/-1/x"),), (("origin", b"\xff"),), (("origin", b"x" * 1_500_000),)),
    "forged_marks": _headers((("_test", b"\xff"),), (("_test", b"true"),), (("tocsin-dlq-reason", b"bug"),)),
    "forged_heartbeats": _headers((("_heartbeat", b"true"),), (("_heartbeat", b""),)),
    "large_heartbeats": _large_heartbeat,
    "forged_attempts": _broken_with(*((("tocsin-dlq-attempts", each),) for each in (b"many", b"\xff", b"9" * 5000))),
    "forged_errors": _broken_with((("__streams.errors.stacktrace", b"x" * 50_000),), (("tocsin-dlq-reason", b"bug"),)),
    "large_headers": _headers((("a", b"x" * 800_000),)),
    "before_the_epoch": _times(0, 1, -1),
    "record_times_to_come": _times(253_402_300_800_000, 2**50, 2**62),
    **{name: _named(make) for name, make in TEXTS.items()},
}  # fmt: skip

#: Classes whose payloads are too large to make many.
LARGE = frozenset(
    {
        "large_heartbeats",
        "forged_origins",
        "at_the_limit",
        "body_too_long",
        "large_key",
        "large_headers",
        "many_keys",
        "gzip_bomb",
        "long_token",
    }
)
