"""Floors of reading on labelled news that may not be passed on; without that folder these tests say so and skip.

``TOCSIN_SHARED`` names the folder with ``accuracy/score.py``, ``data`` and ``cases``; else the one beside the checkout.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
SHARED = Path(os.environ.get("TOCSIN_SHARED") or ROOT.parent / "shared")
LIMITS: dict[str, dict[str, float]] = tomllib.loads((HERE / "shared_floors.toml").read_text("utf-8"))

pytestmark = pytest.mark.skipif(
    not (SHARED / "accuracy" / "score.py").is_file(), reason=f"no labelled news in {SHARED} (TOCSIN_SHARED)"
)


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Run the scorer once; return its figures by name."""
    out = tmp_path_factory.mktemp("shared") / "figures.json"
    cases = [str(SHARED / "cases" / name) for name in ("sentences.jsonl", "articles.jsonl")]
    predict = f'{sys.executable} -c "from streams.cli import main; main()" detect -'
    command = [sys.executable, str(SHARED / "accuracy" / "score.py"), "--data", str(SHARED / "data")]
    subprocess.run([*command, "--cases", *cases, "--predict", predict, "--json", str(out)], cwd=ROOT, check=True)
    found: dict[str, Any] = json.loads(out.read_text("utf-8"))["figures"]
    return found


@pytest.mark.parametrize(("name", "floor"), LIMITS["at_least"].items())
def test_a_figure_stays_above_its_floor(figures: dict[str, Any], name: str, floor: float) -> None:
    assert figures[name]["value"] >= floor, figures[name]


@pytest.mark.parametrize(("name", "ceiling"), LIMITS["at_most"].items())
def test_a_figure_stays_below_its_ceiling(figures: dict[str, Any], name: str, ceiling: float) -> None:
    assert figures[name]["value"] <= ceiling, figures[name]
