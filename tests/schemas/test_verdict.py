"""The verdict: one decision with its reason."""

import pytest
from pydantic import ValidationError

from schemas.codec import decode, encode
from schemas.verdict import Verdict


def verdict(confidence: float = 0.9, events: int = 0) -> Verdict:
    return Verdict(
        uri="u", article_id="a", digest="d", verdict="no_event", reason="exercise",
        confidence=confidence, language="en", events=events, origin="tocsin-articles/0/7",
    )  # fmt: skip


def test_a_verdict_is_read_back_as_it_was_written() -> None:
    assert decode(Verdict, encode(verdict())) == verdict()


@pytest.mark.parametrize(("confidence", "events"), [(1.1, 0), (-0.1, 0), (float("nan"), 0), (0.5, -1)])
def test_confidence_and_events_have_their_range(confidence: float, events: int) -> None:
    with pytest.raises(ValidationError):
        verdict(confidence, events)
