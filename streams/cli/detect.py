"""``tocsin detect``: one article or JSON Lines in, a verdict with its events out. No broker, no state.

Exactly one line per article, in order: ``{"uri", "verdict", "reason", "confidence", "events"}``, or
``{"uri", "error": {"reason", "message"}}`` for a line that is no article; the run goes on and ends with 1.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Annotated

import typer


def detect(
    file: Annotated[str, typer.Argument(help="One article as JSON, or JSON Lines; - is standard input.")] = "-",
    explain: Annotated[
        bool, typer.Option("--explain", help="Show the article with what was read in it, and why.")
    ] = False,
) -> int:
    """Read articles; print a verdict and the events for each, one JSON line per article."""
    # Imported here: `tocsin version` and `--help` need none of it.
    from streams.cli.config import reading
    from streams.cli.inputs import arriving_lines, documents, opened

    reading()  # by which rules to read
    with opened(file) as stream:
        articles = documents(arriving_lines(stream))
        if explain:
            from streams.cli.rendering import explain_all

            return explain_all(articles)
        return _answer_all(articles)


def _answer_all(articles: Iterable[bytes | None]) -> int:
    from streams.cli.answers import answer

    out = sys.stdout.buffer
    failed = False
    for article in articles:
        if article is None:
            out.flush()
            continue
        line, valid = answer(article)
        out.write(line)
        failed = failed or not valid
    out.flush()
    return int(failed)
