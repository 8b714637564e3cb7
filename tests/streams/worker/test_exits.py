"""A process that leaves ends at once with its status and one line that says why."""

import subprocess
import sys

import orjson

from streams.worker.exits import BUDGET, INFRASTRUCTURE, WATCHDOG

LEAVING = """
import atexit
from streams.logs import configure
from streams.worker.exits import leave
configure()
atexit.register(print, "cleaned up")
leave(70, "rebalance", stage="track")
"""


def test_leaving_runs_nothing_more_and_says_why() -> None:
    ended = subprocess.run([sys.executable, "-c", LEAVING], capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout) == (70, "")
    told = orjson.loads(ended.stderr)
    assert (told["event"], told["why"], told["stage"], told["status"]) == ("leaving", "rebalance", "track", 70)


def test_the_statuses_are_those_of_the_contract() -> None:
    assert (INFRASTRUCTURE, WATCHDOG, BUDGET) == (70, 71, 72)
