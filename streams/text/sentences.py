"""Split segments into sentences of tokens.

Example: "Mr. Odo said shells hit Goma. Two died." gives two sentences; "Russia's" is the tokens "Russia" and "'s";
"20-year-old", "Shahed-136" and "155mm" stay whole, so that their digits are never read as counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from streams.text.types import Segment, Sentence

#: Longer sentences are cut: a hostile million-character line must not make a rule quadratic.
MAX_TOKENS = 240

# Bounded alternatives without nested repetition over the same characters: linear on any text.
_TOKEN = re.compile(
    r"""
      (?:[A-Za-z]\.){2,}                                          # U.S., a.m.
    | [’'][sS]\b                                                  # possessive
    | [^\W\d_][^\W_]*(?:[-’'](?![sS]\b)[^\W_]+)*                  # words, Al-Shabaab, Kh-59, don't
    | \d+(?:[.,:]\d+)*(?:[^\W\d_][^\W_]*)?(?:-[^\W\d_][^\W_]*)*   # 1,200  12.40  155mm  20-year-old
    | [^\w\s]                                                     # one mark
    | _+
    """,
    re.VERBOSE,
)

_ABBREVIATION = re.compile(
    r"mr|mrs|ms|dr|prof|gen|lt|col|maj|capt|sgt|cpl|pvt|adm|cmdr|brig|sen|rep|gov|pres|st|mt|ft|rev|hon|jr|sr|no|vs"
    r"|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec|inc|co|ltd|corp|approx|est|dept|al|etc|ave"
)
_CLOSERS = frozenset("\"'”’)]»")
_OPENERS = frozenset("\"'“‘([«")
_ENDS = frozenset(".!?…")


def split_sentences(segments: Iterable[Segment]) -> tuple[Sentence, ...]:
    """Return the sentences of all segments that are not furniture, numbered through the article.

    >>> segment = Segment("body", "paragraph", "Shells hit Goma. Two died.", 0)
    >>> [s.words for s in split_sentences([segment])]
    [('Shells', 'hit', 'Goma', '.'), ('Two', 'died', '.')]
    """
    found: list[Sentence] = []
    for segment in segments:
        if segment.kind == "other":
            continue
        for position, (words, starts, ends) in enumerate(_sentences_of(segment.text)):
            found.append(
                Sentence(
                    index=len(found),
                    segment=segment,
                    start=starts[0],
                    end=ends[-1],
                    words=tuple(words),
                    lower=tuple(map(str.lower, words)),
                    starts=tuple(starts),
                    ends=tuple(ends),
                    position=position,
                )
            )
    return tuple(found)


def _sentences_of(text: str) -> Iterator[tuple[list[str], list[int], list[int]]]:
    """Yield the words of each sentence, where each starts and where each ends."""
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    ended = False
    for match in _TOKEN.finditer(text):
        word = match.group()
        start, end = match.span()
        if ended:
            after_space = start > ends[-1]
            goes_on = word in _ENDS or (word in _CLOSERS and not after_space)
            if not goes_on:
                ended = False
                if after_space and (word[0].isupper() or word[0].isdigit() or word in _OPENERS):
                    yield words, starts, ends
                    words, starts, ends = [], [], []
        elif len(words) >= MAX_TOKENS:
            yield words, starts, ends
            words, starts, ends = [], [], []
        words.append(word)
        starts.append(start)
        ends.append(end)
        if ended:
            continue
        if word in _ENDS:
            ended = not (word == "." and _is_abbreviation(words, starts, ends))
        elif word[-1] == "." and len(word) > 2 and word.count(".") >= 2:
            # "U.S." and "p.m." may end a sentence; only a following capitalised function word tells.
            ended = _starts_sentence(text, end)
    if words:
        yield words, starts, ends


_STARTERS = re.compile(
    r"\s+(?:The|A|An|He|She|It|They|We|In|On|At|But|And|There|This|That|These|His|Her|Its|Two|Three|Four|Five|Police"
    r"|Officials|No|One)\b"
)


def _starts_sentence(text: str, at: int) -> bool:
    return _STARTERS.match(text, at) is not None


def _is_abbreviation(words: list[str], starts: list[int], ends: list[int]) -> bool:
    """Whether the final "." belongs to an abbreviation or an initial ("Mr.", "J.")."""
    if len(words) < 2 or ends[-2] != starts[-1]:
        return False
    before = words[-2]
    return _ABBREVIATION.fullmatch(before.lower()) is not None or (
        len(before) == 1 and before.isalpha() and before.isupper()
    )
