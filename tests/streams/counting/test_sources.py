"""Which watched source an article comes from."""

from collections.abc import Mapping

import orjson
import pytest

from streams.counting.sources import Sources
from streams.stage import Record


def of(sources: tuple[str, ...], article: Mapping[str, object]) -> tuple[str, ...]:
    return Sources(sources).of(Record("tocsin-articles", b"k", orjson.dumps(article), 0))


@pytest.mark.parametrize("label", ["Reuters", "REUTERS", "reuters.com", "uk.reuters.com", "www.reuters.com"])
def test_a_source_is_named_by_name_domain_or_family(label: str) -> None:
    assert of((label,), {"uri": "a", "source": {"domain": "uk.reuters.com"}}) == (label,)


def test_a_name_is_compared_without_case_and_article() -> None:
    assert of(("the northwire",), {"uri": "a", "source": {"name": "Northwire"}}) == ("the northwire",)


def test_a_domain_is_no_part_of_another_name() -> None:
    assert of(("wire.example",), {"uri": "a", "source": {"domain": "northwire.example"}}) == ()


def test_the_names_of_other_formats_are_read() -> None:
    assert of(("Northwire",), {"uri": "a", "publisher": {"name": "Northwire"}}) == ("Northwire",)


def test_an_article_may_be_of_several_or_of_none() -> None:
    watched = ("Northwire", "northwire.example", "Meridian")
    told = {"uri": "a", "source": {"name": "Northwire", "domain": "northwire.example"}}
    assert of(watched, told) == ("Northwire", "northwire.example")
    assert of(watched, {"uri": "a"}) == ()


def test_a_source_named_twice_is_one() -> None:
    assert Sources(("a", "b", "a")).labels == ("a", "b")
