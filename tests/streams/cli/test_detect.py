"""What `tocsin detect` promises: a line for a line, in order, and an error that names field, place and reason."""

import json
from pathlib import Path

from tests.streams.cli.conftest import Tocsin

DRONE = (
    b'{"uri": "a", "headline": "Drone kills two in Kherson", "body": "A Russian drone killed two people in Kherson."}'
)
RATES = b'{"uri": "b", "headline": "Bank leaves rates alone", "body": "The bank left its rates alone on Monday."}'


def test_every_article_gives_one_line_in_order(tocsin: Tocsin) -> None:
    ended = tocsin("detect", "-", stdin=b"\n".join([DRONE, RATES, DRONE]))
    lines = [json.loads(line) for line in ended.out.splitlines()]
    assert ended.status == 0
    assert [(line["uri"], line["verdict"], len(line["events"])) for line in lines] == [
        ("a", "event", 1),
        ("b", "no_event", 0),
        ("a", "event", 1),
    ]


def test_a_line_has_the_fields_of_the_contract(tocsin: Tocsin) -> None:
    (line,) = tocsin("detect", stdin=RATES).out.splitlines()
    verdict = json.loads(line)
    assert list(verdict) == ["uri", "verdict", "reason", "confidence", "events"]
    assert verdict["reason"] == "not_conflict"


def test_a_pretty_printed_file_is_one_article(tocsin: Tocsin, tmp_path: Path) -> None:
    file = tmp_path / "article.json"
    file.write_text(json.dumps(json.loads(DRONE), indent=2))
    ended = tocsin("detect", str(file))
    assert [json.loads(line)["uri"] for line in ended.out.splitlines()] == ["a"]


def test_an_invalid_line_is_told_and_the_run_goes_on(tocsin: Tocsin) -> None:
    ended = tocsin("detect", stdin=b"\n".join([b'{"uri": "x", "headline": 5}', b"nonsense", RATES]))
    wrong, nonsense, right = map(json.loads, ended.out.splitlines())
    assert ended.status == 1
    assert wrong == {
        "uri": "x",
        "error": {"reason": "schema", "message": "schema: headline at /headline: must be text, got 5"},
    }
    assert nonsense["error"]["reason"] == "deserialization"
    assert right["uri"] == "b"


def test_a_withdrawing_version_is_no_event_and_shows_none(tocsin: Tocsin) -> None:
    ended = tocsin("detect", stdin=b'{"uri": "a", "headline": "Withdrawn", "pub_status": "canceled", "version": 2}')
    assert json.loads(ended.out)["events"] == []


def test_an_article_under_embargo_when_it_was_retrieved_is_withheld(tocsin: Tocsin) -> None:
    embargoed = {"retrieved_at": "2026-05-12T05:00:00Z", "embargoed_until": "2026-05-12T06:00:00Z"}
    ended = tocsin("detect", stdin=json.dumps(json.loads(DRONE) | embargoed).encode())
    assert json.loads(ended.out)["reason"] == "withheld"


def test_no_input_gives_no_output(tocsin: Tocsin) -> None:
    assert tocsin("detect", stdin=b"\n\n") == (0, "", "")


def test_a_missing_file_is_told_in_one_line(tocsin: Tocsin) -> None:
    ended = tocsin("detect", "nowhere.json")
    assert (ended.status, ended.out) == (2, "")
    assert ended.err == "tocsin: cannot read nowhere.json: No such file or directory\n"


def test_an_explanation_shows_marks_and_reasons_without_colour_in_a_pipe(tocsin: Tocsin) -> None:
    ended = tocsin("detect", "--explain", stdin=DRONE)
    assert "killed two people [killed 2] in Kherson [place]" in ended.out
    assert "Why this verdict" in ended.out
    assert "\x1b" not in ended.out
