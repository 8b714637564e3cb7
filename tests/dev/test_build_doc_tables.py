"""The tables of docs/incidents.md follow from data and code, and the check finds a page that does not."""

from __future__ import annotations

import pytest

from dev.build_doc_tables import PAGE, TABLES, certainty, markdown, urgency, written


def test_the_page_is_in_step() -> None:
    page = PAGE.read_text("utf-8")
    assert written(page) == page


@pytest.mark.parametrize("name", TABLES)
def test_every_table_stands_in_the_page(name: str) -> None:
    assert f"<!-- table: {name} -->" in PAGE.read_text("utf-8")


def test_a_page_out_of_step_is_found() -> None:
    page = PAGE.read_text("utf-8")
    assert written(page.replace("| rocket | 1 |", "| rocket | 2 |")) == page
    assert "| rocket | 1 |" in page


def test_a_table_nobody_knows_is_an_error() -> None:
    with pytest.raises(KeyError):
        written("<!-- table: nonsense -->\n<!-- end -->")


def test_every_word_of_certainty_and_urgency_has_a_case() -> None:
    assert {row[-1] for row in certainty()} >= {"Observed", "Likely", "Possible", "Unlikely", "Unknown"}
    assert {row[-1] for row in urgency()} == {"urgency", "Immediate", "Past", "Unknown"}


def test_rows_become_a_table() -> None:
    assert markdown([("a", "b"), ("1", "2")]) == "| a | b |\n|---|---|\n| 1 | 2 |\n"
