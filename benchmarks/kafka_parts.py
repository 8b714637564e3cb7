"""What ``benchmarks/kafka.py`` compares the worker with, each in a process of its own, so that its cost can be read.

- relay: a bare aiokafka client takes articles, writes them to another topic, awaits that, commits; it reads none.
- replay: ``streams.replay``, the same stages without a broker, over lines of a file.

Both print ``started`` with their first answers and ``ended N`` after N records, and end with their standard input.
Example: ``python benchmarks/kafka_parts.py replay articles.jsonl``.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator
from pathlib import Path

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer

from schemas.topics import Topic
from streams.archive.files import Line
from streams.archive.lines import write_line
from streams.kafka.connection import client_options
from streams.replay import Tally, detect_pool, replay
from streams.settings import Settings, cores
from streams.stage import Record


def said(text: str) -> None:
    """Tell the parent."""
    print(text, flush=True)


def write_lines(path: Path, records: Iterator[Record]) -> None:
    """Write records as an archive that ``replay`` plays."""
    with path.open("wb") as out:
        out.writelines(write_line(each) for each in records)


def replay_file(path: Path) -> None:
    """Play the lines of a file on all cores."""
    tally = Tally()
    with path.open("rb") as given, detect_pool(cores()) as pool:
        for step in replay((Line(at, line) for at, line in enumerate(given, 1)), pool):
            assert step is not None
            tally.count(step)
            if tally.articles == 1:
                said("started")
        said(f"ended {tally.articles}")
        sys.stdin.read()  # the children live until the parent has looked at them


async def relay(prefix: str, number: int) -> None:
    """Read ``number`` articles from the beginning and write them to the topic of verdicts of ``prefix``."""
    options = client_options(Settings().kafka)
    consumer = AIOKafkaConsumer(
        Topic.ARTICLES.name_with(prefix),
        **options,
        group_id=f"{prefix}relay",
        enable_auto_commit=False,
        auto_offset_reset="earliest",
    )
    producer = AIOKafkaProducer(**options, acks="all", enable_idempotence=True, linger_ms=0)
    passed = 0
    async with consumer, producer:
        while passed < number:
            batches = await consumer.getmany(timeout_ms=500, max_records=500)
            records = [each for batch in batches.values() for each in batch]
            if not passed and records:
                said("started")
            sent = [
                await producer.send(
                    Topic.HEARTBEATS.name_with(prefix), each.value, each.key, timestamp_ms=each.timestamp
                )
                for each in records
            ]
            await asyncio.gather(*sent)
            await consumer.commit()
            passed += len(records)
        said(f"ended {passed}")
        sys.stdin.read()


if __name__ == "__main__":
    if sys.argv[1] == "replay":
        replay_file(Path(sys.argv[2]))
    else:
        asyncio.run(relay(sys.argv[2], int(sys.argv[3])))
