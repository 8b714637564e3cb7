import subprocess
import sys

from benchmarks.pairs import KINDS, ROOT, Reader, articles, least, report


def test_a_checkout_beside_itself_reads_every_article_in_both() -> None:
    command = [sys.executable, "benchmarks/pairs.py", str(ROOT), "--rounds", "1", "--articles", "1"]
    printed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=True).stdout
    rows = [line.strip("| ").split(" | ") for line in printed.splitlines()[2:]]
    assert [row[0].split(",")[0] for row in rows] == [*KINDS, "mixed"]
    for _, there, here, ratio in rows:
        assert float(there) > 0 and float(here) > 0 and float(ratio) > 0


def test_the_least_time_of_each_article_counts_and_the_first_round_does_not() -> None:
    class Told(Reader):
        def __init__(self, *seconds: float) -> None:
            self._seconds = list(seconds)

        def seconds(self, article: bytes) -> float:
            return self._seconds.pop(0)

    assert least(Told(0.1, 4, 3), Told(0.1, 1, 2), [("conflict", b"{}")], 2) == [(3, 1)]


def test_the_mixed_stream_is_one_report_in_ten() -> None:
    chosen = [(kind, b"") for kind in KINDS]
    lines = list(report(chosen, [(0.010, 0.020), (0.005, 0.005), (0.001, 0.001)]))
    assert lines[-1] == "| mixed, an article | 1.90 | 2.90 | 1.526 |"


def test_there_are_as_many_articles_of_each_kind_as_asked_for() -> None:
    assert [kind for kind, _ in articles(2)] == [kind for kind in KINDS for _ in range(2)]
