"""B-cubed over small groups."""

from __future__ import annotations

import pytest

from benchmarks.clusters import b_cubed


def test_the_same_groups_are_right() -> None:
    assert b_cubed({"a": "x", "b": "x", "c": "y"}, {"a": "1", "b": "1", "c": "2"}) == (1, 1, 1)


def test_one_group_for_all_has_full_recall() -> None:
    precision, recall, _ = b_cubed({"a": "x", "b": "x", "c": "y"}, {"a": "1", "b": "1", "c": "1"})
    assert precision == pytest.approx(5 / 9) and recall == 1


def test_a_report_left_out_stands_alone() -> None:
    precision, recall, f1 = b_cubed({"a": "x", "b": "x"}, {})
    assert (precision, recall) == (1, 0.5) and f1 == pytest.approx(2 / 3)
