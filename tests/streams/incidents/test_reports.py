import pytest

from streams.incidents.reports import is_denial, order, report_of, report_time, voices
from tests.builders import Desk, clock, event


@pytest.mark.parametrize(
    ("published", "retrieved", "time"),
    [
        ("10:00", "10:05", "10:00"),
        ("14:00", "10:05", "10:05"),
        ("12 10:00", "12 10:00", "12:00"),
        ("12:40", "12:50", "12:40"),
    ],
    ids=["published", "dated after it was retrieved", "far ahead of its record", "clocks differ a little"],
)
def test_a_report_has_the_earlier_time_and_is_never_far_ahead_of_its_record(
    published: str, retrieved: str, time: str
) -> None:
    assert report_time(event(at=published, retrieved=retrieved), clock("12:00")) == clock(time)


def test_without_any_date_the_record_says_when() -> None:
    told = event()
    undated = told.model_copy(
        update={"article": told.article.model_copy(update={"published_at": None, "retrieved_at": None})}
    )
    assert report_time(undated, clock("12:00")) == clock("12:00")


def test_words_of_withdrawal_deny_unless_victims_are_counted() -> None:
    assert is_denial(event(signals=["retraction"]))
    assert is_denial(event(killed=0, signals=["retraction"]))
    assert is_denial(event(denied_by="Russia"))
    assert not is_denial(event(killed=3, signals=["retraction"]))
    assert not is_denial(event(killed=3))


def test_claims_keep_their_quote_and_get_an_id_of_their_own() -> None:
    told = event(killed=3, quote="Three people were killed. " * 30)
    report = report_of(told, clock("12:00"), near=(), why_joined="")
    assert report.reading is not None and report.reading.toll is not None and report.reading.toll.killed is not None
    assert report.reading.toll.killed.claims == (f"{told.event_id}:c0",)
    assert [claim.claim_id for claim in report.claims] == [f"{told.event_id}:c0"]
    assert len(report.claims[0].quote) == 300


def test_a_government_domain_is_official_without_a_signal() -> None:
    assert report_of(event(domain="police.gov.example"), clock("12:00"), near=(), why_joined="").official


def test_who_speaks_are_own_reports_that_stand() -> None:
    own, copy, gone = (
        report_of(event(killed=1, at=at), clock("12:00"), near=(), why_joined="") for at in ("08:00", "09:00", "10:00")
    )
    copy = copy.model_copy(update={"copy_of": own.article_id, "syndicated_from": own.article_uri})
    gone = gone.model_copy(update={"withdrawn": True})
    assert voices([gone, copy, own]) == [own]
    assert voices([gone]) == []
    assert voices([gone], ended=True) == [gone]
    assert order(own) < order(copy)


def test_an_attack_told_in_passing_counts_only_while_no_report_is_about_it() -> None:
    aside = event(killed=9, outlet="Roundup", ordinal=1)
    desk = Desk().take_all([aside, event(killed=2, outlet="Northwire", at="11:00")])
    assert desk.toll() == (2, 2)
    assert desk.only().families == ("northwire.example",)
    assert Desk().take_all([event(killed=2, outlet="Northwire", at="11:00"), aside]).toll() == (2, 2)
    assert Desk().take_all([aside]).toll() == (9, 9)
