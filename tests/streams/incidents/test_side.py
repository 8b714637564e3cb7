"""Live and test traffic do not meet."""

from tests.builders import Desk, event


def take(desk: Desk, *, test: bool, **fields: object) -> list[tuple[str, str, str]]:
    desk.test = test
    return [(each.status, each.msg_type, each.why) for each in desk.take(event(killed=3, **fields))]  # type: ignore[arg-type]


def test_a_live_report_after_a_drill_in_the_same_town_opens_an_incident_of_its_own() -> None:
    desk = Desk()
    assert take(desk, test=True) == [("Test", "Alert", "new_incident")]
    assert take(desk, test=False, outlet="Eastpost", uri="b") == [("Actual", "Alert", "new_incident")]
    assert take(desk, test=False, outlet="Southwire", uri="c") == [("Actual", "Update", "confirmed")]


def test_the_live_article_that_a_drill_used_still_alerts() -> None:
    desk = Desk()
    take(desk, test=True)
    assert take(desk, test=False) == [("Actual", "Alert", "new_incident")]
    assert [each.test for each in desk.state] == [False]


def test_a_drill_with_a_live_article_changes_nothing() -> None:
    desk = Desk()
    take(desk, test=False)
    before = list(desk.state)
    assert take(desk, test=True) == []
    assert list(desk.state) == before


def test_a_drill_does_not_confirm_a_live_incident() -> None:
    desk = Desk()
    take(desk, test=False)
    assert take(desk, test=True, outlet="Eastpost", uri="b") == [("Test", "Alert", "new_incident")]
    assert [each.certainty for each in desk.state if not each.test] == ["Possible"]


def test_a_drill_does_not_withdraw_a_live_article() -> None:
    desk = Desk()
    take(desk, test=False)
    assert take(desk, test=True, version=2, withdraws=True) == []
    assert [each.status for each in desk.state] == ["open"]
