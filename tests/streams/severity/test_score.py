from tests.builders import Desk, event


def test_a_level_does_not_fall_because_a_range_narrows() -> None:
    desk = Desk().take_all([event(killed=(9, 80), at="08:00"), event(killed=12, outlet="Other", at="09:00")])
    assert (desk.toll(), desk.only().severity) == ((12, 12), "Severe")


def test_it_falls_by_a_correction_and_the_peak_remains() -> None:
    desk = Desk().take_all([event(killed=40, at="08:00"), event(killed=4, signals=["correction"], at="09:00")])
    assert (desk.only().severity, desk.only().severity_peak) == ("Minor", "Severe")


def test_it_falls_by_a_newer_version_and_by_a_withdrawal() -> None:
    version = Desk().take_all([event(killed=40, uri="a", at="08:00"), event(killed=4, uri="a", version=2, at="09:00")])
    assert version.only().severity == "Minor"
    taken_back = Desk().take_all([
        event(killed=4, outlet="Other", at="07:00"),
        event(killed=40, uri="a", at="08:00"),
        event(uri="a", version=2, withdraws=True, at="09:00"),
    ])  # fmt: skip
    assert taken_back.only().severity == "Minor"


def test_severity_is_not_changed_by_one_more_source() -> None:
    desk = Desk().take_all([event(killed=9, at="08:00"), event(killed=9, outlet="Other", at="09:00")])
    assert [alert.severity_score for alert in desk.sent] == [desk.only().severity_score] * 2
    assert [alert.certainty for alert in desk.sent] == ["Possible", "Likely"]
