"""Read which publishers a text credits for its story.

Example: "A blast hit the port, Meridian Press reports, quoting a docker" credits Meridian Press; the dateline
"GOMA (Reuters) -" credits Reuters. Whether a credit makes a copy is decided by streams.incidents.
"""

from __future__ import annotations

from collections.abc import Sequence

from streams.text.types import CleanArticle, Sentence

#: Sentences of the body that can carry the credit of the whole story.
_SENTENCES = 6
_REPORTS = frozenset(("reports", "reported"))
_AGENCY_WORDS = frozenset(
    ("agency", "news", "press", "times", "post", "wire", "newspaper", "daily", "radio", "television", "tv", "journal")
)
_LONGEST = 5
_TO_US = frozenset(("told", "tells", "by", "with", "to"))


def read_credits(sentences: Sequence[Sentence], clean: CleanArticle) -> tuple[str, ...]:
    """Return the publishers credited, as written, without the article's own source, in order of mention."""
    own = (clean.article.source.name or "").casefold()
    found: dict[str, None] = {}
    body = [sentence for sentence in sentences if sentence.segment.kind == "paragraph"][:_SENTENCES]
    for number, sentence in enumerate(body):
        names = [_reporting(sentence, index) for index, word in enumerate(sentence.lower) if word in _REPORTS]
        names += [_after(sentence, index + 2) for index in _according(sentence)]
        if number == 0:
            names.append(_dateline(sentence))
        for name in names:
            if name and name.casefold() != own:
                found[name] = None
    return tuple(found)


def names_own_source(sentences: Sequence[Sentence], clean: CleanArticle) -> bool:
    """Whether the body says that somebody spoke to this outlet: "told the Courier", "seen by the Courier"."""
    names = frozenset(
        word.casefold() for word in (clean.article.source.name or "").split() if len(word) > 3 and word[0].isupper()
    )
    if not names:
        return False
    for sentence in sentences:
        lower = sentence.lower
        if sentence.segment.kind != "paragraph" or names.isdisjoint(lower):
            continue
        for index, word in enumerate(lower):
            if word in _TO_US and not names.isdisjoint(lower[index + 1 : index + 6]):
                return True
    return False


def _reporting(sentence: Sentence, verb: int) -> str | None:
    """Read the capitalised name before "reports": ", Meridian Press reported on Friday"."""
    start = verb
    while start > 0 and verb - start < _LONGEST and sentence.words[start - 1][0].isupper():
        start -= 1
    if start == verb or (
        start > 0 and sentence.words[start - 1] not in (",", ".", "”", '"', "and", "the", "as", "agency")
    ):
        return None
    return sentence.text(start, verb)


def _according(sentence: Sentence) -> list[int]:
    return [
        i for i in range(len(sentence.lower) - 2) if sentence.lower[i] == "according" and sentence.lower[i + 1] == "to"
    ]


def _after(sentence: Sentence, start: int) -> str | None:
    """Read a publisher's name at a token: capitalised, with a word of the trade ("the Dawn newspaper")."""
    if start < len(sentence.lower) and sentence.lower[start] == "the":
        start += 1
    end = start
    while end < len(sentence.words) and end - start < _LONGEST and sentence.words[end][0].isupper():
        end += 1
    words = set(sentence.lower[start : end + 1])
    return sentence.text(start, end) if end > start and words & _AGENCY_WORDS else None


def _dateline(sentence: Sentence) -> str | None:
    """Read the name in brackets of a dateline: "MOPTI, Mali, Sept 8 (Sahelwire) - Armed men ..."."""
    words = sentence.words
    if "(" not in words[:12]:
        return None
    start = words.index("(") + 1
    for end in range(start + 1, min(start + _LONGEST + 1, len(words) - 1)):
        if words[end] == ")":
            return sentence.text(start, end) if words[end + 1] in ("-", "–", "—", ":") else None
    return None
