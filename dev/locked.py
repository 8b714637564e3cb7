#!/usr/bin/env python3
"""Print the part of requirements.lock that some packages need: what the image installs, and nothing of a developer's.

    python dev/locked.py run > run.lock          # what `pip install tocsin` needs
    python dev/locked.py hatchling > build.lock  # what building its wheel needs

Versions and hashes are those of the lock, word for word. Who needs whom stands in its comments (`# via`), so nothing is
looked up; a package whose comment is missing is an error, not a guess. Standard library only: it runs before any venv.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from pathlib import Path

LOCK = Path(__file__).resolve().parent.parent / "requirements.lock"
#: How the lock names what needs a package at run time.
RUN = "tocsin (pyproject.toml)"
_NAME = re.compile(r"([a-z0-9._-]+)==", re.IGNORECASE)


def blocks(lock: str) -> list[tuple[str, str, frozenset[str]]]:
    """Return name, text and who needs it, for each entry of a lock; a name may have several, with markers.

    Raises:
        ValueError: an entry does not say who needs it.
    """
    found = []
    for text in re.split(r"^(?=[a-z0-9])", lock, flags=re.MULTILINE | re.IGNORECASE)[1:]:
        name = _NAME.match(text)
        via = re.search(r"^ +# via(.*(?:\n +#   .*)*)", text, re.MULTILINE)
        if name is None or via is None:
            raise ValueError(f"{text.splitlines()[0]}: the lock does not say who needs it; run `make lock`")
        needed = frozenset(line.strip(" #") for line in via[1].splitlines() if line.strip(" #"))
        found.append((name[1], text, needed))
    return found


def part(lock: str, roots: Iterable[str]) -> str:
    """Return the entries of a lock that the roots need; ``run`` stands for Tocsin without what developers need.

    Raises:
        ValueError: a root is not in the lock.
    """
    entries = blocks(lock)
    names = {name for name, _, _ in entries}
    wanted = {RUN if root == "run" else root for root in roots}
    if missing := wanted - names - {RUN}:
        raise ValueError(f"not in the lock: {', '.join(sorted(missing))}")
    while more := {name for name, _, needed in entries if needed & wanted} - wanted:
        wanted |= more
    return "".join(text for name, text, _ in entries if name in wanted)


if __name__ == "__main__":
    try:
        sys.stdout.write(part(LOCK.read_text(), sys.argv[1:] or ["run"]))
    except ValueError as error:
        sys.exit(f"locked.py: {error}")
