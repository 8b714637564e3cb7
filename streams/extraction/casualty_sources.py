"""Find who says a number: the words that name the source, and whether it is a state authority or a side of the fight.

Example: in "the army said it killed 12" the source is "the army"; in "13 had been reported dead" nobody is named, and
"a nurse said that six died and spoke of 20 hurt" has one source for both.
"""

from __future__ import annotations

from collections.abc import Sequence

from streams.extraction.actors import names_group
from streams.extraction.clauses import find_phrase, words
from streams.extraction.victims import View
from streams.text.types import Term

#: A source is named in at most so many words.
_SOURCE = 12
#: What links two verbs of one speaker, or opens the clause of a speaker, and is no part of the name.
_LEADING = frozenset(
    (
        "whereas",
        "but",
        "while",
        "and",
        "although",
        "though",
        "that",
        "as",
        "or",
        "when",
        "after",
        "also",
        "then",
        "so",
        "if",
    )
)
_TRAILING = frozenset(("also", "later", "now", "earlier", "then", "and", "or", "who", "which", "that"))
_RELATIVE = frozenset(("who", "which", "whose", "whom"))
#: Verbs of saying that have the subject of the clause before them.
_PARTICIPLES = frozenset(("saying", "adding", "claiming", "stating", "announcing"))
_CLAUSE_ENDS = frozenset((",", ";", ":", "(", ")"))
_FRAGMENT = frozenset(
    ("said", "says", "told", "reported", "announced", "claimed", "added", "wrote", "had", "has", "have")
)


def source_of(view: View, clause: tuple[int, int], terms: Sequence[Term]) -> tuple[str | None, bool, bool]:
    """Return who says what a clause says; see ``speaker_of``."""
    return speaker_of(view, clause[0], terms)


def speaker_of(view: View, at: int, terms: Sequence[Term]) -> tuple[str | None, bool, bool]:
    """Return who says the number at a token: the words, whether a state authority, whether a side of the fight.

    The nearest verb of saying before the number decides ("the army said it killed 12"), else the first after it
    ("12 were killed, a doctor said").
    """
    lower, saying = view.lower, words().saying
    verbs = [place for place, word in enumerate(lower) if word in saying and not _claims_guilt(lower, place)]
    if not verbs:
        return None, False, False
    verbs = [place for place in verbs if place < at][::-1] + [place for place in verbs if place >= at]
    for verb in verbs:
        start, end = _source_span(view, verb)
        if end <= start or start <= at < end:
            continue
        official = any(term.category == "attribution.official" and start <= term.start < end for term in terms)
        unofficial = any(term.category == "attribution.unofficial" and start <= term.start < end for term in terms)
        party = find_phrase(words().party, lower, start, end) is not None or names_group(view.sentence, start, end)
        return view.sentence.text(start, end), official and not unofficial, party
    return None, False, False


def _claims_guilt(lower: tuple[str, ...], at: int) -> bool:
    """Whether a verb claims an attack or lives, not a number ("claimed responsibility", "claimed the lives of")."""
    return lower[at].startswith("claim") and lower[at + 1 : at + 2] in (("responsibility",), ("the",), ("credit",))


def _source_span(view: View, verb: int) -> tuple[int, int]:
    """Return the tokens that name the source of a verb of saying; an empty range where nobody is named."""
    lower = view.lower
    if lower[verb] == "according":
        to = verb + 2 if lower[verb + 1 : verb + 2] == ("to",) else len(lower)
        return to, _source_end(lower, to)
    passive = _is_passive(lower, verb)
    if passive:
        by = verb + 1 if lower[verb + 1 : verb + 2] == ("by",) else len(lower)
        return min(by + 1, len(lower)), _source_end(lower, min(by + 1, len(lower)))
    start = _source_start(lower, verb)
    if lower[verb] in _PARTICIPLES and lower[verb - 1 : verb] == (",",):
        return _trimmed(view, *_subject_before(lower, verb - 1))
    if verb > 2 and lower[verb - 1] == ",":
        # "The governor, Ivan Petrenko, wrote": the name stands between commas; "a doctor, who saw it, said" too.
        comma = next((at for at in range(verb - 2, max(0, verb - 20), -1) if lower[at] == ","), verb)
        start = _source_start(lower, comma)
        if comma < verb and lower[comma + 1] in _RELATIVE:
            return _trimmed(view, start, comma)
    if start >= verb:
        return verb + 1, _source_end(lower, verb + 1)
    return _trimmed(view, start, verb)


def _subject_before(lower: tuple[str, ...], comma: int) -> tuple[int, int]:
    """Return the tokens before the first verb of the clause that ends at a comma: who did that, and says the rest.

    Class: "The rebels claimed responsibility, saying they had killed 12", "The mayor went on radio, saying five died".
    """
    start = comma
    while start > 0 and lower[start - 1] not in _CLAUSE_ENDS:
        start -= 1
    grammar = words()
    first = (
        at
        for at in range(start, comma)
        if lower[at] in grammar.verb or lower[at] in grammar.auxiliary or lower[at] in grammar.saying
    )
    return start, next(first, start)


def _is_passive(lower: tuple[str, ...], verb: int) -> bool:
    """Whether something is said of the number by nobody named ("13 had been reported dead")."""
    before = verb - 1
    while before >= 0 and lower[before] in words().adverb:
        before -= 1
    return before >= 0 and lower[before] in words().be


def _trimmed(view: View, start: int, end: int) -> tuple[int, int]:
    """Return the tokens of the name alone: no conjunction before it, no auxiliary or relative clause after it."""
    lower, grammar = view.lower, words()
    while start < end and (lower[start] in _LEADING or not lower[start][0].isalnum()):
        start += 1
    for at in range(start + 1, end):
        if lower[at] in _RELATIVE:
            end = at
            break
    while end > start and (
        lower[end - 1] in _TRAILING or lower[end - 1] in grammar.auxiliary or not lower[end - 1][0].isalnum()
    ):
        end -= 1
    fragment = any(lower[at] in _FRAGMENT or lower[at] in grammar.be or _acts(view, at) for at in range(start, end))
    return (start, start) if fragment else (start, end)


def _acts(view: View, at: int) -> bool:
    term = view.harm.get(at)
    return term is not None and term.category in ("harm.kill", "harm.die", "harm.wound", "harm.lose")


def _source_start(lower: tuple[str, ...], at: int) -> int:
    start = at
    while (
        start > 0 and at - start < _SOURCE and (lower[start - 1][0].isalnum() or lower[start - 1] in ("'s", "’s", "-"))
    ):
        start -= 1
    return start


def _source_end(lower: tuple[str, ...], at: int) -> int:
    end = at
    while end < len(lower) and end - at < _SOURCE and (lower[end][0].isalnum() or lower[end] in ("'s", "’s", "-")):
        end += 1
    return end
