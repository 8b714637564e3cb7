"""The shape of the repository: what design and style promise, checked on the files themselves."""

import ast
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.purity import impurities

ROOT = Path(__file__).parent.parent
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
LOCK = (ROOT / "requirements.lock").read_text()
MODULES = sorted(
    path.relative_to(ROOT) for package in ("schemas", "streams") for path in (ROOT / package).rglob("*.py")
)

#: Modules that no test file mirrors, each with the reason.
WITHOUT_MIRROR: dict[str, str] = {
    "streams/text/types.py": "types only: every step's test reads and builds them",
    "streams/track_types.py": "types only: every fold's test reads and builds them",
}

#: What a file must not carry: it would work on one machine only. Written so that this file does not match itself.
PLACES_OF_ONE_MACHINE = re.compile(
    r"pypi\.org|pythonhosted\.org|registry\.npmjs|static\.crates\.io|proxy\.golang|repo1?\.maven|deb\.debian\.org"
    r"|(?<![\w.:/-])/(?:root|Users|work|opt/wheels)/\w|(?<![\w.:/-])/home/(?!tocsin\b)\w"
)
TEXT_FILES = {".py", ".toml", ".lock", ".md", ".yml", ".yaml", ".json", ".jsonl", ".cfg", ".txt", ".xml", ".html", ""}


def edges() -> set[str]:
    """Give the modules that may know a broker and a clock: the first two layers of the import contract."""
    contract = next(each for each in PYPROJECT["tool"]["importlinter"]["contracts"] if each["id"] == "layers")
    return set(re.findall(r"\w+", " ".join(contract["layers"][:2])))


def tracked() -> list[Path]:
    """Give the files under version control; in an unpacked archive, every file outside hidden folders."""
    if (ROOT / ".git").exists():
        listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
        return [Path(name) for name in listing.split("\0") if name and (ROOT / name).is_file()]
    files = (path.relative_to(ROOT) for path in ROOT.rglob("*") if path.is_file())
    return [path for path in files if "__pycache__" not in path.parts and not path.parts[0].startswith(".")]


def mirror_of(module: Path) -> Path:
    return Path("tests", *module.parent.parts, f"test_{module.stem}.py")


def test_the_edges_are_those_of_the_design() -> None:
    assert {"cli", "worker", "replay", "settings", "metrics", "memory"} <= edges()
    assert not {"runtime", "topology", "stage", "extraction", "text", "lexicons"} & edges()


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_a_module_is_pure_unless_it_is_an_edge(module: Path) -> None:
    if module.parts[0] == "streams" and module.parts[1].removesuffix(".py") in edges():
        pytest.skip("an edge")
    assert impurities((ROOT / module).read_text()) == []


def test_no_module_outgrows_one_sitting() -> None:
    lengths = {path: len((ROOT / path).read_text().splitlines()) for path in tracked() if path.suffix == ".py"}
    assert {str(path): n for path, n in lengths.items() if path.parts[0] != "tests" and n > 350} == {}


def test_every_module_has_its_mirror_or_a_reason() -> None:
    written = [path for path in MODULES if path.stem != "__init__" and str(path) not in WITHOUT_MIRROR]
    assert [f"{path}: no {mirror_of(path)}" for path in written if not (ROOT / mirror_of(path)).exists()] == []


def test_every_reason_for_a_missing_mirror_still_holds() -> None:
    assert [
        name for name in WITHOUT_MIRROR if not (ROOT / name).exists() or (ROOT / mirror_of(Path(name))).exists()
    ] == []


def test_every_mirror_has_its_module() -> None:
    mirrors = [path for path in tracked() if path.name.startswith("test_") and path.parts[1] in ("schemas", "streams")]
    modules = {str(mirror_of(path)) for path in MODULES}
    assert [str(path) for path in mirrors if str(path) not in modules] == []


def test_every_folder_of_tests_is_a_package() -> None:
    folders = {path.parent for path in tracked() if path.parts[0] == "tests" and path.suffix == ".py"}
    assert [str(folder) for folder in folders if not (ROOT / folder / "__init__.py").exists()] == []


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_a_module_keeps_the_names_of_the_field(module: Path) -> None:
    tree = ast.walk(ast.parse((ROOT / module).read_text()))
    classes = [node.name for node in tree if isinstance(node, ast.ClassDef)]
    assert module.stem not in ("utils", "util", "helpers", "common", "misc")
    assert [name for name in classes if name.endswith(("Manager", "Handler", "Processor", "Helper"))] == []


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_a_module_rebinds_no_global(module: Path) -> None:
    tree = ast.walk(ast.parse((ROOT / module).read_text()))
    assert [node.lineno for node in tree if isinstance(node, ast.Global)] == []


def test_no_file_names_a_machine_or_a_registry() -> None:
    texts = {path: (ROOT / path).read_text(errors="replace") for path in tracked() if path.suffix in TEXT_FILES}
    found = {str(path): PLACES_OF_ONE_MACHINE.findall(text) for path, text in texts.items()}
    assert {path: names for path, names in found.items() if names} == {}


@pytest.mark.parametrize(
    "planted", ["https://py" + "pi.org/simple", "see /ro" + "ot/notes", '"/ho' + 'me/anna/tocsin"']
)
def test_a_planted_machine_path_is_found(planted: str) -> None:
    assert PLACES_OF_ONE_MACHINE.search(planted)


def test_the_lock_names_no_index_and_hashes_everything() -> None:
    requirements = re.split(r"\n(?=[a-z])", LOCK)[1:]
    assert not re.search(r"^\s*(-i|-f|--index|--extra-index|--find-links|--trusted)|://", LOCK, re.MULTILINE)
    assert len(requirements) > 20
    assert [each.split()[0] for each in requirements if "--hash=sha256:" not in each] == []


def test_the_lock_satisfies_every_range() -> None:
    locked = {
        canonicalize_name(name): version for name, version in re.findall(r"^([\w.-]+)==([^\s;]+)", LOCK, re.MULTILINE)
    }
    wanted = [*PYPROJECT["project"]["dependencies"], *PYPROJECT["dependency-groups"]["dev"]]
    ranges = [Requirement(each) for each in wanted]
    assert [str(each) for each in ranges if locked.get(canonicalize_name(each.name), "") not in each.specifier] == []


def test_the_wheel_holds_the_two_packages_with_their_data_and_nothing_else(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    names = zipfile.ZipFile(next(tmp_path.glob("*.whl"))).namelist()
    packaged = {name for name in names if ".dist-info/" not in name}
    assert {name.split("/")[0] for name in packaged} == {"schemas", "streams"}
    assert {str(path) for path in tracked() if path.parts[0] in ("schemas", "streams")} <= packaged
    assert [name for name in names if re.search(r"(^|/)(tests/|test_|conftest)", name)] == []
