"""Floors of reading: figures over our own cases must not fall. `python benchmarks/accuracy.py FILE` prints them all."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

import pytest

from benchmarks.accuracy import Figure, cases, detection_of, figures

HERE = Path(__file__).parent
FLOORS: dict[str, dict[str, float]] = tomllib.loads((HERE / "floors.toml").read_text("utf-8"))
ASKED = [(name, metric, floor) for name, floors in FLOORS.items() for metric, floor in floors.items()]


@cache
def measured(name: str) -> dict[str, Figure]:
    return figures((case, detection_of(case.article)) for case in cases(HERE / f"{name}.jsonl"))


@pytest.mark.parametrize(("name", "metric", "floor"), ASKED, ids=lambda value: str(value))
def test_a_figure_stays_above_its_floor(name: str, metric: str, floor: float) -> None:
    figure = measured(name)[metric]
    assert figure.share >= floor, f"{metric} of {name}: {figure.hits} of {figure.asked}"


def test_every_file_of_cases_has_floors() -> None:
    assert {path.stem for path in HERE.glob("*.jsonl")} - {"sample_golden"} == set(FLOORS)
