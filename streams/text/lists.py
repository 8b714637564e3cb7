"""Find the lines of a list below the sentence that opens it.

Example: "The enemy attacked with 70 means of attack:" opens a list with the lines "- 62 drones;" and "- 8 missiles."
"""

from __future__ import annotations

from collections.abc import Sequence

from streams.text.types import Sentence

#: Lines that are looked at, and what may stand before them.
_LINES = 8
_BULLETS = frozenset(("-", "–", "—", "•", "*", "·", "▪"))


def counted_lines(sentences: Sequence[Sentence], at: int) -> tuple[Sentence, ...]:
    """Return the lines below sentence ``at``, each of which begins with a number; () where it opens no such list.

    >>> from streams.text.sentences import split_sentences
    >>> from streams.text.types import Segment
    >>> told = [Segment("body", "paragraph", text, 0) for text in ("They sent:", "- 62 drones;", "- 8 missiles.")]
    >>> [line.words[1] for line in counted_lines(split_sentences(told), 0)]
    ['62', '8']
    """
    if sentences[at].words[-1] != ":":
        return ()
    below = sentences[at + 1 : at + 1 + _LINES]
    ends = next((number for number, line in enumerate(below) if not _is_counted(line)), len(below))
    return tuple(below[:ends])


def _is_counted(line: Sentence) -> bool:
    first = line.words[line.words[0] in _BULLETS :]
    return first[:1] != () and first[0].isdecimal()
