"""`tocsin version`, and what it must not load."""

import subprocess
import sys
from importlib.metadata import version

from tests.streams.cli.conftest import Tocsin


def test_the_version_is_that_of_the_package(tocsin: Tocsin) -> None:
    assert tocsin("version") == (0, f"tocsin {version('tocsin')}\n", "")


def test_the_command_line_loads_nothing_that_reads_articles() -> None:
    heavy = "{'orjson', 'lxml', 'trafilatura', 're2', 'streams.topology'} & set(sys.modules)"
    code = f"import sys; from streams.cli import run; run(['version']); sys.exit(str({heavy}) if {heavy} else 0)"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stderr) == (0, "")
