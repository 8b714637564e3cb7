"""What every test runs under: deterministic hypothesis, golden files that only `make golden` writes."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# The same examples on every machine and no deadline: a slow or busy machine must not turn a test red.
settings.register_profile("ci", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("ci")

GoldenCheck = Callable[[Path, bytes], None]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--update-golden``, which writes the golden files instead of comparing with them."""
    parser.addoption(
        "--update-golden", action="store_true", help="write the golden files; read the diff before you commit"
    )


@pytest.fixture
def check_golden(request: pytest.FixtureRequest) -> GoldenCheck:
    """Compare bytes with a committed file, or write that file under ``--update-golden``."""
    update = bool(request.config.getoption("--update-golden"))

    def check(path: Path, produced: bytes) -> None:
        if update:
            path.write_bytes(produced)
            return
        assert path.exists(), f"{path} is missing: `make golden` writes it"
        assert produced.splitlines() == path.read_bytes().splitlines()
        assert produced == path.read_bytes()

    return check
