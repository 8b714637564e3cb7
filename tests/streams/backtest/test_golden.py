"""A golden: whole or not at all, the same bytes for the same outcome, and refused where it does not belong."""

import hashlib
from dataclasses import replace
from pathlib import Path

import orjson
import pytest
import zstandard

from streams.backtest.golden import NewGolden, NoGolden, opened
from streams.backtest.outcome import Entry
from tests.streams.backtest.outcomes import HEAD, outcome


def written(path: Path, entries: list[Entry] | None = None) -> Path:
    with NewGolden(path, HEAD) as golden:
        assert list(golden.keeping(outcome() if entries is None else entries)) == (entries or outcome())
    return path


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.zst"])
def test_what_is_written_is_read_again(tmp_path: Path, name: str) -> None:
    with opened(written(tmp_path / name)) as golden:
        assert (golden.head, list(golden.entries)) == (HEAD, outcome())


def test_the_same_outcome_gives_the_same_bytes(tmp_path: Path) -> None:
    one, other = written(tmp_path / "one.jsonl.zst"), written(tmp_path / "other.jsonl.zst")
    assert one.read_bytes() == other.read_bytes()


def test_an_error_leaves_the_earlier_golden_and_nothing_else(tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl.zst")
    before = path.read_bytes()
    with pytest.raises(KeyboardInterrupt), NewGolden(path, HEAD) as golden:
        next(golden.keeping(outcome()))
        raise KeyboardInterrupt
    assert (path.read_bytes(), list(tmp_path.iterdir())) == (before, [path])


def test_a_file_that_ends_early_is_told(tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl")
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-1]))
    with pytest.raises(NoGolden, match="a.jsonl: ends early, after line 4"), opened(path):
        pass


@pytest.mark.parametrize(
    ("first", "told"),
    [
        (b'{"uri": "a"}', "a.jsonl: no golden"),
        (b"", "a.jsonl: no golden|a.jsonl:1: not a JSON object"),
        (b"nonsense", "a.jsonl:1: not JSON"),
        (b'{"golden": "tocsin-golden/1", "archive": "x"}', "a.jsonl:1: .*missing"),
        (
            b'{"golden": "tocsin-golden/2"}',
            "a.jsonl: of the format tocsin-golden/2; this version reads tocsin-golden/1",
        ),
    ],
)
def test_another_file_is_no_golden(tmp_path: Path, first: bytes, told: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(first)
    with pytest.raises(NoGolden, match=told), opened(path):
        pass


@pytest.mark.parametrize("line", [b'{"answer": {"no": 1}}', b'{"x": {}}', b'{"incident": 5}', b"{}", b'{"end": 7}'])
def test_a_line_that_is_no_entry_is_named(tmp_path: Path, line: bytes) -> None:
    path = written(tmp_path / "a.jsonl")
    body = path.read_bytes().splitlines(keepends=True)[0] + line + b"\n"
    path.write_bytes(body + orjson.dumps({"end": 1, "sha256": hashlib.sha256(body).hexdigest()}) + b"\n")
    with pytest.raises(NoGolden, match="a.jsonl:2: no entry of a golden"), opened(path) as golden:
        list(golden.entries)


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.zst"])
def test_a_file_cut_anywhere_or_with_another_byte_never_tells_of_another_outcome(tmp_path: Path, name: str) -> None:
    path = written(tmp_path / name)
    whole = path.read_bytes()
    cut = [whole[:size] for size in range(0, len(whole), 3)]
    other = [whole[:at] + bytes([whole[at] ^ 4]) + whole[at + 1 :] for at in range(0, len(whole), 5)]
    refused = 0
    for content in (*cut, *other, whole + b"{}"):
        path.write_bytes(content)
        try:
            with opened(path) as golden:  # a bit of zstd's own that nobody reads
                assert (golden.head, list(golden.entries)) == (HEAD, outcome())
        except NoGolden:
            refused += 1
    assert refused >= len(cut) + len(other) - 5


def test_a_full_disk_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.fsync", _full)
    with pytest.raises(OSError, match="No space left"), NewGolden(tmp_path / "a.jsonl", HEAD) as golden:
        list(golden.keeping(outcome()))
    assert list(tmp_path.iterdir()) == []


def _full(_: int) -> None:
    raise OSError(28, "No space left on device")


def test_a_damaged_file_is_told(tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl.zst")
    packed = bytearray(path.read_bytes())
    packed[-1] ^= 1
    path.write_bytes(packed)
    with pytest.raises(NoGolden, match="a.jsonl.zst: damaged"), opened(path) as golden:
        list(golden.entries)


def test_zst_is_zstd(tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl.zst")
    with path.open("rb") as file:
        plain = zstandard.ZstdDecompressor().stream_reader(file).read()
    assert plain == written(tmp_path / "a.jsonl").read_bytes()


def test_a_golden_of_another_archive_or_setting_differs_in_words() -> None:
    assert HEAD.differs_in(HEAD) is None
    assert HEAD.differs_in(replace(HEAD, ruleset="c", tocsin="9", methodology="severity/2")) is None
    told = HEAD.differs_in(replace(HEAD, archive="c" * 64, lines=9))
    assert told == f"it is of the archive {'a' * 16} (3 records), not of {'c' * 16} (9 records)"
    other = replace(HEAD, settings={"deployment": "default", "min_level": "Severe"})
    assert HEAD.differs_in(other) == "it was made with min_level Unknown, not Severe"
