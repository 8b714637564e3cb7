"""What detect writes: the verdict first, events under their country."""

from __future__ import annotations

from dataclasses import replace

from schemas.topics import Topic
from streams.extraction.outputs import emit_detection
from tests.reading import CONTEXT, article, detection_of


def test_the_verdict_comes_before_the_events() -> None:
    outputs = list(emit_detection(detection_of(article("Shells killed two people in Goma on Thursday.")), CONTEXT))
    assert [(output.topic, output.key) for output in outputs][1:] == [(Topic.EVENTS, "CD")]
    assert outputs[0].topic is Topic.VERDICTS
    assert {output.headers["origin"] for output in outputs} == {"tocsin-articles/0/1"}


def test_an_event_at_sea_is_keyed_zz() -> None:
    outputs = list(emit_detection(detection_of(article("A missile hit a tanker in the Red Sea on Thursday.")), CONTEXT))
    assert outputs[-1].key == "ZZ"


def test_test_traffic_is_marked() -> None:
    outputs = emit_detection(detection_of(article("Rates rise.")), replace(CONTEXT, test=True))
    assert [output.headers["_test"] for output in outputs] == ["true"]
