"""What Faust hands over, as a record of ours, and which dead letters can be sent."""

from typing import Any

import pytest
from faust.types.tuples import Message

from schemas.topics import MIB
from streams.kafka.sender import TooLarge, check_size
from streams.stage import Record
from streams.worker.records import fitting, reason_of, received


def message(**changed: Any) -> Message:
    given: dict[str, Any] = {
        "topic": "tocsin-articles",
        "partition": 2,
        "offset": 17,
        "timestamp": 1_773_136_800.123,
        "timestamp_type": 0,
        "headers": [("a", b"1"), ("a", b"2")],
        "key": b"k",
        "value": b"{}",
        "checksum": None,
    }
    return Message(**(given | changed))


def test_a_message_arrives_with_its_bytes_its_milliseconds_and_all_its_headers() -> None:
    headers = (("a", b"1"), ("a", b"2"))
    assert received(message()) == Record("tocsin-articles", b"k", b"{}", 1_773_136_800_123, headers, 2, 17)


@pytest.mark.parametrize("headers", [None, [], {}])
def test_a_message_without_headers_key_and_value_is_a_record_too(headers: Any) -> None:
    record = received(message(headers=headers, key=None, value=None))
    assert (record.headers, record.key, record.value) == ((), None, None)


def test_a_header_without_value_is_an_empty_one() -> None:
    assert received(message(headers=[("a", None)])).headers == (("a", b""),)


def test_the_reason_of_a_dead_letter_is_found_among_what_was_written() -> None:
    letter = Record("tocsin-dead-letters", None, b"", 0, (("tocsin-dlq-reason", b"bug"),))
    verdict = Record("tocsin-verdicts", None, b"", 0)
    assert (reason_of((letter,)), reason_of((verdict,)), reason_of(())) == ("bug", None, None)


ADDED = (("__streams.errors.topic", b"tocsin-articles"), ("tocsin-dlq-reason", b"too_large"))
MANY = (("", b""),) * MIB


def letter(value: bytes, headers: tuple[tuple[str, bytes], ...] = ()) -> Record:
    return Record("tocsin-dead-letters", b"k", value, 0, (*headers, *ADDED))


def test_a_dead_letter_is_kept_whole_where_its_topic_takes_it() -> None:
    assert fitting(letter(b"x" * 4 * MIB, (("a", b"1"),))) == letter(b"x" * 4 * MIB, (("a", b"1"),))


@pytest.mark.parametrize(
    ("given", "kept", "lacks"),
    [(letter(b"{}", MANY), b"{}", b"headers"), (letter(b"x" * 6 * MIB, MANY), None, b"key,value,headers")],
)
def test_one_that_it_does_not_take_lacks_what_is_in_the_way_and_says_so(
    given: Record, kept: bytes | None, lacks: bytes
) -> None:
    cut = fitting(given)
    check_size(cut)
    assert (cut.value, cut.headers) == (kept, (*ADDED, ("tocsin-dlq-cut", lacks)))


def test_no_other_record_is_cut() -> None:
    with pytest.raises(TooLarge):
        fitting(Record("tocsin-verdicts", b"k", b"x" * 2 * MIB, 0))
