"""The server process that forks the children of a pool: it has loaded the code, so that one is quick to replace.

Example: ``forking()`` first, then what takes long to import, then ``Pool``: both load at once, on a core each.
"""

from __future__ import annotations

import multiprocessing
import signal
from multiprocessing import forkserver, resource_tracker
from multiprocessing.context import ForkServerContext


def forking() -> ForkServerContext:
    """Return what starts children by the server: none copies a thread of this process.

    The server is started, if it does not run, and not waited for; it ends with this process.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["streams.topology"])
    resource_tracker.ensure_running()  # the server starts it otherwise, and that lets Ctrl-C in again
    # Once it has loaded, the server ignores Ctrl-C; before, it would die of it with a trace of calls.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
    return context
