"""Measure how well the main text is found in HTML pages, against plain trafilatura.

Usage: ``python benchmarks/html_boilerplate.py FOLDER``. FOLDER holds ``html_boilerplate*.jsonl`` with the fields
``html_file`` (gzip, relative to FOLDER) and ``article_body`` (the text a person marked). Prints the mean token F1,
precision and recall over the pages that a message may carry (1 MB), and milliseconds a page. Skips, saying so, when
FOLDER has no such file.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import trafilatura

from schemas.article import MAX_BODY_BYTES, RawArticle
from streams.cleaning.clean import clean_article
from streams.stage import Context, Reject

_TOKEN = re.compile(r"\w+")


class Score(NamedTuple):
    """Token overlap of an extracted text with the marked one, each in 0..1."""

    f1: float
    precision: float
    recall: float


def token_score(found: str, marked: str) -> Score:
    """Compare two texts as bags of tokens.

    >>> token_score("two people died", "two people")
    Score(f1=0.8, precision=0.6666666666666666, recall=1.0)
    """
    ours, gold = Counter(_TOKEN.findall(found.lower())), Counter(_TOKEN.findall(marked.lower()))
    common = (ours & gold).total()
    if not common:
        return Score(0.0, 0.0, 0.0)
    precision, recall = common / ours.total(), common / gold.total()
    return Score(2 * precision * recall / (precision + recall), precision, recall)


def by_trafilatura(page: str) -> str:
    """Return what trafilatura finds with its own defaults: the baseline."""
    return trafilatura.extract(page) or ""


def by_tocsin(page: str) -> str:
    """Return the paragraphs that Tocsin reads."""
    article = RawArticle(uri="page", body=page, content_type="text/html")
    try:
        clean = clean_article(article, Context(timestamp_ms=0))
    except Reject:
        return ""
    return "\n".join(segment.text for segment in clean.segments if segment.kind != "other")


def main(folder: Path) -> None:
    """Print one line for each way of extracting."""
    files = sorted(folder.glob("html_boilerplate*.jsonl"))
    if not files:
        print(f"skipped: no html_boilerplate*.jsonl in {folder}")
        return
    rows = [json.loads(line) for line in files[0].read_text(encoding="utf-8").splitlines()]
    texts = [gzip.decompress((folder / row["html_file"]).read_bytes()).decode("utf-8", "replace") for row in rows]
    pages = [(text, row["article_body"]) for text, row in zip(texts, rows, strict=True)]
    pages = [(text, marked) for text, marked in pages if len(text.encode()) <= MAX_BODY_BYTES]
    print(f"{len(pages)} of {len(rows)} pages, the others are too large for a message")
    ways: tuple[tuple[str, Callable[[str], str]], ...] = (("trafilatura", by_trafilatura), ("tocsin", by_tocsin))
    for name, extract in ways:
        started = time.process_time()
        scores = [token_score(extract(page), marked) for page, marked in pages]
        spent = time.process_time() - started
        f1, precision, recall = (sum(values) / len(scores) for values in zip(*scores, strict=True))
        per_page = spent / len(pages) * 1e3
        print(f"{name:12} F1 {f1:.4f}  precision {precision:.4f}  recall {recall:.4f}  {per_page:.1f} ms/page")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: html_boilerplate.py FOLDER")
    main(Path(sys.argv[1]))
