"""`tocsin demo`: plays the sample stream and ends by itself."""

import re
import socket

import pytest

from streams.demo import sample_lines
from tests.streams.cli.conftest import Tocsin


def test_the_demo_ends_with_a_summary_that_adds_up(tocsin: Tocsin) -> None:
    ended = tocsin("demo", "--seconds", "0")
    articles, verdicts, letters = (
        int(re.findall(rf"^ +{name} +(\d+)", ended.out, re.MULTILINE)[0])
        for name in ("articles", "verdicts", "dead letters")
    )
    assert ended.status == 0
    assert articles == verdicts + letters == len(sample_lines())


def test_the_demo_prints_no_colour_in_a_pipe(tocsin: Tocsin) -> None:
    assert "\x1b" not in tocsin("demo", "--seconds", "0").out


def test_the_demo_says_once_where_its_metrics_are(tocsin: Tocsin, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as held:
        port = held.getsockname()[1]
    monkeypatch.setenv("TOCSIN_METRICS__PORT", str(port))
    assert tocsin("demo", "--seconds", "0").out.count(f"http://127.0.0.1:{port}/metrics") == 1


def test_a_negative_time_is_wrong_usage(tocsin: Tocsin) -> None:
    assert tocsin("demo", "--seconds", "-1").status == 2
