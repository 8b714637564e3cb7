"""Decide what class of page furniture one paragraph is, by its words alone.

Example: "Visited 3 times" is a visit counter, "Related: Rocket hits market" a teaser, "Most read" a heading with
teasers below. Classes and patterns: ``streams/lexicons/furniture.toml``. What a paragraph is because of where it
stands, ``teasers.py`` decides.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, NamedTuple, cast

import re2

from streams.ruleset import load_table

#: What a class says about the paragraphs below it (``furniture.toml``).
Effect = Literal["line", "rule", "teaser", "block", "end"]

#: Enough for the automaton of all patterns; without it re2 gives up and matches nothing.
_AUTOMATON_BYTES = 256 * 1024 * 1024
_SENTENCE_END = re.compile(r"""[.!?…]["')\]]{0,2}\s""")
#: All up to the last end of a sentence: looked for from behind, where it is near.
_UP_TO_LAST_END = re.compile(rf".*{_SENTENCE_END.pattern}", re.DOTALL)


#: How patterns begin that are tried at the start of a paragraph only.
_STARTS = ("^", "(?-i:^")
#: What stands between the cue and the title of another story.
_POINTERS = ":|»>→–—"
#: Sentences, and characters, looked at from the end of a paragraph.
_GLUED, _GLUED_CHARS = 4, 500


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


class _Automaton(NamedTuple):
    """Patterns searched together; ``ranked`` holds the rank and class of each."""

    patterns: re2.Set
    ranked: tuple[tuple[int, FurnitureClass], ...]

    def matches(self, text: bytes, length: int) -> list[tuple[int, FurnitureClass]]:
        """Return the rank and class of every pattern that matches, in a text of ``length`` characters."""
        found = cast("list[int] | None", self.patterns.Match(text))  # the stubs say bool: stale
        return [self.ranked[i] for i in found if length <= self.ranked[i][1].longest] if found else []


class _Lexicon(NamedTuple):
    """The patterns as two automata, and the rank and class of each pattern.

    Most patterns begin at the start of a paragraph: their automaton gives up on an ordinary sentence after a few words.
    """

    at_start: _Automaton
    anywhere: _Automaton
    shapes: Shapes
    inline: re.Pattern[str]


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
    received = text.encode()  # once for both
    matches = lexicon.at_start.matches(received, len(text)) + lexicon.anywhere.matches(received, len(text))
    return min(matches)[1] if matches else None


def inline_teaser(text: str) -> tuple[int, int] | None:
    """Return where a pointer to another story stands inside a paragraph, behind a sentence or in brackets.

    >>> text = "Two people died. Read more: Bomb kills nine"
    >>> text[slice(*inline_teaser(text) or (0, 0))]
    'Read more: Bomb kills nine'
    """
    lexicon = _lexicon()
    if not any(mark in text for mark in _POINTERS):
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
    first, shortest = max(0, len(text) - _GLUED_CHARS), _lexicon().shapes.sentence_chars
    begin = None
    for _ in range(_GLUED):
        match = _UP_TO_LAST_END.match(text, first, len(text) if begin is None else begin - 1)
        start = match.end() if match is not None else 0
        if start < shortest or furniture_class(text[start:begin].rstrip()) is None:
            break
        begin = start
    return begin


def shapes() -> Shapes:
    """Return the lengths that ``teasers.py`` decides by."""
    return _lexicon().shapes


@cache
def _lexicon() -> _Lexicon:
    """Compile the patterns once; cached, because that takes a thousand times as long as an article may."""
    raw = load_table("lexicons/furniture.toml")
    ranked = [
        (pattern, (rank, FurnitureClass(entry["name"], cast(Effect, entry["effect"]), entry["longest"])))
        for rank, entry in enumerate(raw["class"])
        for pattern in entry["patterns"]
    ]
    given = raw["shapes"]
    cues = sorted(raw["inline"]["cues"], key=len, reverse=True)
    words = "|".join(re.escape(cue) for cue in cues)
    return _Lexicon(
        at_start=_automaton([each for each in ranked if each[0].startswith(_STARTS)], anchored=True),
        anywhere=_automaton([each for each in ranked if not each[0].startswith(_STARTS)], anchored=False),
        shapes=Shapes(**{**given, "outlet_words": frozenset(given["outlet_words"])}),
        inline=re.compile(rf"""(?:[.!?…]["')\]]{{0,2}} |(?=[(\[]))(?P<cue>[(\[]? ?(?:{words}) ?[{_POINTERS}])""", re.I),
    )


def _automaton(patterns: list[tuple[str, tuple[int, FurnitureClass]]], anchored: bool) -> _Automaton:
    """Compile patterns into one automaton."""
    options = re2.Options()
    options.case_sensitive = False
    options.max_mem = _AUTOMATON_BYTES
    found = re2.Set.MatchSet(options) if anchored else re2.Set.SearchSet(options)
    for pattern, _ in patterns:
        found.Add(pattern)
    found.Compile()
    return _Automaton(found, tuple(ranked for _, ranked in patterns))
