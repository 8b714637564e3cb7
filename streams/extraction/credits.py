"""Read which publishers a text credits for its story.

Example: "A blast hit the port, Meridian Press reports, quoting a docker" credits Meridian Press; the dateline
"GOMA (Reuters) -" credits Reuters. Whether a credit makes a copy is decided by streams.incidents.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from streams.lexicons.publishers import registry
from streams.text.types import CleanArticle, Sentence

#: Sentences of the body that can carry the credit of the whole story.
_SENTENCES = 6
_REPORTS = frozenset(("reports", "reported", "writes", "wrote"))
_SAYS = frozenset(("says", "said"))
#: "Two died, learned Nordic Hour from a docker", after the French.
_LEARNS = frozenset(("learned", "learnt"))
#: Kinds of outlet of two words, of which the second alone may be an authority's ("the rescue service").
_KINDS = frozenset((("news", "service"), ("wire", "service"), ("news", "site"), ("news", "channel")))
#: What an outlet does with the one it spoke to: "the Harbour Star, which quotes a docker".
_QUOTES = frozenset(("quotes", "quoted", "quoting", "cites", "cited", "citing"))
_LONGEST = 6
_DIGITS = 2
#: Words before an outlet's name that tell its kind: "the local station Radio Kosti".
_BEFORE_KIND = 3
#: Small words inside a publisher's name: "Gulf of Aden Post".
_INSIDE = frozenset(("of", "de", "del", "da", "do", "la"))
_BEFORE_NAME = frozenset((",", ".", "”", '"', "and", "the", "as"))
_TO_US = frozenset(("told", "tells", "by", "with", "to"))
#: What is no outlet though it bears such a word: "the Presidential Press Service".
_NO_OUTLET = frozenset(
    ("service", "office", "centre", "center", "secretary", "department", "directorate", "administration", "ministry",
     "command", "council", "committee", "staff", "army", "forces", "brigade", "hospital", "authority")
)  # fmt: skip
#: A name ends in none of these, but for "Service": news agencies bear it.
_NO_LAST_WORD = _NO_OUTLET - {"service"}
#: Titles before a person's name: who bears one is no publisher, whatever he writes or reports.
_PERSON = frozenset(("mr", "mrs", "ms", "miss", "dr"))
#: Where people write and report: "the governor wrote on Telegram", "Holm reported on his channel".
_POSTS = frozenset(("his", "her", "telegram", "x", "twitter", "facebook", "whatsapp", "social"))


def read_credits(sentences: Sequence[Sentence], clean: CleanArticle) -> tuple[str, ...]:
    """Return the publishers credited, as written, without the article's own source, in order of mention."""
    own = (clean.article.source.name or "").casefold()
    found: dict[str, None] = {}
    body = [sentence for sentence in sentences if sentence.segment.kind == "paragraph"][:_SENTENCES]
    for number, sentence in enumerate(body):
        following = body[number + 1] if number + 1 < len(body) else None
        names = [*_told_by(sentence, following), *_according(sentence, following)]
        if number == 0 and not any(names):
            names.append(_dateline(sentence))  # who opens with another's story does not lean on its own name
        for name in names:
            if name and (name.split()[0].casefold() in _PERSON or _is_surname(name, body[: number + 1])):
                continue  # "Mr Holm wrote to the parents"
            if name and name.casefold().removeprefix("the ") != own.removeprefix("the "):
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


def _told_by(sentence: Sentence, following: Sentence | None) -> Iterator[str | None]:
    """Yield the names beside a verb of reporting: ", Meridian Press reported", "writes the Harbour Star".

    Anybody may say something, so "said" needs a name with a word of the trade ("Himalaya Wire said").
    """
    for index, word in enumerate(sentence.lower):
        if word in _REPORTS:
            yield _reporting(sentence, index)
        if word in _REPORTS or word in _LEARNS:
            yield _inverted(sentence, index, following)
        elif word in _SAYS:
            name = _reporting(sentence, index)
            yield name if name is not None and _is_outlet(name.casefold().split()) else None


def _is_surname(name: str, sentences: Sequence[Sentence]) -> bool:
    """Say whether a single word was told before as the last of a person's names: "minister Ihor Holm said ... Holm"."""
    for sentence in sentences:
        for at, word in enumerate(sentence.words):
            if word == name and at > 1 and sentence.words[at - 1][0].isupper() and sentence.lower[at - 2].isalpha():
                before = sentence.words[at - 2]
                return (
                    before[0].islower() and before not in ("the", "by", "to", "of") and before not in registry().kinds
                )
    return False


def _inverted(sentence: Sentence, verb: int, following: Sentence | None) -> str | None:
    """Read the name behind the verb: "writes the Harbour Star", "reports Nordic Hour, which quotes a docker"."""
    start = _past_article(sentence, verb + 1)
    name = _named(sentence, start, outlet=False)
    if name is None:
        return None
    end = start + len(name.split())
    if _is_outlet(sentence.lower[start:end]):
        return name
    is_source = sentence.lower[end : end + 1] == ("from",) if sentence.lower[verb] in _LEARNS else False
    return name if is_source or _quotes_somebody(sentence, end, following) else None


def _reporting(sentence: Sentence, verb: int) -> str | None:
    """Read the capitalised name before "reports", also behind its kind: "the local station Radio Kosti reports"."""
    if sentence.lower[verb + 1 : verb + 2] == ("on",) and not _POSTS.isdisjoint(sentence.lower[verb + 2 : verb + 3]):
        return None
    start = verb
    while start > 0 and verb - start < _LONGEST:
        before = sentence.words[start - 1]
        inside = start > 1 and sentence.words[start - 2][0].isupper()
        particle = before in _INSIDE and inside and start < verb
        if not (before[0].isupper() or particle or (inside and _is_number(before))):
            break
        start -= 1
    if start < verb and sentence.lower[start] == "the":
        start += 1
    if start == verb:
        return None
    if sentence.lower[verb - 1] in _NO_LAST_WORD:
        return None
    is_outlet = sentence.lower[max(0, start - 2) : start] in _KINDS
    if start > 0 and not is_outlet and sentence.lower[start - 1] not in _BEFORE_NAME | registry().kinds:
        return None
    if sentence.lower[verb - 1].isdecimal() and not (
        is_outlet
        or _is_outlet(sentence.lower[start:verb])
        or not registry().kinds.isdisjoint(sentence.lower[max(0, start - 1) : start])
    ):
        return None  # "Brigade 12 reported"
    return sentence.text(start, verb)


def _according(sentence: Sentence, following: Sentence | None) -> Iterator[str | None]:
    """Yield the publishers after "according to"."""
    lower = sentence.lower
    for index in range(len(lower) - 2):
        if lower[index : index + 2] == ("according", "to"):
            yield _credited_at(sentence, index + 2, following)


def _credited_at(sentence: Sentence, start: int, following: Sentence | None) -> str | None:
    """Read a publisher's name at a token.

    It has a word of the trade ("the Harbour Star"), stands beside its kind ("the Dawn newspaper", "agency Northwire")
    or is said to quote somebody, there or in the next sentence ("Nordic Hour, which cites a nurse").
    """
    kinds = registry().kinds
    start = _past_article(sentence, start)
    at = start
    while at < len(sentence.words) and at - start < _BEFORE_KIND and _may_tell_kind(sentence, at):
        at += 1
    is_kind = at > start and sentence.lower[at - 1] in kinds
    start = at if is_kind else start
    name = _named(sentence, start, outlet=False)
    if name is None:
        return None
    end = start + len(name.split())
    behind = sentence.lower[end : end + 1]
    if is_kind or kinds.intersection(behind) or _is_outlet(sentence.lower[start:end]):
        return name if _NO_OUTLET.isdisjoint(behind) else None
    return name if _quotes_somebody(sentence, end, following) else None


def _may_tell_kind(sentence: Sentence, at: int) -> bool:
    """Say whether a word may stand before a publisher's name: "the local page", "the Facebook page" with its name."""
    return sentence.words[at][0].islower() or (
        sentence.lower[at] in _POSTS and not registry().kinds.isdisjoint(sentence.lower[at + 1 : at + 2])
    )


def _quotes_somebody(sentence: Sentence, end: int, following: Sentence | None) -> bool:
    """Say whether a name is followed by ", which cites", or, at the end of its sentence, by "It quotes"."""
    if sentence.lower[end : end + 2] == (",", "which"):
        return not _QUOTES.isdisjoint(sentence.lower[end + 2 : end + 3])
    if following is None or end < len(sentence.lower) - 1:
        return False
    opening = following.lower[:3]
    subject = opening[:1] == ("it",) or not registry().kinds.isdisjoint(opening[:2])
    return subject and not _QUOTES.isdisjoint(opening)


def _named(sentence: Sentence, start: int, *, outlet: bool = True) -> str | None:
    """Read a capitalised name at a token; with ``outlet`` only one with a word of the trade."""
    end = start
    while end < len(sentence.words) and end - start < _LONGEST:
        word = sentence.words[end]
        following = sentence.words[end + 1 : end + 2]
        particle = word in _INSIDE and end > start and following and following[0][0].isupper()
        if not (word[0].isupper() or particle or (end > start and _is_number(word))):
            break
        end += 1
    if end == start:
        return None
    name = sentence.text(start, end)
    return name if not outlet or _is_outlet(sentence.lower[start:end]) else None


def _is_number(word: str) -> bool:
    """Say whether a token may be the number in a publisher's name: "Sahel 24", "Channel 5", no year and no count."""
    return word.isdecimal() and len(word) <= _DIGITS


def _is_outlet(words: Sequence[str]) -> bool:
    """Say whether a name bears a word of the trade and is not an authority's press office."""
    return not registry().trade.isdisjoint(words) and words[-1] not in _NO_LAST_WORD


def _past_article(sentence: Sentence, start: int) -> int:
    return start + 1 if sentence.lower[start : start + 1] == ("the",) and start + 1 < len(sentence.lower) else start


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
