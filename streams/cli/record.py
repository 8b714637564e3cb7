"""``tocsin record``: archive a range of topics, to be replayed, compared and kept.

Example: ``tocsin record --from -2h --out news`` writes the articles of the last two hours into the folder ``news``.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from datetime import datetime

    from schemas.topics import Topic
    from streams.archive.manifest import FileEntry
    from streams.record import Bound


def record(
    topics: Annotated[
        list[str] | None, typer.Argument(metavar="[TOPIC]...", help="articles, events, alerts, ... [default: articles]")
    ] = None,
    out: Annotated[
        Path, typer.Option("--out", help="A folder to make, or one file *.jsonl.zst; must not exist.")
    ] = ...,  # type: ignore[assignment]  # how typer spells a required option
    start: Annotated[
        str, typer.Option("--from", help="earliest, a time (RFC 3339), -2h (-30m, -7d), or offsets: 0:120,1:80.")
    ] = "earliest",
    end: Annotated[
        str, typer.Option("--until", help="now, a time (RFC 3339), -30m, or offsets; before it, not with it.")
    ] = "now",
) -> int:
    """Archive a range of topics: JSON Lines with positions, and a manifest with counts and checksums."""
    # Imported here: `tocsin version` and `--help` need none of it.
    from datetime import UTC, datetime

    from streams.archive.writing import NewArchive
    from streams.cli.broker import run_async
    from streams.cli.config import configured
    from streams.cli.failure import Failure, WrongUsage
    from streams.cli.progress import counting
    from streams.record import NotThere
    from streams.record import record as write

    chosen = _topics(topics or ["articles"])
    now = datetime.now(UTC)
    first, last = _bound("--from", start, "earliest", now), _bound("--until", end, "now", now)
    if len(chosen) > 1 and (first.offsets or last.offsets):
        raise WrongUsage("offsets are those of one topic: name one")
    if len(chosen) > 1 and _is_file(out):
        raise WrongUsage(f"--out {out}: one file holds one topic; name a folder")
    if last.time_ms is not None and last.time_ms > now.timestamp() * 1000:
        print(f"--until {end} is still to come: what is there now is recorded", file=sys.stderr)
    settings = configured()
    asked = {"from": start, "until": end}
    try:
        with NewArchive(out, asked) as archive, counting("offsets") as advance:
            run_async(write(settings, chosen, first, last, archive, advance))
    except NotThere as error:
        raise Failure(str(error)) from None
    except FileExistsError as error:
        raise WrongUsage(f"--out {error.strerror}") from None
    except FileNotFoundError:
        raise WrongUsage(f"--out {out}: there is no folder {out.parent}") from None
    except OSError as error:
        raise Failure(f"cannot write {out}: {error.strerror or error}") from None
    assert archive.manifest is not None
    for file in archive.manifest.files:
        _tell(file, out)
    return 0


def _tell(file: FileEntry, out: Path) -> None:
    """Say what was recorded, and what was not."""
    for number, part in file.partitions.items():
        if part.holes:
            print(f"{file.topic}/{number}: {part.holes} offsets of the range hold no record any more", file=sys.stderr)
    told = f"{file.records} records of {file.topic} in {out}, {file.bytes} bytes"
    partitions = ", ".join(map(str, file.partitions)) or "none"
    beats = f", {file.heartbeats} signs of life left out" if file.heartbeats else ""
    print(f"{told}, partitions {partitions}{beats}", file=sys.stderr)


def _is_file(out: Path) -> bool:
    from streams.archive.files import SUFFIXES

    return out.name.endswith(SUFFIXES)


def _topics(names: list[str]) -> list[Topic]:
    from schemas.codec import printable
    from schemas.topics import Topic
    from streams.cli.failure import WrongUsage

    # Signs of life are left out of every archive: their topic holds nothing else.
    known = {topic.suffix: topic for topic in Topic if topic is not Topic.HEARTBEATS}
    for name in names:
        if name not in known:
            raise WrongUsage(f"{printable(name)}: not one of {', '.join(known)}")
    return [known[name] for name in dict.fromkeys(names)]


def _bound(option: str, text: str, open_end: str, now: datetime) -> Bound:
    """Return one end of the range; ``open_end`` is the word for no limit."""
    import re
    from datetime import UTC, datetime, timedelta

    from schemas.codec import printable
    from streams.cli.failure import WrongUsage
    from streams.cli.moments import time_in
    from streams.record import Bound

    if text == open_end:
        return Bound()
    if re.fullmatch(r"\d{1,9}:\d{1,18}(,\d{1,9}:\d{1,18})*", text):
        return Bound(offsets={int(each.partition(":")[0]): int(each.partition(":")[2]) for each in text.split(",")})
    moment = time_in(text, now)
    if moment is None or moment.timestamp() < 0:
        raise WrongUsage(
            f"{option} {printable(text)}: not {open_end}, a time with its zone (2026-05-11T08:00:00Z), -2h or 0:120"
        )
    # Whole milliseconds, upwards: records carry no finer time, and one before the bound stays before it.
    return Bound(time_ms=-((datetime.fromtimestamp(0, UTC) - moment) // timedelta(milliseconds=1)))
