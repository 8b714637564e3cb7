"""Certainty counts independent families; it never multiplies severity."""

import pytest

from schemas.event import ConflictEvent
from tests.builders import Desk, event

OTHER = event(outlet="Other", at="11:00")
OFFICIAL = event(outlet="Governor", signals=["official"], at="11:00")
COPY = event(outlet="Harbour Paper", credits=["Northwire"], at="11:00")
DENIAL = event(outlet="Other", signals=["retraction"], at="11:00")


@pytest.mark.parametrize(
    ("reports", "certainty"),
    [
        ([event()], "Possible"),
        ([event(), COPY], "Possible"),
        ([event(), event(uri="second", at="11:00")], "Possible"),
        ([COPY], "Possible"),
        ([event(), OTHER], "Likely"),
        ([OFFICIAL], "Likely"),
        ([event(), OFFICIAL], "Observed"),
        ([event(signals=["on_scene"]), OTHER], "Observed"),
        ([event(), DENIAL], "Unlikely"),
        ([event(), event(outlet="Third", at="10:30"), DENIAL], "Likely"),
        ([event(), event(signals=["retraction"], at="11:00")], "Unlikely"),
    ],
)
def test_certainty_follows_the_sources(reports: list[ConflictEvent], certainty: str) -> None:
    assert Desk().take_all(reports).only().certainty == certainty
