"""Begin with the stage's own records after recovery, in an order that loses none.

Faust opens the partitions first, then seeks, then lets the queues go on, which empties them: what was read in between
is gone, and where nothing was committed yet the seek does not bring it back. Here they are opened last.
"""

from __future__ import annotations

from typing import Any

import faust
from faust.tables.recovery import Recovery


class OrderedRecovery(Recovery):
    """Faust's recovery with another end."""

    async def _resume_streams(self, generation_id: int = 0) -> None:
        """Begin where there is no table."""
        await self._begin(generation_id)

    async def on_recovery_completed(self, generation_id: int = 0) -> None:
        """Begin when all tables are as their changelogs say."""
        self._set_recovery_ended()
        for table in self.tables.values():
            await table.on_recovery_completed(self.actives_for_table[table], self.standbys_for_table[table])
        await self._begin(generation_id)

    async def _begin(self, generation_id: int) -> None:
        app: Any = self.app
        consumer: Any = app.consumer
        await app.on_rebalance_complete.send()
        assigned = consumer.assignment()
        if app.consumer_generation_id != generation_id:
            return  # another rebalance has begun; recovery comes here again
        if assigned:
            await self._wait(consumer.perform_seek(), timeout=app.conf.broker_request_timeout)
        self.completed.set()
        app.flow_control.resume()
        consumer.resume_flow()
        consumer.resume_partitions({each for each in assigned if each.topic not in app.tables.changelog_topics})
        await app._fetcher.maybe_start()  # noqa: SLF001 - Faust's own call
        self.tables.on_actives_ready()
        self.tables.on_standbys_ready()
        app.on_rebalance_end()


def recover_in_order(app: faust.App) -> None:
    """Give the application this recovery; before it starts."""
    tables: Any = app.tables
    tables._recovery = OrderedRecovery(app, tables, beacon=tables.beacon, loop=tables.loop)  # noqa: SLF001 - no setting
