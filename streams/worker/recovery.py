"""Begin with the stage's own records in an order that loses none.

Faust opens the partitions first, then seeks, then lets the queues go on, which empties them: what was read in between
is gone, and where nothing was committed yet the seek does not bring it back. Here they are opened last, and not before
the stage has what it needs for its first record.
"""

from __future__ import annotations

from typing import Any

import faust
from faust.tables.recovery import Recovery


class OrderedRecovery(Recovery):
    """Faust's service that begins after each rebalance, with another beginning; no application of ours has tables."""

    async def _resume_streams(self, generation_id: int = 0) -> None:
        app: Any = self.app
        consumer: Any = app.consumer
        await app.on_rebalance_complete.send()
        assigned = consumer.assignment()
        if app.consumer_generation_id != generation_id:
            return  # another rebalance has begun; Faust comes here again
        if assigned:
            await self._wait(app.prepare())  # as long as it takes: the watchdog sees whether it gets on
            await self._wait(consumer.perform_seek(), timeout=app.conf.broker_request_timeout)
        self.completed.set()
        app.flow_control.resume()
        consumer.resume_flow()
        consumer.resume_partitions(assigned)
        await app._fetcher.maybe_start()  # noqa: SLF001 - Faust's own call
        self.tables.on_actives_ready()
        self.tables.on_standbys_ready()
        app.on_rebalance_end()


def recover_in_order(app: faust.App) -> None:
    """Give the application this recovery; before it starts."""
    tables: Any = app.tables
    tables._recovery = OrderedRecovery(app, tables, beacon=tables.beacon, loop=tables.loop)  # noqa: SLF001 - no setting
