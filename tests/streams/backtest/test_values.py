"""Which values of an incident and an alert are compared, and how they are said."""

import json
from pathlib import Path

from schemas.alert import Alert
from streams.backtest.values import alert_values, incident_values, quotes, said

EXAMPLES = Path(__file__).parents[3] / "schemas" / "examples"


def test_counts_of_an_incident_are_ranges() -> None:
    values = incident_values(json.loads((EXAMPLES / "incident.v1" / "full.json").read_text()))
    assert (values["killed"], values["abducted"]) == ({"min": 7, "max": 7}, None)
    assert (values["launched"], values["weapons"]) == ({"min": 5, "max": 5}, ["drone"])
    assert values["places"] == ["Sumy / Sumy / UA"]


def test_every_field_of_an_alert_is_compared_but_its_ids() -> None:
    fields = set(Alert.model_fields)
    values = alert_values(dict.fromkeys(fields))
    said_otherwise = {name for name in fields if name.endswith(("_min", "_max"))} | {"severity_breakdown", "evidence"}
    assert fields - set(values) - said_otherwise == {"alert_id", "incident_id", "references"}


def test_the_score_is_compared_by_its_terms() -> None:
    term = {"term": "H", "points": 30.8, "explanation": "human toll: 9 killed", "claims": ["c"]}
    assert alert_values({"severity_breakdown": {"terms": [term]}})["severity_H"] == "30.8 (human toll: 9 killed)"


def test_a_field_may_rest_on_several_quotes() -> None:
    evidence = [{"field": "killed", "quote": quote} for quote in ("One died.", "A second died.", "One died.")]
    assert quotes({"evidence": [*evidence, {"field": "hit", "quote": None}]}) == {
        "killed": ("One died.", "A second died.")
    }


def test_an_open_range_says_or_more() -> None:
    assert said([{"field": "killed_min", "old": None, "new": 3}]) == "killed_min none -> 3"
    assert (said({"min": 0, "max": None}), said({"killed": 3}), said(0)) == ("0 or more", "killed 3", "0")
