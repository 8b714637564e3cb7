"""Write a comparison as one JSON document, for programs: everything that the page shows.

Example: ``orjson.loads(document(compared, old, new))["summary"]["alerts"]`` is ``{"new": 0, "lost": 1, "changed": 2}``.
"""

from __future__ import annotations

import orjson

from streams.backtest.compare import Comparison
from streams.backtest.golden import Head
from streams.backtest.summary import summary

FORMAT = "tocsin-backtest/1"


def document(compared: Comparison, old: Head, new: Head) -> bytes:
    """Return the document; counts are ``{"min", "max"}`` as in the messages, a ``max`` of null is open."""
    parts = {
        "format": FORMAT,
        "before": old,
        "now": new,
        "differences": compared.differences,
        "totals": compared.totals,
        "summary": summary(compared),
        "flips": compared.flips,
        "incidents": compared.incidents,
    }
    return orjson.dumps(parts, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
