"""severity/1: the worked values, and that one more victim, weapon or town never lowers the score."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.base import Count
from schemas.event import ClaimedCount, Munitions, Place, Toll
from schemas.incident import Incident
from streams.severity.scoring import breakdown, places_struck
from tests.builders import clock, town

CITIES = tuple(town(name) for name in ("Kyiv", "Lviv", "Odesa", "Sumy", "Poltava"))


def count(low: int, high: int | None = -1) -> ClaimedCount:
    return ClaimedCount(min=low, max=low if high == -1 else high, claims=("c",))


def incident(*places: Place, toll: Toll | None = None, **fields: Any) -> Incident:
    given: dict[str, Any] = {"event_type": "airstrike", "places": places, "toll": toll}
    time = clock("10:00")
    return Incident(incident_id="i", first_seen=time, last_seen=time, applied_at=time, **(given | fields))


@pytest.mark.parametrize(
    ("equivalents", "points"), [(1, 7.8), (5, 20.3), (10, 27.1), (25, 36.9), (50, 44.5), (100, 52.2)]
)
def test_the_human_toll_grows_with_the_logarithm(equivalents: int, points: float) -> None:
    terms = breakdown(incident(toll=Toll(killed=count(equivalents)))).terms
    assert (terms[0].term, terms[0].points) == ("H", points)


def test_550_unsplit_munitions_on_five_cities_with_23_wounded_civilians_are_severe() -> None:
    munitions = Munitions(launched=count(550), types=("drone", "missile"))
    scored = breakdown(incident(*CITIES, toll=Toll(wounded=count(23)), munitions=munitions, civilian_harm=True))
    assert (scored.score, scored.level) == (54, "Severe")
    assert [term.term for term in scored.terms] == ["H", "W", "C", "G"]


def test_three_dead_and_ten_hurt_by_a_drone_on_a_block_of_flats_are_moderate() -> None:
    toll = Toll(killed=count(3), wounded=count(10))
    munitions = Munitions(launched=count(1), types=("drone",))
    scored = breakdown(incident(CITIES[0], toll=toll, munitions=munitions, civilian_harm=True, targets=("dwelling",)))
    assert (scored.score, scored.level) == (32, "Moderate")


def test_sixty_dead_and_150_hurt_are_extreme_by_the_floor() -> None:
    scored = breakdown(incident(CITIES[0], toll=Toll(killed=count(60), wounded=count(150))))
    assert (scored.score, scored.level) == (65, "Extreme")
    assert [floor.explanation for floor in scored.floors] == ["killed_min >= 50"]


@pytest.mark.parametrize(
    ("fields", "score"),
    [
        ({"event_type": "chemical_attack"}, 80),
        ({"munitions": Munitions(types=("chemical",))}, 80),
        ({"targets": ("nuclear",)}, 70),
    ],
)
def test_floors_lift_the_score(fields: dict[str, Any], score: int) -> None:
    assert breakdown(incident(**fields)).score == score


def test_unknown_is_not_zero() -> None:
    assert breakdown(incident(*CITIES)).level == "Unknown"
    assert breakdown(incident(toll=Toll(killed=count(0), wounded=count(0)))).score == 0
    assert breakdown(incident(targets=("market",))).score == 4


def test_ranges_count_by_their_middle_and_open_ones_by_their_minimum() -> None:
    closed, opened = Toll(killed=count(10, 30)), Toll(killed=count(10, None))
    assert (
        breakdown(incident(toll=closed)).terms[0].points
        == breakdown(incident(toll=Toll(killed=count(20)))).terms[0].points
    )
    assert breakdown(incident(toll=opened)).terms[0].points == 27.1


def test_weapons_weigh_by_kind_where_the_text_splits_them() -> None:
    split = Munitions(
        launched=count(30), types=("drone", "missile"), by_type={"drone": count(20), "missile": count(10)}
    )
    assert "weigh 20" in breakdown(incident(munitions=split)).terms[1].explanation
    assert "weigh 15" in breakdown(incident(munitions=Munitions(launched=count(30)))).terms[1].explanation


def test_where_nobody_says_how_many_were_launched_hits_and_interceptions_count() -> None:
    known = Munitions(hit=count(2), intercepted=count(8), types=("drone",))
    assert "10 weapons weigh 5" in breakdown(incident(munitions=known)).terms[1].explanation


def test_the_claims_behind_a_term_are_named() -> None:
    assert breakdown(incident(toll=Toll(killed=count(3)))).terms[0].claims == ("c",)


def test_a_region_counts_when_no_place_inside_it_is_named() -> None:
    region, inside = town("Kherson Oblast", precision="admin1", admin1="Kherson"), town("Beryslav", admin1="Kherson")
    assert (
        places_struck([region]),
        places_struck([region, inside]),
        places_struck([town("Black Sea", precision="sea")]),
    ) == (1, 1, 0)


def test_a_level_that_is_held_shows_as_a_floor() -> None:
    scored = breakdown(incident(toll=Toll(killed=count(3))), held="Severe")
    assert (scored.score, scored.floors[-1].explanation) == (40, "Severe is kept: no correction lowered it")
    assert breakdown(incident(toll=Toll(killed=count(60))), held="Severe").floors[-1].explanation == "killed_min >= 50"


@settings(max_examples=60)
@given(
    st.fixed_dictionaries({name: st.integers(0, 300) for name in ("killed", "wounded", "missing", "abducted")}),
    st.integers(0, 600),
    st.integers(1, 4),
    st.sampled_from([(), ("drone",), ("missile",), ("drone", "missile"), ("shell",)]),
)
def test_one_more_victim_weapon_or_town_never_lowers_it(
    people: dict[str, int], launched: int, cities: int, types: tuple[str, ...]
) -> None:
    def score(more: str = "") -> int:
        toll = Toll(**{name: count(number + (name == more)) for name, number in people.items()})
        munitions = Munitions(launched=count(launched + (more == "launched")), types=types)
        scored = breakdown(incident(*CITIES[: cities + (more == "city")], toll=toll, munitions=munitions))
        assert scored.score is not None
        return scored.score

    assert all(score(more) >= score() for more in (*people, "launched", "city"))
    assert 0 <= score() <= 100


@given(st.integers(0, 50), st.integers(0, 50))
def test_a_count_stands_between_its_ends(low: int, more: int) -> None:
    points = [
        breakdown(incident(toll=Toll(killed=ClaimedCount(**Count(min=a, max=b).model_dump(), claims=("c",)))))
        .terms[0]
        .points
        for a, b in ((low, low), (low, low + more), (low + more, low + more))
    ]
    assert points == sorted(points)
