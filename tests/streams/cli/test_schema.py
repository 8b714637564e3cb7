"""`tocsin schema`: write and check what is published."""

import json
from pathlib import Path

import pytest

from schemas import publish
from tests.streams.cli.conftest import Tocsin


def test_every_message_is_written(tocsin: Tocsin, tmp_path: Path) -> None:
    ended = tocsin("schema", "export", str(tmp_path))
    assert sorted(ended.out.split()) == sorted(str(file) for file in tmp_path.iterdir())
    assert len(ended.out.split()) == len(publish.messages())


def test_a_schema_that_would_break_readers_is_not_written(tocsin: Tocsin, tmp_path: Path) -> None:
    tocsin("schema", "export", str(tmp_path))
    file = tmp_path / "verdict.v1.schema.json"
    schema = json.loads(file.read_text())
    schema["properties"]["gone"] = {"type": "string"}
    file.write_text(json.dumps(schema))
    ended = tocsin("schema", "export", str(tmp_path))
    assert ended.status == 3
    assert ended.err.startswith("tocsin: not written, version 1 would break: verdict.v1.schema.json: ")


def test_a_folder_that_cannot_be_written_is_told(tocsin: Tocsin, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    ended = tocsin("schema", "export", str(tmp_path / "file"))
    assert (ended.status, ended.err.count("\n")) == (1, 1)


def test_what_is_committed_passes(tocsin: Tocsin) -> None:
    assert tocsin("schema", "check") == (0, "", "")


def test_each_problem_is_a_line_and_the_status_is_3(tocsin: Tocsin, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publish, "check", lambda: ["one", "two"])
    assert tocsin("schema", "check") == (3, "one\ntwo\n", "")


def test_a_half_check_says_so(tocsin: Tocsin, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publish, "missing_tools", lambda: ["jsonschema"])
    assert "jsonschema is not installed" in tocsin("schema", "check").err
