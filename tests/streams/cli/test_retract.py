"""``tocsin retract``: what it refuses and what it tells."""

from typing import Any

import pytest

import streams.retract
from streams.retract import Retraction, UnknownIncident
from tests.builders import Desk, event
from tests.streams.cli.conftest import Tocsin


def answer(monkeypatch: pytest.MonkeyPatch, given: Retraction | Exception) -> list[dict[str, Any]]:
    """Let the edge answer so; return what it is asked."""
    asked: list[dict[str, Any]] = []

    async def retract(_: object, incident_id: str, **said: Any) -> Retraction:
        asked.append({"incident": incident_id, **said})
        if isinstance(given, Exception):
            raise given
        return given

    monkeypatch.setattr(streams.retract, "retract", retract)
    return asked


def test_the_order_carries_one_clean_line_and_a_name(tocsin: Tocsin, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk().take_all([event(killed=4)])
    asked = answer(monkeypatch, Retraction(desk.only(), "tocsin-events/0/17"))
    ended = tocsin("retract", "abc", "--reason", " old\n\x1b[31mvideo ", "--operator", "anna")
    assert (ended.status, ended.out) == (0, "tocsin-events/0/17\n")
    assert "its Cancel follows" in ended.err
    assert [(each["incident"], each["reason"], each["operator"]) for each in asked] == [("abc", "old video", "anna")]


def test_what_is_retracted_already_is_no_error(tocsin: Tocsin, monkeypatch: pytest.MonkeyPatch) -> None:
    incident = Desk().take_all([event(killed=4)]).only().model_copy(update={"retraction_reason": "Staged.\x1b[2J"})
    answer(monkeypatch, Retraction(incident, None))
    ended = tocsin("retract", "abc", "--reason", "x")
    assert (ended.status, ended.out) == (0, "")
    assert "is retracted already (Staged.\\x1b[2J): nothing written" in ended.err


def test_an_unknown_incident_is_an_error(tocsin: Tocsin, monkeypatch: pytest.MonkeyPatch) -> None:
    answer(monkeypatch, UnknownIncident("tocsin-incidents holds no incident abc"))
    ended = tocsin("retract", "abc", "--reason", "x")
    assert (ended.status, ended.err) == (1, "tocsin: tocsin-incidents holds no incident abc\n")


def test_without_an_alert_nobody_waits_for_a_cancel(tocsin: Tocsin, monkeypatch: pytest.MonkeyPatch) -> None:
    incident = Desk(min_level="Extreme").take_all([event(killed=1)]).only()
    answer(monkeypatch, Retraction(incident, "tocsin-events/0/1"))
    assert "no Cancel follows" in tocsin("retract", "abc", "--reason", "x").err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "--reason"),
        (("--reason", " \n"), "--reason: empty"),
        (("--reason", "x" * 501), "--reason: 501 characters, at most 500"),
        (("--reason", "x", "--operator", ""), "--operator: empty"),
    ],
)
def test_a_story_does_not_end_without_a_reason(tocsin: Tocsin, arguments: tuple[str, ...], said: str) -> None:
    ended = tocsin("retract", "abc", *arguments)
    assert (ended.status, ended.out) == (2, "")
    assert said in ended.err
