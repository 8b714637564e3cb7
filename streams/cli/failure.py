"""How a verb ends when it cannot do what was asked: one line on standard error, and an exit status.

Example: ``raise usage("no such file: news.jsonl")`` prints ``tocsin: no such file: news.jsonl`` and ends with 2.
"""

from __future__ import annotations

import contextlib
import os
import sys

import typer


class Failure(typer.TyperException):
    """A run-time error that is told in one line; ends with 1."""


class WrongUsage(Failure):
    """The command was given something it cannot use; ends with 2."""

    exit_code = 2


class CheckFailed(Failure):
    """A check found something wrong; ends with 3."""

    exit_code = 3


def unreadable(name: str, error: OSError) -> WrongUsage:
    """Return the error for a file that cannot be read.

    >>> str(unreadable("news.jsonl", FileNotFoundError(2, "No such file or directory")))
    'cannot read news.jsonl: No such file or directory'
    """
    told = error.filename if isinstance(error.filename, str) and error.filename.startswith(f"{name}/") else name
    return WrongUsage(f"cannot read {told}: {error.strerror or error}")


def forget_output() -> None:
    """Let nothing be written at exit to a pipe that nobody reads."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    with contextlib.suppress(OSError, ValueError):
        os.dup2(nowhere, sys.__stdout__.fileno() if sys.__stdout__ is not None else 1)
