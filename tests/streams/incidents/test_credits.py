from schemas.incident import Report
from streams.incidents.credits import credited, names_of
from streams.incidents.reports import report_of
from tests.builders import clock, event


def report(outlet: str, *credits: str, own_source: bool | None = None, domain: str | None = None) -> Report:
    told = event(outlet=outlet, credits=credits, own_source=own_source, domain=domain)
    return report_of(told, clock("12:00"), near=(), why_joined="")


def test_a_credit_names_an_outlet_by_the_beginning_of_its_name() -> None:
    assert names_of(report("Northwire News Agency")) & credited(report("Harbour Paper", "Northwire"))


def test_an_agency_is_credited_without_the_word_of_its_kind_too() -> None:
    assert names_of(report("Agencia Lago Sur")) & credited(report("Harbour Paper", "Lago Sur"))
    assert not credited(report("Agencia Lago Sur", "Lago Sur"))


def test_a_listed_agency_is_credited_by_any_of_its_names() -> None:
    assert "ap" in credited(report("Harbour Paper", "The Associated Press"))
    assert "ap" in names_of(report("AP", domain="apnews.com"))


def test_who_names_an_own_source_leans_on_nobody() -> None:
    assert not credited(report("Harbour Paper", "Northwire", own_source=True))
    assert not credited(report("AP", "AP", domain="apnews.com"))


def test_initials_name_an_outlet_of_three_words_or_more() -> None:
    assert not credited(report("Lower Delta News", "LDN"))
    assert names_of(report("Lower Delta News")) & credited(report("Harbour Paper", "LDN"))
    assert "dn" not in names_of(report("Delta News"))
