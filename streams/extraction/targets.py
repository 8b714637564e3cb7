"""Say what was struck: kinds of target, and the ship, building or quarter by its own name.

Example: "Shells hit the Al-Noor hospital and a market" has the targets hospital and market and the site
"Al-Noor hospital".
A target counts only where the sentence says that it was struck; a hospital to which the wounded were taken was not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from streams.extraction.clauses import words
from streams.lexicons.actors import load_actors
from streams.lexicons.countries import load_countries
from streams.lexicons.roles import role_words
from streams.text.types import Sentence, Term

_BREAKS = frozenset((";", ":", ".", "?", "!", "(", ")"))
#: How far left of a target its act may stand, directly and over "in a".
_DIRECT, _ACROSS = 7, 12
_NO_ATTACK = frozenset(("act.intercept", "act.clash", "act.capture"))
_OTHER_ATTACKS = frozenset(("munition.hit", "munition.land", "weapon.bombing"))
_MAX_NAME = 4
#: Kinds that stand still and bear a name of their own.
_NAMED = frozenset(
    (
        "site.quarter",
        "site.building",
        *(
            f"target.{kind}"
            for kind in ("school", "hospital", "shelter", "market", "worship", "power", "water", "dam", "nuclear")
        ),
        *(f"target.{kind}" for kind in ("military", "government", "industry")),
    )
)


def read_targets(sentences: Sequence[Sentence], terms: Sequence[Sequence[Term]]) -> tuple[str, ...]:
    """Return the kinds of target struck (``schemas.vocabulary.Target`` values), sorted.

    ``terms`` are those of each sentence, aligned.
    """
    found: set[str] = set()
    for sentence, known in zip(sentences, terms, strict=True):
        targets = _targets(known)
        if not targets:
            continue
        acts = _acts(known)
        if acts:
            found.update(term.category[7:] for term in targets if _is_struck(sentence.lower, term, acts, known))
    return tuple(sorted(found))


def site_of(sentences: Sequence[Sentence], terms: Sequence[Sequence[Term]]) -> str | None:
    """Return the ship, building or quarter struck as written, its own name with the noun; None where none is named.

    The body is asked before the headline, which leaves names out or shortens them.
    """
    pairs = list(zip(sentences, terms, strict=True))
    for heading in (False, True):
        for sentence, known in pairs:
            if (sentence.segment.kind == "headline") is not heading:
                continue
            acts = _acts(known)
            site = _identified(sentence, known) or (_site(sentence, known, acts) if acts else None)
            if site is not None:
                return site
    return None


def _targets(terms: Sequence[Term]) -> list[Term]:
    """Return the target nouns, of those that overlap the longest."""
    found = [term for term in terms if term.category[:7] == "target."]
    kept: list[Term] = []
    for term in sorted(found, key=lambda one: (one.start - one.end, one.start)):
        if all(term.end <= other.start or term.start >= other.end for other in kept):
            kept.append(term)
    return sorted(kept)


def _acts(terms: Sequence[Term]) -> Mapping[int, Term]:
    """Return attacks by their first token; stopped weapons and stock are none."""
    acts: dict[int, Term] = {}
    for term in terms:
        category = term.category
        if (category[:4] == "act." and category not in _NO_ATTACK) or category in _OTHER_ATTACKS:
            acts.setdefault(term.start, term)
    return acts


def _is_struck(lower: tuple[str, ...], term: Term, acts: Mapping[int, Term], terms: Sequence[Term]) -> bool:
    """Whether the sentence says that the target was struck, before it ("hit a school") or after ("was destroyed")."""
    if any(
        other.category.startswith("people.") and other.start <= term.start and other.end > term.end for other in terms
    ):
        return False  # "four bus passengers"
    if any(
        other.start == term.end and other.category.startswith(("people.", "munition.", "attribution."))
        for other in terms
    ):
        return False
    return _struck_before(lower, term, acts) or _struck_after(lower, term, acts)


def _struck_before(lower: tuple[str, ...], term: Term, acts: Mapping[int, Term]) -> bool:
    """Look left for the act: its object, or a place it happened in, joined by "and" to other targets."""
    grammar = words()
    preposition = ""
    for at in range(term.start - 1, max(-1, term.start - 1 - _ACROSS), -1):
        word = lower[at]
        if at in acts and acts[at].end <= term.start:
            return preposition in role_words().at_target or (
                not preposition and term.start - at <= _DIRECT and word not in ("targets",)
            )
        if word in _BREAKS or word in role_words().spoken:
            return False
        if word in grammar.preposition:
            if not preposition:
                preposition = word
            if preposition not in role_words().at_target:
                return False
            if preposition == "in" and lower[at + 1] == term.name:
                return False  # "in hospital"
        elif word in grammar.auxiliary and not preposition:
            return False
    return False


def _struck_after(lower: tuple[str, ...], term: Term, acts: Mapping[int, Term]) -> bool:
    """Look right for a passive: "houses and a mosque were destroyed", "a bus that was hit"."""
    grammar = words()
    passive = False
    for at in range(term.end, min(len(lower), term.end + 8)):
        word = lower[at]
        if at in acts:
            return (passive or lower[acts[at].end : acts[at].end + 1] == ("by",)) and not word.endswith("ing")
        if word in grammar.be:
            passive = True
        elif word in _BREAKS or (word in grammar.preposition and not passive) or (word == "," and not passive):
            return False
    return False


def _site(sentence: Sentence, terms: Sequence[Term], acts: Mapping[int, Term]) -> str | None:
    for term in sorted(terms):
        if term.category == "site.vessel_mark":
            end = _name_after(sentence, term.end)
            if end > term.end and sentence.words[term.start].isupper():
                return sentence.text(term.start, end)
        elif term.category == "target.vessel":
            if any(other.category == "site.vessel_mark" and other.start == term.end for other in terms):
                continue  # "the vessel M/T Ionian Crest": the mark comes with the name
            end, begin = _name_after(sentence, term.end), _noun_start(sentence, term.start)
            if end > term.end:
                return sentence.text(begin, end)
            if sentence.lower[term.end : term.end + 2] == (",", "the"):
                end = _name_after(sentence, term.end + 2)  # "A ferry, the Alba Star, was hit"
                if end > term.end + 2 and sentence.lower[end : end + 1] == (",",):
                    return f"{sentence.text(begin, term.end)} {sentence.text(term.end + 2, end)}"
        elif term.category == "site.foreign" and sentence.words[term.start][0].isupper():
            start, end = _name_before(sentence, term.start), _name_after(sentence, term.end)
            if end - start > 1 and _at_site(sentence.lower, start, acts):
                noun = (other.end for other in terms if other.start == end and other.category in _NAMED)
                return sentence.text(start, next(noun, end))  # "the Souq Libya market"
        elif any(
            other.start == term.end and other.category in _NAMED and _is_name(sentence, term.end) for other in terms
        ):
            continue  # "the District Headquarters Hospital" is a hospital
        elif term.category in _NAMED and term.end - term.start <= 2 and not _is_beside(sentence.lower, term, acts):
            start = _name_before(sentence, term.start)
            if sentence.lower[term.start - 1] in _SEAS:
                continue  # "the Red Sea port of Assab": the sea is no name of its own
            if _is_second(sentence.lower, start, terms):
                continue
            owned = term.name != "township" or sentence.lower[start - 1] in ("'s", "’s")  # else a district of Myanmar
            owned = owned and not (term.name == "beach" and _only_near(sentence.lower, start, terms))
            if start < term.start and owned and _at_site(sentence.lower, start, acts):
                return sentence.text(start, term.end)
    return None


def _identified(sentence: Sentence, terms: Sequence[Term]) -> str | None:
    """Return the ship that somebody names, with its noun.

    Class: "sources named the ship as the Alba Star", "the vessel was identified as Alba Star".
    """
    lower = sentence.lower
    for term in terms:
        if term.category != "target.vessel":
            continue
        at = next((at for at in range(term.end, min(len(lower), term.end + 4)) if lower[at] == "as"), None)
        near = lower[max(0, term.start - 2) : term.start] + lower[term.end : at]
        if at is None or _NAMES.isdisjoint(near):
            continue
        start = at + 1 + (lower[at + 1 : at + 2] == ("the",))
        end = _name_after(sentence, start)
        if end > start:
            return f"{sentence.text(term.start, term.end)} {sentence.text(start, end)}"
    return None


_NAMES = frozenset(("named", "identified"))


def _is_second(lower: tuple[str, ...], start: int, terms: Sequence[Term]) -> bool:
    """Whether something without a name was struck before the site: "raids on the port and on the Al-Nur power station".

    Another report may name what this one does not: the second alone does not tell the attack from others.
    """
    at = start - 1
    while at > 0 and lower[at] in ("the", "a", "on", "at", "of"):
        at -= 1
    return lower[at] == "and" and any(term.end == at and term.category[:7] == "target." for term in terms)


_SEAS = frozenset(("sea", "mediterranean", "atlantic", "baltic", "adriatic", "caspian", "gulf", "aegean"))


def _only_near(lower: tuple[str, ...], start: int, terms: Sequence[Term]) -> bool:
    """Whether a beach only tells where another target stands: "inside a hotel near Mogadishu's Lido beach"."""
    near = next((at for at in range(start - 1, max(-1, start - _MAX_NAME - 2), -1) if lower[at] == "near"), -1)
    return near > 0 and any(term.end == near for term in _targets(terms))


def _is_beside(lower: tuple[str, ...], term: Term, acts: Mapping[int, Term]) -> bool:
    """Whether the site only speaks ("Noor hospital said") or takes people in ("died in Noor hospital")."""
    if term.end < len(lower) and lower[term.end] in role_words().spoken:
        return True
    seat = lower[term.end + 1 : term.end + 5] if lower[term.end : term.end + 1] in (("in",), ("of",)) else ()
    spoken = next((at for at, word in enumerate(seat) if word in role_words().spoken), -1)
    if spoken > 0 and not _BREAKS.union((",", "and")).intersection(seat[:spoken]):
        return True  # "the Lady Reading Hospital in Peshawar said"
    if term.category != "target.hospital":
        return False
    before = [at for at in acts if at < term.start]
    return bool(before) and acts[max(before)].category == "act.kill"


def _name_after(sentence: Sentence, at: int) -> int:
    """Return the end of a name that follows its noun: capitalised words and "al-Nur", no state or month."""
    end = at
    while end < min(len(sentence.words), at + _MAX_NAME) and (
        _is_name(sentence, end) or sentence.lower[end].startswith(("al-", "ul-", "ash-", "as-"))
    ):
        end += 1
    return end


def _noun_start(sentence: Sentence, start: int) -> int:
    """Return where the ship's noun begins with the word before it that describes it ("bulk carrier")."""
    before = sentence.lower[start - 1] if start else ""
    return (
        start - 1
        if before in ("bulk", "container", "cargo", "oil", "product", "products", "merchant", "fishing")
        else start
    )


def _name_before(sentence: Sentence, at: int) -> int:
    """Return where the capitalised name before a noun starts ("Deh Mazang" area), "Al-Shifa" in one token."""
    start = at
    while start > max(0, at - _MAX_NAME) and _is_name(sentence, start - 1):
        start -= 1
    if start == at > 1 and sentence.segment.kind != "headline" and _is_proper_day(sentence, at):
        start -= 1
    if start == 0 and at - start == 1 and sentence.segment.kind != "headline":
        return at  # a capital that only opens the sentence
    if at - start == 1 and sentence.lower[start] in load_countries().by_name:
        return at  # "a Yemen prison"
    return start


def _is_name(sentence: Sentence, at: int) -> bool:
    word, lower, grammar = sentence.words[at], sentence.lower[at], words()
    if not word[0].isupper() or lower in grammar.stop or lower in grammar.months or lower in grammar.time:
        return False
    if lower in load_countries().by_word:
        return False
    return not any(name.kind == "group" and name.words == (lower,) for name in load_actors().names.get(lower, ()))


def _is_proper_day(sentence: Sentence, at: int) -> bool:
    """Whether a weekday is part of a name, as the capital of the noun shows: "the Monday Market"."""
    return sentence.words[at][0].isupper() and sentence.words[at - 1][0].isupper() and sentence.lower[at - 2] == "the"


def _at_site(lower: tuple[str, ...], start: int, acts: Mapping[int, Term]) -> bool:
    """Whether the attack happened at the name: an act, then a preposition of place or a possessive before it."""
    before = start - 1
    while before >= 0 and lower[before] in (
        "the",
        "a",
        "old",
        "central",
        "main",
        "northern",
        "southern",
        "eastern",
        "western",
        "town",
        "city",
    ):
        before -= 1
    if before < 0 or lower[before] not in role_words().at_site or lower[before] == "from":
        direct = any(at < start and acts[at].end >= start - 3 for at in acts)
        return direct and before >= 0 and lower[before] not in words().preposition
    near = lower[max(0, start - 24) : start]
    if "after" in near[-7:]:
        return False  # "an hour after the one at Independence Square"
    return any(at < start and start - at <= 24 for at in acts) and not any(
        word in role_words().spoken for word in near[-6:]
    )
