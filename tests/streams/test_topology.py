"""The topology: one table that says what reads what and writes what."""

from __future__ import annotations

from schemas.topics import Topic
from streams.topology import DETECT, TOPOLOGY, TRACK


def test_what_a_stage_reads_is_raw_news_or_written_by_an_earlier_stage() -> None:
    known = {Topic.ARTICLES}
    for stage in TOPOLOGY:
        assert stage.reads in known
        known |= set(stage.writes)


def test_no_topic_is_written_by_two_stages() -> None:
    written = [topic for stage in TOPOLOGY for topic in stage.writes]
    assert len(written) == len(set(written))


def test_detect_keeps_nothing_and_track_keeps_incidents() -> None:
    assert (DETECT.state, DETECT.folds) == (None, ())
    assert TRACK.state is not None
    assert TRACK.steps == ()
