"""Times as people give them."""

from datetime import timedelta

import pytest

from streams.cli.failure import WrongUsage
from streams.cli.moments import moment
from tests.builders import clock

NOW = clock("12:00")


def test_a_time_is_given_with_its_zone_or_back_from_now() -> None:
    assert moment("--since", None, NOW) is None
    assert moment("--since", "2026-03-10T14:00:00+02:00", NOW) == NOW
    assert moment("--since", "-90m", NOW) == NOW - timedelta(minutes=90)


@pytest.mark.parametrize("text", ["", "soon", "-2", "-h", "-9999999999d", "2026-03-10", "2026-03-10T14:00:00"])
def test_what_is_neither_is_refused(text: str) -> None:
    with pytest.raises(WrongUsage, match="--since"):
        moment("--since", text, NOW)
