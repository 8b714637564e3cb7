"""Events: no number without a claim, no claim without the words it rests on."""

from typing import Any

import pytest
from pydantic import ValidationError

from schemas.base import MAX_COUNT, Span
from schemas.codec import encode
from schemas.event import ArticleRef, Claim, ClaimedCount, ConflictEvent, Munitions, Place, Toll

ARTICLE = ArticleRef(uri="u", article_id="a", digest="d")
SPAN = Span(field="headline", start=0, end=10)


def claim(**fields: Any) -> Claim:
    known = {"claim_id": "c1", "kind": "killed", "min": 2, "max": 2, "scope": "main", "modality": "asserted"}
    return Claim.model_validate(known | {"rule": "casualties.killed", "span": SPAN, "quote": "two killed"} | fields)


def event(**fields: Any) -> ConflictEvent:
    return ConflictEvent.model_validate({"event_id": "e", "article": ARTICLE, "event_type": "shelling"} | fields)


def two(*claims: str) -> ClaimedCount:
    return ClaimedCount(min=2, max=2, claims=claims)


def test_a_count_that_rests_on_a_claim_can_be_built() -> None:
    assert event(toll=Toll(killed=two("c1")), claims=[claim()]).toll == Toll(killed=two("c1"))


@pytest.mark.parametrize("missing", [{"span": None}, {"quote": ""}, {"quote": None}])
def test_a_claim_without_the_words_it_rests_on_cannot_be_built(missing: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        claim(**missing)


@pytest.mark.parametrize(("least", "most"), [(3, 2), (-1, 2), (0, MAX_COUNT + 1)])
def test_a_claim_has_a_range_in_order(least: int, most: int) -> None:
    with pytest.raises(ValidationError):
        claim(min=least, max=most)


def test_a_count_that_rests_on_no_claim_cannot_be_built() -> None:
    with pytest.raises(ValidationError):
        ClaimedCount(min=2, max=2, claims=())


@pytest.mark.parametrize("part", ["killed", "wounded", "missing", "abducted", "captured", "attackers_killed"])
def test_a_toll_that_rests_on_an_unknown_claim_cannot_be_built(part: str) -> None:
    with pytest.raises(ValidationError, match=f"toll.{part} rests on unknown claims"):
        event(toll=Toll.model_validate({part: two("c2")}), claims=[claim()])


@pytest.mark.parametrize("part", ["launched", "intercepted", "hit"])
def test_munitions_that_rest_on_an_unknown_claim_cannot_be_built(part: str) -> None:
    with pytest.raises(ValidationError, match=f"munitions.{part} rests on unknown claims"):
        event(munitions=Munitions.model_validate({part: two("c2")}), claims=[claim()])


def test_a_split_by_type_rests_on_claims_too() -> None:
    with pytest.raises(ValidationError, match="munitions.by_type.drone"):
        event(munitions=Munitions(by_type={"drone": two("c2")}), claims=[claim()])


def test_an_event_without_numbers_is_an_event() -> None:
    bare = event()
    assert (bare.toll, bare.munitions.launched, bare.breaking, bare.withdraws) == (None, None, None, False)


def test_the_order_in_which_types_are_found_does_not_change_the_bytes() -> None:
    split = {"drone": two("c1"), "missile": two("c1")}
    one = event(munitions=Munitions(by_type=split), claims=[claim()])
    other = event(munitions=Munitions(by_type=dict(reversed(split.items()))), claims=[claim()])
    assert encode(one) == encode(other)


@pytest.mark.parametrize("fields", [{"lat": 100.0}, {"lon": -181.0}, {"lat": float("nan")}])
def test_a_place_is_on_the_globe(fields: dict[str, float]) -> None:
    with pytest.raises(ValidationError):
        Place.model_validate({"name": "Nowhere", "precision": "town"} | fields)
