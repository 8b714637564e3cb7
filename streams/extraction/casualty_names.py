"""Read names of people as one victim each.

Example: "Omar Haddad, 34, was killed" is one person; "killed Omar Haddad and his driver" two.
"""

from __future__ import annotations

from streams.extraction.casualty_verbs import is_verb
from streams.extraction.clauses import words
from streams.extraction.victim_chains import chain_from
from streams.extraction.victims import Group, View, is_name
from streams.lexicons.place_words import load_place_words
from streams.text.numbers import count
from streams.text.types import Sentence, Term

_PERSONS = frozenset(("people.civilian", "people.fighter", "people.any"))


def name_at(view: View, at: int) -> tuple[Group, ...]:
    """Return one person for a name that starts at a token, with those joined to it."""
    sentence = view.sentence
    end = at
    while end < len(view.lower) and end - at < 4 and is_name(view, end):
        end += 1
    if end == at or (sentence.words[at].isupper() and len(sentence.words[at]) > 2 and not _all_capitals(sentence)):
        return ()
    if end < len(view.lower) and view.lower[end] in ("'s", "’s"):
        return ()
    noun = view.people.get(end)
    if noun is not None and noun.category in _PERSONS and view.lower[end] == noun.name.split()[0]:
        # "kills Mali mayor and two guards": the name only says where from.
        end = noun.end
    if _names_thing(view, at, end):
        return ()
    name = Group(at, end, count(1, 1), None, "name", known=True)
    return chain_from(view, name, len(view.lower))[0]


def name_before(view: View, start: int) -> tuple[Group, ...]:
    """Return one person for a name that is the subject ("Omar Haddad was killed", "Omar Haddad, 34, was killed")."""
    lower = view.lower
    end = start
    if end > 2 and lower[end - 1] == ",":
        end = next((at for at in range(end - 2, max(0, end - 16), -1) if lower[at] == ","), end)
    begin = end
    while begin > 0 and end - begin < 4 and is_name(view, begin - 1):
        begin -= 1
    if begin == end or start == len(lower):
        return ()
    if begin and (lower[begin - 1] in words().preposition or lower[begin - 1] in ("the", ",", "and", "'s", "’s")):
        return ()
    if _names_thing(view, begin, start) or (begin and _is_thing(view, begin - 1)):
        return ()  # "the tanker Castor Star was hit"
    plural = lower[start] in ("were", "are", "have")
    return (Group(begin, end, count(2, None) if plural else count(1, 1), None, "name", known=True),)


def before_unit(view: View, first: int, end: int) -> int:
    """Return the end of a name behind which its unit stands: "Major Ali Noor | of the Sixth Division was killed".

    Class: a rank, a name, "of" and a name up to a token; without a rank the words say whose people they are.
    """
    lower, written, at = view.lower, view.sentence.words, end
    while at > first and (written[at - 1][0].isupper() or lower[at - 1] == "the" or lower[at - 1][0].isdigit()):
        at -= 1
    of = at - 1
    if at == end or of <= first or lower[of] != "of" or not is_name(view, of - 1):
        return end
    ranks = [
        group for group in view.groups
        if group.form == "bare" and group.victims == "fighter" and first <= group.start and group.end < of
    ]  # fmt: skip
    return of if ranks and all(is_name(view, place) for place in range(ranks[-1].end, of)) else end


def _names_thing(view: View, start: int, end: int) -> bool:
    """Whether a name is that of a building or a street.

    Class: "Castle Street was hit", "Hotel Miramar was attacked". Words that are also surnames count only at its end:
    "Park" begins the name of a person.
    """
    sites = load_place_words().site_nouns
    last = end - start > 1 and view.lower[end - 1] in sites
    return last or (view.lower[start] in sites and _is_thing(view, start))


def _is_thing(view: View, at: int) -> bool:
    term = view.people.get(at)
    return term is not None and term.category == "people.thing"


def may_be_thing(view: View, act: Term, groups: tuple[Group, ...]) -> bool:
    """Whether nothing tells that it is a person to whom a name without title or age says that this happened.

    Class: "Bara was burned", "Kostiv was hit by two missiles", "Explosives seized in raid blow up"; but "Omar Haddad,
    34, was hit", "Omar Haddad was hit by shrapnel" and "was crushed to death" are of people.
    """
    lower = view.lower
    one_word = act.category == "harm.seize" and groups[0].end - groups[0].start == 1
    if not (act.name in _BEFALLS or one_word) or len(groups) != 1 or groups[0].form != "name":
        return False
    aside = lower[groups[0].end : groups[0].end + 1] == (",",)
    return not aside and _OF_PEOPLE.isdisjoint(lower[act.end : act.end + _CAUSE])


#: What befalls towns and ships as well as people, and what only people are hit by or die of.
_BEFALLS = frozenset(("hit", "burn", "crush"))
_OF_PEOPLE = frozenset(("bullet", "bullets", "shrapnel", "splinters", "gunfire", "death", "dead", "fatally"))
#: Tokens after an act in which its cause stands.
_CAUSE = 5


def named_first(view: View, group: Group) -> tuple[Group, ...]:
    """Return the name that a subject begins with ("Omar Haddad and several fighters were killed")."""
    lower = view.lower
    if group.start > 3 and group.form == "definite" and lower[group.start] in _OWN:
        end = _before_aside(view, group.start - 1 - (lower[group.start - 1] == "and"))
        if end and is_name(view, end - 1):
            return name_before(view, end)
    if group.start < 2 or lower[group.start - 1] != "and" or not is_name(view, group.start - 2):
        return ()
    names = () if group.start - 2 in view.people else name_before(view, group.start - 1)
    # "Jets bombed Bara and 20 people were killed": the name is what was bombed.
    return () if names and names[0].start and is_verb(view, names[0].start - 1) else names


_OWN = frozenset(("his", "her", "their"))


def _before_aside(view: View, comma: int) -> int:
    """Return the end of the name whose age stands before a comma ("Olena Bondar, 41, her mother"), 0 without one."""
    lower = view.lower
    if comma < 3 or lower[comma] != "," or lower[comma - 2] != ",":
        return 0
    return comma - 2 if lower[comma - 1].isdigit() else 0


def _all_capitals(sentence: Sentence) -> bool:
    """Whether a sentence is in capitals, so that capitals tell nothing of an acronym."""
    return all(word.isupper() for word in sentence.words[:8] if word.isalpha())
