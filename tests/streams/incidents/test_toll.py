"""How readings of one attack become one toll."""

import pytest

from schemas.event import ConflictEvent
from schemas.incident import Report
from streams.incidents.reports import order, report_of
from streams.incidents.toll import Folded, fold
from tests.builders import clock, event


def folded(*events: ConflictEvent) -> Folded:
    reports: list[Report] = [report_of(each, clock("20 00:00"), near=(), why_joined="") for each in events]
    return fold(sorted(reports, key=order))


def killed(*events: ConflictEvent) -> tuple[int, int | None] | None:
    toll = folded(*events).toll
    return None if toll is None or toll.killed is None else (toll.killed.min, toll.killed.max)


def test_a_newer_total_that_is_not_lower_replaces_the_older() -> None:
    assert killed(event(killed=5, at="08:00"), event(killed=11, at="09:00")) == (11, 11)
    assert killed(event(killed=19, at="08:00"), event(killed=(19, 25), at="09:00")) == (19, 25)


def test_a_lower_figure_without_a_correction_changes_nothing_and_is_kept_as_lost() -> None:
    after = folded(event(killed=11, at="08:00"), event(killed=(4, None), at="09:00"))
    assert after.counts["killed"].min == 11
    assert [(report.article_uri, name, count.min) for report, name, count in after.lost] == [
        ("northwire-09:00", "killed", 4)
    ]


def test_a_correction_lowers_the_toll() -> None:
    assert killed(event(killed=11, at="08:00"), event(killed=9, at="09:00", signals=["correction"])) == (9, 9)


def test_the_wounded_fall_when_some_of_them_died_and_only_they() -> None:
    died = event(killed=12, wounded=17, at="09:00", signals=["died_later"])
    after = folded(event(killed=8, wounded=21, at="08:00"), died)
    assert (after.counts["killed"].min, after.counts["wounded"].min) == (12, 17)
    assert killed(event(killed=8, at="08:00"), event(killed=5, at="09:00", signals=["died_later"])) == (8, 8)


def test_the_missing_who_are_found_dead_are_not_counted_twice() -> None:
    after = folded(event(killed=2, missing=4, at="08:00"), event(killed=5, missing=1, at="09:00"))
    assert (after.counts["killed"].min, after.counts["missing"].min) == (5, 1)


def test_a_null_changes_nothing_and_zero_is_not_null() -> None:
    assert killed(event(killed=3, at="08:00"), event(wounded=5, at="09:00")) == (3, 3)
    assert killed(event(killed=0, at="08:00")) == (0, 0)
    assert killed(event(at="08:00")) is None


def test_a_late_report_is_read_at_its_own_time() -> None:
    late = event(killed=20, at="08:30")
    assert killed(event(killed=5, at="08:00"), event(killed=30, at="09:00"), late) == (30, 30)
    assert killed(event(killed=5, at="08:00"), event(killed=7, at="09:00", signals=["correction"]), late) == (7, 7)


def test_each_field_is_folded_alone() -> None:
    after = folded(event(killed=5, launched=3, at="08:00"), event(killed=2, wounded=9, launched=6, at="09:00"))
    assert {name: count.min for name, count in after.counts.items()} == {"killed": 5, "wounded": 9, "launched": 6}


def test_a_split_of_the_weapons_goes_with_the_figure_that_is_corrected() -> None:
    first = event(launched=30, by_type={"drone": 20, "missile": 10}, munitions=["drone", "missile"], at="08:00")
    after = folded(first, event(launched=12, at="09:00", signals=["correction"]))
    assert (after.munitions.launched and after.munitions.launched.min, after.munitions.by_type) == (12, {})
    assert after.munitions.types == ("drone", "missile")


@pytest.mark.parametrize(
    ("outlet", "at", "count", "contested"),
    [
        ("Other", "09:00", 2, True),
        ("Northwire", "09:00", 2, False),
        ("Other", "07:00", 2, False),
        ("Other", "09:00", (2, None), False),
    ],
    ids=["a later rival", "the same family", "an older count", "an open range does not exclude"],
)
def test_a_later_rival_that_gives_less_contests(
    outlet: str, at: str, count: int | tuple[int, None], contested: bool
) -> None:
    assert folded(event(killed=9, at="08:00"), event(killed=count, outlet=outlet, at=at)).contested is contested


def test_a_range_contested_where_it_was_read_contests_until_another_figure_replaces_it() -> None:
    claimed = event(killed=(9, 40), at="09:00", contested=True)
    assert folded(claimed).contested
    assert not folded(claimed, event(killed=17, at="10:00")).contested
