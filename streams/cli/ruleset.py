"""``tocsin ruleset save DIR`` and ``tocsin ruleset show [DIR]``: the data files that decide, to keep or to change.

Example: ``tocsin ruleset save old``, then ``TOCSIN_RULESET=old tocsin replay news.jsonl.zst`` reads by that folder.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from streams.ruleset import Ruleset

FORMAT = "tocsin-ruleset/1"


def application() -> typer.Typer:
    """Return the verbs below ``ruleset``."""
    app = typer.Typer(help="Keep or look at the rules: the data files that decide.", no_args_is_help=True)
    app.command("save")(save)
    app.command("show")(show)
    return app


def save(directory: Annotated[Path, typer.Argument(metavar="DIR", help="A folder to make.")]) -> None:
    """Write the rules in force into a folder, which TOCSIN_RULESET and backtest --ruleset read again."""
    from streams.cli.config import configured
    from streams.cli.failure import Failure
    from streams.ruleset import in_force

    configured()
    rules = in_force()
    try:
        _write(rules, directory)
    except FileExistsError:
        raise Failure(f"{directory} exists already, and is not overwritten") from None
    except OSError as error:
        raise Failure(f"cannot write {error.filename or directory}: {error.strerror}") from None
    print(f"{directory}: {len(rules.names())} files, {rules.methodology()}, {rules.digest()}")


def show(
    directory: Annotated[
        Path | None,
        typer.Argument(metavar="[DIR]", help="A folder of rules [default: those in force]", show_default=False),
    ] = None,
) -> None:
    """Print name, methodology, digest and files of the rules in force, or of a folder."""
    import hashlib

    from streams.cli.config import configured
    from streams.cli.failure import WrongUsage
    from streams.cli.tables import print_table
    from streams.ruleset import BrokenRuleset, Ruleset, in_force

    if directory is None:
        configured()
    rules = in_force() if directory is None else Ruleset(directory)
    try:
        digest = rules.digest()
        rows = [("name", name_of(rules)), ("methodology", rules.methodology()), ("sha256", digest)]
        rows += [(name, hashlib.sha256(rules.read(name)).hexdigest()) for name in rules.names()]
    except BrokenRuleset as error:
        raise WrongUsage(str(error)) from None
    print_table(("ruleset", "value"), rows)
    if saved := _label(rules).get("sha256"):
        state = "as it was saved" if saved == digest else "changed since it was saved"
        print(f"{rules.folder}: {state} by tocsin {_label(rules).get('tocsin')}", file=sys.stderr)
    for name in _not_read(rules):
        print(f"tocsin: {rules.folder}/{name} is no file of a ruleset: nothing reads it", file=sys.stderr)


def name_of(rules: Ruleset) -> str:
    """Return what to call a ruleset: its folder, or the version whose own it is."""
    from importlib.metadata import version

    return f"tocsin {version('tocsin')}" if rules.folder is None else rules.folder.name


def _write(rules: Ruleset, directory: Path) -> None:
    """Write the files beside the folder first, so that it stands there whole or not at all."""
    import secrets
    import shutil
    from importlib.metadata import version

    from streams.ruleset import LABEL

    if directory.exists():
        raise FileExistsError(17, "exists", str(directory))
    part = directory.absolute().with_name(f".{directory.name}.{secrets.token_hex(4)}.part")
    label = {
        "format": FORMAT,
        "tocsin": version("tocsin"),
        "methodology": rules.methodology(),
        "sha256": rules.digest(),
    }
    head = "# What this folder was when it was saved; `tocsin ruleset show` says whether it still is.\n"
    try:
        for name in rules.names():
            path = part / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(rules.read(name))
        lines = "".join(f'{key} = "{value}"\n' for key, value in label.items())
        (part / LABEL).write_text(head + lines, "utf-8")
        part.rename(directory)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise


def _label(rules: Ruleset) -> dict[str, str]:
    """Return what a saved folder says of itself; nothing where it says nothing that can be read."""
    import tomllib

    from streams.ruleset import LABEL

    if rules.folder is None:
        return {}
    try:
        return tomllib.loads((rules.folder / LABEL).read_text("utf-8"))
    except (OSError, ValueError):
        return {}


def _not_read(rules: Ruleset) -> list[str]:
    from streams.ruleset import LABEL

    if rules.folder is None:
        return []
    there = {path.relative_to(rules.folder).as_posix() for path in rules.folder.rglob("*") if path.is_file()}
    return sorted(there - {*rules.names(), LABEL})
