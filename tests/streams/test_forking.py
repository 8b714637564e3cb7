"""The server that forks children begins to load before it is asked for one."""

import os
import signal
import subprocess
import sys

from streams.forking import forking

#: Starts the server early, says so, and then starts a child by it.
STARTS_EARLY = """
import signal, sys
from streams.forking import forking
if __name__ == "__main__":
    signal.signal(signal.SIGINT, lambda *_: print("told", flush=True))
    forking()
    print("loads", flush=True)
    sys.stdin.readline()
    child = forking().Process(target=print, args=("answers",))
    child.start()
    child.join()
"""


def test_a_child_answers_of_a_server_that_was_started_early() -> None:
    forking()
    ours, theirs = forking().Pipe()
    child = forking().Process(target=theirs.send, args=("there",))
    child.start()
    assert ours.recv() == "there"
    child.join()


def test_ctrl_c_is_not_lost_afterwards() -> None:
    forking()
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, set())


def test_ctrl_c_while_the_server_loads_does_not_end_it() -> None:
    command = [sys.executable, "-c", STARTS_EARLY]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, process_group=0) as process:
        assert process.stdin is not None and process.stdout is not None and process.stderr is not None
        assert process.stdout.readline() == b"loads\n"
        os.killpg(process.pid, signal.SIGINT)
        assert process.stdout.readline() == b"told\n"
        said, errors = process.communicate(b"\n", timeout=60)
    assert (said, errors) == (b"answers\n", b"")
