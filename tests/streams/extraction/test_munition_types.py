"""What is known of weapons counted before."""

from __future__ import annotations

from schemas.base import Count
from streams.extraction.munition_types import Known


def test_what_was_launched_is_known_by_type() -> None:
    known = Known({"drone": Count(min=5, max=5), None: Count(min=9, max=9)})
    assert known.of("drone") == Count(min=5, max=5)
    assert known.of(None) == Count(min=9, max=9)
    assert known.of("missile") is None
