"""Keys of place names: one for every way of writing a name."""

import pytest

from streams.lexicons.gazetteer.names import bucket_of, fold_name


@pytest.mark.parametrize(
    ("written", "also"),
    [
        ("Gonaïves", "GONAIVES"),
        ("Ma'arrat al-Nu'man", "Maarrat al Numan"),
        ("Qubadlı", "Qubadli"),
        ("Petite-Rivière", "petite riviere"),
        ("Sana‘a", "Sanaa"),
        ("U.A.E.", "UAE"),
    ],
)
def test_spellings_of_one_name_share_a_key(written: str, also: str) -> None:
    assert fold_name(written) == fold_name(also)


def test_different_names_have_different_keys() -> None:
    assert fold_name("Goma") != fold_name("Gomma")


def test_a_key_falls_into_the_same_bucket_everywhere() -> None:
    assert [bucket_of("goma", bits) for bits in (4, 16)] == [2, 11992]
