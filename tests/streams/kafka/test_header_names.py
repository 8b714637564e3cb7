"""A record whose header name is no UTF-8 is read like any other, also between others of its batch."""

from collections.abc import Iterator
from typing import Any

import pytest
from aiokafka import TopicPartition
from aiokafka.consumer import fetcher
from aiokafka.record import memory_records
from aiokafka.record.default_records import _DefaultRecordBatchBuilderPy

from streams.kafka.header_names import _PartitionRecords as PATIENT
from streams.kafka.header_names import read_any_header_name

#: As aiokafka has them.
MemoryRecords = memory_records.MemoryRecords
PartitionRecords = PATIENT.__mro__[1]


class Raw(str):
    """A name that is sent as bytes which are no text."""

    def encode(self, *_: Any) -> bytes:
        return b"\xff" + super().encode()


@pytest.fixture
def patient() -> Iterator[None]:
    before = fetcher.MemoryRecords, fetcher.PartitionRecords
    read_any_header_name()
    yield
    fetcher.MemoryRecords, fetcher.PartitionRecords = before


def batch(first: int, *names: str, compression: int) -> bytes:
    """Return a batch as it is fetched: a record for each header name."""
    builder = _DefaultRecordBatchBuilderPy(2, compression, False, 0, 0, 0, 1 << 20)
    for offset, name in enumerate(names):
        builder.append(offset, 0, b"k", b"\xff" + name.encode(), [(name, b"\xff")])
    built = builder.build()
    built[0:8] = first.to_bytes(8)
    return bytes(built)


def read(data: bytes, start: int = 0) -> list[tuple[int, bytes, str, bytes]]:
    records = fetcher.MemoryRecords(data)
    found = fetcher.PartitionRecords(TopicPartition("t", 0), records, None, start, None, None, True, 0)
    return [(each.offset, each.value, *each.headers[0]) for each in found]


@pytest.mark.parametrize("compression", [0, 1])
def test_names_that_are_no_text_are_read_with_replacements_and_nothing_else_is_touched(
    patient: None, compression: int
) -> None:
    data = batch(0, "a", Raw("b"), "ü", compression=compression) + batch(3, Raw("c"), "d", compression=compression)
    values = [(b"\xff" + name.encode(), name, b"\xff") for name in ("a", "ü", "d")]
    found = read(data, start=0)
    assert [offset for offset, *_ in found] == [0, 1, 2, 3, 4]
    assert [tuple(rest) for _, *rest in (found[0], found[2], found[4])] == values
    assert [name for _, _, name, _ in (found[1], found[3])] == ["\ufffdb", "\ufffdc"]


def test_aiokafka_itself_raises_on_one_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    # Another test of this process may have read a topic, which puts the patient ones in place.
    monkeypatch.setattr(fetcher, "MemoryRecords", MemoryRecords)
    monkeypatch.setattr(fetcher, "PartitionRecords", PartitionRecords)
    with pytest.raises(UnicodeDecodeError):
        read(batch(0, Raw("b"), compression=0))
