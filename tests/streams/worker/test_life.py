"""What ends a stage's process, and what does not."""

import asyncio
from types import SimpleNamespace
from typing import Any

import faust
import pytest
from faust.types.tuples import TP

from streams.worker import life as module
from streams.worker.life import Life


class Left(Exception):  # noqa: N818 - the name says what happened
    """Stands for the end of the process."""


@pytest.fixture
def life(monkeypatch: pytest.MonkeyPatch) -> Life:
    def leave(status: int, why: str, **_: object) -> None:
        raise Left(f"{status} {why}")

    monkeypatch.setattr(module, "leave", leave)
    return Life(faust.App("test", autodiscover=False), "articles", stage="detect")


def tell(life: Life, signal: str, *partitions: int) -> Any:
    hears = {"assigned": life._assigned, "revoked": life._revoked}[signal]
    return asyncio.run(hears(None, {TP("articles", each) for each in partitions} | {TP("table", 0)}))


def test_the_partitions_of_the_stages_topic_are_its_own(life: Life) -> None:
    tell(life, "assigned", 0, 2)
    assert life.ours == {0, 2}


def test_a_rebalance_that_takes_partitions_ends_the_process(life: Life) -> None:
    tell(life, "assigned", 0, 2)
    with pytest.raises(Left, match="70 rebalance"):
        tell(life, "revoked", 0)


def test_whoever_was_removed_from_the_group_is_told_what_to_look_for(life: Life) -> None:
    tell(life, "assigned", 0)
    coordinator = SimpleNamespace(member_id="")
    life._app = SimpleNamespace(  # type: ignore[assignment]
        consumer=SimpleNamespace(_thread=SimpleNamespace(_consumer=SimpleNamespace(_coordinator=coordinator)))
    )
    with pytest.raises(Left, match="70 removed from the group.*TOCSIN_WORKER__INSTANCE"):
        tell(life, "revoked", 0)


def test_one_that_takes_nothing_does_not(life: Life) -> None:
    tell(life, "revoked", 0)
    tell(life, "assigned", 1)
    assert life.ours == {1}


def test_a_rebalance_while_draining_ends_it_there(life: Life, monkeypatch: pytest.MonkeyPatch) -> None:
    def end(why: str) -> None:
        raise Left(f"0 {why}")

    monkeypatch.setattr(module, "end", end)
    tell(life, "assigned", 0)
    life.draining = True
    with pytest.raises(Left, match="0 a rebalance"):
        tell(life, "revoked", 0)
