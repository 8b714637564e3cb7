"""What verdicts and events say of articles, in numbers."""

import orjson
import pytest
from prometheus_client import CollectorRegistry

from schemas.codec import encode
from schemas.event import ConflictEvent
from streams.counting.articles import count_event, left_open
from streams.metrics import FIELDS, Metrics
from tests.builders import event, town


def opened(each: ConflictEvent) -> set[str]:
    return set(left_open(orjson.loads(encode(each))))


def test_an_event_that_says_nothing_leaves_everything_open() -> None:
    assert opened(event(place=None, day=None, country=None)) == set(FIELDS)


@pytest.mark.parametrize(
    ("told", "field"),
    [
        (event(killed=0), "killed"),
        (event(wounded=(2, None)), "wounded"),
        (event(attacker="RU"), "attacker"),
        (event(day=9), "day"),
        (event(country="UA"), "country"),
        (event(place="Kherson"), "place"),
    ],
)
def test_what_an_event_tells_is_not_open(told: ConflictEvent, field: str) -> None:
    assert field not in opened(told)


def test_a_bare_country_is_no_place() -> None:
    assert "place" in opened(event(place=[town("Ukraine", precision="country")]))


def test_a_withdrawal_is_no_event_and_leaves_nothing_open() -> None:
    metrics = Metrics(CollectorRegistry())
    count_event(metrics, orjson.loads(encode(event(withdraws=True))))
    samples = [each for family in metrics.registry.collect() for each in family.samples]
    assert not any(each.value for each in samples)
