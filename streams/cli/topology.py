"""``tocsin topology``: the pipeline as a picture, drawn from the data in ``streams/topology.py``."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from streams.stage import Stage


def topology() -> None:
    """Print the stages: what each reads, the functions it applies in order, what it writes."""
    from streams.topology import TOPOLOGY

    for stage in TOPOLOGY:
        print("\n".join(picture(stage)))


def picture(stage: Stage) -> Iterator[str]:
    """Yield the lines of one stage."""
    from schemas.topics import Topic

    steps = " > ".join(step.__name__ for step in (*stage.steps, *stage.folds))
    state = "keeps state" if stage.state is not None else "stateless"
    yield f"{stage.reads.name_with()}"
    yield f"  {stage.name.upper()} ({state}): {steps}"
    for topic in (*stage.writes, Topic.DEAD_LETTERS):
        policy = topic.value.retention_ms
        kept = "compacted" if policy is None else f"kept {policy // 3_600_000} h"
        yield f"    -> {topic.name_with():20} by {topic.value.key}, {kept}"
    yield ""
