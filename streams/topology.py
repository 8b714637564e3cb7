"""The whole pipeline as data, top to bottom; read by worker, memory run, replay, docs and dashboards.

Types between the steps of detect: streams/text/types.py; between the folds of track: streams/track_types.py. Whatever
a stage rejects goes to Topic.DEAD_LETTERS.
"""

from __future__ import annotations

from schemas.topics import Topic
from streams.alerting.decide import decide_alert
from streams.alerting.outputs import emit_track
from streams.classification.classify import classify_article
from streams.cleaning.clean import clean_article
from streams.extraction.events import build_events
from streams.extraction.mentions import read_mentions
from streams.extraction.outputs import emit_detection
from streams.incidents.join import join_incident
from streams.incidents.state import Incidents
from streams.incidents.track import apply_step, open_step
from streams.severity.score import score_severity
from streams.stage import Stage

DETECT = Stage(
    "detect",
    reads=Topic.ARTICLES,
    steps=(clean_article, read_mentions, classify_article, build_events),
    emit=emit_detection,
    writes=(Topic.EVENTS, Topic.VERDICTS),
    heartbeats=Topic.EVENTS,
)

TRACK = Stage(
    "track",
    reads=Topic.EVENTS,
    state=Incidents,
    open=open_step,
    folds=(join_incident, score_severity, decide_alert),
    emit=emit_track,
    close=apply_step,
    writes=(Topic.INCIDENTS, Topic.ALERTS),
    heartbeats=Topic.HEARTBEATS,
)

TOPOLOGY = (DETECT, TRACK)
