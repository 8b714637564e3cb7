"""Split segments into sentences of tokens.

Example: "Mr. Odo said shells hit Goma. Two died." gives two sentences; "Russia's" is the tokens "Russia" and "'s";
"20-year-old", "Shahed-136" and "155mm" stay whole, so that their digits are never read as counts.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import accumulate

from streams.text.types import Segment, Sentence

#: Longer sentences are cut: a hostile million-character line must not make a rule quadratic.
MAX_TOKENS = 240

# Bounded alternatives without nested repetition over the same characters: linear on any text.
_TOKEN = re.compile(
    r"""(
      [A-Za-z][a-z]*+(?=[ ,])                                     # nearly all words, without the tries below
    | (?:[A-Za-z]\.){2,}                                          # U.S., a.m.
    | [’'][sS]\b                                                  # possessive
    | [^\W\d_][^\W_]*(?:[-’'](?![sS]\b)[^\W_]+)*                  # words, Al-Shabaab, Kh-59, don't
    | \d+(?:[.,:]\d+)*(?:[^\W\d_][^\W_]*)?(?:-[^\W\d_][^\W_]*)*   # 1,200  12.40  155mm  20-year-old
    | [^\w\s]                                                     # one mark
    | _+
    )""",
    re.VERBOSE,
)

_ABBREVIATION = re.compile(
    r"mr|mrs|ms|dr|prof|gen|lt|col|maj|capt|sgt|cpl|pvt|adm|cmdr|brig|sen|rep|gov|pres|st|mt|ft|rev|hon|jr|sr|no|vs"
    r"|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec|inc|co|ltd|corp|approx|est|dept|al|etc|ave"
)
_CLOSERS = frozenset("\"'”’)]»")
_OPENERS = frozenset("\"'“‘([«")
_ENDS = frozenset(".!?…")
_STOP = re.compile("[.!?…]")


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
                    lower=tuple("\n".join(words).lower().split("\n")),  # no token holds a line end
                    starts=tuple(starts),
                    ends=tuple(ends),
                    position=position,
                )
            )
    return tuple(found)


def _sentences_of(text: str) -> Iterator[tuple[list[str], list[int], list[int]]]:
    """Yield the words of each sentence, where each starts and where each ends."""
    # Every other piece is a token, those between are white space; with a match object a token it takes twice as long.
    pieces: list[str] = _TOKEN.split(text)
    words = pieces[1::2]
    bounds = list(accumulate(map(len, pieces)))
    starts, ends = bounds[:-1:2], bounds[1::2]
    begin = 0
    for end in _cuts(text, words, starts, ends):
        yield words[begin:end], starts[begin:end], ends[begin:end]
        begin = end


def _cuts(text: str, words: list[str], starts: list[int], ends: list[int]) -> Iterator[int]:
    """Yield the token after each sentence: behind a stop and its quotes, or where the sentence is too long.

    Only the tokens that end in a stop are looked at.
    """
    last = len(words)
    begin = decided = uncut = 0
    for mark in _STOP.finditer(text):
        stop = bisect_left(ends, mark.end())
        if stop < decided or ends[stop] > mark.end():
            continue  # within a token, or told already
        while (cut := max(begin + MAX_TOKENS, uncut)) <= stop:
            yield cut
            begin = cut
        if not _may_end(text, words, starts, ends, begin, stop):
            continue
        after = stop + 1
        while after < last and (
            words[after] in _ENDS or (words[after] in _CLOSERS and starts[after] == ends[after - 1])
        ):
            after += 1
        decided, uncut = after, after + 1
        if after < last and starts[after] > ends[after - 1] and _opens_sentence(words[after]):
            yield after
            begin = after
    while (cut := max(begin + MAX_TOKENS, uncut)) < last:
        yield cut
        begin = cut
    if begin < last:
        yield last


def _may_end(text: str, words: list[str], starts: list[int], ends: list[int], begin: int, stop: int) -> bool:
    """Whether the sentence from ``begin`` on may end with a token that ends in a stop."""
    word = words[stop]
    if word in _ENDS:
        return not (word == "." and stop > begin and _is_abbreviation(words, starts, ends, stop))
    # "U.S." and "p.m." may end a sentence; only a following capitalised function word tells.
    return _STARTERS.match(text, ends[stop]) is not None


def _opens_sentence(word: str) -> bool:
    return word[0].isupper() or word[0].isdigit() or word in _OPENERS


_STARTERS = re.compile(
    r"\s+(?:The|A|An|He|She|It|They|We|In|On|At|But|And|There|This|That|These|His|Her|Its|Two|Three|Four|Five|Police"
    r"|Officials|No|One)\b"
)


def _is_abbreviation(words: list[str], starts: list[int], ends: list[int], stop: int) -> bool:
    """Whether the "." at a token belongs to an abbreviation or an initial ("Mr.", "J.")."""
    before = words[stop - 1]
    if ends[stop - 1] != starts[stop]:
        return False
    return _ABBREVIATION.fullmatch(before.lower()) is not None or (
        len(before) == 1 and before.isalpha() and before.isupper()
    )
