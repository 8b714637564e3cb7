"""``tocsin doctor``: its lines, its JSON, its exit status, and that it always ends."""

import json
import subprocess
import sys

import pytest

import streams.doctor.examining
from streams.cli.doctor import HARD_LIMIT_S
from streams.doctor.examining import EXAMINED_WITHIN_S
from streams.doctor.judging import Check, Level, Limits
from tests.streams.cli.conftest import Tocsin

WELL = Check(Level.OK, "broker", "1 broker at kafka:9092")
WORTH_A_LOOK = Check(Level.WARN, "dead letters", "2 dead letters to 9 articles", "see `tocsin dead-letters list`")
ILL = Check(Level.FAIL, "topics", "tocsin-alerts does not exist", "run `tocsin topics create`")


def find(monkeypatch: pytest.MonkeyPatch, *checks: Check) -> list[Limits]:
    asked: list[Limits] = []

    async def examine(_: object, limits: Limits, now_ms: int) -> list[Check]:
        asked.append(limits)
        return list(checks)

    monkeypatch.setattr(streams.doctor.examining, "examine", examine)
    return asked


def test_each_check_is_a_line_and_what_to_do_next_another(tocsin: Tocsin, monkeypatch: pytest.MonkeyPatch) -> None:
    find(monkeypatch, WELL, ILL)
    ended = tocsin("doctor")
    assert ended.status == 3
    assert ended.out.splitlines() == [
        "ok    broker        1 broker at kafka:9092",
        "FAIL  topics        tocsin-alerts does not exist",
        "                    -> run `tocsin topics create`",
    ]


def test_a_warning_is_no_failure(tocsin: Tocsin, monkeypatch: pytest.MonkeyPatch) -> None:
    find(monkeypatch, WELL, WORTH_A_LOOK)
    assert tocsin("doctor").status == 0


def test_programs_get_one_object(tocsin: Tocsin, monkeypatch: pytest.MonkeyPatch) -> None:
    find(monkeypatch, WORTH_A_LOOK, ILL)
    ended = tocsin("doctor", "-o", "json")
    found = json.loads(ended.out)
    assert (ended.status, found["ok"], [each["level"] for each in found["checks"]]) == (3, False, ["warn", "fail"])


def test_the_limits_are_those_asked_for(tocsin: Tocsin, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = find(monkeypatch, WELL)
    tocsin("doctor")
    tocsin("doctor", "--max-age", "30", "--max-lag", "5")
    assert asked == [Limits(), Limits(max_age_s=30, max_lag=5)]


def test_an_unknown_output_is_refused(tocsin: Tocsin) -> None:
    assert tocsin("doctor", "-o", "xml").status == 2


def test_it_ends_also_where_nothing_can_be_interrupted() -> None:
    assert EXAMINED_WITHIN_S < HARD_LIMIT_S <= 10
    stuck = "import time, streams.cli.doctor as d\nwith d._ended_within(0.1):\n    time.sleep(600)\n"
    ended = subprocess.run([sys.executable, "-c", stuck], capture_output=True, text=True, check=False, timeout=60)
    assert (ended.returncode, ended.stdout) == (3, "")
    assert "no answer within 0.1 s" in ended.stderr
