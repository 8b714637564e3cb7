"""The vocabulary of a stage: positions, headers, times."""

from __future__ import annotations

import pickle
from datetime import UTC, datetime

from streams.stage import Context, Record, Reject


def test_a_record_says_where_it_stands() -> None:
    assert Record("tocsin-articles", b"k", b"v", 5, partition=2, offset=7).position == "tocsin-articles/2/7"


def test_the_last_header_of_a_name_counts() -> None:
    record = Record("t", None, None, 0, headers=(("a", b"1"), ("a", b"2")))
    assert (record.header("a"), record.header("b")) == ("2", None)


def test_a_record_comes_out_of_another_process_as_it_went_in() -> None:
    record = Record("t", b"k", None, 5, headers=(("a", b"1"),), partition=2, offset=7)
    assert pickle.loads(pickle.dumps(record)) == record


def test_the_time_of_a_record_is_aware() -> None:
    assert Context(1_000).record_time == datetime(1970, 1, 1, 0, 0, 1, tzinfo=UTC)


def test_a_refusal_carries_its_reason() -> None:
    refusal = Reject("too_large", "body: 2 MB")
    assert (refusal.reason, str(refusal)) == ("too_large", "body: 2 MB")
