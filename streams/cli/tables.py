"""Print rows: a table on a terminal, tab-separated lines in a pipe.

Example: ``print_table(("setting", "value"), [("TOCSIN_PROCESSES", "2")])``.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence


def print_table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print rows under a head; a pipe gets the rows alone, one a line, for ``cut`` and ``awk``."""
    if not sys.stdout.isatty():
        for row in rows:
            print("\t".join(row))
        return
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(*head, box=box.SIMPLE_HEAD)
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    Console().print(table)
