"""What README.md and docs/operations.md tell to type: services, profiles, ports and addresses that are there."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from streams.cli import application
from tests.compose.reading import PROFILES, ROOT, port_of, read, services

README, OPERATIONS = ROOT / "README.md", ROOT / "docs" / "operations.md"
#: What follows `docker compose [--profile NAME]`.
VERBS = {"up", "down", "exec", "logs", "build", "pull"}


def commands(page: Path) -> list[list[str]]:
    """Return the words of each `docker compose` line in the blocks of a page, and between its code marks."""
    text = page.read_text()
    blocks = "\n".join(re.findall(r"```(?:sh|console)\n(.*?)```", text, re.DOTALL))
    lines = [each for line in blocks.splitlines() for each in re.split(r"[|>;&]|(?<=\w) #", line)]
    lines += [each for code in re.findall(r"(?<!`)`(docker compose[^`]*)`", text) for each in code.split("&&")]
    found = (line.strip().lstrip("$# ").strip() for line in lines)
    return [shlex.split(line)[2:] for line in found if line.startswith("docker compose ")]


@pytest.mark.parametrize("page", [README, OPERATIONS], ids=lambda page: page.name)
def test_every_line_names_what_the_file_has(page: Path) -> None:
    found = commands(page)
    assert len(found) >= 3
    for words in found:
        rest = list(words)
        while rest[:1] == ["--profile"]:
            assert rest[1] in PROFILES, words
            rest = rest[2:]
        assert rest[0] in VERBS, words
        named = [word for word in rest[1:] if not word.startswith("-")]
        if rest[0] in ("exec", "logs"):
            assert named[0] in read()["services"], words
        if rest[0] == "exec":
            assert named[1] == "tocsin", words
            options = rest[rest.index("tocsin") + 1 :]
            told = CliRunner().invoke(application(), [options[0], "--help"], env={"COLUMNS": "200"})
            assert told.exit_code == 0, words
            assert all(each in told.stdout for each in options if re.match("--?[a-z]", each)), words


def test_the_address_of_the_dashboards_is_that_of_grafana() -> None:
    ports = {port_of(each)[:2] for each in services(read())["grafana"]["ports"]}
    addresses = re.findall(r"http://([\d.]+):(\d+)", README.read_text() + (ROOT / "docker-compose.yml").read_text())
    assert ("127.0.0.1", "3000") in ports
    assert {each for each in addresses if each[1] == "3000"} <= ports


def test_the_table_of_services_is_the_file() -> None:
    rows = re.findall(r"^\| `(\w+)` \|.*?\| (?:`([\d.]+:\d+)\S*` )?\|", OPERATIONS.read_text(), re.MULTILINE)
    told = {name: address for name, address in rows if name.islower()}
    published = {
        name: ":".join(port_of(service["ports"][0])[:2]) if service.get("ports") else ""
        for name, service in read()["services"].items()
    }
    assert told == published


def test_the_defaults_told_are_those_of_the_file() -> None:
    text = (ROOT / "docker-compose.yml").read_text()
    rows = re.findall(r"^\| `([A-Z_]+)` \| `?(\w+)`? \|", OPERATIONS.read_text(), re.MULTILINE)
    assert len(rows) >= 9
    for name, default in rows:
        assert f"${{{name}:-{'' if default == 'none' else default}}}" in text, name
