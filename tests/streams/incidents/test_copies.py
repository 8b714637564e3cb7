"""One wire must never count twice."""

from schemas.event import ConflictEvent
from tests.builders import Desk, event

STORY = """Two rockets fell on the bus station in Kosti shortly after the first coaches had left, and the guard of the
ticket hall said that he had helped to carry seven bodies to a lorry. Traders swept glass from their stalls while boys
looked for their shoes. The road to the bridge was closed for the rest of the morning and the clinic asked for blood."""
CUT = STORY[:300]


def test_a_near_copy_by_another_outlet_is_no_second_source() -> None:
    desk = Desk().take_all([
        event(killed=7, text=STORY, outlet="Northwire", at="08:00"),
        event(killed=7, text=CUT, outlet="Harbour Paper", at="09:00"),
    ])  # fmt: skip
    assert desk.only().families == ("northwire.example",)
    assert [report.syndicated_from for report in desk.only().reports] == [None, "northwire-08:00"]
    assert desk.why() == ["new_incident"]


def test_a_copy_that_came_first_is_found_out_when_its_original_arrives() -> None:
    copy = event(killed=7, text=CUT, outlet="Harbour Paper", at="09:00")
    desk = Desk().take_all([copy])
    assert desk.only().families == ("harbourpaper.example",)
    desk.take(event(killed=7, text=STORY, outlet="Northwire", at="08:00", retrieved="09:30"))
    assert desk.only().families == ("northwire.example",)


def test_a_rewrite_that_credits_a_publisher_is_a_copy_whatever_its_words() -> None:
    rewrite = event(killed=7, outlet="Harbour Paper", at="09:00", credits=["Northwire"])
    desk = Desk().take_all([event(killed=7, outlet="Northwire News Agency", at="08:00"), rewrite])
    assert [report.syndicated_from for report in desk.only().reports] == [None, "northwire-news-agency-08:00"]
    assert desk.why() == ["new_incident"]


def test_a_credit_beside_an_own_source_is_an_own_report() -> None:
    own = event(killed=7, outlet="Harbour Paper", at="09:00", credits=["Northwire"], own_source=True)
    desk = Desk().take_all([event(killed=7, at="08:00"), own])
    assert desk.why() == ["new_incident", "confirmed"]


def test_an_outlet_that_credits_itself_reports_by_itself() -> None:
    desk = Desk().take_all([event(killed=7, outlet="Northwire News Agency", credits=["Northwire"])])
    assert desk.only().reports[0].copy_of is None


def test_the_credited_report_is_the_original_even_when_it_came_later() -> None:
    copy = event(killed=7, text=CUT, outlet="Harbour Paper", at="08:00", credits=["Northwire"])
    desk = Desk().take_all([copy, event(killed=7, text=STORY, outlet="Northwire", at="09:00")])
    assert desk.only().families == ("northwire.example",)


def test_two_that_credit_each_other_have_the_earlier_as_original() -> None:
    first = event(killed=7, outlet="Harbour Paper", at="08:00", credits=["Northwire"])
    second = event(killed=7, outlet="Northwire", at="09:00", credits=["Harbour Paper"])
    desk = Desk().take_all([first, second])
    assert [report.copy_of is None for report in desk.only().reports] == [True, False]


def test_a_copy_of_a_copy_goes_back_to_the_original() -> None:
    desk = Desk().take_all([
        event(killed=7, outlet="Northwire", at="08:00"),
        event(killed=7, outlet="Harbour Paper", at="09:00", credits=["Northwire"]),
        event(killed=7, outlet="Delta Star", at="10:00", credits=["Harbour Paper"]),
    ])  # fmt: skip
    assert desk.only().reports[2].syndicated_from == "northwire-08:00"


def test_the_same_text_with_a_higher_figure_is_news_and_not_a_copy() -> None:
    desk = Desk().take_all([
        event(killed=7, text=STORY, at="08:00"),
        event(killed=12, text=STORY, outlet="Harbour Paper", family="northwire.example", at="11:00"),
    ])  # fmt: skip
    assert desk.toll() == (12, 12)
    assert desk.why() == ["new_incident", "toll_up"]


def test_a_copy_changes_nothing_but_sets_the_toll_while_it_is_the_first_and_alone() -> None:
    copy = event(killed=4, outlet="Harbour Paper", at="08:00", credits=["Northwire"])
    desk = Desk().take_all([copy])
    assert desk.toll() == (4, 4)
    desk.take(event(killed=3, outlet="Northwire", at="07:30", retrieved="08:30"))
    assert desk.toll() == (3, 3)


def test_a_credited_publisher_that_never_arrives_leaves_one_source() -> None:
    desk = Desk().take_all([event(killed=4, outlet="Harbour Paper", credits=["Northwire"])])
    assert len(desk.only().families) == 1
    assert desk.sent[0].sources == 1


def test_who_has_everything_from_the_outlet_that_reported_first_is_a_copy() -> None:
    def retold(*speakers: str) -> ConflictEvent:
        told = event(killed=6, wounded=14, outlet="Harbour Paper", at="09:00")
        claims = [each.model_copy(update={"attribution": by}) for each, by in zip(told.claims, speakers, strict=True)]
        return told.model_copy(update={"claims": tuple(claims)})

    first = event(killed=6, wounded=14, outlet="Camp Watch", at="08:00")
    assert Desk().take_all([first, retold("Camp Watch", "it")]).why() == ["new_incident"]
    assert Desk().take_all([first, retold("Camp Watch", "a nurse")]).why() == ["new_incident", "confirmed"]
    police = event(killed=6, wounded=14, outlet="Sumy Police", at="08:00", signals=["official"])
    assert len(Desk().take_all([police, retold("Sumy Police", "it")]).only().families) == 2
