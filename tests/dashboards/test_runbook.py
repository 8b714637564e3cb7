"""The runbook: a paragraph for each alert, commands that exist, metrics that are exported."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
import typer

from dashboards.rule_files import Alert
from dashboards.rules import Rules
from streams.cli import application
from streams.metrics import CATALOGUE
from streams.settings import described
from tests.edges.test_cli_docs import commands

PAGE = (Path(__file__).parents[2] / "docs" / "runbook.md").read_text("utf-8")
PARAGRAPHS = dict(part.split("\n", 1) for part in PAGE.split("\n## ")[1:])
ALERTS = [rule for group in Rules().groups() for rule in group.rules if isinstance(rule, Alert)]


def test_every_alert_has_its_paragraph_and_every_paragraph_its_alert() -> None:
    assert sorted(PARAGRAPHS) == sorted(alert.name for alert in ALERTS)
    for alert in ALERTS:
        assert f"runbook_url': 'docs/runbook.md#{alert.name.lower()}'" in str(alert.as_data())


@pytest.mark.parametrize("alert", PARAGRAPHS)
def test_a_paragraph_says_what_it_means_what_to_look_at_what_to_do_and_when_it_is_no_fault(alert: str) -> None:
    heads = re.findall(r"^\*\*(Means|Look at|Do|No fault)\b", PARAGRAPHS[alert], re.MULTILINE)
    assert heads == ["Means", "Look at", "Do", "No fault"]


def test_the_metrics_and_settings_that_it_names_exist() -> None:
    assert set(re.findall(r"`(tocsin_\w+)`", PAGE)) <= {metric.full_name for metric in CATALOGUE}
    assert set(re.findall(r"`(TOCSIN_\w+)`", PAGE)) <= {setting.variable for setting in described()}


def wrong(command: str) -> str:
    """Return what of a command line does not exist; nothing when all does."""
    verbs = dict(commands(typer.main.get_command(application())))
    named = max((verb for verb in verbs if f"{command} ".startswith(f"{verb} ")), key=len, default="")
    if not named:
        return command
    options = {name for parameter in verbs[named].params for name in parameter.opts}
    given = {word for word in shlex.split(command) if re.match("--?[a-z]", word)}  # -2h is no option, but a time
    return " ".join(sorted(given - options))


def test_the_commands_that_it_names_exist_with_their_options() -> None:
    named = re.findall(r"`(tocsin [^`]+)`", PAGE)
    assert len(named) > 10
    assert [each for each in named if wrong(each)] == []


@pytest.mark.parametrize("command", ["tocsin dead-letters redo", "tocsin doctor --quick", "tocsin alerts"])
def test_a_command_that_does_not_exist_is_found(command: str) -> None:
    assert wrong(command)
