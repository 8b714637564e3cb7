"""docs/cli.md names every verb, option and setting that there is, and none that is not."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

from streams.cli import application
from streams.settings import described

PAGE = (Path(__file__).parent.parent.parent / "docs" / "cli.md").read_text()


def commands(group: Any, path: str = "tocsin") -> Iterator[tuple[str, Any]]:
    """Give every command with the words that call it."""
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, f"{path} {name}")
        else:
            yield f"{path} {name}", command


def test_every_verb_is_documented_and_every_documented_verb_exists() -> None:
    called = {path for path, _ in commands(typer.main.get_command(application()))}
    headed = [re.findall(r"`(tocsin [a-z -]+[a-z])", line) for line in PAGE.splitlines() if line.startswith("## ")]
    assert {path for line in headed for path in line} == called


def test_every_option_is_documented() -> None:
    options = {
        name
        for _, command in commands(typer.main.get_command(application()))
        for parameter in command.params
        for name in parameter.opts
        if name.startswith("--")
    }
    assert {name for name in options if f"`{name}" not in PAGE} == set()


def test_every_setting_is_documented_and_every_documented_setting_exists() -> None:
    settings = {each.variable for each in described()}
    documented = set(re.findall(r"`(TOCSIN_[A-Z_]+)`", PAGE))
    assert documented - {"TOCSIN_SECRETS_DIR"} == settings
