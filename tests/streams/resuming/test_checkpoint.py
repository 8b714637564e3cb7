"""A checkpoint gives back what was saved, or says that it is none."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from streams.incidents.state import Incidents
from streams.replay import Tally
from streams.resuming.checkpoint import Checkpoint, NoCheckpoint, load, save
from streams.resuming.identity import Identity
from tests.builders import Desk, event

TALLY = Tally(lines=3, articles=2, events=1, incidents=1)
TALLY.verdicts["event"] += 1
POINT = Checkpoint(
    identity=Identity(archive="a", code="c", options={"--emit": "alerts"}),
    began=datetime(2026, 5, 11, tzinfo=UTC),
    position=3,
    size=10,
    sha256="0" * 64,
    tally=TALLY,
    passed=("i",),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "alerts.jsonl.checkpoint"


def incidents() -> Incidents:
    """Give two incidents, and the withdrawal of an article that has not come."""
    desk = Desk().take_all([event(killed=1), event(killed=2, place="Lviv", outlet="Other", at="11:00")])
    return desk.take_all([event(outlet="Third", uri="gone", withdraws=True, at="12:00")]).state


def test_what_was_saved_comes_back(path: Path) -> None:
    before = incidents()
    save(path, POINT, before)
    found, after = load(path)
    assert found == POINT
    assert list(after.saved()) == list(before.saved())
    assert (len(after), after.remembered, after.clock) == (2, before.remembered, before.clock)


def test_the_next_one_takes_its_place(path: Path) -> None:
    save(path, POINT, Incidents())
    save(path, POINT.model_copy(update={"position": 4}), Incidents())
    assert load(path)[0].position == 4
    assert list(path.parent.iterdir()) == [path]


def test_one_that_cannot_be_written_leaves_the_one_before(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    save(path, POINT, Incidents())
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        save(path, POINT.model_copy(update={"position": 4}), Incidents())
    assert load(path)[0].position == 3
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("content", [b"", b"x" * 100])
def test_what_is_no_checkpoint_is_told(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(NoCheckpoint, match="not a whole checkpoint"):
        load(path)


def test_one_of_another_version_is_told(path: Path) -> None:
    save(path, POINT.model_copy(update={"format": "tocsin-checkpoint/2"}), Incidents())
    with pytest.raises(NoCheckpoint, match="not a checkpoint that this version reads"):
        load(path)
