"""At which line an article begins, and that a line without an end fills no memory."""

import io

from streams.ingest.lines import Numbered, arriving_lines, numbered_documents

A = b'{"uri": "a", "headline": "One"}'


def numbered(text: bytes) -> list[Numbered]:
    return [each for each in numbered_documents(text.split(b"\n")) if each is not None]


def test_blank_lines_count() -> None:
    assert numbered(b"\n" + A + b"\n\n" + A) == [(2, A), (4, A)]


def test_a_pretty_printed_article_stands_where_it_begins() -> None:
    pretty = b'{\n  "uri": "a"\n}'
    assert [each.number for each in numbered(pretty + b"\n" + pretty)] == [1, 4]


def test_broken_lines_keep_their_own_numbers() -> None:
    assert numbered(b"{cut\nbroken\n" + A) == [(1, b"{cut"), (2, b"broken"), (3, A)]


def test_of_a_line_that_is_too_long_only_so_much_is_kept() -> None:
    text = b"x" * 1_000_000 + b"\nshort\n" + b"y" * 200_000
    assert list(arriving_lines(io.BytesIO(text), longest=100)) == [b"x" * 100, b"short", b"y" * 100]


def test_lines_are_whole_wherever_the_pieces_end() -> None:
    lines = [bytes([65 + n % 26]) * (n * 37 % 9000) + b"." for n in range(100)]
    assert list(arriving_lines(io.BytesIO(b"\n".join(lines)))) == lines
