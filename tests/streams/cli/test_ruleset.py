"""`tocsin ruleset`: a folder that holds what decides, and what it says of itself."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from streams.ruleset import Ruleset
from tests.streams.cli.conftest import Tocsin

ARTICLE = b'{"uri": "a", "headline": "Drone kills two in Kherson", "body": "A drone killed two people in Kherson."}'


@pytest.fixture
def saved(tocsin: Tocsin, tmp_path: Path) -> Path:
    assert tocsin("ruleset", "save", str(tmp_path / "rules")).status == 0
    return tmp_path / "rules"


def apart(rules: Path, *arguments: str, stdin: bytes = ARTICLE) -> subprocess.CompletedProcess[bytes]:
    """Run a command in a process of its own, under these rules: a process reads its tables once."""
    command = [sys.executable, "-c", "from streams.cli import main; main()", *arguments]
    env = os.environ | {"TOCSIN_RULESET": str(rules)}
    return subprocess.run(command, input=stdin, env=env, capture_output=True, timeout=120, check=False)


def test_what_is_saved_is_the_ruleset_with_its_name(saved: Path) -> None:
    assert Ruleset(saved).digest() == Ruleset().digest()
    label = (saved / "ruleset.toml").read_text()
    assert f'sha256 = "{Ruleset().digest()}"' in label
    assert 'methodology = "severity/1"' in label


def test_a_folder_that_is_there_is_not_overwritten(tocsin: Tocsin, saved: Path) -> None:
    ended = tocsin("ruleset", "save", str(saved))
    assert (ended.status, ended.err) == (1, f"tocsin: {saved} exists already, and is not overwritten\n")


def test_a_folder_that_cannot_be_made_leaves_nothing(tocsin: Tocsin, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    ended = tocsin("ruleset", "save", str(tmp_path / "file" / "rules"))
    assert (ended.status, ended.err.count("\n")) == (1, 1)
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_the_rules_in_force_are_shown_with_their_files(tocsin: Tocsin) -> None:
    ended = tocsin("ruleset", "show")
    lines = dict(line.split("\t") for line in ended.out.splitlines())
    assert (ended.status, ended.err) == (0, "")
    assert (lines["methodology"], lines["sha256"]) == (Ruleset().methodology(), Ruleset().digest())
    assert set(lines) == {"name", "methodology", "sha256", *Ruleset().names()}


def test_a_folder_says_whether_it_is_as_it_was_saved(tocsin: Tocsin, saved: Path) -> None:
    assert "as it was saved by tocsin" in tocsin("ruleset", "show", str(saved)).err
    with (saved / "severity/severity.toml").open("a") as file:
        file.write("# ours\n")
    (saved / "notes.txt").write_text("mine")
    ended = tocsin("ruleset", "show", str(saved))
    assert "changed since it was saved by tocsin" in ended.err
    assert "notes.txt is no file of a ruleset: nothing reads it" in ended.err


def test_a_broken_folder_is_told(tocsin: Tocsin, saved: Path) -> None:
    (saved / "text/scan.toml").write_text("x")
    ended = tocsin("ruleset", "show", str(saved))
    assert (ended.status, ended.err.startswith(f"tocsin: {saved}/text/scan.toml: not TOML: ")) == (2, True)


def test_a_broken_folder_of_the_environment_stops_a_command_before_it_reads(saved: Path) -> None:
    (saved / "text/scan.toml").unlink()
    ended = apart(saved, "detect")
    assert (ended.returncode, ended.stdout) == (2, b"")
    told = f"tocsin: TOCSIN_RULESET: {saved}/text/scan.toml: No such file or directory\n"
    assert ended.stderr.decode() == told


@pytest.mark.parametrize(
    ("name", "written", "told"),
    [
        ("severity/severity.toml", "killed = 1.0", "killed"),  # read by track
        ("lexicons/quantities.toml", "[quantifiers", "quantifiers"),  # read by detect
    ],
)
def test_rules_that_lack_what_the_code_asks_for_are_told(saved: Path, name: str, written: str, told: str) -> None:
    file = saved / name
    file.write_text(file.read_text().replace(written, written.replace(told, f"un{told}"), 1))
    ended = apart(saved, "detect")
    assert (ended.returncode, ended.stdout) == (2, b"")
    assert ended.stderr.decode().startswith(f"tocsin: TOCSIN_RULESET: nothing can be read by {saved}: ")
    place = r"human\.killed" if name.startswith("severity") else "quantifiers"
    assert re.search(rf"; {re.escape(str(saved))}/{name}: no {place}\b", ended.stderr.decode())


@pytest.mark.parametrize(
    ("name", "written", "instead", "told"),
    [
        ("severity/severity.toml", "killed = 1.0", 'killed = "many"', "human.killed is text, not a number"),
        ("incidents/joining.toml", "threshold = 50", "threshold = true", "threshold is yes or no, not a number"),
        ("text/scan.toml", "[", "x = 1\n[", None),  # what nothing reads does no harm
    ],
)
def test_a_value_of_another_kind_is_told_with_its_place(
    saved: Path, name: str, written: str, instead: str, told: str | None
) -> None:
    file = saved / name
    file.write_text(file.read_text().replace(written, instead, 1))
    ended = apart(saved, "detect")
    said = "" if told is None else f"tocsin: TOCSIN_RULESET: {file}: {told}\n"
    assert (ended.returncode, ended.stderr.decode()) == (2 if told else 0, said)


def test_children_of_a_replay_read_the_chosen_rules(saved: Path) -> None:
    weapons = saved / "lexicons/terms/weapons.toml"
    weapons.write_text(weapons.read_text().replace('"drone"', '"ornithopter"'))
    line = b'{"topic": "tocsin-articles", "timestamp": 1778485560000, "key": "a", "value": ' + ARTICLE + b"}\n"
    told = {
        rules: apart(rules, "replay", "-", "--emit", "events", "--processes", "1", stdin=line).stdout
        for rules in (saved, STREAMS)
    }
    assert b'"types":["drone"]' in told[STREAMS]
    assert b'"types":["drone"]' not in told[saved]


STREAMS = Path(__file__).parents[3] / "streams"  # the package's own files are a ruleset too
