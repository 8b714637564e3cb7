"""Run the command line inside the test's process."""

import io
import sys
from types import SimpleNamespace
from typing import NamedTuple, Protocol

import pytest

from streams.cli import run


class Ended(NamedTuple):
    """How a command ended and what it printed."""

    status: int
    out: str
    err: str


class Tocsin(Protocol):
    """``tocsin("detect", "-", stdin=b"...")``."""

    def __call__(self, *arguments: str, stdin: bytes = b"") -> Ended: ...


@pytest.fixture
def tocsin(monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]) -> Tocsin:
    def call(*arguments: str, stdin: bytes = b"") -> Ended:
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(stdin)))
        status = run(arguments)
        out, err = capsysbinary.readouterr()
        return Ended(status, out.decode(), err.decode())

    return call
