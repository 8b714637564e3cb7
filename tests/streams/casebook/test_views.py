"""The JSON of the views: what programs rely on."""

from schemas.codec import decode, encode
from streams.casebook.telling import life_of
from streams.casebook.views import Life, Range, Summary
from tests.builders import Desk, event


def test_a_life_survives_its_json() -> None:
    desk = Desk().take_all([event(killed=(3, None), wounded=5), event(killed=8, outlet="Other", at="11:00")])
    life = life_of(desk.only(), {each.alert_id: each for each in desk.sent})
    assert decode(Life, encode(life)) == life
    assert [entry.kind for entry in life.timeline] == ["report", "message", "report", "message"]


def test_an_open_range_keeps_its_null() -> None:
    assert Range(min=7, max=None).model_dump() == {"min": 7, "max": None}
    assert {"incident_id", "status", "test", "counts", "applied_at"} <= set(Summary.model_fields)
