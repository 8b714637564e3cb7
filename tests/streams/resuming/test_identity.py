"""Two replays are the same when archive, code and options are."""

from pathlib import Path

import pytest

from streams.resuming import identity
from streams.resuming.identity import Identity, digest_of_archive, digest_of_code, identity_of

ONE = Identity(archive="a", code="c", options={"--emit": "alerts", "--start": ""})


def test_the_same_has_no_differences() -> None:
    assert ONE.differences(ONE.model_copy()) == []


def test_each_difference_is_named() -> None:
    other = Identity(archive="b", code="d", options={"--emit": "alerts,events", "--start": ""})
    assert ONE.differences(other) == [
        "the archive",
        "the code or its tables",
        "--emit (now alerts, then alerts,events)",
    ]


def test_an_archive_is_its_files_wherever_they_stand(tmp_path: Path) -> None:
    for folder in ("here", "there"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.jsonl").write_text("{}")
    here, there = (digest_of_archive(tmp_path / folder) for folder in ("here", "there"))
    assert here == there
    (tmp_path / "there" / "a.jsonl").write_text("{ }")
    assert digest_of_archive(tmp_path / "there") != here
    assert identity_of(tmp_path / "here", {}).archive == here


def test_code_is_also_its_tables_and_what_it_is_built_on(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    before = digest_of_code()
    assert digest_of_code() == before
    monkeypatch.setattr(identity, "version", lambda _: "99")
    assert digest_of_code() != before
    monkeypatch.undo()
    (tmp_path / "severity.toml").write_text("weight = 3")
    monkeypatch.setattr(identity, "files", lambda _: tmp_path)
    assert digest_of_code() != before
