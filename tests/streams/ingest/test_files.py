"""What files and standard input give, item by item."""

import gzip
import io
import json
from pathlib import Path

import pytest
import zstandard

from schemas.codec import MAX_RECORD_BYTES
from streams.ingest.articles import Item
from streams.ingest.files import read_items
from streams.ingest.sources import find_sources

A, B = b'{"uri": "a", "headline": "One"}', b'{"uri": "b", "headline": "Two"}'
PAGE = b"<html><head><title>Two hurt</title></head><body><p>Two people were hurt.</p></body></html>"


def items(*names: str, stdin: bytes = b"") -> list[Item]:
    found = read_items(find_sources(names), "tocsin-articles", io.BytesIO(stdin))
    return [each for each in found if each is not None]


def uris(found: list[Item]) -> list[str | None]:
    return [json.loads(each.record.value or b"")["uri"] if each.record else None for each in found]


@pytest.mark.parametrize("pack", [bytes, gzip.compress, zstandard.compress], ids=["plain", "gzip", "zstd"])
def test_a_bad_line_is_an_item_with_its_number(tmp_path: Path, pack: object) -> None:
    path = tmp_path / "news.jsonl"
    path.write_bytes(pack(A + b'\n\n{"uri": 5}\n' + B + b"\n"))  # type: ignore[operator]  # one of the three above
    found = items(str(path))
    assert uris(found) == ["a", None, "b"]
    assert [each.line for each in found] == [1, 3, 4]
    assert found[1].why == "schema: headline and body at /: both are absent or empty"


@pytest.mark.parametrize(
    "text",
    [
        b"[" + A + b"," + B + b"]",
        b"[\n" + A + b",\n" + B + b"\n]",
        b'{"status": "ok", "articles": [' + A + b"," + B + b"]}",
        A + b"\n" + B,
        json.dumps(json.loads(A), indent=2).encode() + b"\n" + json.dumps(json.loads(B), indent=2).encode(),
    ],
    ids=["array", "pretty array", "answer of a news service", "lines", "pretty articles"],
)
def test_articles_are_found_in_every_shape_of_json(text: bytes) -> None:
    assert uris(items("-", stdin=text)) == ["a", "b"]


def test_one_bad_article_of_an_array_costs_itself() -> None:
    assert uris(items("-", stdin=b"[" + A + b', 5, {"uri": "x"},' + B + b"]")) == ["a", None, None, "b"]


def test_a_line_that_is_too_long_is_told_and_the_next_one_read() -> None:
    found = items("-", stdin=b'{"uri": "x", "body": "' + b"y" * MAX_RECORD_BYTES + b'"}\n' + B)
    assert (uris(found), found[0].why) == (
        [None, "b"],
        "too_large: record at byte 4194304: more than 4194304 bytes; not sent",
    )


def test_a_page_is_an_article_named_without_this_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "p.html").write_bytes(PAGE)
    monkeypatch.chdir(tmp_path)
    named, absolute = uris(items("pages", str(tmp_path / "pages")))
    assert named is not None and named.startswith("file:pages/p.html#")
    assert absolute is not None and absolute.startswith("file:p.html#")


def test_a_page_on_standard_input_is_an_article() -> None:
    assert [each.record is not None for each in items("-", stdin=PAGE.replace(b">", b">\n"))] == [True]


def test_a_damaged_file_is_told_and_the_next_source_read(tmp_path: Path) -> None:
    damaged, whole = tmp_path / "a.jsonl.gz", tmp_path / "b.jsonl"
    damaged.write_bytes(gzip.compress(A + b"\n")[:-6])
    whole.write_bytes(B)
    found = items(str(damaged), str(whole))
    assert uris(found)[-1] == "b"
    assert any("cannot be read further" in (each.why or "") for each in found)


def test_items_say_how_far_the_reading_is(tmp_path: Path) -> None:
    for name in ("a.jsonl", "b.jsonl"):
        (tmp_path / name).write_bytes(A + b"\n")
    assert [each.read for each in items(str(tmp_path))] == [len(A) + 1, 2 * (len(A) + 1)]
