"""``tocsin incidents``: rows for pipes, lines for programs, a table for people."""

import io
import json
from pathlib import Path

import pytest
from rich.console import Console

from schemas.codec import encode
from streams.casebook.summary import summary_of
from streams.cli.incidents import counts, short, table, where
from tests.builders import Desk, event, town
from tests.streams.cli.conftest import Tocsin

DESK = Desk(test=True).take_all([
    event(killed=(7, None), wounded=(2, 5)),
    event(place=[town("Kosti", "SD")], country="SD", outlet="Other", at="11:00"),
])  # fmt: skip


@pytest.fixture
def archive(tmp_path: Path) -> str:
    path = tmp_path / "incidents.jsonl"
    path.write_bytes(b"".join(encode(each) + b"\n" for each in DESK.incidents))
    return str(path)


def test_a_pipe_gets_a_line_an_incident_the_newest_first(tocsin: Tocsin, archive: str) -> None:
    ended = tocsin("incidents", "--archive", archive)
    rows = [line.split("\t") for line in ended.out.splitlines()]
    assert (ended.status, ended.err, [row[4] for row in rows]) == (0, "", ["SD", "UA"])
    assert rows[1][1:] == [
        "2026-03-10T10:00:00Z", "2026-03-10", "Kherson", "UA", "shelling", "killed 7 or more; wounded 2-5",
        "Moderate", "25", "Possible", "1", "1", "open", "test",
    ]  # fmt: skip


def test_programs_get_an_object_a_line(tocsin: Tocsin, archive: str) -> None:
    ended = tocsin("incidents", "--archive", archive, "-o", "jsonl", "-n", "1")
    (row,) = (json.loads(line) for line in ended.out.splitlines())
    assert (row["country"], row["counts"], row["test"]) == ("SD", {}, True)
    assert ended.err == "tocsin: older ones are not shown; -n 0 shows all\n"


def test_standard_input_is_read_and_filters_hold(tocsin: Tocsin, archive: str) -> None:
    wishes = ("--country", "ua", "--since", "2026-03-10T09:00:00Z", "--min-level", "minor", "--status", "open")
    ended = tocsin("incidents", "--archive", archive, *wishes)
    assert [line.split("\t")[4] for line in ended.out.splitlines()] == ["UA"]
    assert tocsin("incidents", "--archive", archive, "--status", "closed").out == ""


@pytest.mark.parametrize(
    "wrong",
    [("-o", "xml"), ("--country", "Ukraine"), ("--since", "soon"), ("--min-level", "bad"), ("--status", "done")],
)
def test_a_wish_that_means_nothing_is_refused(tocsin: Tocsin, archive: str, wrong: tuple[str, str]) -> None:
    ended = tocsin("incidents", "--archive", archive, *wrong)
    assert (ended.status, ended.out, ended.err.count("\n")) == (2, "", 1)


def test_a_table_shows_what_is_a_test_and_no_toll_as_no_toll() -> None:
    console = Console(width=100, record=True, file=io.StringIO())
    console.print(table([summary_of(each) for each in DESK.incidents], 8))
    shown = console.export_text()
    assert all(word in shown for word in ("Kherson, UA", "killed 7 or more", "wounded 2-5", "not reported", "test"))
    assert max(map(len, shown.splitlines())) <= 100


def test_the_toll_of_a_retracted_incident_is_none() -> None:
    row = summary_of(DESK.incidents[0].model_copy(update={"status": "retracted", "toll": None}))
    assert counts(row) == ["retracted: no toll"]


def test_three_places_are_named_and_hostile_ones_obeyed_by_no_terminal() -> None:
    row = summary_of(DESK.incidents[0]).model_copy(update={"places": ("a\x1b[2J", "b", "c", "d", "e")})
    assert where(row) == r"a\x1b[2J, b, c, 2 more, UA"


def test_ids_are_cut_where_they_still_differ() -> None:
    assert [short(["a" * 12]), short(["abcdefghijk1", "abcdefghijk2"]), short([])] == [8, 12, 8]


def test_without_a_broker_one_line_says_so(tocsin: Tocsin, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOCSIN_KAFKA__BOOTSTRAP_SERVERS", "127.0.0.1:1")
    for verb in (("incidents",), ("incident", "45bd")):
        ended = tocsin(*verb)
        assert (ended.status, ended.out, ended.err.count("\n")) == (1, "", 1)
