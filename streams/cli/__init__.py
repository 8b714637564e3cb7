"""The command line `tocsin`: which verbs there are, and what every one of them promises.

Data goes to standard output and nothing else does; errors, warnings and progress go to standard error. Exit status:
0 done, 1 a run-time error, 2 wrong usage, 3 a check failed, 130 Ctrl-C. Example: ``tocsin detect article.json``.

One module per verb; each imports what it needs when it runs, so that ``tocsin version`` answers at once.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

import typer

from streams.cli import (
    backtest,
    config,
    dead_letters,
    demo,
    detect,
    doctor,
    incident,
    incidents,
    ingest,
    record,
    replay,
    retract,
    ruleset,
    schema,
    subscribe,
    topics,
    topology,
    version,
    worker,
)
from streams.cli.failure import forget_output


def application() -> typer.Typer:
    """Return the command line with all its verbs."""
    app = typer.Typer(
        name="tocsin",
        help="Turn a stream of raw news articles into armed-conflict alerts.",
        add_completion=False,
        no_args_is_help=True,
        # A traceback never shows local variables: they hold article texts.
        pretty_exceptions_enable=False,
    )
    app.command("backtest")(backtest.backtest)
    app.command("demo")(demo.demo)
    app.command("detect")(detect.detect)
    app.command("doctor")(doctor.doctor)
    app.command("incident")(incident.incident)
    app.command("incidents")(incidents.incidents)
    app.command("ingest")(ingest.ingest)
    app.command("record")(record.record)
    app.command("replay")(replay.replay)
    app.command("retract")(retract.retract)
    app.add_typer(dead_letters.application(), name="dead-letters")
    app.add_typer(ruleset.application(), name="ruleset")
    app.add_typer(schema.application(), name="schema")
    app.command("subscribe")(subscribe.subscribe)
    app.add_typer(topics.application(), name="topics")
    app.command("topology")(topology.topology)
    app.add_typer(config.application(), name="config")
    app.command("worker")(worker.worker)
    app.command("version")(version.version)
    return app


def main() -> None:
    """Run the command line and end the process with its exit status."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit status."""
    try:
        status = application()(args=list(arguments), prog_name="tocsin", standalone_mode=False)
        sys.stdout.flush()
    except typer.TyperException as error:
        if said := error.format_message():  # nothing, when the help was the answer
            print(f"tocsin: {said}", file=sys.stderr)
        return error.exit_code
    except (typer.Abort, KeyboardInterrupt):
        return 130
    except (BrokenPipeError, SystemExit):
        # The reader has gone (`tocsin replay ... | head`); typer turns that into a SystemExit of its own.
        forget_output()
        return 0
    except OSError as error:
        # A full disk, a terminal that has gone: nothing of ours to trace back.
        name = f"{error.filename}: " if isinstance(error.filename, str) else ""
        print(f"tocsin: {name}{error.strerror or error}", file=sys.stderr)
        return 1
    return status if isinstance(status, int) else 0
