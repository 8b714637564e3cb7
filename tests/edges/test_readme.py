"""The lines of the README that run Tocsin on Kafka, run as printed; the fixture stands for their first one."""

import os
import re
import subprocess
import sys
import uuid
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LINES = re.search(r"## On Kafka.*?```sh\n(.*?)```", (ROOT / "README.md").read_text(), re.DOTALL)


@pytest.mark.kafka
def test_the_lines_for_kafka_bring_alerts(kafka: str) -> None:
    assert LINES is not None
    first, *lines = LINES[1].splitlines()
    assert (first, len(lines)) == ("make kafka", 4)
    tocsin = str(Path(sys.executable).with_name("tocsin"))
    script = "\n".join(["set -e", "trap 'kill %1; wait' EXIT", *lines]).replace(".venv/bin/tocsin", tocsin)
    env = os.environ | {"KAFKA_BOOTSTRAP_SERVERS": kafka, "TOCSIN_TOPIC_PREFIX": f"r{uuid.uuid4().hex[:8]}-"}
    ran = subprocess.run(
        ["bash", "-c", script], cwd=ROOT, env=env, capture_output=True, text=True, timeout=120, check=False
    )
    assert ran.returncode == 0, ran.stderr
    assert "Kostiantynivka" in ran.stdout
    assert "killed not reported; wounded 23; launched 550" in ran.stdout
