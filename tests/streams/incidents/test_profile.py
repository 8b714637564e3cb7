from streams.incidents.profile import Profile, index_keys, profile_of_event, publisher_keys, query_keys
from streams.incidents.reports import report_of
from tests.builders import clock, event, town


def profile(*places: object, **fields: object) -> Profile:
    told = event(place=places, **fields)  # type: ignore[arg-type]  # built from parts
    return profile_of_event(told, report_of(told, clock("12:00"), near=(), why_joined=""))


def test_accents_and_case_do_not_part_a_town_from_itself() -> None:
    assert profile(town("Niafunké")).towns == profile(town("NIAFUNKE")).towns


def test_a_region_counts_alone_only_when_no_town_inside_it_is_named() -> None:
    region, inside = town("Kherson", precision="admin1", admin1="Kherson"), town("Beryslav", admin1="Kherson")
    assert profile(region).bare_regions and not profile(region, inside).bare_regions


def test_an_undated_event_happens_on_the_day_of_its_report() -> None:
    undated = profile(town("Kherson"), day=None)
    assert (undated.day, undated.dated, undated.stated) == (clock("12:00").date(), False, False)


def test_what_may_match_shares_a_bucket() -> None:
    kherson = profile(town("Kherson", admin1="Kherson", lat=46.64, lon=32.61))
    near = profile(town("Antonivka", admin1="Kherson", lat=46.68, lon=32.72))
    region = profile(town("Kherson Oblast", precision="admin1", admin1="Kherson"))
    far = profile(town("Lviv", admin1="Lviv", lat=49.84, lon=24.03))
    assert query_keys(near) & index_keys(kherson)
    assert query_keys(region) & index_keys(kherson) and query_keys(kherson) & index_keys(region)
    assert not query_keys(far) & index_keys(kherson)
    assert publisher_keys(far, by_family=True) & index_keys(kherson) == {"f:northwire.example!:UA"}


def test_hours_that_pass_midnight_make_a_night() -> None:
    late = event(occurred_hours=(18, 30))
    assert profile_of_event(late, report_of(late, clock("12:00"), near=(), why_joined="")).night
    assert not profile(town("Kherson"), occurred_hours=(16, 24)).night
