"""The lines of a list below the sentence that opens it."""

from __future__ import annotations

import pytest

from streams.text.lists import counted_lines
from streams.text.sentences import split_sentences
from streams.text.types import Segment


@pytest.mark.parametrize(
    ("lines", "counted"),
    [
        (["They sent:", "- 62 drones;", "- 8 missiles.", "Four people died."], 2),
        (["They sent:", "62 drones,", "8 missiles."], 2),
        (["They sent 70 weapons.", "- 62 drones;"], 0),
        (["They sent:", "- drones from the north;", "- 8 missiles."], 0),
        (["They sent:"], 0),
    ],
)
def test_a_list_is_opened_by_a_colon_and_goes_on_while_lines_begin_with_a_number(
    lines: list[str], counted: int
) -> None:
    sentences = split_sentences([Segment("body", "paragraph", line, 0) for line in lines])
    assert len(counted_lines(sentences, 0)) == counted
