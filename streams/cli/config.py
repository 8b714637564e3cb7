"""``tocsin config show``: every setting, its value and where it comes from. Secrets are never shown.

Example: ``TOCSIN_PROCESSES=4 tocsin config show`` names ``TOCSIN_PROCESSES`` as ``environment``.
"""

from __future__ import annotations

import typer


def application() -> typer.Typer:
    """Return the verbs below ``config``."""
    app = typer.Typer(help="Look at the settings.", no_args_is_help=True)
    app.callback()(_settings)
    app.command("show")(show)
    return app


def _settings() -> None:
    """Look at the settings."""  # a lone command would otherwise take the name of the group


def show() -> None:
    """Print every setting with its value and its source."""
    from streams.cli.tables import print_table
    from streams.settings import described

    rows = [(each.variable, each.value, each.source, each.description) for each in described()]
    print_table(("setting", "value", "source", "meaning"), rows)
