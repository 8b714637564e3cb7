"""What every test runs under: deterministic hypothesis, a real Kafka, a real Prometheus."""

import os
import tempfile
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest
from hypothesis import HealthCheck, settings

from dev.kafka.broker import Broker, Unavailable
from dev.prometheus import Unavailable as NoPrometheus
from dev.prometheus import program

# The same examples on every machine and no deadline: a slow or busy machine must not turn a test red.
settings.register_profile("ci", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("ci")

PrivateBroker = Callable[..., Broker]

#: What a skipped test says when it found no Kafka or no Prometheus; counted in one line each at the end.
NO_KAFKA, NO_PROMETHEUS = "no Kafka: ", "no Prometheus: "


def broker_or_skip(folder: Path, **options: Any) -> Broker:
    """Start a broker; where none can run, skip, or fail when ``TOCSIN_REQUIRE_KAFKA=1``."""
    broker = Broker(folder, **options)
    try:
        broker.start()
    except Unavailable as error:
        return skip_or_fail("TOCSIN_REQUIRE_KAFKA", NO_KAFKA, str(error))
    return broker


def skip_or_fail(required: str, what: str, missing: str) -> NoReturn:
    """Skip the test for want of something; where the variable ``required`` is 1, fail."""
    if os.environ.get(required, "0") not in ("", "0"):
        pytest.fail(f"{required} is set: {missing}", pytrace=False)
    pytest.skip(f"{what}{missing}")


@pytest.fixture(scope="session")
def promtool() -> str:
    """Give the path of promtool, which comes with Prometheus; the tests with it run where both are installed."""
    try:
        program("prometheus")
        return program("promtool")
    except NoPrometheus as error:
        return skip_or_fail("TOCSIN_REQUIRE_PROMETHEUS", NO_PROMETHEUS, str(error))


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


def missing_in(report: pytest.TestReport) -> tuple[str, str] | None:
    """Return what a skipped test lacks, and why; None for other skips."""
    said = report.longrepr[2] if report.skipped and isinstance(report.longrepr, tuple) else ""
    for what in (NO_KAFKA, NO_PROMETHEUS):
        if what in said:
            return what, said.partition(what)[2]
    return None


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Give all tests that lack one thing one place, so that the summary counts them in one line, not each."""
    report = yield
    if missing := missing_in(report):
        report.longrepr = (__file__, skip_or_fail.__code__.co_firstlineno, "".join(missing))
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in one loud line what did not run on a real Kafka or Prometheus: silence must not be taken for success."""
    skipped = [missing_in(report) for report in terminalreporter.stats.get("skipped", [])]
    for what in (NO_KAFKA, NO_PROMETHEUS):
        reasons = [missing[1] for missing in skipped if missing and missing[0] == what]
        if reasons:
            name = what.removeprefix("no ").removesuffix(": ").upper()
            line = f"{name} TESTS SKIPPED: {len(reasons)} did not run. {reasons[0]}"
            terminalreporter.write_line(line, yellow=True, bold=True)
