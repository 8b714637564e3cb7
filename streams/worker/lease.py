"""How long this process may take itself for a member of its group: as far as the broker's last answer reaches.

A process that was frozen and wakes does not know that another one took over, until its next heartbeat. Example::

    lease = Lease(seconds=8.0)
    lease.renew(sent_at)  # the broker has answered the heartbeat sent then
    await lease.held()  # returns at once within eight seconds of it, else after the next answer
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any

#: The part of a session that is counted on: the broker's clock began later than ours.
SHARE = 2 / 3
#: Seconds between two looks while a lease has lapsed.
LOOK = 0.02
#: Requests of the group whose answer says that the broker counts this process as a member.
RENEWING = ("HeartbeatRequest", "SyncGroupRequest")


class Lease:
    """``seconds``: how long an answer of the broker is good for, counted from the question. Safe between threads."""

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._clock = clock
        self._until = float("-inf")

    def renew(self, asked: float) -> None:
        """Take note that the broker answered well what was asked at that time."""
        self._until = max(self._until, asked + self._seconds)

    @property
    def is_held(self) -> bool:
        """Whether nobody else can have been given our partitions."""
        return self._clock() < self._until

    async def held(self) -> None:
        """Wait until it is held. Who was replaced waits in vain: the answer ends the process (``life``)."""
        while not self.is_held:
            await asyncio.sleep(LOOK)

    def follow(self, coordinator: Any) -> None:
        """Renew with each answer that the client's group coordinator gets."""
        send: Callable[[Any], Awaitable[Any]] = coordinator._send_req  # noqa: SLF001 - the client tells nobody

        async def sending(request: Any) -> Any:
            asked = self._clock()
            response = await send(request)
            if type(request).__name__ in RENEWING and response.error_code == 0:
                self.renew(asked)
            return response

        coordinator._send_req = sending  # noqa: SLF001
