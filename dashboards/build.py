"""Write the dashboards of Grafana as JSON, byte for byte the same from the same code.

python -m dashboards.build            # write dashboards/grafana/*.json
python -m dashboards.build --check    # exit 1 when a file differs
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from grafana_foundation_sdk.cog.encoder import JSONEncoder

from dashboards.pipeline import pipeline
from dashboards.quality import quality
from dashboards.runbook import runbook
from dashboards.situation import situation

FOLDER = Path(__file__).parent / "grafana"


def files() -> dict[str, str]:
    """Return the text of each file, by name."""
    made = {"situation": situation(), "pipeline": pipeline(), "quality": quality(), "runbook": runbook()}
    return {f"{name}.json": as_json(board.build()) for name, board in made.items()}


def as_json(board: object) -> str:
    """Return the file of a dashboard."""
    data = json.loads(json.dumps(board, cls=JSONEncoder))
    for link in data["links"]:
        del link["placement"]  # the SDK hides links in a menu, and has no way to say otherwise
    return json.dumps(data, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def main(arguments: list[str] | None = None) -> int:
    """Write the files, or compare them."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing, exit 1 when a file differs")
    check = parser.parse_args(arguments).check
    differing = [name for name, text in files().items() if _read(FOLDER / name) != text]
    if check:
        for name in differing:
            print(f"dashboards/grafana/{name} differs: run python -m dashboards.build", file=sys.stderr)
        return 1 if differing else 0
    FOLDER.mkdir(exist_ok=True)
    for name in differing:
        (FOLDER / name).write_text(files()[name], "utf-8")
    return 0


def _read(path: Path) -> str | None:
    return path.read_text("utf-8") if path.exists() else None


if __name__ == "__main__":
    sys.exit(main())
