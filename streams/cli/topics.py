"""``tocsin topics``: create the topics of a deployment, list them, and say how they differ from what they must be.

Example: ``tocsin topics create --partitions articles=8 --replication 3``. What exists is never changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

if TYPE_CHECKING:
    from schemas.topics import Topic
    from streams.kafka.topics import Found

MOST_PARTITIONS = 1000

Output = Annotated[
    Literal["table", "json"], typer.Option("--output", "-o", help="table, or json: one array, for programs.")
]


def application() -> typer.Typer:
    """Return the verbs below ``topics``."""
    app = typer.Typer(help="Create and look at the topics of this deployment.", no_args_is_help=True)
    app.command("create")(create)
    app.command("list")(show)
    app.command("describe")(describe)
    return app


def create(
    partitions: Annotated[
        list[str] | None, typer.Option(metavar="TOPIC=N", help="Partitions of a new topic, as in articles=8.")
    ] = None,
    replication: Annotated[int, typer.Option(min=1, max=9, help="Copies of each partition of a new topic.")] = 1,
) -> None:
    """Create the topics that are not there yet, and say of each whether it was created; what exists stays as it is."""
    import sys

    from streams.cli.broker import run_async
    from streams.cli.config import configured
    from streams.cli.failure import CheckFailed
    from streams.cli.tables import print_table
    from streams.kafka import topics

    settings, counts = configured(), _counts(partitions or [])

    async def work() -> tuple[list[Topic], list[Found]]:
        made = await topics.create(settings, partitions=counts, replication=replication)
        return made, await topics.find(settings)

    made, found = run_async(work())
    told = [(each.name, "created" if each.topic in made else "existed", str(each.partitions)) for each in found]
    print_table(("topic", "", "partitions"), told)
    for each in found:
        asked = counts.get(each.topic, each.partitions)
        more = (f"has {each.partitions} partitions, asked {asked}",) if asked != each.partitions else ()
        for said in (*each.differs, *more):
            print(f"tocsin: {each.name} {said}", file=sys.stderr)
    if any(each.partitions is None for each in found):
        raise CheckFailed("the broker does not tell of all topics yet; ask again: `tocsin topics list`")
    if split := [each.name for each in found if each.topic in topics.SINGLE and each.partitions not in (None, 1)]:
        raise CheckFailed(f"{', '.join(split)}: incidents would be split; the worker needs 1 partition")


def show(output: Output = "table") -> None:
    """Print the topics, whether each exists, and its partitions."""
    from streams.cli.tables import print_table

    found = _found(None)
    if output == "json":
        _print_json([{"topic": each.topic.suffix, "name": each.name, "partitions": each.partitions} for each in found])
        return
    rows = [
        (each.name, "missing" if each.partitions is None else "exists", str(each.partitions or "")) for each in found
    ]
    print_table(("topic", "", "partitions"), rows)


def describe(
    topic: Annotated[
        str | None, typer.Argument(metavar="[TOPIC]", help="One topic, as alerts; all by default.")
    ] = None,
    output: Output = "table",
) -> None:
    """Print what each topic is and carries, and what differs from its declaration; ends with 3 if something does."""
    from streams.cli.failure import CheckFailed
    from streams.cli.tables import print_table
    from streams.kafka.topics import missing

    found = _found(topic)
    if output == "json":
        _print_json([_object(each) for each in found])
    else:
        print_table(("topic", "", ""), [(each.name, *line) for each in found for line in _lines(each)])
    absent = [each.name for each in found if each.partitions is None]
    wrong = [f"{each.name} {', '.join(each.differs)}" for each in found if each.differs and each.name not in absent]
    if absent or wrong:
        raise CheckFailed("; ".join([*wrong, *([str(missing(absent))] if absent else [])]))


def _found(name: str | None) -> list[Found]:
    from schemas.topics import Topic
    from streams.cli.broker import run_async
    from streams.cli.config import configured
    from streams.kafka.topics import find

    settings = configured()
    topics = tuple(Topic) if name is None else (_topic(name.removeprefix(settings.topic_prefix)),)
    return run_async(find(settings, topics=topics))


def _topic(name: str) -> Topic:
    from schemas.codec import printable
    from schemas.topics import Topic
    from streams.cli.failure import WrongUsage

    known = {each.suffix: each for each in Topic}
    if name not in known:
        raise WrongUsage(f"no topic {printable(name)}; there are {', '.join(known)}")
    return known[name]


def _counts(given: list[str]) -> dict[Topic, int]:
    """Return the partitions asked for, as ``{Topic.ARTICLES: 8}`` for ``articles=8``."""
    from schemas.codec import printable
    from streams.cli.failure import WrongUsage
    from streams.kafka.topics import SINGLE

    counts = {}
    for each in given:
        name, _, number = each.partition("=")
        if not number.isdecimal() or len(number) > 4 or not 1 <= int(number) <= MOST_PARTITIONS:
            raise WrongUsage(f"--partitions {printable(each)}: not TOPIC=N with N from 1 to {MOST_PARTITIONS}")
        topic = _topic(name)
        if topic in SINGLE and int(number) != 1:
            raise WrongUsage(f"--partitions {printable(each)}: {name} must have 1 partition, else incidents are split")
        counts[topic] = int(number)
    return counts


def _lines(found: Found) -> Iterator[tuple[str, str]]:
    """Yield what to tell people of a topic, as pairs of a name and a value."""
    spec = found.topic.value
    if found.partitions is not None:
        yield "partitions", str(found.partitions)
        yield "copies", str(found.replication)
        for name, value in found.configs.items():
            yield name, value + _meaning(name, value)
    yield "key", spec.key
    yield "carries", spec.schema_id or "the bytes that were refused, with headers that say why"
    if spec.max_value_bytes is not None:
        yield "longest value", f"{spec.max_value_bytes} bytes"
    for each in found.differs:
        yield "DIFFERS", each


def _meaning(name: str, value: str) -> str:
    if name != "retention.ms" or not value.isdecimal():
        return ""
    days, hours = divmod(int(value) // 3_600_000, 24)
    return f" ({days} days)" if days else f" ({hours} h)"


def _object(found: Found) -> dict[str, Any]:
    spec = found.topic.value
    return {
        "topic": found.topic.suffix,
        "name": found.name,
        "partitions": found.partitions,
        "replication": found.replication,
        "configs": found.configs,
        "key": spec.key,
        "schema": spec.schema_id,
        "max_value_bytes": spec.max_value_bytes,
        "differs": list(found.differs),
    }


def _print_json(value: list[dict[str, Any]]) -> None:
    import orjson

    print(orjson.dumps(value, option=orjson.OPT_INDENT_2).decode())
