"""``tocsin demo``."""
from __future__ import annotations


def demo() -> int:
    """Play the bundled sample stream."""
    return 0
