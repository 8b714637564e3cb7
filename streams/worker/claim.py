"""Refuse a second worker of one name on one machine: each would take the other's place in the group, for ever.

The name is held as a socket in the kernel's own name space, which ends with the process; nothing listens on it. Where
there is no such name space, nothing is refused. Example: ``with claimed(settings, ("detect", "track")): ...``
"""

from __future__ import annotations

import hashlib
import socket
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager

from streams.kafka.connection import Unreachable
from streams.settings import Settings


class NameTaken(Unreachable):
    """Another worker on this machine runs the stage under the same name."""


@contextmanager
def claimed(settings: Settings, stages: Sequence[str]) -> Iterator[None]:
    """Hold this worker's name for each of the stages.

    Raises:
        NameTaken: another process holds it.
    """
    with ExitStack() as held:
        for stage in stages if sys.platform == "linux" else ():
            name = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
            held.callback(name.close)
            try:
                name.bind(_address(settings, stage))
            except OSError:
                raise NameTaken(
                    f"a worker called {settings.worker.instance} runs {stage} on this machine already: "
                    "give this one another name (TOCSIN_WORKER__INSTANCE)"
                ) from None
        yield


def _address(settings: Settings, stage: str) -> str:
    """Return the name to hold: the same for the same member of the same group of the same brokers."""
    who = (settings.kafka.bootstrap_servers, settings.topic_prefix, stage, settings.worker.instance)
    return "\0tocsin-" + hashlib.sha256("\n".join(who).encode()).hexdigest()
