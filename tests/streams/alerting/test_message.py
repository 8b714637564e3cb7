"""Every message is a full picture with what changed."""

from streams.alerting.message import told_fields
from tests.builders import DAY, Desk, clock, event, town


def test_an_alert_is_the_full_picture() -> None:
    place = town("Kherson", lat=46.6, lon=32.6)
    told = event(killed=(3, 5), launched=2, munitions=["shell"], place=[place], site="mill")
    alert = Desk().take_all([told]).sent[0]
    assert (alert.msg_type, alert.status, alert.sequence, alert.why) == ("Alert", "Actual", 1, "new_incident")
    assert (alert.killed_min, alert.killed_max, alert.wounded_min, alert.launched_max) == (3, 5, None, 2)
    assert (alert.place, alert.lat, alert.lon, alert.site, alert.weapons) == ("Kherson", 46.6, 32.6, "mill", ("shell",))
    assert (alert.occurred_on, alert.sent, alert.expires) == (DAY, clock("10:00"), clock("13 10:00"))
    assert (alert.changes, alert.references) == ((), ())


def test_an_update_says_what_changed_since_the_last_message() -> None:
    desk = Desk().take_all([
        event(killed=6, at="08:00"), event(killed=7, uri="b", at="09:00"), event(killed=11, uri="c", at="10:00")
    ])  # fmt: skip
    changes = {each.field: (each.old, each.new) for each in desk.sent[1].changes}
    assert changes["killed_min"] == (6, 11)
    assert "wounded_min" not in changes
    assert desk.sent[1].references == (desk.sent[0].alert_id,)


def test_a_cancel_has_no_toll_and_tells_that_it_went() -> None:
    cancel = Desk().take_all([event(killed=6), event(signals=["retraction"], at="11:00")]).sent[1]
    assert (cancel.msg_type, cancel.killed_min, cancel.severity, cancel.certainty) == (
        "Cancel",
        None,
        "Unknown",
        "Unlikely",
    )
    assert {"field": "killed_min", "old": 6, "new": None} in [each.model_dump() for each in cancel.changes]
    assert cancel.severity_peak == "Moderate"


def test_a_replay_differs_from_the_live_run_in_its_status_only() -> None:
    live, replay = Desk().take_all([event(killed=6)]).sent[0], Desk(test=True).take_all([event(killed=6)]).sent[0]
    assert replay.status == "Test"
    assert replay.model_copy(update={"status": "Actual"}) == live


def test_what_is_told_can_be_kept_as_json() -> None:
    fields = told_fields(Desk().take_all([event(killed=6)]).only())
    assert (fields["occurred_on"], fields["places"], fields["killed_min"]) == ("2026-03-10", ["Kherson"], 6)
