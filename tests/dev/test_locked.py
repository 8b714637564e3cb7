"""dev/locked.py: the part of the lock that an image installs is what the packages themselves say they need."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from dev.locked import LOCK, blocks, part

ROOT = Path(__file__).parents[2]


def closure(name: str) -> set[str]:
    """Return what a package installed here needs, by its own metadata, itself included."""
    found: set[str] = set()
    waiting = [Requirement(name)]
    while waiting:
        wanted = waiting.pop()
        extras = {"", *wanted.extras}
        if (canonical := canonicalize_name(wanted.name)) in found and not wanted.extras:
            continue
        found.add(canonical)
        needed = [Requirement(each) for each in distribution(wanted.name).requires or ()]
        waiting += [
            each for each in needed if each.marker is None or any(each.marker.evaluate({"extra": e}) for e in extras)
        ]
    return found


def names(lock: str) -> set[str]:
    # Entries with a marker may be for another system.
    return {canonicalize_name(each) for each in re.findall(r"^([\w.-]+)==(?!.* ; )", lock, re.MULTILINE)}


def test_what_runs_is_locked_and_nothing_of_a_developer() -> None:
    run = names(part(LOCK.read_text(), ["run"]))
    assert closure("tocsin") - {"tocsin"} <= names(part(LOCK.read_text(), ["run"])) | marked()
    assert not run & {"pytest", "mypy", "ruff", "hatchling", "uv", "matplotlib", "grafana-foundation-sdk", "pyyaml"}


def marked() -> set[str]:
    return {canonicalize_name(each) for each in re.findall(r"^([\w.-]+)==.* ; ", LOCK.read_text(), re.MULTILINE)}


def test_what_builds_the_wheel_is_locked() -> None:
    assert names(part(LOCK.read_text(), ["hatchling"])) == closure("hatchling")


def test_the_part_is_the_lock_word_for_word() -> None:
    whole = LOCK.read_text()
    assert all(text in whole and "--hash=sha256:" in text for _, text, _ in blocks(part(whole, ["run"])))
    assert part(whole, ["run"]).count("==") < whole.count("==")


def test_an_entry_that_does_not_say_who_needs_it_is_an_error() -> None:
    with pytest.raises(ValueError, match="a==1"):
        part("a==1 \\\n    --hash=sha256:0\n", ["run"])


def test_a_package_that_is_not_locked_is_an_error() -> None:
    ran = subprocess.run(
        [sys.executable, "dev/locked.py", "hatching"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (ran.returncode, ran.stdout) == (1, "")
    assert "not in the lock: hatching" in ran.stderr
