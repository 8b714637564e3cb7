"""Find the incident that somebody means by the beginning of its id, or say what is near.

Example: ``found(["45bdd5e8-...", "9b92e5f2-..."], "45b")`` gives the first.
"""

from __future__ import annotations

import difflib
from collections.abc import Collection
from os.path import commonprefix

from schemas.codec import printable

#: Ids named when several, or none, begin as asked.
NEAR = 5
#: Characters that must agree at the beginning for an id to be near.
_LEAST_SHARED = 3


class NotOne(Exception):  # noqa: N818 - the name says what is the matter
    """No incident begins so, or several do; the message names them or those near, in one line."""


def found(ids: Collection[str], given: str) -> str:
    """Return the one id that is ``given`` or begins so.

    Raises:
        NotOne: there is none, or more than one.
    """
    asked = cleaned(given)
    if asked in ids:
        return asked
    matching = sorted(each for each in ids if asked and each.startswith(asked))
    if len(matching) == 1:
        return matching[0]
    if matching:
        more = "" if len(matching) <= NEAR else ", ..."
        raise NotOne(f"{len(matching)} incidents begin with {printable(asked)}: {', '.join(matching[:NEAR])}{more}")
    near = _near(ids, asked)
    told = f"near it: {', '.join(near)}" if near else "`tocsin incidents` lists them"
    raise NotOne(f"no incident begins with {printable(asked) or 'nothing'}; {told}")


def cleaned(given: str) -> str:
    """Return what was given as ids are spelled.

    >>> cleaned(" 45BDD5E8… ")
    '45bdd5e8'
    """
    return given.strip().rstrip("….").lower()


def _near(ids: Collection[str], asked: str) -> list[str]:
    """Return ids that begin alike for longest, then those whose beginning resembles what was asked."""
    if len(asked) < _LEAST_SHARED:
        return []
    by_start: dict[str, str] = {}
    for each in sorted(ids):
        by_start.setdefault(each[: len(asked)], each)
    shared = {start: len(commonprefix((start, asked))) for start in by_start}
    longest = max(shared.values(), default=0)
    alike = [start for start in by_start if shared[start] == longest >= _LEAST_SHARED]
    close = difflib.get_close_matches(asked, by_start, NEAR, cutoff=0.7)
    return [by_start[start] for start in dict.fromkeys((*alike, *close))][:NEAR]
