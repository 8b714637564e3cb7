"""What the processes of a tree cost: processor seconds and the most memory each has held, read from /proc (Linux).

Example: ``Watch(pid).costs()`` of a worker gives ``{"detect": Cost(61.2, 1, 118.0), ...}``.
A process that has ended counts with what it had spent when it was last seen.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

TICKS = os.sysconf("SC_CLK_TCK")
#: Seconds between two looks: what a process spends after the last one is not counted.
INTERVAL = 0.5
#: Roles by what stands in the command line, the first that does. Children of the fork server are the pool's readers.
ROLES = {
    "streams.worker.stage detect": "detect",
    "streams.worker.stage track": "track",
    "kafka.Kafka": "broker",
    "multiprocessing.forkserver": "fork server",
    "multiprocessing.resource_tracker": "fork server",
}


class Process(NamedTuple):
    """A process as /proc shows it; ``seconds`` are those of the processor, ``peak_mb`` is the largest resident size."""

    pid: int
    parent: int
    command: str
    seconds: float
    peak_mb: float


class Cost(NamedTuple):
    """What the processes of one role cost: together in seconds, each in MB at the most."""

    seconds: float
    processes: int
    peak_mb: float


def seen(root: int) -> list[Process]:
    """Return the process ``root`` and all that descend from it, parents first."""
    everything = [found for each in Path("/proc").iterdir() if each.name.isdigit() and (found := _read(each))]
    tree = [each for each in everything if each.pid == root]
    for parent in tree:
        tree += [each for each in everything if each.parent == parent.pid]
    return tree


def _read(folder: Path) -> Process | None:
    try:
        # The name stands in parentheses and may hold anything; what follows are numbers.
        numbers = (folder / "stat").read_text().rpartition(")")[2].split()
        status = (folder / "status").read_text()
        command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
    except OSError:  # it has just ended
        return None
    if numbers[0] == "Z":  # it has ended, and its memory is not told any more
        return None
    peak = next((line.split()[1] for line in status.splitlines() if line.startswith("VmHWM:")), "0")
    seconds = (int(numbers[11]) + int(numbers[12])) / TICKS
    return Process(int(folder.name), int(numbers[1]), command, seconds, int(peak) / 1024)


def costs(processes: Mapping[int, Process], root: int) -> dict[str, Cost]:
    """Return the cost by role; the root's own role is ``parent``."""
    found: dict[str, Cost] = {}
    for each in processes.values():
        role = role_of(each, processes, root)
        before = found.get(role, Cost(0.0, 0, 0.0))
        found[role] = Cost(before.seconds + each.seconds, before.processes + 1, max(before.peak_mb, each.peak_mb))
    return found


def role_of(process: Process, processes: Mapping[int, Process], root: int) -> str:
    """Return what a process does in its tree."""
    if process.pid == root:
        return "parent"
    role = next((role for said, role in ROLES.items() if said in process.command), "other")
    parent = processes.get(process.parent)
    is_forked = parent is not None and "multiprocessing.forkserver" in parent.command
    return "readers" if role == "fork server" and is_forked else role


class Watch:
    """Looks at a tree, and at ``others``, now and then, from a thread; ``spent``: what they cost since ``mark``."""

    def __init__(self, root: int, *others: int | None) -> None:
        self._root = root
        self._others = [each for each in others if each is not None]
        self._seen: dict[int, Process] = {}
        self._marked: dict[str, Cost] = {}
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def __enter__(self) -> Watch:
        """Go on looking."""
        return self

    def __exit__(self, *_: object) -> None:
        """Stop looking."""
        self._ended.set()
        self._thread.join()

    def costs(self) -> dict[str, Cost]:
        """Look now, and return the cost by role since the start of each process."""
        self._seen |= {each.pid: each for root in (self._root, *self._others) for each in seen(root)}
        return costs(self._seen, self._root)

    def pids(self, role: str) -> list[int]:
        """Return the living processes of a role."""
        now = {each.pid: each for each in seen(self._root)}
        return [pid for pid, each in now.items() if role_of(each, now, self._root) == role]

    def mark(self) -> None:
        """Count from here."""
        self._marked = self.costs()

    def spent(self) -> dict[str, Cost]:
        """Return what was spent since the mark; memory is that of the whole life."""
        nothing = Cost(0.0, 0, 0.0)
        return {
            role: cost._replace(seconds=cost.seconds - self._marked.get(role, nothing).seconds)
            for role, cost in self.costs().items()
        }

    def _run(self) -> None:
        while not self._ended.wait(INTERVAL):
            self.costs()
