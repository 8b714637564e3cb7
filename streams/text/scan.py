"""Decide in microseconds whether an article can be about armed conflict at all; most news is not and is not read.

One Aho-Corasick pass over the lower-cased text looks for the trigger terms of the lexicons; ``scan.toml`` says what
each kind of term counts. "Shells hit Goma" names a weapon and is not enough alone; "Rebels shelled Goma" is.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from streams.lexicons.terms import entries
from streams.ruleset import load_table
from streams.text.types import CleanArticle


class ScanResult(NamedTuple):
    """What the scan found: distinct trigger terms, their score, and whether the article is worth reading."""

    hits: int
    score: float
    relevant: bool


class _Scanner(NamedTuple):
    automaton: AhoCorasick
    #: per pattern: number of its group and its points
    points: tuple[tuple[int, float], ...]
    groups: int
    threshold: float
    short: int
    short_threshold: float
    more: float
    more_at_most: float


def scan(clean: CleanArticle) -> ScanResult:
    """Return what the trigger terms of an article say; linear in its length, furniture left out.

    >>> from schemas.article import RawArticle
    >>> from streams.text.types import Segment
    >>> def of(text):
    ...     return CleanArticle(RawArticle(uri="a", body=text), (Segment("body", "paragraph", text, 0),), text, "en")
    >>> scan(of("Rebels shelled Goma.")).relevant, scan(of("Shares in the bank rose.")).relevant
    (True, False)
    """
    return scan_text("\n".join(segment.text for segment in clean.segments if segment.kind != "other"))


def is_hopeless(found: ScanResult) -> bool:
    """Whether a text as received cannot be about conflict whatever is cut from it: furniture only adds terms."""
    scanner = _scanner()
    return found.score < min(scanner.threshold, scanner.short_threshold)


def is_doubtful(found: ScanResult) -> bool:
    """Whether the terms of a text are too few for an article that is not short."""
    return found.score < _scanner().threshold


def short() -> int:
    """Return the length in characters below which a text is short."""
    return _scanner().short


def scan_text(text: str) -> ScanResult:
    """Return what the trigger terms of a plain text say."""
    scanner = _scanner()
    lower = text.lower()
    last = len(lower)
    found: set[int] = set()
    for pattern, start, end in scanner.automaton.find_matches_as_indexes(lower, overlapping=True):
        if pattern in found or (start and lower[start - 1].isalnum()) or (end < last and lower[end].isalnum()):
            continue
        found.add(pattern)
    if not found:
        return ScanResult(0, 0.0, False)
    best = [0.0] * scanner.groups
    for pattern in found:
        group, points = scanner.points[pattern]
        if points > best[group]:
            best[group] = points
    further = min(scanner.more * (len(found) - 1), scanner.more_at_most)
    score = round(sum(best) + further, 3)
    threshold = scanner.threshold if last >= scanner.short else scanner.short_threshold
    return ScanResult(len(found), score, score >= threshold)


@lru_cache(maxsize=1)
def _scanner() -> _Scanner:
    table = load_table("text/scan.toml")
    groups = [dict(weights) for weights in table["groups"].values()]
    points_of: dict[str, tuple[int, float]] = {}
    for entry in entries():
        if not entry.trigger:
            continue
        scored = _points(entry.category, groups)
        word = " ".join(entry.words)
        if scored[1] > points_of.get(word, (0, 0.0))[1]:
            points_of[word] = scored
    words = sorted(points_of)
    # Overlapping: "rebels shell" must not hide "rebels" in "rebels shelled", where it ends within a word.
    automaton = AhoCorasick(words, matchkind=MatchKind.Standard, implementation=Implementation.DFA)
    return _Scanner(
        automaton,
        tuple(points_of[word] for word in words),
        len(groups),
        table["threshold"],
        table["short"],
        table["short_threshold"],
        table["more"],
        table["more_at_most"],
    )


def _points(category: str, groups: list[dict[str, float]]) -> tuple[int, float]:
    """Return the group and the points of a category: those of its longest listed beginning."""
    best: tuple[int, int, float] = (0, -1, 0.0)
    for number, weights in enumerate(groups):
        for beginning, points in weights.items():
            listed = category == beginning or category.startswith(beginning + ".")
            if listed and len(beginning) > best[1]:
                best = (number, len(beginning), points)
    return best[0], best[2]
