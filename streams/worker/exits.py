"""How a stage's process ends, and why it ends at once: what is not acknowledged yet comes again after the restart.

Faust acknowledges an event whose agent raises, and waits for ever for a stuck one; so an error never travels up
through it. Example: ``leave(INFRASTRUCTURE, "no acknowledgement within 30 s")``.
"""

from __future__ import annotations

import os
import sys
from typing import NoReturn

import structlog

#: The supervisor restarts these: the broker, the disk or memory failed, an offset was skipped, partitions were taken.
INFRASTRUCTURE = 70
#: The watchdog saw no progress, or no broker.
WATCHDOG = 71
#: The dead-letter budget is spent: a person has to look; not restarted.
BUDGET = 72

log = structlog.get_logger("tocsin.worker")


def leave(status: int, why: str, **facts: object) -> NoReturn:
    """End this process now, without acknowledging anything, and say why in the log."""
    log.error("leaving", status=status, why=why, **facts)
    sys.stderr.flush()
    os._exit(status)
