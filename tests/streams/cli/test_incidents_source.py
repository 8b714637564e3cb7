"""Where the two commands read, and what they say of what they could not read."""

from pathlib import Path

import pytest

from schemas.codec import encode
from streams.cli.failure import Failure
from streams.cli.incidents_source import collect, tell_faults
from tests.builders import Desk, event


def test_an_archive_is_read_without_settings(tmp_path: Path) -> None:
    incident = Desk().take_all([event(killed=3)]).only()
    (tmp_path / "a.jsonl").write_bytes(encode(incident) + b"\n")
    assert list(collect(str(tmp_path)).incidents()) == [incident]


@pytest.mark.parametrize(
    ("text", "status", "said"),
    [
        (None, 2, "cannot read"),
        (b"", 2, "holds no incidents"),
        (b'{"topic": "tocsin-articles", "timestamp": 5, "key": "a", "value": {}}\n', 2, "--emit incidents,alerts"),
    ],
)
def test_what_cannot_be_shown_is_refused(tmp_path: Path, text: bytes | None, status: int, said: str) -> None:
    if text is not None:
        (tmp_path / "a.jsonl").write_bytes(text)
    with pytest.raises(Failure, match=said) as raised:
        collect(str(tmp_path / "a.jsonl"))
    assert raised.value.exit_code == status


def test_an_archive_that_is_not_as_recorded_fails_the_check(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(b"{}\n")
    (tmp_path / "a.jsonl.manifest.json").write_bytes(b"{}")
    with pytest.raises(Failure, match="not the manifest") as raised:
        collect(str(tmp_path / "a.jsonl"))
    assert raised.value.exit_code == 3


def test_faults_are_told_up_to_twenty_and_change_the_status(capsys: pytest.CaptureFixture[str]) -> None:
    assert tell_faults([], 0) == 0
    assert tell_faults(["\x1b[2J"] * 25, 3) == 1
    said = capsys.readouterr().err.splitlines()
    assert (len(said), said[0], said[-2:]) == (
        22, r"tocsin: \x1b[2J", ["tocsin: 5 more could not be read", "tocsin: 3 records of a replaced worker left out"],
    )  # fmt: skip
