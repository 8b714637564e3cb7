"""Read times that people give: RFC 3339 with its zone, or back from now.

Example: ``moment("--since", "-2h", now)`` is two hours before ``now``.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from streams.cli.failure import WrongUsage

_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


def moment(option: str, text: str | None, now: datetime) -> datetime | None:
    """Return a time: RFC 3339 with its zone, or so many s, m, h or d before ``now``; None where none is given.

    Raises:
        WrongUsage: it is neither.
    """
    if text is None:
        return None
    found = time_in(text, now)
    if found is None:
        raise WrongUsage(f"{option} {text}: not a time with its zone (2026-05-11T08:00:00Z), nor -2h or the like")
    return found


def time_in(text: str, now: datetime) -> datetime | None:
    """Return the time that a text gives in one of the two ways; None where it is neither.

    >>> from datetime import UTC
    >>> time_in("-2h", datetime(2026, 5, 11, 8, tzinfo=UTC)).hour, time_in("yesterday", datetime.now(UTC))
    (6, None)
    """
    try:
        if text[:1] == "-" and text[-1] in _UNITS and text[1:-1].isascii() and text[1:-1].isdigit():
            return now - timedelta(**{_UNITS[text[-1]]: int(text[1:-1])})
        found = datetime.fromisoformat(text)
    except (ValueError, OverflowError):
        return None
    return None if found.tzinfo is None else found
