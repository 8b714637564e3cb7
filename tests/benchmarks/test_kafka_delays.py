"""Delays from the moment an article is due to the moment a reader has its alert."""

import pytest

from benchmarks.kafka_delays import delays


def test_only_articles_with_an_alert_have_a_delay() -> None:
    found = delays({"a": 1.0, "b": 2.0, "c": 3.0}, {"a": 1.5, "b": 2.25, "elsewhere": 9.0})
    assert found == pytest.approx({"alerts": 2, "p50_ms": 375, "p99_ms": 497.5, "max_ms": 500})


def test_one_alert_makes_no_median() -> None:
    assert delays({"a": 1.0, "b": 2.0}, {"a": 1.5}) == {"alerts": 1}
