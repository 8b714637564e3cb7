"""Lines of files: numbered, unpacked piece by piece; damage is named with file and line."""

from pathlib import Path

import pytest
import zstandard

from streams.archive import lines
from streams.archive.manifest import Damaged
from streams.archive.reading import Places, Watch, read_lines

TEXT = b"".join(b'{"line": %d, "filler": "%d"}\n' % (n, n**9) for n in range(2000))


class Heard(Watch):
    """Takes down what it is told."""

    def __init__(self) -> None:
        self.told: list[tuple[object, ...]] = []

    def begins(self, file: Path, before: int) -> None:
        self.told.append((file.name, before))

    def ended(self, file: Path, found: int) -> None:
        self.told.append((file.name, "ended", found))

    def damaged(self, file: Path, line: int, said: str) -> None:
        self.told.append((file.name, "damaged", line))


def packed(text: bytes = TEXT) -> bytes:
    return zstandard.ZstdCompressor(write_checksum=True).compress(text)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "news.jsonl.zst"


def texts(*files: Path, watch: Watch | None = None) -> list[bytes]:
    return [line.text + b"\n" for line in read_lines(files, watch)]


def test_frames_follow_one_another(file: Path) -> None:
    file.write_bytes(packed() + packed(b"x\n") + packed())
    assert b"".join(texts(file)) == TEXT + b"x\n" + TEXT


def test_each_file_is_told_of_without_its_blank_lines(tmp_path: Path) -> None:
    first, second = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    first.write_text("x\n\ny\n")
    second.write_text("z")
    heard = Heard()
    assert [each.number for each in read_lines([first, second], heard)] == [1, 3, 4]
    assert heard.told == [("a.jsonl", 0), ("a.jsonl", "ended", 2), ("b.jsonl", 3), ("b.jsonl", "ended", 1)]


@pytest.mark.parametrize("left", [0.1, 0.5, 0.99])
def test_a_file_that_is_cut_off_is_an_error_behind_its_last_whole_line(file: Path, left: float) -> None:
    whole = packed()
    file.write_bytes(whole[: int(len(whole) * left)])
    with pytest.raises(Damaged, match=r"news\.jsonl\.zst: damaged: cut off after line \d+"):
        texts(file)


def test_a_file_cut_off_between_two_frames_is_whole(file: Path) -> None:
    file.write_bytes(packed())
    assert len(texts(file)) == 2000


@pytest.mark.parametrize("content", [b"", b"no zstd at all", packed() + b"rubbish"])
def test_what_is_no_zstd_is_an_error(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    with pytest.raises(Damaged, match=r"^\[Errno 5\] news\.jsonl\.zst: damaged: .* after line \d+$"):
        texts(file)


def test_a_flipped_bit_is_an_error(file: Path) -> None:
    harmed = bytearray(packed())
    harmed[-2] ^= 1  # of the checksum
    file.write_bytes(harmed)
    with pytest.raises(Damaged, match="damaged: "):
        texts(file)


def test_a_watch_that_takes_damage_lets_the_next_file_be_read(file: Path, tmp_path: Path) -> None:
    file.write_bytes(packed()[:-8])
    (tmp_path / "other.jsonl").write_text("x\n")
    heard = Heard()
    found = texts(file, tmp_path / "other.jsonl", watch=heard)
    assert (TEXT.startswith(b"".join(found[:-1])), found[-1]) == (True, b"x\n")
    assert ("news.jsonl.zst", "damaged", len(found) - 1) in heard.told


def test_a_place_is_file_and_line() -> None:
    places = Places()
    places.begin("a", 0)
    places.begin("empty", 3)
    places.begin("b", 3)
    assert [places.of(number) for number in (1, 3, 4)] == ["a:1", "a:3", "b:1"]


@pytest.mark.parametrize("text", ["x" * 500, "x" * 100, "x" * 101, "x" * 99])
def test_a_line_that_is_too_long_is_never_held_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.setattr(lines, "MAX_LINE_BYTES", 100)
    path = tmp_path / "news.jsonl"
    path.write_text(f"a\n{text}\nb\n{text}")
    found = list(read_lines([path]))
    assert [line.number for line in found] == [1, 2, 3, 4]
    assert [line.text for line in found] == [b"a", text[:101].encode(), b"b", text[:101].encode()]
