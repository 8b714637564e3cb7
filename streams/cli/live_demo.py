"""``tocsin demo --to-kafka``: the samples as news of these days, round after round, into a deployment called demo.

Nothing of it is marked as a test: test traffic moves no panel and fires no rule, and it is there to show those.
So it goes only where nobody takes it for news: the deployment, whose name stands in each alert's ``ce_source``, must be
called demo, and its articles topic must hold nothing but invented articles.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from streams.settings import Settings
    from streams.stage import Record

#: The one deployment that takes invented news.
DEPLOYMENT = "demo"
#: Seconds of a round: an article every fifteen seconds, an alert every half minute.
ROUND_SECONDS = 1800.0
#: Newest records of a partition that are looked at: with signs of life alone, two days.
LOOKED_AT = 1500


def live_demo(seconds: float | None) -> int:
    """Tell the samples until a signal ends it; ``seconds`` of a round.

    Raises:
        WrongUsage: the deployment is not called demo.
        Failure: its articles topic holds other articles; the broker does not answer.
    """
    from streams.cli.broker import run_async
    from streams.cli.config import configured
    from streams.cli.failure import WrongUsage
    from streams.logs import configure

    settings = configured()
    if settings.deployment != DEPLOYMENT:
        raise WrongUsage(
            f"the deployment is called {settings.deployment} (TOCSIN_DEPLOYMENT): its readers would take invented news "
            f"for news; --to-kafka is for one called {DEPLOYMENT}"
        )
    configure()
    run_async(tell(settings, ROUND_SECONDS if seconds is None else seconds))
    return 0


async def tell(
    settings: Settings,
    seconds: float,
    *,
    rounds: int | None = None,
    sleep: Callable[[float], Awaitable[None]] | None = None,
) -> None:
    """Tell ``rounds`` rounds of the samples, each in ``seconds``; None: without end.

    Raises:
        Failure: the articles topic holds articles that nobody invented.
        MissingTopics, Unreachable, SendFailed: of the broker.
    """
    import asyncio
    import itertools
    import time
    from datetime import UTC, datetime

    import structlog

    from schemas.topics import Topic
    from streams.demo import sample_lines
    from streams.kafka.sender import Sender
    from streams.kafka.topics import require
    from streams.retelling import of_round, records, retold, telling

    log = structlog.get_logger("tocsin.demo")
    topic = Topic.ARTICLES.name_with(settings.topic_prefix)
    await require(settings, [Topic.ARTICLES])
    samples = records(sample_lines())
    for number in itertools.count() if rounds is None else range(rounds):
        await refuse_among_news(settings, topic)
        started, began = time.monotonic(), datetime.now(UTC)
        how = telling(samples, number, began.date(), f"{began.timestamp():.0f}")
        told = of_round(samples, number)
        log.info("round", number=number, articles=len(told), name=how.name, seconds=seconds)
        async with Sender(settings) as sender:
            for place, sample in enumerate(told):
                await (sleep or asyncio.sleep)(max(0.0, started + seconds * place / len(told) - time.monotonic()))
                await sender.send([retold(sample, topic, how, time.time_ns() // 1_000_000)])
        await (sleep or asyncio.sleep)(max(0.0, started + seconds - time.monotonic()))


async def refuse_among_news(settings: Settings, topic: str) -> None:
    """Look at the newest articles of the topic.

    Raises:
        Failure: one of them is not invented.
    """
    from streams.cli.failure import Failure
    from streams.kafka.reading import reader, until_end

    async with reader(settings.kafka, topic) as consumer:
        partitions = list(consumer.assignment())
        firsts, ends = await consumer.beginning_offsets(partitions), await consumer.end_offsets(partitions)
        for each in partitions:
            consumer.seek(each, max(firsts[each], ends[each] - LOOKED_AT))
        async for record in until_end(consumer):
            if not is_invented(record):
                raise Failure(
                    f"{record.position} is an article of somebody else: invented news does not belong among others. "
                    "Give the demo topics of its own (TOCSIN_TOPIC_PREFIX, or new volumes)"
                )


def is_invented(record: Record) -> bool:
    """Say whether a record is a sign of life, the demo's own, or of a publisher whose domain nobody can have.

    >>> from streams.stage import Record
    >>> is_invented(Record("tocsin-articles", b"", b'{"source": {"domain": "harrowwire.example"}}', 0))
    True
    >>> is_invented(Record("tocsin-articles", b"", b'{"source": {"domain": "bbc.co.uk"}}', 0))
    False
    """
    import orjson

    from streams.retelling import MARK

    if record.is_heartbeat or MARK in record.headers:
        return True
    try:
        domain = orjson.loads(record.value or b"")["source"]["domain"]
    except (orjson.JSONDecodeError, KeyError, TypeError):
        return False
    return isinstance(domain, str) and domain.endswith(".example")
