"""Which incident the beginning of an id means."""

import pytest

from streams.casebook.finding import NotOne, found

IDS = ["45bdd5e8-1539", "45c00000-0001", "9b92e5f2-04f4"]


@pytest.mark.parametrize("given", ["9b92e5f2-04f4", "9", " 9B92 ", "9b92e5f2…"])
def test_a_beginning_that_only_one_has_is_enough(given: str) -> None:
    assert found(IDS, given) == "9b92e5f2-04f4"


def test_a_whole_id_is_meant_though_another_begins_so() -> None:
    assert found(["ab", "abc"], "ab") == "ab"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("45", "2 incidents begin with 45: 45bdd5e8-1539, 45c00000-0001"),
        ("45bdd5f8", "no incident begins with 45bdd5f8; near it: 45bdd5e8-1539"),
        ("zz", "no incident begins with zz; `tocsin incidents` lists them"),
        ("", "no incident begins with nothing; `tocsin incidents` lists them"),
        ("\x1b[2J", r"no incident begins with \x1b[2j; `tocsin incidents` lists them"),
    ],
)
def test_what_fits_none_or_several_is_told_with_those_near(given: str, said: str) -> None:
    with pytest.raises(NotOne) as raised:
        found(IDS, given)
    assert str(raised.value) == said


def test_at_most_five_are_named() -> None:
    with pytest.raises(NotOne, match=r"^30 incidents begin with a: a00, a01, a02, a03, a04, \.\.\.$"):
        found([f"a{n:02}" for n in range(30)], "a")
