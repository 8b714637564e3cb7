"""Headlines and descriptions as a desk reads them."""

import pytest

from tests.builders import Desk, event, town


def headline(**fields: object) -> str:
    return Desk().take_all([event(**fields)]).sent[0].headline  # type: ignore[arg-type]  # fields of one event


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        (
            {"kind": "drone_strike", "place": "Kosti", "country": "SD", "killed": (45, 55), "wounded": (63, 77),
             "quote": "The strike wounded about 70 people."},
            "Drone strike on Kosti, Sudan: about 50 killed, about 70 wounded",
        ),
        ({"killed": (7, None)}, "Shelling of Kherson, Ukraine: at least 7 killed"),
        ({"killed": 0, "wounded": 0}, "Shelling of Kherson, Ukraine: no one killed or wounded"),
        ({"killed": 0, "wounded": 4}, "Shelling of Kherson, Ukraine: no one killed, 4 wounded"),
        ({}, "Shelling of Kherson, Ukraine: no toll known yet"),
        ({"launched": 550, "kind": "combined_strike"}, "Combined strike on Kherson, Ukraine: 550 weapons launched"),
        ({"place": None, "killed": 2}, "Shelling of Ukraine: 2 killed"),
        ({"place": None, "country": None, "kind": "armed_attack", "killed": 2}, "Armed attack: 2 killed"),
        ({"place": [town("Kyiv"), town("Odesa")]}, "Shelling of Kyiv and Odesa, Ukraine: no toll known yet"),
        (
            {"place": [town("Red Sea", None, "sea")], "country": None, "kind": "naval_attack", "site": "the Nordic Elm",
             "missing": 4},
            "Attack on the Nordic Elm, Red Sea: 4 missing",
        ),
        ({"kind": "a kind of later versions"}, "Attack in Kherson, Ukraine: no toll known yet"),
    ],
)  # fmt: skip
def test_a_headline_says_what_where_and_how_many(fields: dict[str, object], line: str) -> None:
    assert headline(**fields) == line


def test_a_hundred_dead_by_a_single_unofficial_source_are_unconfirmed() -> None:
    assert headline(killed=(100, None)).endswith("(unconfirmed)")
    assert "unconfirmed" not in headline(killed=99)
    assert "unconfirmed" not in headline(killed=120, signals=["official"])
    desk = Desk().take_all([event(killed=120), event(killed=120, outlet="Other", at="11:00")])
    assert "unconfirmed" not in desk.sent[1].headline


def test_a_description_says_who_says_so_and_why_it_is_sent() -> None:
    desk = Desk().take_all([
        event(killed=6, launched=3, munitions=["drone"]),
        event(killed=11, outlet="Mayor", signals=["official"], at="11:00"),
    ])  # fmt: skip
    assert desk.sent[1].description == (
        "Shelling of Kherson, Ukraine on 10 March 2026. Toll: killed 11. Weapons: drones; 3 launched. "
        "2 independent sources, an official one among them; 2 reports. "
        "Severity Moderate (31 of 100), certainty Observed. "
        "Sent because: the toll rose, confirmed by an official or a second independent source."
    )


def test_a_cancel_names_no_figures() -> None:
    cancel = Desk().take_all([event(killed=77), event(signals=["retraction"], at="11:00")]).sent[1]
    assert cancel.headline == "Cancelled: Shelling of Kherson, Ukraine"
    assert "77" not in cancel.description


def test_hostile_names_reach_nobody_raw() -> None:
    alert = Desk().take_all([event(place="Kher\u202eson\x1b[2J", site="mill\x07", kind="naval_attack")]).sent[0]
    text = alert.headline + alert.description + (alert.place or "") + (alert.site or "") + alert.places[0].name
    assert text.isprintable() and "\u202e" not in text
