"""Tables, for people and for pipes."""

import sys

import pytest

from streams.cli.tables import print_table


def test_a_pipe_gets_rows_with_tabs(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(("name", "value"), [("a", "1"), ("b", "2")])
    assert capsys.readouterr().out == "a\t1\nb\t2\n"


def test_a_terminal_gets_a_head_and_no_markup_is_obeyed(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    print_table(("name", "value"), [("a", "[red]1")])
    out = capsys.readouterr().out
    assert "name" in out and "[red]1" in out
