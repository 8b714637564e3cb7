"""Where a long-running command tells what happens: one line an event on standard error, JSON when nobody watches.

Positions, ids and reasons are told, never texts of articles, and no secret. What a client
says at each attempt is told once in a while. Example::

    configure()
    structlog.get_logger("tocsin.track").info("incidents recovered", incidents=12)
"""

from __future__ import annotations

import logging
import math
import sys
import threading
import time
from collections.abc import Callable, Hashable
from typing import TextIO

import structlog
from structlog.typing import Processor

from streams.ruleset import in_force

#: Loggers of libraries, and of our classes that are theirs (ours are called tocsin): told from warnings on.
OTHERS = ("aiokafka", "faust", "mode", "streams", "asyncio")
#: Loggers of clients that tell of each attempt: a broker that was away for 13 s made 1,834 lines of errors, which push
#: out of a log of bounded size what is looked for there.
INSISTENT = ("aiokafka",)
#: Time in which a message of theirs is told once, in seconds.
TOLD_EVERY_S = 10.0
#: Messages remembered at most: one that is forgotten is told again at once.
MAX_REMEMBERED = 1000
#: Longest text of a field, in characters: an error of a library may repeat what it choked on.
MAX_FIELD = 300
#: Longest traceback, in characters.
MAX_TRACEBACK = 8000


class Repeats:
    """Count what is told again too soon.

    >>> repeats = Repeats(10)
    >>> [repeats.held_back("no broker", now_s) for now_s in (0, 1, 9.9, 10, 30)]
    [0, None, None, 2, 0]
    """

    def __init__(self, every_s: float = TOLD_EVERY_S) -> None:
        self._every_s = every_s
        self._told: dict[Hashable, tuple[float, int]] = {}

    def held_back(self, what: Hashable, now_s: float) -> int | None:
        """Return how many like it were held back since the last that was told; None: so is this one."""
        told_s, held = self._told.get(what, (-math.inf, 0))
        if now_s - told_s < self._every_s:
            self._told[what] = (told_s, held + 1)
            return None
        self._told.pop(what, None)  # so that the first is always the one told the longest ago
        self._told[what] = (now_s, 0)
        if len(self._told) > MAX_REMEMBERED:
            del self._told[next(iter(self._told))]
        return held


class Seldom(logging.Filter):
    """Let a message of the insistent loggers through every ``TOLD_EVERY_S``, and say with it how many it stands for.

    A message is its template, level, logger and kind of exception, whatever is filled in. ``clock`` gives seconds.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._clock = clock
        self._repeats = Repeats()
        self._lock = threading.Lock()  # clients log from threads of their own

    def filter(self, record: logging.LogRecord) -> bool:
        """Return whether the record is told; ``held_back`` of one that is told after others is their number."""
        if record.name.partition(".")[0] not in INSISTENT:
            return True
        kind = record.exc_info[0] if record.exc_info else None
        with self._lock:
            held = self._repeats.held_back((record.name, record.levelno, str(record.msg), kind), self._clock())
        if held:
            record.held_back = held
        return held is not None


def configure(
    stream: TextIO | None = None, *, json: bool | None = None, clock: Callable[[], float] = time.monotonic
) -> None:
    """Send the logs of ours and of the libraries to ``stream`` (standard error); ``json`` None: unless a terminal.

    ``clock`` gives the seconds by which repeats of the libraries are held back.
    """
    out = sys.stderr if stream is None else stream
    as_json = not out.isatty() if json is None else json
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        _tame,
    ]
    last: Processor = (
        structlog.processors.JSONRenderer() if as_json else structlog.dev.ConsoleRenderer(colors=out.isatty())
    )
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[structlog.stdlib.ExtraAdder(allow=["held_back"]), *shared],
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, last],
    )
    handler = logging.StreamHandler(out)
    handler.setFormatter(formatter)
    handler.addFilter(Seldom(clock))  # at the handler: a filter of a logger is not asked for the loggers below it
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    for name in OTHERS:
        logging.getLogger(name).setLevel(logging.WARNING)
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,  # configured again in tests
    )


def tell_ruleset(name: str) -> None:
    """Tell by which rules the process of this name reads.

    Raises:
        BrokenRuleset: a file of theirs is missing or cannot be read.
    """
    rules = in_force()
    structlog.get_logger(f"tocsin.{name}").info(
        "ruleset",
        folder="of this version" if rules.folder is None else str(rules.folder),
        methodology=rules.methodology(),
        sha256=rules.digest(),
    )


def _tame(_logger: object, _method: str, fields: structlog.typing.EventDict) -> structlog.typing.EventDict:
    """Cut long texts and keep control characters out of the terminal; the event of a traceback keeps its lines."""
    for name, value in fields.items():
        if isinstance(value, str):
            most, kept = (MAX_TRACEBACK, "\n") if name == "exception" else (MAX_FIELD, "")
            cut = value if len(value) <= most else value[: most - 1] + "…"
            fields[name] = "".join(
                c if c.isprintable() or c in kept else c.encode("unicode_escape").decode("ascii") for c in cut
            )
    return fields
