"""People in general are told apart from people who are called something."""

from __future__ import annotations

import pytest

from streams.extraction.relation_readings import is_general
from tests.reading import read


@pytest.mark.parametrize(
    ("text", "general"),
    [
        ("A bomb killed nine people in Kano on Tuesday.", True),
        ("A bomb killed nine in Kano on Tuesday.", True),
        ("A bomb killed nine miners in Kano on Tuesday.", False),
    ],
)
def test_people_in_general_are_told_apart(text: str, general: bool) -> None:
    article = read(text)
    (claim,) = [each for each in article.claims if each.kind == "killed"]
    assert is_general(claim, article) is general
