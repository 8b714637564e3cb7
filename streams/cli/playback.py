"""``tocsin replay ARCHIVE --to PREFIX``: write an archive into topics of its own on Kafka, and say what reads them.

Example: ``tocsin replay news --to try- --speed 60``, then ``TOCSIN_TOPIC_PREFIX=try- tocsin worker``.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from streams.archive.files import Line
    from streams.kafka.playback import Played
    from streams.replay import Pace
    from streams.settings import Settings
    from streams.stage import Record


def playback_settings(settings: Settings, prefix: str) -> Settings:
    """Return the settings of the deployment that a playback writes to.

    Raises:
        WrongUsage: the prefix is that of live topics, or can be none.
    """
    import re

    from schemas.codec import printable
    from schemas.topics import DEFAULT_PREFIX
    from streams.cli.failure import WrongUsage

    if not re.fullmatch(r"[A-Za-z0-9._-]{0,63}[._-]", prefix):
        raise WrongUsage(
            f"--to {printable(prefix)}: neither embedded nor a topic prefix: letters, digits, and - . or _ at its end"
        )
    if prefix in (settings.topic_prefix, DEFAULT_PREFIX):
        raise WrongUsage(f"--to {prefix}: the prefix of live topics; an archive needs one of its own")
    return settings.model_copy(update={"topic_prefix": prefix})


def play_to(
    target: Settings,
    live: str,
    lines: Iterable[Line | None],
    total: int | None,
    pace: Pace | None,
    keep: Callable[[Record], bool],
    *,
    resume: bool = False,
) -> int:
    """Write lines of records into the topics of ``target`` and return the exit status.

    ``resume``: those that they hold already are not written again.

    Raises:
        CheckFailed: to go on with, they would have to hold the beginning of this archive.
        Failure: the topics are live ones, no broker answers, or it does not take a record.
    """
    import time

    from streams.cli.broker import run_async
    from streams.cli.failure import CheckFailed, Failure
    from streams.cli.progress import counting
    from streams.kafka.held import Held, OtherArchive
    from streams.kafka.playback import LiveTopics, Played, play, prepare

    played = Played()
    prefix = target.topic_prefix
    try:
        if (number := run_async(prepare(target, live=live))) and not resume:
            print(f"the topics of {prefix} hold {number} articles and events already; they stay", file=sys.stderr)
        began = time.monotonic()
        with counting("records") as show:

            async def work() -> None:
                idle = _more_on_standard_input if total is None else None
                async with Held(target) as held:
                    await play(
                        lines,
                        target,
                        played,
                        keep=keep,
                        pace=pace,
                        advance=lambda read: show(read, total),
                        idle=idle,
                        held=held if resume else None,
                    )

            run_async(work())
    except OtherArchive as error:
        raise CheckFailed(f"--resume: {error}") from None
    except LiveTopics as error:
        raise Failure(str(error)) from None
    except BaseException:
        if played.read:
            told = f"broken off: {_acknowledged(played)}; {played.unsure} more may be there"
            print(told + ("" if total is None else "; --resume goes on with it"), file=sys.stderr)
        raise
    seconds = time.monotonic() - began
    print(_summary(played, prefix, seconds, pace), file=sys.stderr)
    print(f"to process them: TOCSIN_TOPIC_PREFIX={prefix} tocsin worker", file=sys.stderr)
    print(f"to see alerts: TOCSIN_TOPIC_PREFIX={prefix} tocsin subscribe --include-test", file=sys.stderr)
    return 0


def _acknowledged(played: Played) -> str:
    counts = ", ".join(f"{number} {topic.suffix}" for topic, number in sorted(played.written.items(), key=str))
    return f"{played.written.total()} records acknowledged ({counts or 'none'})"


def _summary(played: Played, prefix: str, seconds: float, pace: Pace | None) -> str:
    rate = f"{seconds:.1f} s, {played.written.total() / max(seconds, 1e-3):.0f}/s"
    parts = [f"{_acknowledged(played)} under {prefix} in {rate}"]
    if played.held:
        parts.append(f"{played.held} were there already")
    if played.left_out:
        parts.append(f"{played.left_out} outside the times left out")
    if played.ignored:
        parts.append(f"{played.ignored} of other topics or signs of life ignored")
    if pace is not None:
        parts.append(f"at most {pace.latest:.2f} s late")
    return "; ".join(parts)


async def _more_on_standard_input() -> None:
    """Return when standard input has more, or its end: a blocking read would hold up Ctrl-C."""
    import asyncio
    import select

    while True:
        try:
            ready, _, _ = select.select([sys.stdin.buffer], [], [], 0)
        except (OSError, ValueError, TypeError):  # not something that one waits for
            return
        if ready:
            return
        await asyncio.sleep(0.05)
