"""The committed dashboards are what the code builds, twice the same, and a difference is found."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from dashboards import build


def test_the_files_are_in_step() -> None:
    assert {path.name: path.read_text("utf-8") for path in build.FOLDER.glob("*.json")} == build.files()


def test_the_same_code_gives_the_same_bytes_in_another_process() -> None:
    again = "import sys; from dashboards.build import files; sys.stdout.write(''.join(files().values()))"
    ran = subprocess.run([sys.executable, "-c", again], capture_output=True, text=True, check=True, timeout=60)
    assert ran.stdout == "".join(build.files().values())


def test_a_file_out_of_step_is_found_and_written_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "FOLDER", tmp_path / "grafana")
    assert build.main(["--check"]) == 1
    assert build.main([]) == 0
    assert build.main(["--check"]) == 0
    (tmp_path / "grafana" / "quality.json").write_text("{}")
    assert build.main(["--check"]) == 1
