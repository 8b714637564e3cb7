"""The ruleset: every data file that decides what is read, joined, scored and told, as one thing with a digest.

Every table is read through this module: from the package, or from a folder of the same layout that an edge chose with
``use`` before the first table was read (``TOCSIN_RULESET``). A file that is missing there or is no TOML is an error
with its name and place; the package's own file never stands in for it.

Example: ``load_table("severity/severity.toml")["methodology"]`` is ``"severity/1"``.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

#: Beside these, every ``*.toml`` in ``lexicons/terms``. Sources of the gazetteer's index decide nothing by themselves.
FILES = (
    "alerting/rights.toml",
    "alerting/wording.toml",
    "classification/event_types.toml",
    "classification/groups.toml",
    "classification/mishaps.toml",
    "classification/weights.toml",
    "incidents/joining.toml",
    "incidents/sites.toml",
    "incidents/withdrawals.toml",
    "lexicons/actors.toml",
    "lexicons/clauses.toml",
    "lexicons/countries.toml",
    "lexicons/furniture.toml",
    "lexicons/gazetteer/index.bin",
    "lexicons/languages.toml",
    "lexicons/place_words.toml",
    "lexicons/publishers.toml",
    "lexicons/quantities.toml",
    "lexicons/roles.toml",
    "lexicons/theatres.toml",
    "severity/severity.toml",
    "text/fingerprint.toml",
    "text/scan.toml",
)
TERMS = "lexicons/terms"
#: What ``tocsin ruleset save`` writes beside the files; no rule stands in it.
LABEL = "ruleset.toml"


class BrokenRuleset(Exception):  # noqa: N818 - the name says what is broken
    """A file of a ruleset is missing or cannot be read; the message names it, and the place in it."""


@dataclass(frozen=True, slots=True)
class Ruleset:
    """The files of one ruleset; ``folder`` None are those of the package."""

    folder: Path | None = None

    def names(self) -> tuple[str, ...]:
        """Return the names of its files, sorted; those of the package's term lists are wanted in any ruleset.

        >>> "lexicons/terms/weapons.toml" in Ruleset().names()
        True
        """
        terms = {*_terms(files("streams")), *_terms(self._root())}
        return tuple(sorted({*FILES, *terms}))

    def read(self, name: str) -> bytes:
        """Return the bytes of a file.

        Raises:
            BrokenRuleset: there is none.
        """
        try:
            return self._root().joinpath(*name.split("/")).read_bytes()
        except OSError as error:
            raise BrokenRuleset(f"{self._place(name)}: {error.strerror or error}") from None

    def table(self, name: str) -> dict[str, Any]:
        """Return a TOML file as a new dict, which the caller may change.

        Raises:
            BrokenRuleset: it is missing or no TOML; the message says where.
        """
        return self._parsed(name, self.read(name))

    def terms(self) -> tuple[str, ...]:
        """Return the names of the term lists, in the order in which they are read."""
        return tuple(name for name in self.names() if name.startswith(f"{TERMS}/"))

    def digest(self) -> str:
        """Return the SHA-256 over names and bytes of all files, after a look at each.

        Raises:
            BrokenRuleset: there is no folder, a file is missing or no TOML.
        """
        if self.folder is not None and not self.folder.is_dir():
            raise BrokenRuleset(f"{self.folder}: no such folder")
        for name in self.names():
            if name.endswith(".toml"):
                self.table(name)
        return self.checksum()

    def checksum(self) -> str:
        """Return the same SHA-256 without a look into the files: a twentieth of the time.

        >>> Ruleset().checksum() == Ruleset().digest()
        True

        Raises:
            BrokenRuleset: a file is missing.
        """
        whole = hashlib.sha256()
        for name in self.names():
            whole.update(f"{name}\0{hashlib.sha256(self.read(name)).hexdigest()}\n".encode())
        return whole.hexdigest()

    def methodology(self) -> str:
        """Return the version of the severity method, ``severity/1``."""
        try:
            return str(self.table("severity/severity.toml")["methodology"])
        except KeyError:
            raise BrokenRuleset(f"{self._place('severity/severity.toml')}: no methodology") from None

    def misfits(self) -> Iterator[str]:
        """Yield where a value is of another kind than the package's own: ``PATH: human.killed is text, not a number``.

        Raises:
            BrokenRuleset: a file is missing or no TOML.
        """
        for path, own, here in self._beside_own():
            yield from (f"{path}: {at} is {given}, not {wanted}" for at, given, wanted in _unlike(own, here))

    def lacks(self) -> Iterator[str]:
        """Yield what the package's own tables have and these do not: ``severity.toml: no human.killed``.

        Raises:
            BrokenRuleset: a file is missing or no TOML.
        """
        for path, own, here in self._beside_own():
            yield from (f"{path}: no {at}" for at in _absent(own, here))

    def _beside_own(self) -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
        """Yield where each table stands, that of the package, and this one."""
        own = Ruleset()
        for name in own.names():
            if name.endswith(".toml"):
                yield self._place(name), own.table(name), self.table(name)

    def _root(self) -> Traversable:
        return files("streams") if self.folder is None else self.folder

    def _place(self, name: str) -> str:
        return name if self.folder is None else str(self.folder / name)

    def _parsed(self, name: str, packed: bytes) -> dict[str, Any]:
        try:
            return tomllib.loads(packed.decode("utf-8"))
        except tomllib.TOMLDecodeError as error:
            raise BrokenRuleset(f"{self._place(name)}: not TOML: {error}") from None
        except UnicodeDecodeError as error:
            raise BrokenRuleset(f"{self._place(name)}: not UTF-8 at byte {error.start}") from None


def _unlike(own: dict[str, Any], given: dict[str, Any], at: str = "") -> Iterator[tuple[str, str, str]]:
    """Yield place, kind and wanted kind of values in both tables that differ in kind; of a list, of its items."""
    for name in own.keys() & given.keys():
        wanted, found, place = own[name], given[name], f"{at}{name}"
        if isinstance(wanted, dict) and isinstance(found, dict):
            yield from _unlike(wanted, found, f"{place}.")
        elif _kind(wanted) != _kind(found):
            yield place, _kind(found), _kind(wanted)
        elif isinstance(found, list):
            kinds = {_kind(item) for item in wanted}
            for number, item in enumerate(found, 1):
                if kinds and _kind(item) not in kinds:
                    yield f"{place}, item {number}", _kind(item), " or ".join(sorted(kinds))


def _absent(own: dict[str, Any], given: dict[str, Any], at: str = "") -> Iterator[str]:
    for name, value in own.items():
        if name not in given:
            yield f"{at}{name}"
        elif isinstance(value, dict) and isinstance(given[name], dict):
            yield from _absent(value, given[name], f"{at}{name}.")


def _kind(value: object) -> str:
    kinds = ((bool, "yes or no"), (int | float, "a number"), (str, "text"), (list, "a list"), (dict, "a table"))
    return next((name for kind, name in kinds if isinstance(value, kind)), "a time")


class _Choice:
    """The ruleset of this process. It is chosen once: tables are kept, and two rulesets must never mix."""

    __slots__ = ("ruleset", "was_read")

    def __init__(self) -> None:
        self.ruleset = Ruleset()
        self.was_read = False


_CHOICE = _Choice()


def use(folder: Path | None) -> Ruleset:
    """Read every table from this folder from now on; None: from the package. For edges, before anything is read.

    Raises:
        RuntimeError: tables of another ruleset have been read already.
    """
    if folder != _CHOICE.ruleset.folder:
        if _CHOICE.was_read:
            raise RuntimeError("the ruleset was chosen after the first table was read")
        _CHOICE.ruleset = Ruleset(folder)
    return _CHOICE.ruleset


def in_force() -> Ruleset:
    """Return the ruleset of this process."""
    return _CHOICE.ruleset


def load_table(name: str) -> dict[str, Any]:
    """Return a table of the ruleset in force, by its name below ``streams``; see ``Ruleset.table``."""
    _CHOICE.was_read = True
    return _CHOICE.ruleset.table(name)


def load_bytes(name: str) -> bytes:
    """Return a file of the ruleset in force that is no TOML; see ``Ruleset.read``."""
    _CHOICE.was_read = True
    return _CHOICE.ruleset.read(name)


def _terms(root: Traversable) -> list[str]:
    folder = root.joinpath(*TERMS.split("/"))
    if not folder.is_dir():
        return []
    return [f"{TERMS}/{item.name}" for item in folder.iterdir() if item.name.endswith(".toml")]
