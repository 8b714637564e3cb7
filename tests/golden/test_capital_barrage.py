"""The article everything is measured against: a night of 550 weapons told by a president, with teasers under it."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest

from schemas.alert import Alert
from schemas.article import RawArticle
from schemas.codec import encode
from schemas.event import ConflictEvent
from streams.memory import Memory
from streams.stage import Record
from streams.topology import TOPOLOGY
from tests.reading import detection_of, killed, span_of, wounded

ARTICLE = RawArticle.model_validate_json((Path(__file__).parents[2] / "samples/articles/mass-strike.json").read_bytes())


@pytest.fixture(scope="module")
def event() -> ConflictEvent:
    return detection_of(ARTICLE).events[0]


def test_the_dead_of_recent_strikes_are_not_its_dead(event: ConflictEvent) -> None:
    assert killed(event) is None


def test_the_wounded_and_the_weapons_are_those_of_the_night(event: ConflictEvent) -> None:
    assert (wounded(event), span_of(event.munitions.launched)) == ((23, 23), (550, 550))


def test_it_is_one_combined_strike_on_the_capital_and_four_regions(event: ConflictEvent) -> None:
    assert len(detection_of(ARTICLE).events) == 1
    assert (event.event_type, event.munitions.types) == ("combined_strike", ("drone", "missile"))
    assert [place.name for place in event.places] == ["Kyiv", "Zhytomyr", "Vinnytsia", "Cherkasy", "Poltava"]


def test_nothing_comes_from_teasers_troops_or_shipments(event: ConflictEvent) -> None:
    body = ARTICLE.body or ""
    first_teaser = body.index("Visited")
    assert all(claim.span.end <= first_teaser for claim in event.claims if claim.span.field == "body")
    assert not {claim.min for claim in event.claims if claim.scope == "main"} - {23, 550}


def test_its_alert_is_severe_at_54() -> None:
    assert ARTICLE.retrieved_at is not None
    time = int(ARTICLE.retrieved_at.timestamp() * 1000)
    written = list(Memory(TOPOLOGY).feed(Record("tocsin-articles", b"k", encode(ARTICLE), time)))
    (alert,) = [
        Alert.model_validate(orjson.loads(each.value or b"")) for each in written if each.topic == "tocsin-alerts"
    ]
    assert (alert.severity_score, alert.severity, alert.why) == (54, "Severe", "new_incident")
