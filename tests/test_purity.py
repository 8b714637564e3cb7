import pytest

from tests.purity import impurities


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("import faust", "faust"),
        ("from prometheus_client.core import Counter", "prometheus_client.core.Counter"),
        ("def later():\n    import aiokafka.errors", "aiokafka.errors"),
        ("import random", "random"),
        ("from os import getenv as ask", "os.getenv"),
        ("import os\nhome = os.environ['HOME']", "os.environ"),
        ("import time as clock\nnow = clock.monotonic()", "time.monotonic"),
        ("from datetime import datetime as dt\nnow = dt.now(tz=None)", "datetime.datetime.now"),
        ("import datetime\nfactory = datetime.date.today", "datetime.date.today"),
        ("from uuid import uuid4\nnew = uuid4()", "uuid.uuid4"),
        ("bucket = hash('word') % 8", "builtins.hash"),
    ],
)
def test_an_impure_line_is_found_under_any_alias(source: str, name: str) -> None:
    assert name in [finding.split(": ")[1] for finding in impurities(source)]


@pytest.mark.parametrize(
    "source",
    [
        "from datetime import datetime\nday = datetime.fromisoformat('2026-01-02')",
        "import os\npath = os.fspath('a')",
        "import uuid\nsame = uuid.uuid5(uuid.NAMESPACE_URL, 'a')",
        "from streams.text import time\nvalue = time.day",
        "def read(record):\n    return record.time.time()",
        "class Word:\n    def __hash__(self):\n        return 1",
    ],
)
def test_pure_lines_pass(source: str) -> None:
    assert impurities(source) == []
