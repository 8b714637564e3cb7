"""Word lists around place names: lower case, and free of contradictions."""

from streams.lexicons.countries import load_countries
from streams.lexicons.place_words import load_place_words


def test_every_word_is_lower_case() -> None:
    lists = [value for value in load_place_words() if isinstance(value, frozenset)]
    codes = load_place_words().outsiders | load_place_words().abroad
    assert [word for words in lists for word in sorted(words - codes) if word != word.lower()] == []


def test_groups_and_outsiders_name_countries() -> None:
    words = load_place_words()
    assert {*words.groups.values(), *words.outsiders, *words.abroad} <= load_countries().by_code.keys()


def test_kinds_of_towns_and_regions_do_not_overlap() -> None:
    words = load_place_words()
    assert words.town_kinds & words.region_kinds == frozenset()
