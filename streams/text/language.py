"""Decide which language an article is written in: "en", or the language that keeps it out.

A stated language is believed, with one exception: text stated to be English that is clearly written in another
language (feeds set "en" for a whole site) is called by the language it is in. Without a statement the text is taken to
be English unless it is clearly another language. "Clearly" means: half of the letters belong to another script, or
at least one word in seven is a function word of one other language, and twice as many as are English ones.

Example: ``language_of("Der Angriff traf die Stadt in der Nacht, und das Dach ist nicht mehr da", "en")`` is "de".
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from streams.ruleset import load_table

#: Code points looked at; a lead says which language it is in.
_SAMPLE_CHARS = 700
#: Share of English function words above which nothing else is looked up (English news: 0.35 to 0.5).
_CLEARLY_ENGLISH = 0.2
#: Another language needs this many of its function words, this share of all words, and this many times the English.
_LEAST_HITS, _LEAST_SHARE, _TIMES_ENGLISH = 4, 0.15, 2
_WORD = re.compile(r"[^\W\d_]+")
_SUBTAG = re.compile(r"[a-z]{2,10}")


class _Script(NamedTuple):
    """Letters of a script and what tells one of its languages from another."""

    language: str
    letters: re.Pattern[str]
    needs: frozenset[str]
    lacks: frozenset[str]


class _Profiles(NamedTuple):
    """The word lists, read once."""

    codes: dict[str, str]
    unknown: frozenset[str]
    words: dict[str, frozenset[str]]
    scripts: tuple[_Script, ...]


def language_of(text: str, stated: str | None = None) -> str:
    """Return the BCP 47 primary subtag of ``text``, given the language its publisher states.

    >>> language_of("Three people were killed in the attack", None)
    'en'
    >>> language_of("anything", "fr-CA")
    'fr'
    """
    subtag = _primary_subtag(stated)
    if subtag not in (None, "en"):
        return subtag
    return _clearly_other(text[:_SAMPLE_CHARS]) or "en"


def _primary_subtag(stated: str | None) -> str | None:
    """Read "en-GB", "EN_us", "eng" or "English" as a primary subtag; None where it says nothing."""
    if not stated:
        return None
    if stated in ("en", "en-US", "en-GB"):
        return "en"
    match = _SUBTAG.match(stated.strip().lower())
    if match is None:
        return None
    profiles = _profiles()
    subtag = profiles.codes.get(match[0], match[0])
    return subtag if subtag not in profiles.unknown and len(subtag) <= 3 else None


def _clearly_other(sample: str) -> str | None:
    """Return the language other than English that the sample is clearly written in."""
    lower = sample.lower()
    words = lower.split()
    if _hits(words, "en") > _CLEARLY_ENGLISH * len(words):
        return None  # nearly all articles: words with their punctuation are exact enough
    words = _WORD.findall(lower)
    english = _hits(words, "en")
    script = None if sample.isascii() else _other_script(sample)
    if script is not None or not words:
        return script
    hits, language = max((_hits(words, name), name) for name in _profiles().words if name != "en")
    clearly = hits >= max(_LEAST_HITS, _LEAST_SHARE * len(words), _TIMES_ENGLISH * english)
    return language if clearly else None


def _hits(words: list[str], language: str) -> int:
    """Count the words that are function words of a language."""
    known = _profiles().words[language]
    return len([word for word in words if word in known])


def _other_script(sample: str) -> str | None:
    """Return the language of the script that more than half of the letters belong to, if it is not Latin."""
    letters = sum(map(str.isalpha, sample))
    present = frozenset(sample)
    for script in _profiles().scripts:
        if 2 * len(script.letters.findall(sample)) > letters:
            fits = not script.needs or script.needs & present
            if fits and not script.lacks & present:
                return script.language
    latin = sum(char.isalpha() and char < "\u0250" for char in sample)
    return "und" if 2 * latin < letters else None


@cache
def _profiles() -> _Profiles:
    """Read the word lists; cached, because reading them takes longer than an article may."""
    raw = load_table("lexicons/languages.toml")
    return _Profiles(
        codes=raw["codes"],
        unknown=frozenset(raw["unknown"]["codes"]),
        words={language: frozenset(words.split()) for language, words in raw["words"].items()},
        scripts=tuple(
            _Script(
                language=language,
                letters=re.compile(f"[{script['letters'][0]}-{script['letters'][1]}]"),
                needs=frozenset(script.get("needs", "")),
                lacks=frozenset(script.get("lacks", "")),
            )
            for language, script in raw["scripts"].items()
        ),
    )
