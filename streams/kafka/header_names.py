"""Read records whose header names are no UTF-8: aiokafka raises on one, and then no reader ever gets past it.

What is no UTF-8 in a name is replaced; keys, values and what stands in the headers are left as they are. Example: a
name of the single byte 0xFF reads as U+FFFD, the replacement character.
"""

from __future__ import annotations

from typing import Any

from aiokafka.consumer import fetcher
from aiokafka.record.default_records import _DefaultRecordBatchPy
from aiokafka.record.memory_records import MemoryRecords, _MemoryRecordsPy


def read_any_header_name() -> None:
    """Let every consumer of this process read such records."""
    module: Any = fetcher
    module.MemoryRecords, module.PartitionRecords = _Kept, _PartitionRecords


class _Kept(MemoryRecords):  # type: ignore[misc]  # which of two classes it is shows at run time
    """What was fetched, decoded by the extension, with its bytes at hand."""

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        self.data = data


class _PartitionRecords(fetcher.PartitionRecords):  # type: ignore[misc]
    """Reads what was fetched once more, patiently, from the first name on that is no UTF-8."""

    _records: Any

    def __next__(self) -> Any:
        try:
            return super().__next__()
        except UnicodeDecodeError:
            # Records before this one are passed over: the offset to read next is kept.
            self._records = _Patient(self._records.data)
            self._records_iterator = self._unpack_records()
            return super().__next__()


class _Patient:
    """Gives the batches as the fetcher asks for them."""

    def __init__(self, data: bytes) -> None:
        self._slices: Any = _MemoryRecordsPy(data)

    def has_next(self) -> bool:
        return bool(self._slices.has_next())

    def next_batch(self) -> Any:
        batch = _Batch(self._slices._next_slice)  # noqa: SLF001 - next_batch() gives one that is not patient
        self._slices._cache_next()  # noqa: SLF001
        return batch


class _Batch(_DefaultRecordBatchPy):  # type: ignore[misc]
    _buffer: Any

    def __iter__(self) -> Any:
        self._maybe_uncompress()
        self._buffer = _Buffer(self._buffer)
        return self


class _Buffer(bytearray):
    """Of the parts of a record only the names of headers are decoded; keys and values are taken as bytes."""

    def __getitem__(self, index: Any) -> Any:
        found = super().__getitem__(index)
        return _Name(found) if isinstance(index, slice) else found


class _Name(bytearray):
    def decode(self, encoding: str = "utf-8", errors: str = "replace") -> str:
        return super().decode(encoding, errors)
