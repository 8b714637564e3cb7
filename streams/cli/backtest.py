"""``tocsin backtest``: play an archive by the rules in force and say what differs from a golden or from other rules.

Example: ``tocsin backtest news.jsonl.zst --against news.golden.zst --html report.html`` ends with 3 when anything does.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from streams.backtest.compare import Comparison
    from streams.backtest.golden import Golden, Head, NewGolden
    from streams.backtest.outcome import Entry
    from streams.backtest.playing import Plan


def backtest(
    archive: Annotated[Path, typer.Argument(help="What to play: JSON Lines, plain or .zst, or a folder of them.")],
    against: Annotated[
        Path | None, typer.Option(metavar="GOLDEN", help="Compare with this recorded outcome (.jsonl or .jsonl.zst).")
    ] = None,
    ruleset: Annotated[
        Path | None, typer.Option(metavar="OLD", help="Compare with what this folder of rules gives (ruleset save).")
    ] = None,
    accept: Annotated[
        bool, typer.Option("--accept", help="Write the outcome of now as GOLDEN; records one where there is none.")
    ] = False,
    json: Annotated[
        str | None, typer.Option(metavar="FILE", help="Write every difference as JSON; - prints it.")
    ] = None,
    html: Annotated[Path | None, typer.Option(metavar="FILE", help="Write every difference as one page.")] = None,
    processes: Annotated[
        int | None, typer.Option(min=1, help="Child processes that read articles [default: one per core].")
    ] = None,
) -> int:
    """Play an archive and show which verdicts, incidents and alerts are new, lost or changed."""
    # Imported here: `tocsin version` and `--help` need none of it.
    from streams.backtest.compare import NotComparable
    from streams.backtest.golden import NewGolden, NoGolden
    from streams.backtest.playing import Plan
    from streams.cli.config import reading
    from streams.cli.failure import Failure
    from streams.pool import PoolBroken

    _refuse(against, ruleset, accept)
    settings = reading()
    plan = Plan(
        processes or settings.processes,
        settings.article_seconds,
        settings.topic_prefix,
        settings.deployment,
        settings.min_level,
    )
    head = _head(archive, plan)
    try:
        if against is not None and accept and not against.exists():
            with NewGolden(against, head) as recorded:
                entries = sum(1 for _ in recorded.keeping(_entries(archive, plan, head.lines)))
            print(f"recorded {against}: {entries} entries, {_told(head)}")
            return 0
        with _before(archive, against, ruleset, plan) as golden:
            if reason := golden.head.differs_in(head):
                raise Failure(f"{against} cannot be compared: {reason}")
            written = NewGolden(against, head) if accept and against is not None else None
            compared = _compared(golden, written, _entries(archive, plan, head.lines))
            _write(compared, golden.head, head, json, html)
    except (NoGolden, NotComparable, PoolBroken) as error:
        raise Failure(str(error)) from None
    if accept:
        print(f"accepted {compared.differences} differences: {against} is of {_told(head)} now", file=sys.stderr)
    return 3 if compared.differences and not accept else 0


def _refuse(against: Path | None, ruleset: Path | None, accept: bool) -> None:
    from streams.cli.failure import WrongUsage
    from streams.ruleset import BrokenRuleset, Ruleset

    if (against is None) == (ruleset is None):
        raise WrongUsage("compare with what? Give --against GOLDEN or --ruleset OLD, one of them")
    if accept and against is None:
        raise WrongUsage("--accept goes with --against: it writes that golden")
    if against is not None and not accept and not against.exists():
        raise WrongUsage(f"no such golden: {against}; --accept records it")
    if ruleset is not None:
        try:
            Ruleset(ruleset).digest()
        except BrokenRuleset as error:
            raise WrongUsage(f"--ruleset: {error}") from None


def _head(archive: Path, plan: Plan) -> Head:
    from streams.archive.manifest import Damaged
    from streams.backtest.playing import head_of
    from streams.cli.failure import Failure, unreadable

    try:
        return head_of(archive, plan)
    except Damaged as error:
        raise Failure(f"{archive}: {error.strerror}") from None  # not 3, which says that something differs
    except OSError as error:
        raise unreadable(str(archive), error) from None


@contextmanager
def _before(archive: Path, against: Path | None, ruleset: Path | None, plan: Plan) -> Iterator[Golden]:
    """Open the golden to compare with; that of other rules is recorded first, in a process that reads by them."""
    import tempfile

    from streams.backtest.golden import opened

    with tempfile.TemporaryDirectory(prefix="tocsin-backtest-") as folder:
        if against is None and ruleset is not None:
            against = Path(folder, "old.jsonl.zst")
            _record(archive, against, ruleset, plan)
        if against is None:
            raise ValueError("neither a golden nor a ruleset")
        with opened(against) as golden:
            yield golden


def _record(archive: Path, golden: Path, ruleset: Path, plan: Plan) -> None:
    """Record the outcome under other rules: a process keeps the tables that it has read, so it takes another one."""
    import os
    import subprocess

    from streams.cli.failure import Failure

    given = [str(archive), "--against", str(golden), "--accept", "--processes", str(plan.processes)]
    command = [sys.executable, "-c", "from streams.cli import main; main()", "backtest", *given]
    environment = os.environ | {"TOCSIN_RULESET": str(ruleset.absolute())}
    # What it says on standard output names a file that is about to go.
    quiet = subprocess.DEVNULL
    status = subprocess.run(command, env=environment, stdin=quiet, stdout=quiet, check=False).returncode
    if status:
        raise Failure(f"the archive could not be played by {ruleset}: its process ended with {status}")


def _compared(golden: Golden, written: NewGolden | None, entries: Iterator[Entry]) -> Comparison:
    from streams.backtest.compare import comparison

    if written is None:
        return comparison(golden.entries, entries)
    with written:
        return comparison(golden.entries, written.keeping(entries))


def _entries(archive: Path, plan: Plan, lines: int) -> Iterator[Entry]:
    """Yield what the archive gives, with a bar on a terminal."""
    from streams.backtest.playing import played
    from streams.cli.progress import counting

    with counting("records") as advance:
        yield from played(archive, plan, lambda done: advance(done, lines))


def _write(compared: Comparison, old: Head, new: Head, json: str | None, html: Path | None) -> None:
    """Write the differences where they were asked for; the table is left out where JSON takes its place."""
    from streams.backtest.document import document
    from streams.cli.differences import print_differences

    if html is not None:
        from streams.backtest.page import page

        html.write_text(page(compared, old, new), "utf-8")
    if json == "-":
        sys.stdout.buffer.write(document(compared, old, new))
        return
    if json is not None:
        Path(json).write_bytes(document(compared, old, new))
    print_differences(compared)


def _told(head: Head) -> str:
    return f"tocsin {head.tocsin}, {head.methodology}, ruleset {head.ruleset[:16]}"
