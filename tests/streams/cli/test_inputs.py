"""Where one article ends and the next begins."""

import os

import pytest

from streams.cli.failure import WrongUsage
from streams.cli.inputs import arriving_lines, documents, opened

A, B = b'{"uri": "a", "headline": "One"}', b'{"uri": "b", "headline": "Two"}'


def split(text: bytes) -> list[bytes]:
    return [each for each in documents(text.split(b"\n")) if each is not None]


def test_lines_are_articles_and_blank_lines_are_none() -> None:
    assert split(A + b"\n\n" + B + b"\n") == [A, B]


def test_a_pretty_printed_article_is_one() -> None:
    pretty = b'{\n  "uri": "a",\n  "source": {\n    "name": "One"\n  }\n}'
    assert split(pretty) == [pretty]


def test_pretty_printed_articles_may_follow_each_other() -> None:
    pretty = b'{\n  "uri": "a"\n}'
    assert split(pretty + b"\n" + pretty) == [pretty, pretty]


def test_a_first_line_that_is_cut_off_costs_itself_alone() -> None:
    assert split(b'{"uri": "x", "hea\n' + A + b"\n" + B) == [b'{"uri": "x", "hea', A, B]


def test_a_broken_line_among_lines_costs_itself_alone() -> None:
    assert split(A + b"\n{\n" + B) == [A, b"{", B]


def test_a_byte_order_mark_is_no_part_of_the_article() -> None:
    assert split(b"\xef\xbb\xbf" + A) == [A]


def test_text_that_never_becomes_an_article_is_given_line_by_line() -> None:
    assert split(b"{\n\xff\n}") == [b"{", b"\xff", b"}"]


def test_a_flood_of_lines_that_close_nothing_is_given_line_by_line() -> None:
    flood = [b"{", *[b"5}"] * 100_000]
    assert split(b"\n".join(flood)) == flood


def test_what_has_arrived_is_given_before_more_is_there() -> None:
    read, write = os.pipe()
    os.write(write, A + b"\n" + B[:5])
    with open(read, "rb") as stream:
        lines = arriving_lines(stream)
        assert [next(lines), next(lines)] == [A, None]
        os.write(write, B[5:])
        os.close(write)
        assert [line for line in lines if line is not None] == [B]


def test_a_missing_file_is_wrong_usage() -> None:
    with pytest.raises(WrongUsage, match="cannot read nowhere: No such file"), opened("nowhere"):
        pass
