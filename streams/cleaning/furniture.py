"""Decide what class of page furniture one paragraph is, by its words alone.

Example: "Visited 3 times" is a visit counter, "Related: Rocket hits market" a teaser, "Most read" a heading with
teasers below. Classes and patterns: ``streams/lexicons/furniture.toml``. What a paragraph is because of where it
stands, ``teasers.py`` decides.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple, cast

import re2

#: What a class says about the paragraphs below it (``furniture.toml``).
Effect = Literal["line", "rule", "teaser", "block", "end"]

#: Enough for the automaton of all patterns; without it re2 gives up and matches nothing.
_AUTOMATON_BYTES = 256 * 1024 * 1024
_SENTENCE_END = re.compile(r"""[.!?…]["')\]]{0,2}\s""")


#: Sentences looked at from the end of a paragraph.
_GLUED = 4


class FurnitureClass(NamedTuple):
    """A class of furniture: its name, its effect, and the length in characters no paragraph of it exceeds."""

    name: str
    effect: Effect
    longest: int


class Shapes(NamedTuple):
    """Lengths that tell a paragraph of an article from a headline."""

    longest: int
    headline_words: int
    sentence_chars: int
    resume_chars: int
    resume_run_chars: int
    outlet_words: frozenset[str]


class _Lexicon(NamedTuple):
    """The patterns of all classes as one automaton, and the class of each pattern."""

    automaton: re2.Set
    classes: tuple[FurnitureClass, ...]
    shapes: Shapes
    inline: re.Pattern[str]
    inline_words: tuple[str, ...]


def furniture_class(text: str) -> FurnitureClass | None:
    """Return the class of furniture that a normalised paragraph is, or None for anything else.

    >>> found = furniture_class("Visited 3 times, 1 visit(s) today")
    >>> found.name if found else None
    'visit_counter'
    >>> furniture_class("Visitors said 3 people were killed.") is None
    True
    """
    lexicon = _lexicon()
    if len(text) > lexicon.shapes.longest:
        return None
    matches = cast("list[int] | None", lexicon.automaton.Match(text))  # the stubs say bool: stale
    if not matches:
        return None
    return next((lexicon.classes[i] for i in sorted(matches) if len(text) <= lexicon.classes[i].longest), None)


def inline_teaser(text: str) -> tuple[int, int] | None:
    """Return where a pointer to another story stands inside a paragraph, behind a sentence or in brackets.

    >>> text = "Two people died. Read more: Bomb kills nine"
    >>> text[slice(*inline_teaser(text) or (0, 0))]
    'Read more: Bomb kills nine'
    """
    lexicon = _lexicon()
    lower = text.lower()
    if not any(word in lower for word in lexicon.inline_words):
        return None
    match = lexicon.inline.search(text)
    if match is None:
        return None
    start = match.start("cue")
    if text[start] in "([":
        close = text.find(")" if text[start] == "(" else "]", start)
        return start, close + 1 if close >= 0 else len(text)
    stop = _SENTENCE_END.search(text, match.end())
    return start, stop.end() - 1 if stop else len(text)


def furniture_from(text: str) -> int | None:
    """Return where furniture begins behind the finished sentences of a paragraph; None if there is none.

    Pages that lose their line ends glue counters and prompts to the last sentence of the article.

    >>> furniture_from("Two teachers were shot dead in the town on Monday. Visited 14 times")
    51
    """
    starts = [match.end() for match in _SENTENCE_END.finditer(text)]
    begin = None
    for start in reversed(starts[-_GLUED:]):
        if start < _lexicon().shapes.sentence_chars:
            break
        found = furniture_class(text[start:begin].rstrip())
        if found is None:
            break
        begin = start
    return begin


def shapes() -> Shapes:
    """Return the lengths that ``teasers.py`` decides by."""
    return _lexicon().shapes


@cache
def _lexicon() -> _Lexicon:
    """Compile the patterns once; cached, because that takes a thousand times as long as an article may."""
    raw = tomllib.loads(files("streams.lexicons").joinpath("furniture.toml").read_text(encoding="utf-8"))
    options = re2.Options()
    options.case_sensitive = False
    options.max_mem = _AUTOMATON_BYTES
    automaton = re2.Set.SearchSet(options)
    classes: list[FurnitureClass] = []
    for entry in raw["class"]:
        for pattern in entry["patterns"]:
            automaton.Add(pattern)
            classes.append(FurnitureClass(entry["name"], cast(Effect, entry["effect"]), entry["longest"]))
    automaton.Compile()
    given = raw["shapes"]
    cues = sorted(raw["inline"]["cues"], key=len, reverse=True)
    words = "|".join(re.escape(cue) for cue in cues)
    return _Lexicon(
        automaton=automaton,
        classes=tuple(classes),
        shapes=Shapes(**{**given, "outlet_words": frozenset(given["outlet_words"])}),
        inline=re.compile(rf"""(?:[.!?…]["')\]]{{0,2}} |(?=[(\[]))(?P<cue>[(\[]? ?(?:{words}) ?[:|»>→–—])""", re.I),
        inline_words=tuple(cues),
    )
