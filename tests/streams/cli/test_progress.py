"""Progress is for terminals."""

import sys

import pytest

from streams.cli.progress import counting, watching
from streams.replay import Tally


def test_a_pipe_sees_no_progress(capsys: pytest.CaptureFixture[str]) -> None:
    with watching(2) as advance:
        advance(Tally(lines=1), 1)
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("total", [2, None])
def test_a_terminal_sees_how_far_it_is(
    total: int | None, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("FORCE_COLOR", "1")
    with watching(total) as advance:
        advance(Tally(lines=1), 1)
    out, err = capsys.readouterr()
    assert out == ""
    assert "alerts" in err


def test_what_is_counted_shows_on_a_terminal_only(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with counting("offsets") as advance:
        advance(1, 2)
    assert capsys.readouterr() == ("", "")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("FORCE_COLOR", "1")
    with counting("offsets") as advance:
        advance(1, 2)
    assert "offsets/s" in capsys.readouterr().err
