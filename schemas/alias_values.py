"""What a value means in the formats that ``aliases.py`` knows: times, names, identifiers, lists of terms, texts.

Every reader takes any JSON value. None means that nothing is there, so that the next alias is tried; a value that is
not understood is handed on as it is, so that validation names it.
Example: ``read_name({"@type": "Person", "name": "Jo"})`` is "Jo".
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, time
from typing import Any
from urllib.parse import urlsplit

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_NO_DAY = re.compile(r"\d{4}(-\d{2})?")
_SHORT_NUMBER = re.compile(r"[0-9]{1,7}")
#: More entries than a field of 2 kB can hold: reading further would only cost time, the field is too large already.
_ENOUGH = 2_001
#: NewsAPI cuts `content` and says by how much; that number is not in the article.
_NEWSAPI_CUT = re.compile(r" ?\[\+\d{1,9} chars\]$")


def absent(value: Any) -> bool:
    """Say whether a value counts as absent: null, blank text, an empty array or object. Zero and false are values."""
    if isinstance(value, str):
        return not value or value.isspace()
    return value is None or value == [] or value == {}


def read_as_is(value: Any) -> Any:
    """Take the value as it stands."""
    return value


def read_moment(value: Any) -> Any:
    """Read a time that may lack its offset or its hour (decided in aliases.py); leave what is no time to validation."""
    if not isinstance(value, str):
        return value
    text = value.strip()
    if text == "None" or _NO_DAY.fullmatch(text):  # "None": how news-please writes an absent date
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return value
    if moment.tzinfo is not None:
        return moment
    if _DAY.fullmatch(text) or moment.time() == time.min:
        moment = moment.replace(hour=12)
    return moment.replace(tzinfo=UTC)


def read_name(value: Any) -> Any:
    """Read a name out of text or ``{"name": ...}``."""
    return value.get("name") or value.get("alternateName") if isinstance(value, dict) else value


def read_names(value: Any) -> Any:
    """Read the names in text, ``{"name": ...}`` or a list of these, joined by commas."""
    if not isinstance(value, list):
        return read_name(value)
    names = [name for item in value[:_ENOUGH] if not absent(name := read_name(item))]
    return ", ".join(names) if all(isinstance(name, str) for name in names) else value


def read_first_name(value: Any) -> Any:
    """Read the first name in a list of ``{"name": ...}``."""
    if not isinstance(value, list):
        return value
    return next((name for item in value if not absent(name := read_name(item))), None)


def read_identifier(value: Any) -> Any:
    """Read an identifier out of text, a JSON-LD node or a list of these (the first)."""
    if isinstance(value, list):
        value = value[0] if value else None
    return value.get("@id") or value.get("value") or value.get("url") if isinstance(value, dict) else value


def read_language(value: Any) -> Any:
    """Read a language out of text or ``{"name": "English", "alternateName": "en"}``."""
    return value.get("alternateName") or value.get("name") if isinstance(value, dict) else value


def read_domain(value: Any) -> Any:
    """Read the domain out of an address, a bare domain, or a publisher ``{"url": ...}``."""
    if isinstance(value, dict):
        value = value.get("url") or value.get("@id")
    if not isinstance(value, str):
        return None
    try:
        host = urlsplit(value if "//" in value else f"//{value}").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def read_main_value(value: Any) -> Any:
    """Read ninjs 2 and 3 ``[{"role", "contentType", "value"}]``: the main one, else the first."""
    if not isinstance(value, list):
        return value
    items = [item for item in value if isinstance(item, dict) and not absent(item.get("value"))]
    main = [item for item in items if item.get("role") in (None, "main", "headline")]
    return next((item["value"] for item in main or items), None)


def read_terms(value: Any) -> Any:
    """Read subjects: text with commas or semicolons, or a list of text and ``{"name", "literal", "code"}``."""
    if isinstance(value, str):
        value = re.split("[,;]", value, maxsplit=_ENOUGH)
    if not isinstance(value, list):
        return value
    terms = [
        (item.get("name") or item.get("literal") or item.get("code")) if isinstance(item, dict) else item
        for item in value[:_ENOUGH]
    ]
    return [term.strip() if isinstance(term, str) else term for term in terms if not absent(term)]


def read_work_status(value: Any) -> Any:
    """Read schema.org creativeWorkStatus; its words are free, those not known here say nothing about publication."""
    return _WORK_STATUS.get(value.strip().lower()) if isinstance(value, str) else None


#: "Obsolete" is not "canceled": an outdated text is no reason to withdraw what it reported.
_WORK_STATUS = {
    "published": "usable",
    "draft": "withheld",
    "incomplete": "withheld",
    "pending": "withheld",
    "obsolete": "withheld",
    "canceled": "canceled",
    "cancelled": "canceled",
    "retracted": "canceled",
    "withdrawn": "canceled",
}


def read_version(value: Any) -> Any:
    """Read ninjs versions, which are text; anything but a short number is left to validation."""
    return int(value) if isinstance(value, str) and _SHORT_NUMBER.fullmatch(value) else value


def read_uncut(value: Any) -> Any:
    """Read text without the note "[+1234 chars]" of NewsAPI."""
    return _NEWSAPI_CUT.sub("", value) if isinstance(value, str) else value


def is_address(value: str) -> bool:
    """Say whether text is a web address."""
    return value.startswith(("https://", "http://"))
