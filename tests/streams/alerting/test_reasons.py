"""When people hear of a change."""

import pytest

from streams.alerting.reasons import LEAST_KILLED, LEAST_WOUNDED, rank, rises
from tests.builders import Desk, event


@pytest.mark.parametrize(
    ("old", "new", "up"),
    [(None, 3, True), (None, 2, False), (6, 9, True), (6, 8, False), (20, 24, True), (20, 23, False), (9, 4, False)],
)
def test_the_dead_rise_by_three_and_a_fifth(old: int | None, new: int, up: bool) -> None:
    assert rises(old, new, LEAST_KILLED) is up


def test_the_wounded_rise_by_ten_and_a_fifth() -> None:
    assert rises(18, 31, LEAST_WOUNDED)
    assert not rises(60, 71, LEAST_WOUNDED)


def test_small_steps_add_up_since_the_last_message() -> None:
    desk = Desk().take_all(event(killed=6 + n, uri=f"a{n}", at=f"{8 + n:02}:00") for n in range(4))
    assert desk.why() == ["new_incident", "toll_up"]
    assert desk.sent[1].killed_min == 9


def test_one_message_an_article_with_further_reasons_beside_the_first() -> None:
    desk = Desk().take_all([event(killed=6, at="08:00"), event(killed=40, outlet="Other", at="09:00")])
    assert (desk.sent[1].why, desk.sent[1].also) == ("toll_up", ("confirmed", "level_rise"))


def test_an_official_alert_is_confirmed_from_the_start() -> None:
    desk = Desk().take_all([event(killed=6, signals=["official"]), event(killed=6, outlet="Other", at="11:00")])
    assert desk.why() == ["new_incident"]


def test_confirmed_is_said_once() -> None:
    desk = Desk().take_all(
        [event(), event(outlet="Other", at="11:00"), event(outlet="Mayor", signals=["official"], at="12:00")]
    )
    assert desk.why() == ["new_incident", "confirmed"]


def test_a_correction_that_lowers_the_dead_is_told_and_a_lower_wounded_is_not() -> None:
    desk = Desk().take_all([
        event(killed=9, wounded=30, at="08:00"),
        event(killed=8, wounded=30, signals=["correction"], at="09:00"),
        event(wounded=20, signals=["correction"], at="10:00"),
    ])  # fmt: skip
    assert desk.why() == ["new_incident", "toll_down"]


def test_a_level_that_rises_for_another_reason_is_told() -> None:
    desk = Desk().take_all([
        event(killed=5, at="08:00"), event(killed=5, targets=("power",), civilian_harm=True, at="09:00")
    ])  # fmt: skip
    assert desk.why() == ["new_incident"]
    nuclear = Desk().take_all([event(killed=5, at="08:00"), event(killed=5, targets=("nuclear",), at="09:00")])
    assert nuclear.why() == ["new_incident", "level_rise"]


def test_below_the_minimum_level_nobody_hears_of_it_until_it_is_reached() -> None:
    desk = Desk(min_level="Severe").take_all([
        event(killed=5, at="08:00"),
        event(killed=6, outlet="Other", at="09:00"),
        event(killed=60, outlet="Third", at="10:00"),
        event(killed=90, outlet="Third", at="11:00"),
    ])  # fmt: skip
    assert desk.why() == ["new_incident", "toll_up"]
    assert desk.sent[0].msg_type == "Alert" and desk.sent[0].sequence == 1


def test_what_was_never_announced_is_never_canceled() -> None:
    desk = Desk(min_level="Severe").take_all([event(killed=5), event(signals=["retraction"], at="11:00")])
    assert desk.only().status == "retracted" and desk.sent == []


def test_levels_rank_from_unknown_to_extreme() -> None:
    assert [rank(level) for level in ("Unknown", "Minor", "Moderate", "Severe", "Extreme")] == [0, 1, 2, 3, 4]
    assert rank("Apocalyptic") == 0
