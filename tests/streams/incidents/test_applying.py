"""What a denial, a withdrawal or a newer version ends."""

import pytest

from tests.builders import Desk, event


def test_an_authority_that_is_no_party_retracts_at_once() -> None:
    desk = Desk().take_all([
        event(killed=4, at="08:00"),
        event(killed=4, outlet="Other", at="08:30"),
        event(signals=["official", "retraction"], outlet="Police", at="09:00"),
    ])  # fmt: skip
    assert (desk.only().status, desk.only().toll, desk.only().severity) == ("retracted", None, "Unknown")
    assert [alert.msg_type for alert in desk.sent] == ["Alert", "Update", "Cancel"]
    assert desk.sent[-1].killed_min is None


@pytest.mark.parametrize("party", [{"attacker": "Russia"}, {"target": "Russia"}])
def test_a_denial_by_the_accused_or_the_struck_side_only_contests(party: dict[str, str]) -> None:
    denial = event(signals=["official", "retraction"], denied_by="Russia", outlet="Ministry", at="09:00")
    desk = Desk().take_all([event(killed=4, at="08:00", **party), denial])  # type: ignore[arg-type]  # one of two
    assert (desk.only().status, desk.only().contested, desk.toll()) == ("open", True, (4, 4))
    assert desk.why() == ["new_incident"]
    assert desk.only().certainty == "Unlikely"


def test_who_rejects_an_accusation_retracts_nothing_and_is_no_source() -> None:
    answer = event(signals=["official"], denied_by="the accused", outlet="Ministry", at="09:00")
    desk = Desk().take_all([event(killed=31, at="08:00"), answer])
    assert (desk.only().status, desk.only().contested, desk.toll()) == ("open", True, (31, 31))
    assert (desk.why(), desk.only().families) == (["new_incident"], ("northwire.example",))


def test_the_only_family_that_withdraws_ends_the_incident_with_its_copies() -> None:
    desk = Desk().take_all([
        event(killed=4, at="08:00"),
        event(killed=4, outlet="Harbour Paper", credits=["Northwire"], at="08:30"),
        event(signals=["retraction"], at="09:00"),
    ])  # fmt: skip
    assert [report.withdrawn for report in desk.only().reports] == [True, True, False]
    assert desk.only().status == "retracted"
    assert desk.only().families == ("northwire.example",)


def test_while_another_family_stands_only_the_withdrawn_claims_go() -> None:
    desk = Desk().take_all([
        event(killed=3, outlet="Other", at="07:30"),
        event(killed=9, at="08:00"),
        event(signals=["retraction"], at="09:00"),
    ])  # fmt: skip
    assert (desk.only().status, desk.toll()) == ("open", (3, 3))
    assert desk.only().families == ("other.example", "northwire.example")
    desk.take(event(signals=["retraction"], outlet="Other", at="10:00"))
    assert desk.only().status == "retracted"


def test_a_family_that_did_not_report_only_contests() -> None:
    desk = Desk().take_all([event(killed=4, at="08:00"), event(signals=["retraction"], outlet="Other", at="09:00")])
    assert (desk.only().status, desk.only().contested) == ("open", True)


def test_a_canceled_article_takes_back_its_own_claims() -> None:
    desk = Desk().take_all([
        event(killed=9, uri="a", at="08:00"),
        event(killed=3, uri="b", at="08:30"),
        event(uri="a", version=2, withdraws=True, at="09:00"),
    ])  # fmt: skip
    assert (desk.only().status, desk.toll(), desk.only().contested) == ("open", (3, 3), False)


def test_a_person_ends_a_false_story() -> None:
    desk = Desk().take_all([event(killed=9), event(killed=9, outlet="Other", at="11:00")])
    order = event(
        uri="operator", withdraws=True, retracts=desk.only().incident_id, reason="staged video", operator="night desk",
        at="12:00",
    )  # fmt: skip
    (cancel,) = desk.take(order)
    assert cancel.msg_type == "Cancel"
    assert "staged video" in cancel.description
    assert desk.take(order) == []


def test_cancel_is_final() -> None:
    desk = Desk().take_all([event(killed=4, at="08:00"), event(signals=["retraction"], at="09:00")])
    desk.take(event(killed=40, uri="late", at="10:00"))
    assert desk.why() == ["new_incident", "retracted"]
    assert desk.only().toll is None


def test_a_newer_version_reaches_a_closed_incident_and_opens_it_again() -> None:
    desk = Desk().take_all([event(killed=4, uri="a"), event(place="Lviv", outlet="Other", day=15, at="15 10:00")])
    assert desk.incidents[0].status == "closed"
    desk.take(event(killed=9, uri="a", version=2, at="15 11:00"))
    assert (desk.incidents[0].status, len(desk.incidents)) == ("open", 2)
    assert desk.why()[-1] == "toll_up"
