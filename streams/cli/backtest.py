"""``tocsin backtest``: play an archive by the rules in force and say what differs from a golden or from other rules.

Example: ``tocsin backtest news.jsonl.zst --against news.golden.zst --html report.html`` ends with 3 when anything does.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from streams.backtest.compare import Comparison
    from streams.backtest.golden import Golden, Head
    from streams.backtest.outcome import Entry
    from streams.backtest.playing import Look, Plan
    from streams.settings import Settings


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
    start: Annotated[str | None, typer.Option(help="Leave out records before this time: RFC 3339, or -2h.")] = None,
    end: Annotated[str | None, typer.Option(help="Leave out records from this time on: RFC 3339, or -2h.")] = None,
    skip_bad: Annotated[
        bool, typer.Option("--skip-bad", help="Leave out what is damaged in the archive, and say so at the end.")
    ] = False,
    processes: Annotated[
        int | None, typer.Option(min=1, help="Child processes that read articles [default: one per core].")
    ] = None,
) -> int:
    """Play an archive and show which verdicts, incidents and alerts are new, lost or changed."""
    # Imported here: `tocsin version` and `--help` need none of it.
    from streams.backtest.compare import NotComparable, comparison
    from streams.backtest.golden import NewGolden, NoGolden
    from streams.backtest.playing import Changed
    from streams.cli.config import reading
    from streams.cli.failure import Failure
    from streams.cli.replay_source import tell_skipped
    from streams.cli.whole_file import refuse_unwritable
    from streams.pool import PoolBroken

    _refuse(archive, against, ruleset, accept)
    json_file = None if json in (None, "-") else Path(str(json))
    refuse_unwritable({"--against": against if accept else None, "--html": html, "--json": json_file})
    span = _span(start, end)
    plan = _plan(reading(), processes, span, skip_bad)
    head, opened = _look(archive, plan)
    try:
        if against is not None and accept and not against.exists():
            with NewGolden(against, head) as recorded:
                entries = sum(1 for _ in recorded.keeping(_entries(archive, plan, head)))
            print(f"recorded {against}: {entries} entries, {_told(head)}")
            tell_skipped(opened.faults, opened.total + opened.left_out)
            return 0
        with _before(archive, against, ruleset, plan, span) as golden:
            if reason := golden.head.differs_in(head):
                raise Failure(f"{against or ruleset} cannot be compared: {reason}")
            with NewGolden(against, head) if accept and against is not None else nullcontext() as written:
                now = _entries(archive, plan, head)
                compared = comparison(golden.entries, now if written is None else written.keeping(now))
                # Before the golden is replaced: nothing is accepted that could not be shown.
                _write(compared, golden.head, head, json_file, html)
    except (NoGolden, NotComparable, PoolBroken, Changed) as error:
        raise Failure(str(error)) from None
    status = 3 if compared.differences and not accept else 0
    _print(compared, golden.head, head, json == "-")
    if accept:
        print(f"accepted {compared.differences} differences: {against} is of {_told(head)} now", file=sys.stderr)
    tell_skipped(opened.faults, opened.total + opened.left_out)
    return status


def _refuse(archive: Path, against: Path | None, ruleset: Path | None, accept: bool) -> None:
    from streams.cli.failure import WrongUsage
    from streams.ruleset import BrokenRuleset, Ruleset

    if (against is None) == (ruleset is None):
        raise WrongUsage("compare with what? Give --against GOLDEN or --ruleset OLD, one of them")
    if accept and against is None:
        raise WrongUsage("--accept goes with --against: it writes that golden")
    if against is not None and not accept and not against.exists():
        raise WrongUsage(f"no such golden: {against}; --accept records it")
    if against is not None and archive.is_dir() and against.resolve().parent == archive.resolve():
        raise WrongUsage(
            f"--against {against}: a golden cannot be in the archive, which is every such file in {archive}"
        )
    if ruleset is not None:
        try:
            Ruleset(ruleset).digest()
        except BrokenRuleset as error:
            raise WrongUsage(f"--ruleset: {error}") from None


def _span(start: str | None, end: str | None) -> dict[str, str]:
    """Return the times that were asked for, by option, such that another process reads the same."""
    from datetime import UTC, datetime

    from streams.cli.moments import moment

    now = datetime.now(UTC)
    times = {option: moment(option, text, now) for option, text in (("--start", start), ("--end", end))}
    return {option: at.isoformat() for option, at in times.items() if at is not None}


def _plan(settings: Settings, processes: int | None, span: Mapping[str, str], skip_bad: bool) -> Plan:
    from datetime import UTC, datetime

    from streams.backtest.playing import Plan
    from streams.cli.embedded import kept_between

    keep = kept_between(span.get("--start"), span.get("--end"), datetime.now(UTC)) if span else None
    return Plan(
        processes or settings.processes,
        settings.article_seconds,
        settings.topic_prefix,
        settings.deployment,
        settings.min_level,
        keep,
        skip_bad,
    )


def _look(archive: Path, plan: Plan) -> Look:
    from streams.archive.faults import BadLines
    from streams.archive.manifest import Damaged
    from streams.backtest.playing import look
    from streams.cli.explanation import safe
    from streams.cli.failure import Failure, WrongUsage, unreadable

    try:
        found = look(archive, plan)
    except Damaged as error:
        hint = "; nothing was played, --skip-bad plays the others" if isinstance(error, BadLines) else ""
        told = safe(f"{archive}: {error.strerror}{hint}")
        raise Failure(told) from None  # not 3, which says that something differs
    except OSError as error:
        raise unreadable(str(archive), error) from None
    if not found.head.lines:  # that nothing differs in nothing would calm whoever asked
        raise WrongUsage(f"{archive} holds no record to play{' in that time' if plan.keep else ''}")
    return found


@contextmanager
def _before(
    archive: Path, against: Path | None, ruleset: Path | None, plan: Plan, span: Mapping[str, str]
) -> Iterator[Golden]:
    """Open the golden to compare with; that of other rules is recorded first, in a process that reads by them."""
    import tempfile

    from streams.backtest.golden import opened

    with tempfile.TemporaryDirectory(prefix="tocsin-backtest-") as folder:
        if against is None and ruleset is not None:
            against = Path(folder, "old.jsonl.zst")
            _record(archive, against, ruleset, plan, span)
        if against is None:
            raise ValueError("neither a golden nor a ruleset")
        with opened(against) as golden:
            yield golden


def _record(archive: Path, golden: Path, ruleset: Path, plan: Plan, span: Mapping[str, str]) -> None:
    """Record the outcome under other rules: a process keeps the tables that it has read, so it takes another one."""
    import os
    import subprocess

    from streams.cli.failure import Failure

    given = [str(archive), "--against", str(golden), "--accept", "--processes", str(plan.processes)]
    given += [each for option in span.items() for each in option]
    given += ["--skip-bad"] if plan.skip_bad else []
    # -P: what lies in the working directory is not taken for a module.
    command = [sys.executable, "-P", "-c", "from streams.cli import main; main()", "backtest", *given]
    environment = os.environ | {"TOCSIN_RULESET": str(ruleset.absolute())}
    # What it says on standard output names a file that is about to go.
    quiet = subprocess.DEVNULL
    status = subprocess.run(command, env=environment, stdin=quiet, stdout=quiet, check=False).returncode
    if status:
        raise Failure(f"the archive could not be played by {ruleset}: its process ended with {status}")


def _entries(archive: Path, plan: Plan, head: Head) -> Iterator[Entry]:
    """Yield what the archive gives, with a bar on a terminal."""
    from streams.backtest.playing import played
    from streams.cli.progress import counting

    with counting("records") as advance:
        yield from played(archive, plan, lambda done: advance(done, head.lines), head)


def _write(compared: Comparison, old: Head, new: Head, json: Path | None, html: Path | None) -> None:
    """Write the differences into the files that were asked for."""
    from streams.backtest.document import document
    from streams.cli.whole_file import write_whole

    if html is not None:
        from streams.backtest.page import page

        write_whole("--html", html, page(compared, old, new).encode())
    if json is not None:
        write_whole("--json", json, document(compared, old, new))


def _print(compared: Comparison, old: Head, new: Head, as_json: bool) -> None:
    """Print the differences; a reader who has seen enough does not change the status."""
    from streams.backtest.document import document
    from streams.cli.differences import print_differences
    from streams.cli.failure import forget_output

    try:
        if as_json:
            sys.stdout.buffer.write(document(compared, old, new))
        else:
            print_differences(compared)
        sys.stdout.flush()
    except (BrokenPipeError, SystemExit):  # rich makes the second of the first
        forget_output()


def _told(head: Head) -> str:
    return f"tocsin {head.tocsin}, {head.methodology}, ruleset {head.ruleset[:16]}"
