"""What an outlet is called."""

import pytest

from schemas.incident import Report
from streams.casebook.outlets import outlet_of


@pytest.mark.parametrize(
    ("known", "name"),
    [
        ({"source": "Harrow\nWire", "domain": "harrow.example"}, "Harrow Wire"),
        ({"domain": "harrow.example", "family": "harrow"}, "harrow.example"),
        ({"source": "\x1b[2J", "family": "harrow"}, "harrow"),
        ({}, "a1"),
    ],
)
def test_an_outlet_has_the_best_name_that_is_known(known: dict[str, str], name: str) -> None:
    assert outlet_of(Report(event_id="e", article_uri="a1", **known)) == name
