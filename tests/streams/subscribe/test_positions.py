"""Where a subscription starts and stops."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from streams.kafka.reading import reader
from streams.subscribe.positions import Start, Stop, parse_start, parse_stop, resolve
from tests.alerts_topic import AlertsTopic, alert, now_ms

NOW = 1_800_000_000_000


@pytest.mark.parametrize(
    ("said", "at"),
    [
        ("earliest", "earliest"),
        ("latest", "latest"),
        ("-90s", NOW - 90_000),
        ("-15m", NOW - 900_000),
        ("-2h", NOW - 7_200_000),
        ("-1d", NOW - 86_400_000),
        (timedelta(minutes=15), NOW - 900_000),
        ("2026-05-11T08:00:00Z", 1_778_486_400_000),
        ("2026-05-11t10:00:00.250+02:00", 1_778_486_400_250),
        (datetime(2026, 5, 11, 8, tzinfo=UTC), 1_778_486_400_000),
        ("-9999999d", 0),  # long before the first topic, and never a negative time: those mean something else
    ],
)
def test_a_start_is_read(said: str | datetime | timedelta, at: str | int) -> None:
    assert parse_start(said, NOW).at == at


@pytest.mark.parametrize("said", ["", "yesterday", "15m", "-15", "-m", "2026-05-11T08:00:00", datetime(2026, 5, 11)])  # noqa: DTZ001 - a time without its zone is the point
def test_a_start_that_means_nothing_is_refused(said: str | datetime) -> None:
    with pytest.raises(ValueError, match="not earliest"):
        parse_start(said, NOW)


def test_a_stop_is_now_or_a_time() -> None:
    assert (parse_stop("now"), parse_stop("2026-05-11T08:00:00Z")) == (Stop("now"), Stop(1_778_486_400_000))
    with pytest.raises(ValueError, match="not now"):
        parse_stop("-15m")


def test_a_time_leaves_out_what_carries_it_and_is_settled_when_the_clock_is_there() -> None:
    stop = Stop(1000)
    assert [stop.excludes(at) for at in (999, 1000)] == [False, True]
    assert [stop.reached(at) for at in (999, 1000)] == [False, True]


def test_only_now_is_settled_at_once() -> None:
    assert [Stop("now").reached(0), Stop("eos").reached(0), Stop("now").excludes(5)] == [True, False, False]


@pytest.mark.kafka
def test_places_are_found_in_each_partition(kafka: str) -> None:
    now = now_ms()
    topic = AlertsTopic(kafka, partitions=2)
    topic.put(*(alert(f"i{n}") for n in range(8)), at_ms=now - 5000).put(*(alert(f"i{n}") for n in range(8)), at_ms=now)

    async def offsets(start: Start) -> list[int]:
        async with reader(topic.settings.kafka, topic.name) as consumer:
            return [offset for _, offset in sorted((await resolve(consumer, start, consumer.assignment())).items())]

    starts = [Start("earliest"), Start(now - 5000), Start(now - 1), Start(now + 1), Start("latest")]
    found = [asyncio.run(offsets(start)) for start in starts]
    ends = found[-1]
    assert sum(ends) == 16 and all(ends)
    assert found == [[0, 0], [0, 0], [end // 2 for end in ends], ends, ends]
