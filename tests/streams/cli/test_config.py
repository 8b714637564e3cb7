"""`tocsin config show`: settings with their sources."""

from pathlib import Path

import pytest

from streams import ruleset
from tests.streams.cli.conftest import Tocsin


def test_each_setting_is_a_line_with_value_and_source(tocsin: Tocsin, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOCSIN_DEPLOYMENT", "desk")
    lines = [line.split("\t") for line in tocsin("config", "show").out.splitlines()]
    assert ["TOCSIN_DEPLOYMENT", "desk", "environment"] in [line[:3] for line in lines]
    assert {len(line) for line in lines} == {4}


def test_rules_that_are_not_there_are_told(tocsin: Tocsin, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    # The choice itself is made once in a process, and this one has read its tables.
    monkeypatch.setattr(ruleset, "_CHOICE", ruleset._Choice())
    monkeypatch.setenv("TOCSIN_RULESET", str(tmp_path))
    ended = tocsin("config", "show")
    assert (ended.status, ended.out) == (2, "")
    assert ended.err == f"tocsin: TOCSIN_RULESET: {tmp_path}/alerting/rights.toml: No such file or directory\n"


def test_a_wrong_value_names_its_variable(tocsin: Tocsin, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOCSIN_ARTICLE_SECONDS", "soon")
    ended = tocsin("config", "show")
    assert (ended.status, ended.out) == (2, "")
    assert ended.err.startswith("tocsin: TOCSIN_ARTICLE_SECONDS: ")
