"""What a subscription remembers: an incident that passed always passes, an alert is given once."""

from streams.subscribe.filters import Filter, parse_filter
from streams.subscribe.screen import Recent, Screen
from tests.alerts_topic import alert

ABROAD = {"country": None, "places": ()}


def test_update_and_cancel_of_what_once_passed_pass_whatever_they_say() -> None:
    screen = Screen(parse_filter(country="UA"))
    story = [
        alert("market"),
        alert("market", 2, msg_type="Update", **ABROAD),
        alert("market", 3, msg_type="Cancel", **ABROAD),
    ]
    assert [screen.passes(each, test=False) for each in story] == [True, True, True]


def test_an_incident_may_pass_first_by_an_update() -> None:
    screen = Screen(parse_filter(min_severity="Severe"))
    peaks = ["Minor", "Severe", "Severe"]
    assert [screen.passes(alert("market", n, severity_peak=peak), test=False) for n, peak in enumerate(peaks)] == [
        False,
        True,
        True,
    ]


def test_a_cancel_of_what_never_passed_does_not_pass() -> None:
    screen = Screen(parse_filter(country="UA"))
    screen.passes(alert("market"), test=False)
    assert not screen.passes(alert("depot", 2, msg_type="Cancel", **ABROAD), test=False)


def test_tests_are_hidden_even_of_an_incident_that_passed() -> None:
    screen = Screen(Filter())
    assert screen.passes(alert("market"), test=False)
    assert not screen.passes(alert("market", 2, msg_type="Cancel"), test=True)


def test_a_replay_of_an_alert_is_not_its_repeat() -> None:
    screen = Screen(Filter(include_test=True))
    given = [screen.is_new(alert("market"), test=test) for test in (False, True, False, True)]
    assert given == [True, True, False, False]


def test_a_replay_that_passes_lets_no_live_message_pass() -> None:
    screen = Screen(parse_filter(country="UA", include_test=True))
    assert screen.passes(alert("market"), test=True)
    assert not screen.passes(alert("market", 2, **ABROAD), test=False)


def test_what_stood_before_the_start_lets_later_messages_pass_and_hides_what_was_given() -> None:
    screen = Screen(parse_filter(country="UA"))
    screen.recall(alert("market"), test=False, given=True)
    screen.recall(alert("depot"), test=False, given=False)
    assert screen.passes(alert("market", 2, **ABROAD), test=False)
    assert [screen.is_new(alert(name), test=False) for name in ("market", "depot")] == [False, True]


def test_memory_is_bounded_and_forgets_what_was_untouched_longest() -> None:
    recent = Recent(2)
    for name in ("a", "b", "a", "c"):
        recent.touch((name, False))
    assert len(recent) == 2
    assert [(name, False) in recent for name in "abc"] == [True, False, True]


def test_the_limits_hold_for_incidents_and_alerts() -> None:
    screen = Screen(parse_filter(country="UA"), max_incidents=1, max_alerts=1)
    for name in ("market", "depot"):
        assert screen.passes(alert(name), test=False) and screen.is_new(alert(name), test=False)
    assert not screen.passes(alert("market", 2, **ABROAD), test=False)
    assert screen.is_new(alert("market"), test=False)
