"""`tocsin topology`: the picture is drawn from the data."""

from streams.topology import TOPOLOGY
from tests.streams.cli.conftest import Tocsin


def test_every_stage_shows_its_functions_and_topics(tocsin: Tocsin) -> None:
    out = tocsin("topology").out
    for stage in TOPOLOGY:
        assert " > ".join(step.__name__ for step in (*stage.steps, *stage.folds)) in out
        assert all(topic.name_with() in out for topic in (stage.reads, *stage.writes))
    assert "-> tocsin-dead-letters" in out
