"""A replay that was broken off is gone on with where it stood, or refused; never mixed with another."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from streams.resuming.checkpoint import checkpoint_of
from streams.resuming.identity import Identity
from streams.resuming.keeper import SECONDS, Keeper, NotResumed, Standing
from streams.resuming.output import Output

NOW = datetime(2026, 5, 11, tzinfo=UTC)
OURS = Identity(archive="a", code="c", options={})


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "alerts.jsonl"


def broken_off(path: Path) -> None:
    """Leave a replay that had played five lines at its last checkpoint, and went on a bit."""
    with Output(path) as output:
        keeper = Keeper(output, OURS)
        standing = keeper.begin(NOW, resume=False)
        output.write(b"five\n")
        standing.position = 5
        standing.passed.add("i")
        keeper.save(standing)
        output.write(b"six")


def begun(
    path: Path, identity: Identity = OURS, *, resume: bool = True, then: Callable[[Output, Keeper], None] | None = None
) -> Standing:
    with Output(path) as output:
        keeper = Keeper(output, identity)
        standing = keeper.begin(NOW + timedelta(hours=1), resume=resume)
        if then is not None:
            then(output, keeper)
        return standing


def test_it_goes_on_where_it_stood(path: Path) -> None:
    def finish(output: Output, keeper: Keeper) -> None:
        output.write(b"six\n")
        keeper.publish()

    broken_off(path)
    standing = begun(path, then=finish)
    assert (standing.position, standing.began, standing.passed) == (5, NOW, {"i"})
    assert path.read_bytes() == b"five\nsix\n"
    assert list(path.parent.iterdir()) == [path]


def test_where_nothing_was_left_it_begins_at_the_beginning(path: Path) -> None:
    assert begun(path).position == 0


def test_what_was_left_is_not_overwritten_unasked(path: Path) -> None:
    broken_off(path)
    with pytest.raises(NotResumed, match=r"alerts\.jsonl\.part is a replay that was broken off: --resume goes on"):
        begun(path, resume=False)
    assert begun(path).position == 5


def test_another_replay_is_not_gone_on_with(path: Path) -> None:
    broken_off(path)
    with pytest.raises(NotResumed, match="is of another replay; what differs: the code or its tables"):
        begun(path, OURS.model_copy(update={"code": "d"}))
    assert begun(path).position == 5


def test_a_part_without_a_checkpoint_is_in_the_way(path: Path) -> None:
    broken_off(path)
    checkpoint_of(path).unlink()
    with pytest.raises(NotResumed, match="is in the way, and has no checkpoint"):
        begun(path)


def test_a_checkpoint_is_written_when_the_last_one_is_old_enough(path: Path) -> None:
    now = [100.0]
    with Output(path) as output:
        keeper = Keeper(output, OURS, clock=lambda: now[0])
        standing = keeper.begin(NOW, resume=False)
        for standing.position, later in ((1, 1.0), (2, SECONDS)):
            now[0] += later
            keeper.save_when_due(standing)
            if standing.position == 1:
                assert b'"position":0' in checkpoint_of(path).read_bytes()
    assert begun(path).position == 2


def test_of_a_replay_that_has_not_begun_nothing_stays(path: Path) -> None:
    begun(path, then=lambda _, keeper: keeper.forget())
    assert list(path.parent.iterdir()) == []
