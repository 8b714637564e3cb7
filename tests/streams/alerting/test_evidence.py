from schemas.alert import MAX_QUOTE
from tests.builders import Desk, event


def test_every_number_shows_the_words_it_rests_on() -> None:
    alert = Desk().take_all([event(killed=3, wounded=5, launched=2, quote="Three were killed.")]).sent[0]
    assert [(each.field, each.quote) for each in alert.evidence] == [
        ("killed", "Three were killed."), ("wounded", "Three were killed."), ("launched", "Three were killed.")
    ]  # fmt: skip
    assert alert.evidence[0].url == "https://northwire.example/northwire-10:00"


def test_a_quote_is_short_and_safe() -> None:
    alert = Desk().take_all([event(killed=3, quote="Three\x07 were killed. " * 40)]).sent[0]
    quote = alert.evidence[0].quote or ""
    assert len(quote) <= MAX_QUOTE and quote.isprintable()


def test_no_quote_when_the_rights_forbid_it_but_the_address() -> None:
    alert = Desk().take_all([event(killed=3, rights="No redistribution.")]).sent[0]
    assert (alert.evidence[0].quote, alert.evidence[0].url is None) == (None, False)


def test_the_evidence_is_that_of_the_current_figure() -> None:
    desk = Desk().take_all([
        event(killed=3, quote="Three were killed."),
        event(killed=9, outlet="Other", at="11:00", quote="Nine were killed."),
    ])  # fmt: skip
    assert [each.quote for each in desk.sent[1].evidence] == ["Nine were killed."]
