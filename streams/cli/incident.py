"""``tocsin incident ID``: the life of one incident: how it stands, who said what, what was sent and why.

Example: ``tocsin incident 45bdd5e8`` for an id that begins so; ``-o json`` for programs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from streams.cli.incidents import Archive

if TYPE_CHECKING:
    from schemas.incident import Incident
    from streams.casebook.collecting import Collected


def incident(
    name: Annotated[
        str, typer.Argument(metavar="ID", help="Its id, `incident_id` of its alerts, or the beginning of it.")
    ],
    archive: Archive = None,
    output: Annotated[str, typer.Option("-o", "--output", help="text or json.")] = "text",
) -> int:
    """Show the life of one incident: reports and messages in order, the toll with its sources, what lost and why."""
    from rich.console import Console

    from streams.casebook.finding import cleaned
    from streams.casebook.telling import life_of
    from streams.cli.demo import PIPE_WIDTH
    from streams.cli.failure import WrongUsage
    from streams.cli.incidents_source import collect, tell_faults
    from streams.cli.life import as_json, rendered

    if output not in ("text", "json"):
        raise WrongUsage(f"-o {output}: not text or json")
    if not cleaned(name):
        raise WrongUsage("an incident has an id; `tocsin incidents` lists them")
    collected = collect(archive, messages_of=cleaned(name))
    chosen = _chosen(collected, name)
    life = life_of(chosen, collected.alerts(chosen))
    if output == "json":
        print(as_json(life))
    else:
        console = Console(highlight=False, markup=False, emoji=False)
        if not console.is_terminal:
            console = Console(highlight=False, markup=False, emoji=False, width=PIPE_WIDTH)
        with console.capture() as captured:
            console.print(rendered(life))
        for line in captured.get().splitlines():
            print(line.rstrip())
    return tell_faults(collected.bad, collected.late)


def _chosen(collected: Collected, name: str) -> Incident:
    from schemas.codec import BadRecord
    from streams.casebook.finding import NotOne
    from streams.cli.explanation import safe
    from streams.cli.failure import Failure, WrongUsage

    try:
        return collected.one(name)
    except NotOne as error:
        raise WrongUsage(str(error)) from None
    except BadRecord as error:
        raise Failure(safe(str(error))) from None
