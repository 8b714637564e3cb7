"""``tocsin demo``: the bundled sample stream, played in about 20 seconds; alerts appear one by one, then a summary."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from streams.replay import Tally


#: Columns in a pipe or a file.
PIPE_WIDTH = 110
#: How long the play takes.
SECONDS = 20.0


def demo(
    seconds: Annotated[
        float | None,
        typer.Option(min=0, max=86400, help="How long it takes [20; a round into Kafka 1800]; 0 does not wait."),
    ] = None,
    to_kafka: Annotated[
        bool,
        typer.Option(
            "--to-kafka", help="Send the samples as news of these days, without end, to a deployment called demo."
        ),
    ] = False,
) -> int:
    """Play the bundled sample stream: alerts appear as its articles arrive, then a summary."""
    if to_kafka:
        from streams.cli.live_demo import live_demo

        return live_demo(seconds)
    _play(SECONDS if seconds is None else seconds)
    return 0


def _play(seconds: float) -> None:
    # Imported here: `tocsin version` and `--help` need none of it.
    from rich.console import Console

    from schemas.alert import Alert
    from schemas.codec import decode
    from schemas.topics import Topic
    from streams.cli.alerts import rendered
    from streams.cli.config import reading
    from streams.cli.counted import counted
    from streams.demo import play, sample_lines
    from streams.memory import topic_of
    from streams.replay import Tally

    settings = reading()
    console = Console(highlight=False, markup=False, emoji=False)
    if not console.is_terminal:
        console = Console(highlight=False, markup=False, emoji=False, width=PIPE_WIDTH)
    lines = sample_lines()
    console.print(f"{len(lines)} invented articles, played in {seconds:.0f} s; what follows is their alerts.\n")
    tally, spent = Tally(), 0.0
    with counted(settings, "demo", tell=console.print) as (counting, address):
        if address is not None:
            console.print(f"Metrics as long as it plays: {address}\n")
        for played in play(lines, seconds=seconds, ran=counting.ran):
            tally.count(played.step)
            spent += played.seconds
            for record in played.step.written:
                if topic_of(record.topic) is Topic.ALERTS:
                    console.print(rendered(decode(Alert, record.value or b"")))
    _print_summary(console, tally, spent)


def _print_summary(console: Console, tally: Tally, spent: float) -> None:
    from rich import box
    from rich.table import Table

    table = Table("", "number", "of which", box=box.SIMPLE_HEAD, title="Summary", title_justify="left")

    def row(name: str, number: int, parts: dict[str, int]) -> None:
        listed = ", ".join(f"{part.replace('_', ' ')} {count}" for part, count in sorted(parts.items()))
        table.add_row(name, f"{number:,}", listed)

    row("articles", tally.articles, {})
    row("verdicts", tally.verdicts.total(), dict(tally.verdicts))
    row("dead letters", tally.dead_letters.total(), dict(tally.dead_letters))
    row("incidents", tally.incidents, {})
    row("alerts", tally.alerts.total(), dict(tally.alerts))
    table.add_row("articles/s", f"{tally.articles / spent:,.0f}" if spent else "", "one process, without the waiting")
    console.print(table)
