"""What processes cost, by what they do."""

import os
import subprocess
import sys

from benchmarks.processes import Cost, Process, costs, seen

FORK = "python -c from multiprocessing.forkserver import main; main(8)"
TREE = {
    each.pid: each
    for each in (
        Process(1, 0, "python -c tocsin worker", 0.5, 50.0),
        Process(2, 1, "python -m streams.worker.stage detect --with-parent", 3.0, 90.0),
        Process(3, 2, FORK, 0.1, 42.0),
        Process(4, 3, FORK, 8.0, 110.0),
        Process(5, 3, FORK, 9.0, 120.0),
    )
}


def test_children_of_the_fork_server_are_the_readers() -> None:
    assert costs(TREE, 1) == {
        "parent": Cost(0.5, 1, 50.0),
        "detect": Cost(3.0, 1, 90.0),
        "fork server": Cost(0.1, 1, 42.0),
        "readers": Cost(17.0, 2, 120.0),
    }


def test_a_tree_is_read_from_the_system() -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as child:
        found = {each.pid: each for each in seen(os.getpid())}
        assert child.stdin is not None
        child.stdin.close()
    assert found[child.pid].parent == os.getpid()
    assert found[os.getpid()].peak_mb > 10


def test_a_process_that_has_ended_keeps_the_memory_that_it_was_last_seen_with() -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as child:
        before = {each.pid for each in seen(os.getpid())}
        assert child.stdin is not None
        child.stdin.close()
        os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)  # a zombie until it is waited for
        after = {each.pid for each in seen(os.getpid())}
    assert child.pid in before and child.pid not in after
