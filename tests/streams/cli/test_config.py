"""`tocsin config show`: settings with their sources."""

import pytest

from tests.streams.cli.conftest import Tocsin


def test_each_setting_is_a_line_with_value_and_source(tocsin: Tocsin, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOCSIN_DEPLOYMENT", "desk")
    lines = [line.split("\t") for line in tocsin("config", "show").out.splitlines()]
    assert ["TOCSIN_DEPLOYMENT", "desk", "environment"] in [line[:3] for line in lines]
    assert {len(line) for line in lines} == {4}


def test_a_wrong_value_names_its_variable(tocsin: Tocsin, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOCSIN_ARTICLE_SECONDS", "soon")
    ended = tocsin("config", "show")
    assert (ended.status, ended.out) == (2, "")
    assert ended.err.startswith("tocsin: TOCSIN_ARTICLE_SECONDS: ")
