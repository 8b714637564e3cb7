"""The linear model and its data file."""

from __future__ import annotations

from schemas.vocabulary import Reason
from streams.classification.model import EVENT, decide, model, model_of, scores

TABLE: dict[str, dict[str, object]] = {
    "decision": {"event_from": 0.4},
    "bias": {"event": 0.0, "accident": 0.0, "crime": -1.0},
    "weights": {"lead.strike": {"event": 2.0}, "lead.accident": {"accident": 3.0, "event": -1.0}},
}


def test_the_class_with_the_highest_sum_wins() -> None:
    known = model_of(TABLE)
    assert decide({"lead.strike": 1.0}, known).best == "event"
    assert decide({"lead.strike": 1.0, "lead.accident": 1.0}, known).best == "accident"


def test_an_event_wins_a_little_earlier() -> None:
    decision = decide({}, model_of(TABLE))
    assert (decision.best, decision.rival) == ("event", "accident")
    assert 0.4 < decision.confidence < 0.5


def test_a_reason_has_the_event_as_its_rival_and_the_rest_of_the_chance() -> None:
    decision = decide({"lead.accident": 1.0}, model_of(TABLE))
    assert (decision.best, decision.rival) == ("accident", EVENT)
    assert decision.confidence > 0.9


def test_an_unknown_feature_weighs_nothing() -> None:
    known = model_of(TABLE)
    assert scores({"lead.unheard": 1.0}, known) == list(known.bias)


def test_the_model_knows_event_and_every_reason_that_texts_give() -> None:
    assert set(model().classes) == {EVENT, *Reason} - {Reason.WITHHELD, Reason.UNSUPPORTED_LANGUAGE}
