"""The life of an incident as people read it."""

import io
import json

from rich.console import Console

from schemas.event import ConflictEvent
from streams.casebook.telling import life_of
from streams.cli.life import as_json, rendered
from streams.retract import withdrawal
from tests.builders import Desk, event

WIRE = event(killed=9, wounded=(20, None), launched=2, quote="Nine were killed.", munitions=["drone"])
COPY = event(killed=9, outlet="Paper", at="11:00", credits=["Northwire"], own_source=False)
MORE = event(killed=14, outlet="Other", at="12:00", signals=["official"], quote="Fourteen are dead.")
LESS = event(killed=5, outlet="Third", at="13:00")


def shown(desk: Desk, *, messages: bool = True) -> str:
    """Return what a terminal of 100 columns shows, its lines joined by single spaces where they were wrapped."""
    life = life_of(desk.only(), {each.alert_id: each for each in desk.sent} if messages else {})
    console = Console(width=100, record=True, file=io.StringIO())
    console.print(rendered(life))
    text = console.export_text()
    assert max(map(len, text.splitlines())) <= 100
    return " ".join(text.split())


def told(*events: ConflictEvent) -> str:
    return shown(Desk().take_all(events))


def test_the_head_says_how_it_stands() -> None:
    text = told(WIRE, COPY, MORE, LESS)
    assert text.startswith("Shelling of Kherson, Ukraine: 14 killed, at least 20 wounded 10 March 2026, shelling: ")
    assert "certainty Observed, urgency Past; open, contested" in text
    assert "4 reports, 3 sources, 2 messages; first reported 10 Mar 10:00, last change 10 Mar 13:00 UTC" in text


def test_a_figure_names_its_source_and_what_lost() -> None:
    text = told(WIRE, COPY, MORE, LESS)
    assert "killed 14 Other, 10 Mar 12:00 “Fourteen are dead.”" in text
    assert "not 9: Northwire, 10 Mar 10:00: Other then gave as much or more" in text
    assert "not 9: Paper, 10 Mar 11:00: a copy changes no figure" in text
    assert "not 5: Third, 10 Mar 13:00: lower, and no correction" in text


def test_who_says_the_same_did_not_lose() -> None:
    agreeing = event(killed=9, outlet="Other", at="11:00")
    assert "also 9: Northwire, 10 Mar 10:00: says the same" in told(WIRE, agreeing)


def test_the_timeline_tells_reports_and_messages() -> None:
    text = told(WIRE, COPY, MORE)
    assert "10 Mar 10:00 Northwire (northwire.example): own report northwire-10:00 killed 9; wounded 20 or more" in text
    assert "joined: opened it 10 Mar 10:00 ALERT 1 " in text
    assert "10 Mar 11:00 Paper (paper.example): copy of Northwire" in text
    assert "the toll rose and confirmed (killed 9 -> 14;" in text


def test_a_retracted_incident_has_no_figure_and_says_why() -> None:
    desk = Desk(test=True).take_all([WIRE])
    desk.take(withdrawal(desk.only(), "Staged.\x1b[2J", "anna"))
    text = shown(desk)
    assert text.startswith("Not live, a replay or a test: Cancelled: Shelling of Kherson, Ukraine")
    assert "retracted: Staged." in text and "\x1b" not in text
    assert "killed none stands not 9: Northwire, 10 Mar 10:00: the incident is retracted: no figure stands" in text


def test_versions_and_late_reports_say_so() -> None:
    newer = event(version=2, uri=WIRE.article.uri, place="Kherson", at="11:00")
    late = event(killed=3, outlet="Slow", at="08:00", retrieved="13:00")
    text = told(WIRE, newer, late)
    assert "Northwire (northwire.example): replaced by a newer version" in text
    assert "own report, version 2" in text and "own report, arrived late" in text
    assert "wounded no longer reported" in text


def test_a_message_that_is_not_kept_says_so() -> None:
    assert "ALERT 1 its alert has expired" in shown(Desk().take_all([WIRE]), messages=False)


def test_an_incident_without_any_figure_says_so() -> None:
    assert "Figures no report gives one" in told(event())


def test_the_json_is_ascii_and_whole() -> None:
    desk = Desk().take_all([event(killed=9, quote="Neun Tote in Łódź.")])
    text = as_json(life_of(desk.only(), {}))
    assert text.isascii() and json.loads(text)["figures"][0]["quotes"] == ["Neun Tote in Łódź."]
