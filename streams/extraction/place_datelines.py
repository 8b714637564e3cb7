"""Find the place of a dateline, where the report was filed: it is not where the attack was.

Example: "KYIV, March 3 (Agency) - Shells hit a market" was filed in Kyiv; a post that opens with "Kherson." is of it.
"""

from __future__ import annotations

from collections.abc import Sequence

from streams.extraction.place_names import LetterCase, Name
from streams.text.types import Sentence

#: Tokens of a dateline that stands alone: "BRASILIA (BRAZIL), 26 MAY 89 (RADIO NACIONAL)".
_ALONE = 24
_DASHES = frozenset(("—", "–", "-", "―", "--"))
_MONTHS = frozenset(("jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"))


def is_dateline(sentence: Sentence, name: Name, case: LetterCase) -> bool:
    """Tell whether a name stands in the dateline: "KYIV, March 3 (Agency) -", "BAMAKO (Agency) —", "KABUL (Nov. 22)".

    "NEW DELHI: A car exploded" has one as well. Only the first sentence of a paragraph can have one; the place is in
    capitals or a dash follows soon.
    """
    segment = sentence.segment
    if sentence.position or segment.kind == "headline":
        return False
    if _is_letterhead(sentence, name):
        return True
    if name.start > 8:
        return False
    words = sentence.words
    if "(" in words[: name.start] and not all(place.precision == "country" for place in name.places[:1]):
        return False
    for at in range(name.end, min(len(words), name.end + 18)):
        if words[at] in _DASHES:
            dash = at == name.end or words[at - 1] in (")", "-", "—") or _only_dateline(sentence, name, at)
            return dash and _capitals_before(words, name)
        if (
            words[at] == ":"
            and at == name.end
            and case == "mixed"
            and words[0].isupper()
            and len(words[name.end - 1]) > 3
        ):
            return _capitals_before(words, name)  # "NEW DELHI: A car exploded"
        if words[at] in (".", ";", ":") and sentence.lower[at - 1] not in _MONTHS:
            break
    if case == "upper" and words[-1] == ")" and len(words) <= _ALONE:
        return "(" in words[name.end : name.end + 1] or words[name.end : name.end + 1] == (")",)
    capitals = case == "mixed" and words[0].isupper() and len(words[0]) > 3
    return capitals and "(" in words[name.end : name.end + (1 if name.start else 3)]


def _is_letterhead(sentence: Sentence, name: Name) -> bool:
    """Tell whether a sentence is the head of a letter: "Office of the Governor, Maradi, 13 March 2026."."""
    after = sentence.lower[name.end :]
    dated = any(word.isdigit() for word in after) and not _MONTHS.isdisjoint(word[:3] for word in after)
    return (
        sentence.segment.paragraph == 0
        and sentence.lower[0] in _OFFICES
        and after[:1] == (",",)
        and dated
        and all(word.isdigit() or not word.isalpha() or word[:3] in _MONTHS for word in after)
    )


_OFFICES = frozenset(("office", "ministry", "headquarters", "command", "directorate", "department", "governorate"))


def _capitals_before(words: Sequence[str], name: Name) -> bool:
    """Tell whether only names stand before this one: "SAN SALVADOR, EL SALVADOR --"."""
    return all(not word[0].islower() for word in words[: name.start])


def _only_dateline(sentence: Sentence, name: Name, dash: int) -> bool:
    """Tell whether nothing but names, dates and marks stands between a name and a dash."""
    between = sentence.words[name.end : dash]
    return all(not word[0].islower() for word in between)


def heads_post(sentence: Sentence, name: Name) -> bool:
    """Tell whether a text opens with nothing but a town, after marks: "Again Kherson.", "🔴 Poltava. Two wounded"."""
    before = sentence.words[: name.start]
    if sentence.position or any(word[0].isalnum() and word.lower() not in _AGAIN for word in before):
        return False
    return name.end < len(sentence.words) and all(word in _STOPS for word in sentence.words[name.end :])


_AGAIN = frozenset(("again", "and", "also", "once", "more", "now"))
_STOPS = frozenset((".", "!", "…", ":"))
