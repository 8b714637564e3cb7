"""``tocsin schema export [DIR]`` and ``tocsin schema check``: the published JSON Schemas of the messages.

Example: ``tocsin schema check`` ends with 0 when schemas and examples fit the models, else with 3 and a line each.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer


def application() -> typer.Typer:
    """Return the verbs below ``schema``."""
    app = typer.Typer(help="Write or check the published JSON Schemas.", no_args_is_help=True)
    app.command("export")(export)
    app.command("check")(check)
    return app


def export(
    directory: Annotated[
        Path | None, typer.Argument(help="Where to write them [default: where they are published]", show_default=False)
    ] = None,
) -> None:
    """Write the JSON Schemas, and print the names of the files."""
    from schemas import publish
    from streams.cli.failure import CheckFailed, Failure

    try:
        files = publish.export(directory or publish.ROOT / "published")
    except publish.BreaksVersion as broken:
        raise CheckFailed(f"not written, version 1 would break: {broken}") from None
    except OSError as error:
        raise Failure(f"cannot write {error.filename}: {error.strerror}") from None
    for file in files:
        print(file)


def check() -> int:
    """Compare the committed JSON Schemas and examples with the models."""
    from schemas import publish

    for package in publish.missing_tools():
        print(f"tocsin: {package} is not installed: examples are checked by the models only", file=sys.stderr)
    problems = publish.check()
    for problem in problems:
        print(problem)
    return 3 if problems else 0
