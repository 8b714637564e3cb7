"""Decide which paragraphs are the article and which are furniture, by what they are and where they stand.

A page is read from top to bottom. Under a heading such as "Most read", and behind the article's end (a visit counter,
a copyright line), everything is a teaser until the article clearly goes on: a paragraph behind the blank line that
closes a compact list, or two finished paragraphs in a row. Unfinished short lines behind the last finished paragraph,
or crowded together with furniture, are teasers or credits.

Example: "Police said so.", "Related", "Bus falls into ravine, 24 dead" -> True, False, False.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from streams.cleaning.furniture import FurnitureClass, furniture_class, shapes

_CLOSERS = "\"')]»"
_STOPS = (".", "!", "?", "…")
_CUT_OFF = ("...", "…")


class Item(NamedTuple):
    """A paragraph as the decision sees it: normalised text, and whether it stands close under the one before."""

    text: str
    tight: bool


def article_items(items: Sequence[Item], headline: str = "") -> list[bool]:
    """Tell for each paragraph of a body whether it is text of the article.

    >>> article_items([Item("Police said that two people had died in the attack.", False),
    ...                Item("Most read", False), Item("Bus falls into ravine, 24 dead", True)])
    [True, False, False]
    """
    classes = [furniture_class(item.text) for item in items]
    if not any(classes) and _all_finished(items) and (not headline or items[0].text != headline):
        return [True] * len(items)
    kept = _outside_zones(items, classes)
    _drop_crowded(items, classes, kept)
    _drop_tail(items, classes, kept)
    if headline:
        first = next((i for i, keep in enumerate(kept) if keep), None)
        if first is not None and sum(kept) > 1 and items[first].text.casefold() == headline.casefold():
            kept[first] = False  # the headline again: it is read already
    return kept


def finished(text: str) -> bool:
    """Tell whether a text has the length and the end of a paragraph: "Police said so." is too short."""
    end = text.rstrip(_CLOSERS)
    return len(text) >= shapes().sentence_chars and end.endswith(_STOPS) and not text.endswith(_CUT_OFF)


def _all_finished(items: Sequence[Item]) -> bool:
    return all(finished(item.text) for item in items)


def _outside_zones(items: Sequence[Item], classes: Sequence[FurnitureClass | None]) -> list[bool]:
    """Keep what is no furniture and stands in no zone of teasers."""
    kept = [False] * len(items)
    zone, opened, seen_article = "", -1, False
    for i, (item, found) in enumerate(zip(items, classes, strict=True)):
        if found is not None:
            if found.effect == "block" or (found.effect == "end" and seen_article and not zone):
                zone, opened = found.effect, i
            continue
        if zone and _resumes(items, classes, i, opened, zone, seen_article):
            zone = ""
        kept[i] = not zone
        seen_article = seen_article or (kept[i] and finished(item.text))
    return kept


def _resumes(
    items: Sequence[Item],
    classes: Sequence[FurnitureClass | None],
    at: int,
    opened: int,
    zone: str,
    seen_article: bool,
) -> bool:
    """Tell whether the article goes on at a paragraph behind a heading of teasers or behind an end."""
    limits = shapes()
    if len(items[at].text) < limits.resume_chars or not finished(items[at].text):
        return False
    run = _run_of_finished(items, classes, at)
    if len(run) >= 2 and sum(len(items[i].text) for i in run) >= limits.resume_run_chars:
        return True
    after = run[-1] + 1
    headline_follows = after < len(items) and classes[after] is None
    if headline_follows:
        return False
    compact_list_closed = opened + 1 < at and items[opened + 1].tight and not items[at].tight
    straight_behind_end = zone == "end" and all(classes[i] is not None for i in range(opened, at))
    return compact_list_closed or straight_behind_end or not seen_article


def _run_of_finished(items: Sequence[Item], classes: Sequence[FurnitureClass | None], at: int) -> list[int]:
    """Return the finished paragraphs from ``at`` on, up to the third; single furniture lines do not end the run."""
    run: list[int] = []
    for i in range(at, len(items)):
        found = classes[i]
        if found is None and finished(items[i].text):
            run.append(i)
            if len(run) == 3:
                break
        elif found is None or found.effect in ("block", "end"):
            break
    return run


def _drop_crowded(items: Sequence[Item], classes: Sequence[FurnitureClass | None], kept: list[bool]) -> None:
    """Drop unfinished lines that stand in one compact group with furniture, below the first text of the article."""
    start, seen_article = 0, False
    for i in range(1, len(items) + 1):
        if i < len(items) and items[i].tight:
            continue
        group = range(start, i)
        crowded = (
            seen_article
            and any(_tells(classes[j]) for j in group)
            and not any(kept[j] and finished(items[j].text) for j in group)
        )
        seen_article = seen_article or any(kept[j] and finished(items[j].text) for j in group)
        if crowded:
            for j in group:
                kept[j] = kept[j] and not _headline_like(items[j].text)
        start = i


def _drop_tail(items: Sequence[Item], classes: Sequence[FurnitureClass | None], kept: list[bool]) -> None:
    """Drop unfinished lines behind the last finished paragraph, once furniture or a Title Case line has begun."""
    last = max((i for i, item in enumerate(items) if kept[i] and finished(item.text)), default=None)
    if last is None:
        return
    furniture_begun = listing = False
    for i in range(last + 1, len(items)):
        text = items[i].text
        listing = listing or text.endswith(":")  # "The dead are:" and the lines below it
        if not kept[i]:
            furniture_begun = furniture_begun or classes[i] is None or _tells(classes[i])
        elif (furniture_begun or (_title_case(text) and not listing)) and _headline_like(text):
            kept[i] = False
            furniture_begun = True


def _tells(found: FurnitureClass | None) -> bool:
    """Tell whether a class is a sign that its neighbours are furniture too."""
    return found is not None and found.effect != "rule"


def _headline_like(text: str) -> bool:
    """Tell whether a line is short and unfinished, as headlines, labels and credits are."""
    return not finished(text) and text.count(" ") < shapes().headline_words


def _title_case(text: str) -> bool:
    """Tell whether a line of four words or more is written Like This, with no stop at its end."""
    words = [word for word in text.split() if len(word) > 3 and word[0].isalpha()]
    if text.isupper() or text.endswith(_STOPS):
        return False
    return len(words) >= 4 and all(word[0].isupper() for word in words)
