"""What became of events in track, as their records tell."""

from schemas.vocabulary import Signal
from tests.builders import event
from tests.counted import TEST, Counted


def duplicates(counted: Counted) -> tuple[float | None, float | None]:
    return counted.shows("duplicates_total", kind="redelivery"), counted.shows("duplicates_total", kind="copy")


def silent(counted: Counted) -> tuple[float | None, float | None]:
    shown = counted.shows
    return shown("alerts_suppressed_total", reason="below_level"), shown("alerts_suppressed_total", reason="no_change")


TEXT = (
    "Shells fell on the market of Kherson at noon and killed three people, the governor of the region said on Tuesday."
)


def test_a_first_report_is_no_duplicate_and_is_told() -> None:
    counted = Counted().takes(event(killed=3))
    assert duplicates(counted) == silent(counted) == (0, 0)


def test_an_event_that_comes_again_is_a_redelivery_whether_its_alert_goes_out_again_or_not() -> None:
    counted = Counted().takes(event(killed=3)).takes(event(killed=3), again=True)
    assert counted.sum_of("alerts_published_total") == 2
    assert duplicates(counted) == (1, 0)
    counted.takes(event(killed=3))  # the same article at another place of its topic: nobody hears of it
    assert counted.sum_of("alerts_published_total") == 2
    assert duplicates(counted) == (2, 0)


def test_a_copy_of_a_wire_is_a_copy_that_changes_nothing() -> None:
    counted = Counted().takes(event(killed=3, text=TEXT))
    counted.takes(event(killed=3, text=TEXT, outlet="Harbour Paper", at="10:30"), at="10:30")
    assert duplicates(counted) == (0, 1)
    assert silent(counted) == (0, 1)


def test_a_denial_without_a_trace_is_not_guessed_at() -> None:
    counted = Counted().takes(event(signals=[Signal.RETRACTION], denied_by="RU"))
    assert list(counted.state) == []
    assert duplicates(counted) == silent(counted) == (0, 0)


def test_a_withdrawal_that_is_remembered_is_no_redelivery() -> None:
    counted = Counted().takes(event(withdraws=True, version=2))
    assert counted.state.remembered
    assert duplicates(counted) == (0, 0)


def test_an_incident_below_the_level_of_the_deployment_is_told_to_nobody() -> None:
    counted = Counted(min_level="Severe").takes(event(killed=1)).takes(event(killed=2, outlet="Meridian"), at="10:30")
    assert counted.sum_of("alerts_published_total") == 0
    assert silent(counted) == (2, 0)


def test_what_joins_a_story_that_was_withdrawn_is_listed_in_silence() -> None:
    counted = Counted().takes(event(killed=3, uri="n")).takes(event(uri="n", version=2, withdraws=True), at="10:30")
    before = silent(counted)
    counted.takes(event(killed=3, uri="o", at="11:00"), at="11:00")
    assert (before, silent(counted)) == ((0, 0), (0, 1))


def test_a_test_of_a_live_story_is_dropped_and_counts_nowhere() -> None:
    counted = Counted().takes(event(killed=3)).takes(event(killed=3), headers=TEST)
    assert duplicates(counted) == (0, 0)
