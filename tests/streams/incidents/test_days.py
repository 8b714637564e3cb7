"""Which days of a report and an incident can be one."""

from __future__ import annotations

import pytest

from streams.incidents.days import day_bar
from streams.incidents.profile import Profile, profile_of_event
from streams.incidents.reports import report_of
from tests.builders import clock, event, town


def profile(headline: str | None = None, hours: tuple[int, int] | None = None, **told: object) -> Profile:
    one = event(**told)  # type: ignore[arg-type]
    article = one.article.model_copy(update={"headline": headline or one.article.headline})
    one = one.model_copy(update={"article": article, "occurred_hours": hours})
    return profile_of_event(one, report_of(one, clock("13 12:00"), near=(), why_joined=""))


@pytest.mark.parametrize(
    ("reported", "hours", "joined"),
    [
        ("10 23:30", None, True),
        ("10 04:00", None, False),
        ("10 23:30", (10, 15), False),
        ("10 23:30", (0, 6), True),
        ("10 23:30", (18, 30), True),
    ],
)
def test_a_night_reaches_into_no_day_that_began_after_it_was_told_and_into_no_noon(
    reported: str, hours: tuple[int, int] | None, joined: bool
) -> None:
    night = profile(day=10, precision="night", at=reported)
    later = profile(hours=hours, day=11, at="11 12:00")
    assert (day_bar(later, night, same_text=False) is None) is joined
    assert day_bar(night, later, same_text=False) == day_bar(later, night, same_text=False)


def test_a_ship_found_in_the_night_was_attacked_before() -> None:
    ship = profile(day=10, place=None, site="tanker Alma Roe", kind="naval_attack", at="10 04:00")
    found = profile("Alma Roe found", day=11, precision="night", place=None, kind="naval_attack", at="11 12:00")
    assert day_bar(found, ship, same_text=False) is None


def test_a_siege_is_reported_from_the_evening_into_the_night_that_it_is_called_by() -> None:
    hotel = [town("Mogadishu", "SO", lat=2.04, lon=45.34)]
    began = profile(place=hotel, hours=(16, 24), day=10, kind="armed_attack", at="10 18:00")
    ended = profile(place=hotel, day=11, precision="night", kind="armed_attack", at="11 04:00")
    assert day_bar(ended, began, same_text=False) is None
    strike = profile(place=hotel, day=11, precision="night", kind="drone_strike", at="11 04:00")
    assert day_bar(strike, began, same_text=False) == "stated days differ"
    noon = profile(place=hotel, hours=(10, 15), day=10, kind="armed_attack", at="10 18:00")
    assert day_bar(ended, noon, same_text=False) == "stated days differ"
