"""Keep a replay that writes a file such that a later one can go on with it.

Example::

    with Output(Path("alerts.jsonl")) as output:
        keeper = Keeper(output, identity_of(archive, options))
        standing = keeper.begin(datetime.now(UTC), resume=True)
        ...                          # from standing.position on, counting along in it
        keeper.save_when_due(standing)
        keeper.publish()
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from streams.incidents.state import Incidents
from streams.replay import Tally
from streams.resuming.checkpoint import Checkpoint, checkpoint_of, load, save
from streams.resuming.identity import Identity
from streams.resuming.output import Output

#: Seconds between two checkpoints, and how many times longer than writing one they are apart at least.
SECONDS, SHARE = 15.0, 20.0


class NotResumed(Exception):  # noqa: N818 - the name says what did not happen
    """What is there does not belong to this replay, or is to be gone on with and was not asked for."""


@dataclass(slots=True)
class Standing:
    """How a replay stands between two lines; see streams.resuming.checkpoint.Checkpoint for its parts."""

    began: datetime
    position: int = 0
    tally: Tally = field(default_factory=Tally)
    incidents: Incidents = field(default_factory=Incidents)
    passed: set[str] = field(default_factory=set)


class Keeper:
    """Writes the checkpoint of an output, now and then. ``clock``: monotonic, in seconds."""

    def __init__(self, output: Output, identity: Identity, clock: Callable[[], float] = time.monotonic) -> None:
        self._output = output
        self._identity = identity
        self._clock = clock
        self._path = checkpoint_of(output.path)
        self._due = 0.0

    def begin(self, now: datetime, *, resume: bool) -> Standing:
        """Return where to begin: at the checkpoint that was left, or at the beginning where nothing was.

        Raises:
            NotResumed: something was left and ``resume`` is not set, or it is that of another archive, other options
                or other code.
            NoCheckpoint, NotOurs: checkpoint or output is damaged, or another replay writes it.
            OSError: nothing can be read or written there.
        """
        part = self._output.part
        known = self._path.exists()
        if not known and part.stat().st_size:
            raise NotResumed(f"{part} is in the way, and has no checkpoint beside it: remove it")
        if known and not resume:
            told = f"remove it and {self._path} to play from the beginning"
            raise NotResumed(f"{part} is a replay that was broken off: --resume goes on with it; or {told}")
        standing = self._loaded() if known else Standing(now)
        self.save(standing)
        return standing

    def _loaded(self) -> Standing:
        checkpoint, incidents = load(self._path)
        if differences := self._identity.differences(checkpoint.identity):
            raise NotResumed(f"{self._path} is of another replay; what differs: {', '.join(differences)}")
        self._output.go_on(checkpoint.size, checkpoint.sha256)
        return Standing(
            checkpoint.began, checkpoint.position, checkpoint.tally, incidents, set(checkpoint.passed)
        )  # fmt: skip

    def save_when_due(self, standing: Standing) -> None:
        """Write a checkpoint when the last one is old enough."""
        if self._clock() >= self._due:
            self.save(standing)

    def save(self, standing: Standing) -> None:
        """Write a checkpoint; what the output holds is on the disk before.

        Raises:
            OSError: the disk is full, say.
        """
        started = self._clock()
        self._output.sync()
        checkpoint = Checkpoint(
            identity=self._identity,
            began=standing.began,
            position=standing.position,
            size=self._output.size,
            sha256=self._output.sha256,
            tally=standing.tally,
            passed=tuple(sorted(standing.passed)),
        )
        save(self._path, checkpoint, standing.incidents)
        ended = self._clock()
        self._due = ended + max(SECONDS, SHARE * (ended - started))

    def publish(self) -> None:
        """Move the whole output into place; its checkpoint goes."""
        self._output.publish()
        self._path.unlink()

    def forget(self) -> None:
        """Leave nothing of a replay that has not begun."""
        self._output.part.unlink(missing_ok=True)
        self._path.unlink(missing_ok=True)
