from schemas.codec import decode
from schemas.incident import Incident
from streams.incidents.packed import unpack
from streams.incidents.profile import profile_of_event
from streams.incidents.reports import report_of
from streams.incidents.state import Incidents
from tests.builders import Desk, clock, event, town

KHERSON, LVIV = [town("Kherson", lat=46.6, lon=32.6)], [town("Lviv", lat=49.8, lon=24.0)]
ODESA = [town("Odesa", lat=46.5, lon=30.7)]


def desk() -> Desk:
    return Desk().take_all([
        event(killed=1, place=KHERSON),
        event(killed=1, place=LVIV, outlet="Other", at="11:00"),
        event(killed=1, place=KHERSON, day=8, outlet="Third", at="12:00"),
    ])  # fmt: skip


def found(state: Incidents, **fields: object) -> list[str]:
    told = event(**fields)  # type: ignore[arg-type]  # fields of one event
    profile = profile_of_event(told, report_of(told, clock("12:00"), near=(), why_joined=""))
    candidates = [each for each in state if each.incident_id in state.candidates(profile)]
    return [f"{each.places[0].name} {each.occurred_on:%d}" for each in candidates]


def test_only_incidents_of_the_day_and_place_are_looked_at() -> None:
    assert found(desk().state, place=KHERSON, day=10) == ["Kherson 10"]
    assert sorted(found(desk().state, place=KHERSON, day=9)) == ["Kherson 08", "Kherson 10"]


def test_a_hamlet_on_no_map_is_looked_for_in_its_country() -> None:
    known = desk()
    assert found(known.state, place="Amber camp", day=10) == []
    known.take(event(killed=1, place=ODESA, outlet="Fourth", at="13:00", quote="Shells fell near the Amber camp."))
    assert found(known.state, place="Amber camp", day=10) == ["Odesa 10"]
    assert found(desk().state, place=[town("Amber camp", "MD")], country="MD", day=10) == []


def test_the_state_follows_from_the_records_alone() -> None:
    state = desk().state
    rebuilt = Incidents(Incident.model_validate_json(record.model_dump_json()) for record in state)
    assert list(rebuilt) == list(state)
    assert rebuilt.clock == state.clock == clock("12:00")
    assert [each.incident_id for each in rebuilt.due(clock("20 00:00"))] == [
        each.incident_id for each in state.due(clock("20 00:00"))
    ]
    told = event(killed=1, place=KHERSON)
    known = rebuilt.with_event(told.event_id)
    assert known is not None and known == state.with_article(told.article.article_id)[0]


def test_what_is_saved_makes_an_equal_state_though_several_list_an_event() -> None:
    state = desk().state
    first, second, third = state
    shared = first.reports[0]
    for each in (third, second):  # the second is changed last
        state.put(each.model_copy(update={"reports": (*each.reports, shared)}))
    rebuilt = Incidents(decode(Incident, unpack(packed)) for _, packed in state.saved())
    for one in (state, rebuilt):
        found = one.with_event(shared.event_id)
        assert found is not None and found.incident_id == second.incident_id
        one.remove(second.incident_id)
        found = one.with_event(shared.event_id)
        assert found is not None and found.incident_id == third.incident_id


def test_a_removed_incident_leaves_no_trace() -> None:
    state = desk().state
    for record in list(state):
        state.remove(record.incident_id)
    assert len(state) == 0
    assert found(state) == [] and state.due(clock("30 00:00")) == () and state.with_event(event().event_id) is None


def test_a_hamlet_no_gazetteer_knows_is_found_by_the_town_its_report_names() -> None:
    hamlet = event(place="Zoru", at="08:00")
    named = hamlet.article.model_copy(update={"headline": "Raid near Kherson"})
    taken = Desk().take_all([hamlet.model_copy(update={"article": named}), event(outlet="Harbour Paper", at="09:00")])
    assert len(taken.only().reports) == 2


def test_the_unclosed_are_the_open_and_the_retracted() -> None:
    desk = Desk().take_all([event(uri="old"), event(place="Odesa", day=20, at="20 10:00", uri="false")])
    desk.take(event(place="Odesa", day=20, at="20 11:00", uri="false", version=2, withdraws=True))
    desk.take(event(place="Sumy", day=20, at="20 12:00"))
    told = [decode(Incident, unpack(packed)) for _, packed in desk.state.unclosed()]
    assert sorted(each.status for each in told) == ["open", "retracted"]
    assert len(desk.incidents) == 3
