"""Name the outlet of a report for people: as its feed calls it, else its domain, family or article.

Example: a report of an unnamed feed at ``harrowwire.example`` is of "harrowwire.example".
"""

from __future__ import annotations

from schemas.incident import Report
from streams.alerting.words import plain


def outlet_of(report: Report) -> str:
    """Return the name of who reported, on one printable line."""
    named = (plain(name or "") for name in (report.source, report.domain, report.family, report.article_uri))
    return next((name for name in named if name), "unnamed")
