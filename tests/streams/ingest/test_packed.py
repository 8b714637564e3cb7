"""Packed files are read whole or not at all."""

import io

import pytest
import zstandard

from streams.ingest.packed import unpacked_zstd

FRAMES = zstandard.compress(b"one\n" * 50_000) + zstandard.compress(b"two\n")


def test_all_frames_are_unpacked() -> None:
    with unpacked_zstd(io.BytesIO(FRAMES)) as stream:
        assert stream.read() == b"one\n" * 50_000 + b"two\n"


@pytest.mark.parametrize("packed", [FRAMES[:-1], FRAMES[:5], b"no zstd at all", FRAMES + b"rubbish"])
def test_a_damaged_file_is_an_error_and_not_a_short_file(packed: bytes) -> None:
    with unpacked_zstd(io.BytesIO(packed)) as stream, pytest.raises(OSError, match="damaged"):
        stream.read()
