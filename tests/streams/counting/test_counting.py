"""What an edge hands over, in numbers: articles, events, alerts, delays, tests, what is delivered again."""

from structlog.testing import capture_logs

from schemas.codec import encode
from streams.counting import counting
from streams.stage import Record
from streams.topology import TOPOLOGY
from tests.builders import clock, event
from tests.counted import TEST, Counted

ATTACK = {
    "uri": "a1",
    "headline": "Drone kills two in Kherson",
    "body": "A Russian drone killed two people in Kherson on Tuesday, the governor said.",
    "published_at": "2026-03-10T09:58:00Z",
}
RECIPE = {"uri": "a2", "headline": "How to bake bread", "body": "Mix flour and water, and wait for an hour."}


def test_an_article_with_an_event_is_a_verdict_a_language_and_an_event() -> None:
    counted = Counted().reads(ATTACK)
    assert counted.shows("articles_processed_total", verdict="event", reason="") == 1
    assert counted.shows("articles_language_total", language="en") == 1
    assert counted.shows("events_detected_total", event_type="drone_strike") == 1
    assert counted.shows("abstentions_total", field="killed") == 0
    assert counted.shows("abstentions_total", field="wounded") == 1
    assert counted.shows("stage_items_in_total", stage="detect") == 1
    assert counted.shows("stage_items_out_total", stage="detect") == 2
    assert counted.shows("stage_last_item_timestamp_seconds", stage="detect") == clock("12:00").timestamp()


def test_an_article_without_an_event_counts_under_its_reason() -> None:
    counted = Counted().reads(RECIPE)
    assert counted.shows("last_article_timestamp_seconds") == clock("12:00").timestamp()
    assert counted.shows("articles_processed_total", verdict="no_event", reason="not_conflict") == 1
    assert counted.sum_of("events_detected_total") == 0


def test_a_record_that_cannot_be_read_is_a_dead_letter_of_its_stage_and_reason() -> None:
    counted = Counted().reads(b"{").reads(b"{}")
    assert counted.shows("dead_letters_total", stage="detect", reason="deserialization") == 1
    assert counted.shows("dead_letters_total", stage="detect", reason="schema") == 1
    assert counted.sum_of("articles_processed_total") == 0


def test_records_at_hand_are_in_progress_until_they_are_done() -> None:
    counted = Counted()
    counted.counting.took("detect", 200)
    assert counted.shows("stage_items_in_progress", stage="detect") == 200
    counted.counting.done("detect", 150)
    assert counted.shows("stage_items_in_progress", stage="detect") == 50
    assert counted.shows("stage_items_in_progress", stage="track") == 0


def test_an_alert_counts_by_severity_kind_status_and_country() -> None:
    counted = Counted().takes(event(killed=3)).takes(event(killed=300, country=None, place=(), outlet="Meridian"))
    assert counted.shows("alerts_published_total", severity="Minor", msg_type="Alert", status="Actual") == 1
    assert counted.shows("alerts_published_total", severity="Extreme", msg_type="Alert", status="Actual") == 1
    assert counted.shows("alerts_by_country_total", country="UA") == 1
    assert counted.shows("alerts_by_country_total", country="ZZ") == 1


def test_every_country_is_0_before_its_first_alert_so_that_this_is_an_increase() -> None:
    counted = Counted()
    assert [counted.shows("alerts_by_country_total", country=each) for each in ("ML", "XK", "ZZ")] == [0, 0, 0]


def test_a_country_that_is_none_makes_no_series_of_its_own() -> None:
    counted = Counted().takes(event(killed=3, country="Atlantis"))
    assert counted.shows("alerts_by_country_total", country="Atlantis") is None
    assert counted.shows("alerts_by_country_total", country="ZZ") == 1


def test_an_alert_is_as_late_as_its_article_was_published_and_its_record_written() -> None:
    counted = Counted(now="10:30").takes(event(killed=3, at="10:00", retrieved="10:29"), at="10:29")
    assert counted.shows("alert_delay_seconds_sum") == 30 * 60
    assert counted.shows("pipeline_latency_seconds_sum") == 60


def test_an_article_from_the_future_is_not_late() -> None:
    counted = Counted(now="10:00").takes(event(killed=3, at="10:20"), at="10:10")
    assert counted.shows("alert_delay_seconds_sum") == 0
    assert counted.shows("pipeline_latency_seconds_sum") == 0
    assert counted.shows("alert_delay_seconds_count") == 1


def test_an_event_that_causes_no_alert_has_no_delay() -> None:
    counted = Counted().takes(event(killed=3)).takes(event(killed=3, outlet="Meridian", uri="m"), at="10:05")
    assert counted.sum_of("alerts_published_total") == counted.shows("alert_delay_seconds_count")


def test_what_a_person_withdraws_is_no_late_article() -> None:
    counted = Counted().takes(event(killed=3))
    (incident,) = counted.state
    counted.takes(event(withdraws=True, retracts=incident.incident_id, operator="anna", uri="operator"), at="11:00")
    assert counted.shows("alerts_published_total", severity="Unknown", msg_type="Cancel", status="Actual") == 1
    assert counted.shows("alert_delay_seconds_count") == 1


def test_a_sign_of_life_tells_when_it_was_sent_and_counts_as_nothing_else() -> None:
    counted = Counted().beats("11:59").beats("11:58")
    for stage in ("detect", "track"):
        assert counted.shows("heartbeat_last_seen_timestamp_seconds", stage=stage) == clock("11:59").timestamp()
        assert counted.shows("stage_items_in_total", stage=stage) == 2
    assert counted.sum_of("articles_processed_total") == counted.sum_of("events_detected_total") == 0
    assert (
        counted.shows("event_time_watermark_timestamp_seconds") == counted.shows("last_article_timestamp_seconds") == 0
    )


def test_a_sign_of_life_from_the_future_hides_no_silence() -> None:
    counted = Counted(now="12:00").beats("11 12:00")
    assert counted.shows("heartbeat_last_seen_timestamp_seconds", stage="track") == clock("12:00").timestamp()


def test_incident_time_is_that_of_the_newest_record_applied() -> None:
    counted = Counted().takes(event(killed=3), at="10:10").takes(event(place="Odesa", outlet="M"), at="10:05")
    assert counted.shows("event_time_watermark_timestamp_seconds") == clock("10:10").timestamp()


def test_a_test_counts_for_the_stages_and_as_an_alert_and_nowhere_else() -> None:
    quiet, counted = Counted(), Counted()
    counted.reads(ATTACK, headers=TEST).reads(b"{", headers=TEST).beats("11:00", headers=TEST)
    counted.takes(event(killed=3), headers=TEST).takes(event(killed=9, outlet="Meridian", uri="m"), headers=TEST)
    assert counted.shows("alerts_published_total", severity="Minor", msg_type="Alert", status="Test") == 1

    def moved(of: Counted) -> dict[str, float]:
        samples = [each for family in of.metrics.registry.collect() for each in family.samples]
        kept = [each for each in samples if not each.name.startswith("tocsin_stage_")]
        return {f"{each.name}{each.labels}": each.value for each in kept if each.labels.get("status") != "Test"}

    assert moved(counted) == moved(quiet)
    assert counted.shows("stage_items_in_total", stage="track") == 3


def test_a_live_incident_that_ends_by_the_time_of_a_test_has_ended() -> None:
    counted = Counted().takes(event(killed=3)).takes(event(day=20, place="Odesa", outlet="T"), "20 10:00", TEST)
    assert counted.shows("incidents_closed_total") == 1
    assert counted.sum_of("incidents_active") == 0


def test_a_test_incident_that_ends_by_the_time_of_a_live_event_never_counted() -> None:
    counted = Counted().takes(event(killed=3), headers=TEST).takes(event(day=20, place="Odesa", outlet="T"), "20 10:00")
    assert counted.shows("incidents_closed_total") == 0
    assert counted.sum_of("incidents_active") == 1


def test_a_run_that_is_a_test_counts_everything_but_delays() -> None:
    counted = Counted(run_is_test=True).reads(ATTACK, headers=TEST).takes(event(killed=3), headers=TEST)
    assert counted.shows("articles_processed_total", verdict="event", reason="") == 1
    assert counted.sum_of("incidents_active") == 1
    assert counted.shows("alerts_published_total", severity="Minor", msg_type="Alert", status="Test") == 1
    assert counted.shows("alert_delay_seconds_count") == counted.shows("pipeline_latency_seconds_count") == 0


def test_a_watched_source_is_silent_since_its_last_article() -> None:
    counted = Counted(sources=("Northwire", "reuters.com"), now="12:00")
    assert counted.shows("source_last_article_timestamp_seconds", source="Northwire") == 0
    counted.reads(ATTACK | {"source": {"name": "NORTHWIRE"}}, at="10:00")
    counted.reads(RECIPE | {"source": {"name": "Northwire"}}, at="09:00")
    assert counted.shows("source_last_article_timestamp_seconds", source="Northwire") == clock("10:00").timestamp()
    assert counted.shows("source_last_article_timestamp_seconds", source="reuters.com") == 0


def test_what_begins_with_incidents_shows_them_as_open_and_not_as_opened() -> None:
    before = Counted().takes(event(killed=3), at="10:10").takes(event(place="Odesa", outlet="T"), headers=TEST)
    counted = Counted()
    counted.counting.began(before.state)
    assert counted.sum_of("incidents_active") == 1
    assert counted.shows("incidents_opened_total") == 0
    assert counted.shows("event_time_watermark_timestamp_seconds") == clock("10:10").timestamp()
    counted.counting.began(Counted().state)
    assert counted.sum_of("incidents_active") == 0


def test_what_cannot_be_counted_is_told_once_and_ends_nothing() -> None:
    counted = Counted()
    article = Record("tocsin-articles", b"k", b"{}", 0, offset=7)
    with capture_logs() as told:
        for _ in range(2):
            counted.counting.detected(article, (Record("tocsin-verdicts", b"k", b"no verdict", 0),))
    assert counted.shows("stage_items_out_total", stage="detect") == 2
    assert [(line["event"], line["position"]) for line in told] == [("not counted", "tocsin-articles/0/7")]


def test_the_names_of_the_stages_are_those_of_the_topology() -> None:
    assert [stage.name for stage in TOPOLOGY] == [counting.DETECT, counting.TRACK]


def test_an_event_as_an_older_version_wrote_it_counts_too() -> None:
    value = event(killed=3).model_dump_json(exclude_defaults=True).encode()
    counted = Counted().takes(event(killed=3))
    (incident,) = counted.state
    written = (Record("tocsin-incidents", incident.incident_id.encode(), encode(incident), 0),)
    counted.counting.tracked(Record("tocsin-events", b"UA", value, 0), written, 0.0)
    assert counted.shows("alerts_suppressed_total", reason="no_change") == 1
