"""The ruleset: which files it has, where they are read, and what is said of one that is not whole."""

import re
import shutil
from pathlib import Path

import pytest

from streams import ruleset
from streams.ruleset import FILES, BrokenRuleset, Ruleset

STREAMS = Path(__file__).parents[2] / "streams"
#: Data that only builds the gazetteer's index.
BUILD_ONLY = {"lexicons/gazetteer/build.toml", "lexicons/gazetteer/places.csv"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a copy of the package's ruleset."""
    for name in Ruleset().names():
        path = tmp_path / "rules" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(Ruleset().read(name))
    return tmp_path / "rules"


def test_every_data_file_of_the_package_belongs_to_it() -> None:
    there = {
        path.relative_to(STREAMS).as_posix() for kind in ("toml", "bin", "csv") for path in STREAMS.rglob(f"*.{kind}")
    }
    assert there - BUILD_ONLY == set(Ruleset().names())


def test_no_module_reads_a_table_by_another_way() -> None:
    reading = [path for path in STREAMS.rglob("*.py") if "importlib.resources" in path.read_text()]
    assert sorted(path.relative_to(STREAMS).as_posix() for path in reading) == [
        "backtest/page.py",  # how a report looks is no rule
        "demo.py",  # nor is the sample stream
        "resuming/identity.py",  # a digest over everything
        "ruleset.py",
    ]


def test_a_copy_has_the_same_digest_and_methodology(folder: Path) -> None:
    assert Ruleset(folder).digest() == Ruleset().digest()
    assert Ruleset(folder).methodology() == Ruleset().methodology()


def test_one_changed_byte_changes_the_digest(folder: Path) -> None:
    before = Ruleset(folder).digest()
    (folder / "severity/severity.toml").write_bytes((folder / "severity/severity.toml").read_bytes() + b"\n")
    assert Ruleset(folder).digest() != before


def test_a_term_list_of_its_own_is_read_too(folder: Path) -> None:
    (folder / "lexicons/terms/ours.toml").write_text('[weapon.drone]\nnouns = ["gyrocopter"]\n')
    assert "lexicons/terms/ours.toml" in Ruleset(folder).terms()


@pytest.mark.parametrize("name", [FILES[0], "lexicons/gazetteer/index.bin", "lexicons/terms/weapons.toml"])
def test_a_missing_file_is_named_and_never_replaced(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(BrokenRuleset, match=f"^{folder / name}: No such file or directory$"):
        Ruleset(folder).digest()


def test_a_missing_folder_of_terms_is_told(folder: Path) -> None:
    shutil.rmtree(folder / "lexicons/terms")
    with pytest.raises(BrokenRuleset, match="acts.toml: No such file"):
        Ruleset(folder).digest()


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (b"max = 60\nmax = = 3\n", r"severity.toml: not TOML: .* \(at line 2, column 7\)$"),
        (b"max = '\xff'", "severity.toml: not UTF-8 at byte 7$"),
    ],
)
def test_what_is_no_toml_is_told_with_its_place(folder: Path, written: bytes, told: str) -> None:
    (folder / "severity/severity.toml").write_bytes(written)
    with pytest.raises(BrokenRuleset, match=told):
        Ruleset(folder).table("severity/severity.toml")


def test_a_method_without_a_name_is_told(folder: Path) -> None:
    (folder / "severity/severity.toml").write_text("levels = []")
    with pytest.raises(BrokenRuleset, match="severity.toml: no methodology$"):
        Ruleset(folder).methodology()


def test_another_ruleset_is_refused_once_a_table_was_read(folder: Path) -> None:
    ruleset.load_table("text/scan.toml")
    with pytest.raises(RuntimeError, match="after the first table"):
        ruleset.use(folder)
    assert ruleset.use(None) == ruleset.in_force() == Ruleset()


def test_a_table_may_be_changed_by_its_reader() -> None:
    ruleset.load_table("text/scan.toml").clear()
    assert ruleset.load_table("text/scan.toml")


def test_a_folder_that_is_none_is_named_and_not_the_first_file_in_it(tmp_path: Path) -> None:
    file = tmp_path / "severity.toml"
    file.write_text("")
    for folder in (file, tmp_path / "nowhere"):
        with pytest.raises(BrokenRuleset, match=f"^{folder}: no such folder$"):
            Ruleset(folder).digest()


def test_a_value_of_another_kind_is_named_with_its_place(folder: Path) -> None:
    file = folder / "lexicons/terms/weapons.toml"
    assert list(Ruleset(folder).misfits()) == []
    file.write_text(re.sub(r"(\[weapon\.missile\][^\[]+\[)", r"\1 7, ", file.read_text(), count=1))
    assert list(Ruleset(folder).misfits()) == [f"{file}: weapon.missile.nouns, item 1 is a number, not text"]


def test_what_is_absent_is_named(folder: Path) -> None:
    file = folder / "severity/severity.toml"
    file.write_text(file.read_text().replace("killed = 1.0", "slain = 1.0", 1))
    assert list(Ruleset(folder).lacks()) == [f"{file}: no human.killed"]
