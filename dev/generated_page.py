"""Write a page whose tables follow from data or code, or say that it is out of step: what the scripts for it share."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path


def write_or_check(page: Path, written: Callable[[str], str], script: str, about: str) -> int:
    """Write ``page`` as ``written`` gives it; with ``--check`` write nothing, and return 1 where it differs.

    ``script`` is the command that writes it, ``about`` what ``--help`` says of it.
    """
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when the page differs")
    check = parser.parse_args().check
    before = page.read_text("utf-8")
    after = written(before)
    if check and after != before:
        print(f"{page.name} is out of step: python {script}", file=sys.stderr)
        return 1
    if not check:
        page.write_text(after, "utf-8")
    return 0
