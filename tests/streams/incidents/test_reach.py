"""What is left out at a glance would not have matched."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from schemas.event import ConflictEvent
from streams.incidents.joining import match, weights
from streams.incidents.profile import Profile, index_keys, profile_of_event, publisher_keys
from streams.incidents.reach import FEW, meant, within_reach
from streams.incidents.reports import report_of
from tests.builders import Desk, clock, event, town

TEXTS = (
    None,
    "Two rockets fell on the bus station after the first coaches had left and the guard carried seven bodies out.",
    "Two rockets fell on the bus station after the last coaches had left, the guard said. Seven bodies were found.",
    "A bus burned. " + "The council will meet in the old school and talk about roofs, windows and the well. " * 3,
    "A lorry burned. " + "The council will meet in the old school and talk about roofs, windows and the well. " * 3,
)
TOWNS = (
    town("Kherson", admin1="Kherson", lat=46.64, lon=32.61),
    town("Antonivka", admin1="Kherson", lat=46.68, lon=32.72),
    town("Vadso", country="NO", lat=70.07, lon=29.75),
    town("Nyborg", country="NO", lat=70.10, lon=29.95),
    town("Amber Hill"),
    town("Kherson Oblast", precision="admin1", admin1="Kherson"),
)
reports = st.fixed_dictionaries(
    {
        "place": st.lists(st.sampled_from(TOWNS), max_size=2),
        "site": st.sampled_from([None, "Amber market", "Kherson market"]),
        "day": st.sampled_from([None, 9, 10, 11]),
        "precision": st.sampled_from(["day", "night", "inferred"]),
        "uri": st.sampled_from(["a", "Kherson burns", "Fire at Amber market"]),
        "outlet": st.sampled_from(["Northwire", "Delta Star"]),
        "credits": st.sampled_from([(), ("Northwire",), ("Delta Star",)]),
        "text": st.sampled_from(TEXTS),
        "munitions": st.sampled_from([(), ("drone",)]),
        "targets": st.sampled_from([(), ("market",)]),
        "attacker": st.sampled_from([None, "RU"]),
        "occurred_hours": st.sampled_from([None, (8, 9)]),
    }
)


def profile(told: ConflictEvent) -> Profile:
    return profile_of_event(told, report_of(told, clock("13 12:00"), near=(), why_joined=""))


@given(reports, reports)
def test_what_shares_a_publisher_and_would_match_is_a_candidate(one: dict[str, Any], other: dict[str, Any]) -> None:
    asked = profile(event(**one))
    state = Desk().take_all([event(**other)]).state
    (incident,) = state
    known = state.profile(incident.incident_id)
    assert known is not None
    if not publisher_keys(asked) & index_keys(known):
        return
    found = match(asked, known)
    if found.barred is None and found.score >= weights().threshold:
        assert incident.incident_id in state.candidates(asked)


def test_what_is_told_of_another_town_in_other_words_is_out_of_reach() -> None:
    asked = profile(event(credits=["Northwire"], place=[TOWNS[0]], text=TEXTS[1]))
    same_words, other_words = (
        profile(event(place=[town("Lviv", lat=49.8, lon=24.0)], text=text)) for text in (TEXTS[1], TEXTS[3])
    )
    assert within_reach(asked, [("same", same_words), ("other", other_words)]) == {"same"}


def test_a_denial_without_a_place_means_of_many_attacks_only_what_is_told_in_its_words() -> None:
    denial = profile(event(place=None, signals=["retraction"], text=TEXTS[1]))
    told = [(TEXTS[2], "alike"), *((TEXTS[3], f"other{at}") for at in range(FEW))]
    known = [(name, profile(event(text=text))) for text, name in told]
    assert meant(denial, known) == {"alike"}
    assert meant(denial, known[:FEW]) == {name for name, _ in known[:FEW]}


def test_a_report_of_another_stated_day_is_not_looked_at_but_at_night() -> None:
    day = event(credits=["Northwire"], place=None, outlet="Delta Star")
    for precision, is_looked_at in (("day", False), ("night", True)):
        state = Desk().take_all([event(day=9, precision=precision)]).state
        assert bool(state.candidates(profile(day))) is is_looked_at
