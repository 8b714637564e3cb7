r"""Write a comparison as one page that can be passed on: no network, no script, every text escaped.

Its one style block is allowed by its hash, and nothing else is: ``default-src 'none'``. What it shows of articles is
hostile: Jinja2 escapes markup, and control and bidi characters are shown as what they are (``\u202e``).
Example: ``page(compared, old_head, new_head)`` gives the HTML.
"""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from schemas.codec import printable
from streams.backtest.compare import Comparison, FieldChange, IncidentChange
from streams.backtest.golden import Head
from streams.backtest.summary import KINDS, kind_of, summary
from streams.backtest.values import DERIVED, said

#: Longest text of an article that is shown, in characters.
MOST = 1000


def page(compared: Comparison, old: Head, new: Head) -> str:
    """Return the page."""
    style = _read("page.css")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    flips: dict[str, list[Any]] = {}
    for flip in compared.flips:
        flips.setdefault(kind_of(flip), []).append(flip)
    incidents: dict[str, dict[str, list[IncidentChange]]] = {kind: {} for kind in KINDS}
    for change in compared.incidents:
        incidents[change.kind].setdefault(change.country or "country unknown", []).append(change)
    return _template().render(
        compared=compared,
        summary=summary(compared),
        sides=(("before", old), ("now", new)),
        flips=sorted(flips.items(), key=lambda group: (-len(group[1]), group[0])),
        incidents={kind: sorted(groups.items()) for kind, groups in incidents.items()},
        style=Markup(style),  # noqa: S704 - our own file, and its hash is in the policy
        style_hash=digest,
    )


@lru_cache(maxsize=1)
def _template() -> Template:
    """Compile the template; an unknown name in it is an error."""
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters |= {"shown": _shown, "words": _words, "told": _told}
    return environment.from_string(_read("page.html"))


def _read(name: str) -> str:
    return files("streams.backtest").joinpath(name).read_text("utf-8")


def _shown(text: object) -> str:
    """Return a text of an article, or a value, as one line that is what it looks like."""
    return printable(text if isinstance(text, str) else said(text), MOST)


def _words(name: str) -> str:
    return printable(name.replace("_", " "))


def _told(changes: tuple[FieldChange, ...], kind: str) -> list[FieldChange]:
    """Return the fields worth a line: those that follow from others only where nothing else differs, none empty."""
    told = [each for each in changes if each.field not in DERIVED] or list(changes)
    return [each for each in told if kind == "changed" or said(each.new if kind == "new" else each.old) != "none"]
