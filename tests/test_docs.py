"""The documentation: what it points at exists, and what it tells to run runs."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from streams.cli import application

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), ROOT / "samples" / "README.md"])
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)")
#: A path in code marks: at least one folder, no placeholder, no command.
PATH = re.compile(r"`((?:schemas|streams|tests|docs|samples|benchmarks|dev|dashboards)/[\w./-]*[\w/])`")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    assert [link for link in LINK.findall(page.read_text("utf-8")) if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_path_named_exists(page: Path) -> None:
    assert [path for path in PATH.findall(page.read_text("utf-8")) if not (ROOT / path).exists()] == []


def commands(page: Path) -> list[str]:
    """Return the tocsin command lines in a page's shell blocks, without what follows a pipe or a comment."""
    # What needs a broker is run by tests/edges/test_readme.py.
    text = re.sub(r"\n## On Kafka\n.*?(?=\n## )", "", page.read_text("utf-8"), flags=re.DOTALL)
    blocks = re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
    lines = [line.split(" #")[0].split("|")[0].strip() for block in blocks for line in block.splitlines()]
    return [line.removeprefix(".venv/bin/") for line in lines if line.removeprefix(".venv/bin/").startswith("tocsin ")]


@pytest.mark.parametrize("command", commands(ROOT / "README.md"))
def test_every_command_of_the_readme_runs(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    result = CliRunner().invoke(application(), shlex.split(command)[1:])
    assert result.exit_code == 0, result.output


def test_the_readme_has_commands_to_check() -> None:
    assert len(commands(ROOT / "README.md")) >= 2


def test_the_walk_through_a_backtest_runs_as_printed(tmp_path: Path) -> None:
    blocks = re.findall(r"```sh\n(.*?)```", (ROOT / "docs" / "replay.md").read_text("utf-8"), re.DOTALL)
    shutil.copytree(ROOT / "samples", tmp_path / "samples")
    env = os.environ | {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "TOCSIN_ARTICLE_SECONDS": "60",
    }
    script = "\n".join(["set -e", *blocks])
    ran = subprocess.run(
        ["bash", "-c", script], cwd=tmp_path, env=env, capture_output=True, text=True, timeout=300, check=False
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.count("nothing differs") == 1
    assert "changed since it was saved" in ran.stderr
    assert "Incidents changed" in (tmp_path / "try" / "report.html").read_text("utf-8")


#: A test named in a page: `tests/faults/test_runs.py::test_x`.
TEST = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_test_named_exists(page: Path) -> None:
    named = TEST.findall(page.read_text("utf-8"))
    assert [f"{path}::{name}" for path, name in named if f"def {name}(" not in (ROOT / path).read_text()] == []


def test_every_sentence_of_the_promise_names_its_test() -> None:
    promise = (ROOT / "docs" / "delivery.md").read_text().partition("\n## ")[0]
    rows = re.findall(r"^\| (?!promise)(.*) \|$", promise, re.MULTILINE)
    assert len(rows) >= 10
    assert [row for row in rows if not TEST.search(row)] == []
