"""What is shown of Faust's metrics exists, and choosing it needs no Faust."""

import subprocess
import sys

from faust.sensors.prometheus import FaustMetrics
from prometheus_client import CollectorRegistry

from streams.worker.faust_names import PREFIX, SHOWN, is_shown


def test_every_metric_shown_is_one_of_fausts() -> None:
    registry = CollectorRegistry()
    FaustMetrics.create(registry, PREFIX)
    made = {each.name.removeprefix(f"{PREFIX}_") for each in registry.collect()}
    assert set(SHOWN) < made
    assert not any(is_shown(f"{PREFIX}_{each}") for each in made - set(SHOWN))


def test_the_supervisor_loads_no_faust() -> None:
    asked = "import sys, streams.worker.supervisor, streams.worker.stage_lives; print('faust' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True, timeout=60)
    assert found.stdout.strip() == "False"
