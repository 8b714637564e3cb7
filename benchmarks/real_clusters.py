"""How well are reports of real pages joined, apart from whether they are read as attacks? B-cubed on labelled pages.

Usage: ``python benchmarks/real_clusters.py [--data FOLDER]``. The folder, else ``$TOCSIN_SHARED/data``, holds
``ecbplus_clusters.dev.jsonl`` and ``gva_clusters.dev.jsonl``, which may not be passed on; a file that is not there is
skipped with a line that says so. A row is ``{"id", "title", "text", "published", "gold": {"cluster_id"}}``. Every page
counts as an event, whatever the verdict; each is its own outlet; undated ones arrive a minute apart.
"""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.clusters import Pairs, b_cubed
from schemas.article import RawArticle
from schemas.codec import encode
from schemas.event import ConflictEvent
from schemas.topics import Topic
from schemas.vocabulary import VerdictKind
from streams.classification.classify import classify_article
from streams.cleaning.clean import clean_article
from streams.extraction.events import build_events
from streams.extraction.mentions import read_mentions
from streams.incidents.state import Incidents
from streams.runtime import context_of, run_stage
from streams.stage import Context, Record
from streams.topology import TRACK

SETS = ("ecbplus_clusters", "gva_clusters")
FIRST = datetime(2026, 3, 10, tzinfo=UTC)


def folder() -> Path:
    """Return where the labelled pages are unless somebody says otherwise."""
    return Path(os.environ.get("TOCSIN_SHARED") or Path(__file__).parents[2] / "shared") / "data"


def rows(path: Path) -> list[dict[str, Any]]:
    """Return the rows of a file, in order of publication."""
    found = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return sorted(found, key=lambda row: row["published"] or "")


def event_of(row: dict[str, Any], number: int) -> tuple[ConflictEvent, datetime]:
    """Return the first event that a page gives when it counts as one, and when it arrives."""
    day = row["published"]
    time = datetime.fromisoformat(day).replace(tzinfo=UTC) if day else FIRST + timedelta(minutes=number)
    article = RawArticle.model_validate(
        {
            "uri": row["id"],
            "headline": row["title"],
            "body": row["text"],
            "published_at": time.isoformat() if day else None,
            "source": {"domain": f"{row['id']}.example"},
        }
    )
    context = Context(round(time.timestamp() * 1000))
    classified = classify_article(read_mentions(clean_article(article, context), context), context)
    taken = replace(classified, verdict=VerdictKind.EVENT, reason=None)
    return build_events(taken, context).events[0], time


def joined(labelled: Iterable[dict[str, Any]]) -> Pairs:
    """Return the incident of each page that has one."""
    state, said = Incidents(), {}
    for number, row in enumerate(labelled):
        event, time = event_of(row, number)
        moment = round(time.timestamp() * 1000)
        record = Record(Topic.EVENTS.name_with(), None, encode(event), moment, offset=number)
        run_stage(TRACK, record, context_of(record), state)
        incident = state.with_event(event.event_id)
        if incident is not None:
            said[row["id"]] = incident.incident_id
    return said


def report(path: Path) -> Iterator[str]:
    """Yield the figures of a file as a row of a Markdown table, or a line that it is not there."""
    if not path.is_file():
        yield f"skipped {path.name}: no such file in {path.parent} (--data, TOCSIN_SHARED)"
        return
    labelled = rows(path)
    gold = {row["id"]: row["gold"]["cluster_id"] for row in labelled}
    said = joined(labelled)
    precision, recall, f1 = b_cubed(gold, said)
    name = path.name.partition(".")[0]
    groups = f"{len(set(gold.values()))} | {len(set(said.values())) + len(gold) - len(said)}"
    yield f"| {name} | {len(gold)} | {groups} | {precision:.3f} | {recall:.3f} | {f1:.3f} |"


def main() -> int:
    """Print the figures of each set."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, default=folder())
    options = parser.parse_args()
    print("| set | pages | groups | incidents | B-cubed precision | recall | F1 |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    for name in SETS:
        print("\n".join(report(options.data / f"{name}.dev.jsonl")), flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
