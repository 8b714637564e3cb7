"""``tocsin version``: which version this is."""

from __future__ import annotations


def version() -> None:
    """Print the version."""
    # Imported here like everything a verb needs: the command line starts at once.
    from importlib.metadata import version as installed

    print(f"tocsin {installed('tocsin')}")
