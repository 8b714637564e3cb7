"""What every test runs under: deterministic hypothesis, a real Kafka."""

import os
import tempfile
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from dev.kafka.broker import Broker, Unavailable

# The same examples on every machine and no deadline: a slow or busy machine must not turn a test red.
settings.register_profile("ci", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("ci")

PrivateBroker = Callable[..., Broker]

NO_KAFKA = "no Kafka: "


def broker_or_skip(folder: Path, **options: Any) -> Broker:
    """Start a broker; where none can run, skip, or fail when ``TOCSIN_REQUIRE_KAFKA=1``."""
    broker = Broker(folder, **options)
    try:
        broker.start()
    except Unavailable as error:
        missing = str(error)
    else:
        return broker
    if os.environ.get("TOCSIN_REQUIRE_KAFKA", "0") not in ("", "0"):
        pytest.fail(f"TOCSIN_REQUIRE_KAFKA is set: {missing}", pytrace=False)
    pytest.skip(f"{NO_KAFKA}{missing}")


@pytest.fixture(scope="session")
def kafka() -> Iterator[str]:
    """Give the bootstrap address of a Kafka all tests share: ``TOCSIN_TEST_BOOTSTRAP``, or a broker of this session."""
    if given := os.environ.get("TOCSIN_TEST_BOOTSTRAP"):
        yield given
        return
    with tempfile.TemporaryDirectory(prefix="tocsin-kafka-") as folder:
        broker = broker_or_skip(Path(folder))
        yield broker.bootstrap
        broker.kill()


@pytest.fixture
def private_broker() -> Iterator[PrivateBroker]:
    """Start brokers a test may harm: ``private_broker(properties={...})``, arguments as for ``Broker``."""
    brokers: list[Broker] = []
    with tempfile.TemporaryDirectory(prefix="tocsin-kafka-") as folder:

        def start(**options: Any) -> Broker:
            brokers.append(broker_or_skip(Path(folder, str(len(brokers))), **options))
            return brokers[-1]

        yield start
        for broker in brokers:
            broker.kill()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Give all tests without a Kafka one place, so that the summary counts them in one line, not each on its own."""
    report = yield
    if report.skipped and isinstance(report.longrepr, tuple) and NO_KAFKA in report.longrepr[2]:
        report.longrepr = (__file__, broker_or_skip.__code__.co_firstlineno, report.longrepr[2])
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in one loud line that the tests on a real Kafka did not run: their silence must not be taken for success."""
    skipped = [report.longrepr for report in terminalreporter.stats.get("skipped", [])]
    reasons = [
        where[2].partition(NO_KAFKA)[2] for where in skipped if isinstance(where, tuple) and NO_KAFKA in where[2]
    ]
    if reasons:
        line = f"KAFKA TESTS SKIPPED: {len(reasons)} did not run. {reasons[0]}"
        terminalreporter.write_line(line, yellow=True, bold=True)
