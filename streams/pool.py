"""Run a stage in child processes: in order, on all cores, and so that one record can hurt no other.

A child that overruns its time, dies or eats the memory costs the record that did it (a dead letter ``timeout`` or
``bug``) and nothing else. Example::

    with Pool(DETECT, processes=2) as pool:
        for work, written in pool.ordered(works):
            ...

Records travel in small groups. A group that does not come back is given out again one record at a time, so that the
guilty one shows; the same records give the same results with any number of children.
"""

from __future__ import annotations

import contextlib
import math
import multiprocessing
import os
import resource
import select
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from pathlib import Path
from types import TracebackType

from schemas.vocabulary import DeadLetterReason
from streams import ruleset
from streams.forking import forking
from streams.runtime import context_of, dead_letter, run_stage
from streams.stage import Context, Record, Stage

#: Records and bytes of a group: large enough that the pipe costs little, small enough to spread over the cores.
GROUP_RECORDS, GROUP_BYTES = 16, 64 * 1024
#: Groups in the pool for each child: one at work, and one that waits at the door.
GROUPS_PER_CHILD = 3
#: A child may take this long to load its tables; one that cannot is a broken installation, not a bad record.
START_SECONDS = 120.0
#: Address space of a child, in bytes: a record that wants more becomes a dead letter.
CHILD_BYTES = 3 * 1024**3

Written = tuple[Record, ...]


class PoolBroken(Exception):  # noqa: N818 - the name says what is broken
    """No child can be started."""


class Overran(Exception):  # noqa: N818 - the name in the dead letter says what happened
    """A record took longer than allowed."""


class ChildDied(Exception):  # noqa: N818 - the name in the dead letter says what happened
    """The process that worked on a record ended."""


@dataclass(frozen=True, slots=True)
class Work:
    """A record to run the stage on, or one that is ``done`` already and only keeps its place in the order.

    ``position``: how many records of the input stand before it and with it, where the caller counts them.
    """

    record: Record
    done: Written | None = None
    position: int = 0


@dataclass(slots=True)
class Group:
    """Works that travel together, and what was written for each so far."""

    works: list[Work]
    written: list[Written | None]

    def complete(self) -> bool:
        """Whether every work has its answer."""
        return all(each is not None for each in self.written)


@dataclass(frozen=True, slots=True)
class _Task:
    """Some positions of a group, given to one child at once."""

    group: Group
    positions: tuple[int, ...]


@dataclass(slots=True, eq=False)
class _Child:
    process: multiprocessing.process.BaseProcess
    connection: Connection
    deadline: float
    task: _Task | None = None
    ready: bool = False


@dataclass(slots=True)
class Pool:
    """Children that run one stage.

    Args:
        stage: what they run.
        processes: how many there are.
        seconds: longest time for a record.
        test: see Context.
        deployment: see Context.
        timed: told the seconds that each record took in its child; the limit for one that overran, nothing for one
            that ended its child. Must not raise.
    """

    stage: Stage
    processes: int
    seconds: float = 5.0
    test: bool = False
    deployment: str = "default"
    timed: Callable[[float], None] | None = None
    _children: list[_Child] = field(default_factory=list)
    _tasks: deque[_Task] = field(default_factory=deque)
    _groups: deque[Group] = field(default_factory=deque)
    #: Children that ended before they were ready, since the last one that was.
    _stillborn: int = 0

    def __enter__(self) -> Pool:
        """Start the children; they load their tables meanwhile."""
        for _ in range(self.processes):
            self._start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """End the children."""
        for child in self._children:
            _end(child)
        self._children.clear()

    def ordered(self, works: Iterable[Work | None]) -> Iterator[tuple[Work, Written] | None]:
        """Yield every work with what the stage wrote for it, in order.

        None among the works means that no more is at hand: everything before it is finished first, and None yielded.

        Raises:
            PoolBroken: children cannot be started.
        """
        group: list[Work] = []
        size = 0
        for work in works:
            if work is not None:
                group.append(work)
                size += len(work.record.value or b"")
                if len(group) < GROUP_RECORDS and size < GROUP_BYTES:
                    continue
            self._put(group)
            group, size = [], 0
            yield from self._finished(down_to=0 if work is None else self.processes * GROUPS_PER_CHILD)
            if work is None:
                yield None
        self._put(group)
        yield from self._finished(down_to=0)

    def put(self, records: Sequence[Record]) -> list[Group]:
        """Take records in, in groups that ``turn`` completes in any order; not to be mixed with ``ordered``."""
        groups: list[Group] = []
        size = 0
        for record in records:
            if not groups or len(groups[-1].works) == GROUP_RECORDS or size >= GROUP_BYTES:
                groups.append(Group([], []))
                size = 0
            groups[-1].works.append(Work(record))
            groups[-1].written.append(None)
            size += len(record.value or b"")
        self._tasks += [_Task(group, tuple(range(len(group.works)))) for group in groups]
        return groups

    def turn(self, wake: Connection) -> None:
        """Hand out what waits, then wait until a child answers, dies or overruns, or ``wake`` has something to read.

        Raises:
            PoolBroken: children cannot be started.
        """
        self._give()
        self._listen(wake)
        self._give()

    def _put(self, works: list[Work]) -> None:
        if not works:
            return
        group = Group(works, [work.done for work in works])
        self._groups.append(group)
        if open_positions := tuple(at for at, written in enumerate(group.written) if written is None):
            self._tasks.append(_Task(group, open_positions))

    def _finished(self, down_to: int) -> Iterator[tuple[Work, Written]]:
        """Yield from the front what is complete; wait as long as more than ``down_to`` groups are open."""
        self._give()
        while self._groups:
            if self._groups[0].complete():
                group = self._groups.popleft()
                yield from ((work, written or ()) for work, written in zip(group.works, group.written, strict=True))
            elif len(self._groups) > down_to:
                self._listen()
                self._give()
            else:
                return

    def _give(self) -> None:
        """Hand tasks to the children that wait for one."""
        for child in list(self._children):
            if self._tasks and child.ready and child.task is None:
                task = self._tasks.popleft()
                try:
                    child.connection.send([task.group.works[at].record for at in task.positions])
                except OSError:
                    self._tasks.appendleft(task)  # it died while it was idle: no record's fault
                    self._replace(child)
                    continue
                child.task, child.deadline = task, time.monotonic() + self.seconds

    def _listen(self, wake: Connection | None = None) -> None:
        """Wait until a child answers, dies or overruns, and take note of it."""
        by_connection = {child.connection: child for child in self._children}
        listened: list[Connection] = [*by_connection] if wake is None else [*by_connection, wake]
        busy = [child.deadline for child in self._children if child.task is not None or not child.ready]
        patience: float | None = max(0.0, min(busy, default=0.0) - time.monotonic())
        if wake is not None and not busy:
            patience = None
        for connection in wait(listened, timeout=patience):
            if connection is wake:
                continue
            child = by_connection[connection]  # type: ignore[index]  # wait() returns what it was given
            try:
                self._take(child, child.connection.recv())
            except (EOFError, OSError):
                self._replace(child)
        now = time.monotonic()
        for child in list(self._children):
            if (child.task is not None or not child.ready) and child.deadline <= now:
                self._replace(child, overran=True)

    def _take(self, child: _Child, answer: list[tuple[Written, float]] | None) -> None:
        if child.task is None or answer is None:
            child.ready, self._stillborn = True, 0
            return
        for at, (written, seconds) in zip(child.task.positions, answer, strict=True):
            child.task.group.written[at] = written
            self._tell(seconds)
        child.task = None

    def _tell(self, seconds: float) -> None:
        if self.timed is not None:
            self.timed(seconds)

    def _replace(self, child: _Child, *, overran: bool = False) -> None:
        """End a child that is of no use any more; its records go out again, one that was alone is the guilty one."""
        self._children.remove(child)
        _end(child)
        if not child.ready:
            self._stillborn += 1
            if self._stillborn > self.processes:
                raise PoolBroken(
                    f"a process for the stage {self.stage.name} does not start (status {child.process.exitcode})"
                )
        if (task := child.task) is not None and len(task.positions) > 1:
            self._tasks.extendleft(_Task(task.group, (at,)) for at in reversed(task.positions))
        elif task is not None:
            (at,) = task.positions
            task.group.written[at] = (self._dead_letter(task.group.works[at].record, child, overran=overran),)
        self._start()

    def _dead_letter(self, record: Record, child: _Child, *, overran: bool) -> Record:
        context = context_of(record, test=self.test, deployment=self.deployment)
        if overran:
            self._tell(self.seconds)
            error: Exception = Overran(f"took longer than {self.seconds:g} s")
            return dead_letter(self.stage.name, record, context, DeadLetterReason.TIMEOUT, error)
        error = ChildDied(f"its process ended with status {child.process.exitcode}")
        return dead_letter(self.stage.name, record, context, DeadLetterReason.BUG, error)

    def _start(self) -> None:
        processes = forking()
        ours, theirs = processes.Pipe()
        serve = processes.Process(
            target=_serve,
            args=(theirs, self.stage, self.test, self.deployment, self.seconds, ruleset.in_force().folder),
            daemon=True,
        )
        serve.start()
        theirs.close()
        self._children.append(_Child(serve, ours, time.monotonic() + START_SECONDS))


def _end(child: _Child) -> None:
    child.connection.close()
    child.process.kill()
    child.process.join()


def _serve(
    connection: Connection, stage: Stage, test: bool, deployment: str, seconds: float, rules: Path | None
) -> None:
    """Answer groups of records until the parent closes the pipe; what a child process runs.

    The stage's functions travel by their names, the rules by their folder.
    """
    ruleset.use(rules)
    # Ctrl-C reaches the whole group of processes; the parent decides what happens then.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    with contextlib.suppress(OSError, ValueError):  # not every system limits address space
        resource.setrlimit(resource.RLIMIT_AS, (CHILD_BYTES if most < 0 else min(CHILD_BYTES, most), most))
    _warm(stage)
    threading.Thread(target=_end_with_parent, args=(connection.fileno(),), daemon=True).start()
    with contextlib.suppress(EOFError, OSError):  # the parent has gone
        connection.send(None)
        while True:
            records = connection.recv()
            # The parent ends a child that overruns; where both are stuck, the child ends itself: no loop lives on.
            signal.alarm(math.ceil(seconds * 2) + 1)
            answers = [_timed(stage, each, context_of(each, test=test, deployment=deployment)) for each in records]
            signal.alarm(0)
            connection.send(answers)


def _timed(stage: Stage, record: Record, context: Context) -> tuple[Written, float]:
    """Run the stage; return what it writes, and the seconds that took."""
    began = time.perf_counter()
    return run_stage(stage, record, context), time.perf_counter() - began


def _end_with_parent(pipe: int) -> None:
    """End this process when the other end of the pipe is closed, whatever it is reading: who would take the answer?"""
    hung_up = select.poll()
    hung_up.register(pipe, getattr(select, "POLLRDHUP", select.POLLHUP))
    hung_up.poll()
    os.kill(os.getpid(), signal.SIGKILL)


def _warm(stage: Stage) -> None:
    """Load every table before the clock of the first record runs."""
    article = (
        b'{"uri":"warm-up","headline":"Drone kills two in Kherson","body":"A drone killed two people in Kherson."}'
    )
    record = Record(stage.reads.name_with(), None, article, 0)
    run_stage(stage, record, context_of(record))
