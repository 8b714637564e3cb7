"""``tocsin incident``: which one is meant, as text and as JSON."""

import json
from pathlib import Path

import pytest

from schemas.codec import encode
from tests.builders import Desk, event
from tests.streams.cli.conftest import Tocsin

DESK = Desk().take_all([event(killed=3), event(killed=9, outlet="Other", at="11:00")])
NAME = DESK.only().incident_id


@pytest.fixture
def archive(tmp_path: Path) -> str:
    path = tmp_path / "incidents.jsonl"
    path.write_bytes(encode(DESK.only()) + b"\n")
    return str(path)


def test_the_beginning_of_an_id_is_enough(tocsin: Tocsin, archive: str) -> None:
    ended = tocsin("incident", NAME[:5].upper(), "--archive", archive)
    assert (ended.status, ended.err) == (0, "")
    assert NAME in ended.out and "UPDATE 2" in ended.out
    assert [line for line in ended.out.splitlines() if line != line.rstrip()] == []


def test_programs_get_one_object_that_stays_as_it_is(tocsin: Tocsin, archive: str) -> None:
    ended = tocsin("incident", NAME, "--archive", archive, "-o", "json")
    life = json.loads(ended.out)
    assert ended.out.isascii()
    assert list(life) == [
        "headline", "incident", "attacker", "target", "retraction_reason", "severity_breakdown", "figures", "timeline",
    ]  # fmt: skip
    assert [entry["kind"] for entry in life["timeline"]] == ["report", "message"] * 2
    assert life["timeline"][3]["alert"] == json.loads(encode(DESK.sent[1]))


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ((NAME[:4] + "zz",), f"near it: {NAME}"),
        (("?",), "no incident begins with ?; `tocsin incidents` lists them"),
        ((" ",), "an incident has an id"),
        ((NAME, "-o", "xml"), "-o xml: not text or json"),
    ],
)
def test_what_fits_nothing_is_told_in_one_line(tocsin: Tocsin, archive: str, asked: tuple[str, ...], said: str) -> None:
    ended = tocsin("incident", *asked, "--archive", archive)
    assert (ended.status, ended.out, ended.err.count("\n")) == (2, "", 1)
    assert said in ended.err


def test_a_record_that_cannot_be_read_is_an_error(tocsin: Tocsin) -> None:
    ended = tocsin("incident", "ab", "--archive", "-", stdin=b'{"incident_id": "abc"}\n')
    assert ended.status == 1 and "schema: " in ended.err
