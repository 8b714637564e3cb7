"""Where a long-running command tells what happens: one line an event on standard error, JSON when nobody watches.

Positions, ids and reasons are told, never texts of articles, and no secret. Example::

    configure()
    structlog.get_logger("tocsin.track").info("incidents recovered", incidents=12)
"""

from __future__ import annotations

import logging
import sys
from typing import TextIO

import structlog
from structlog.typing import Processor

from streams.ruleset import in_force

#: Loggers of libraries, and of our classes that are theirs (ours are called tocsin): told from warnings on.
OTHERS = ("aiokafka", "faust", "mode", "streams", "asyncio")
#: Longest text of a field, in characters: an error of a library may repeat what it choked on.
MAX_FIELD = 300
#: Longest traceback, in characters.
MAX_TRACEBACK = 8000


def configure(stream: TextIO | None = None, *, json: bool | None = None) -> None:
    """Send the logs of ours and of the libraries to ``stream`` (standard error); ``json`` None: unless a terminal."""
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
        foreign_pre_chain=shared, processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, last]
    )
    handler = logging.StreamHandler(out)
    handler.setFormatter(formatter)
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
