"""Read names for comparing: of towns, of sites inside them, and what headline and claims write as names.

A reading may miss that the ship, the quarter or the town named in a headline is what was struck; the words are there
all the same, and joining holds them against the towns and sites of other reports.

Example: "Three sailors of Alma Roe found dead" names ``alma`` and ``roe``.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from schemas.event import ConflictEvent
from schemas.incident import Reading, Report
from schemas.vocabulary import Scope
from streams.incidents.sites import Site, site_of

FINE = frozenset({"town", "district"})
#: Claims whose words are searched for names, of each report.
MAX_CLAIMS = 6
_WORD = re.compile(r"[^\W_]+")
#: Words inside names that are written small: "Port of Spain", "Cité de Dieu".
_SMALL = frozenset(
    ("of", "the", "de", "du", "des", "la", "le", "les", "el", "al", "da", "do", "dos", "del", "and", "y", "e")
)


def names_in(report: Report) -> frozenset[str]:
    """Return the capitalised words of a report's headline and of its claims about this attack, normalised."""
    quotes = [claim.quote for claim in report.claims if claim.quote and claim.scope == Scope.MAIN][:MAX_CLAIMS]
    texts = dict.fromkeys([report.headline or "", *quotes])
    return frozenset().union(*(_capitalised(text) for text in texts))


def site_of_reading(reading: ConflictEvent | Reading) -> Site | None:
    """Return the named site of a reading; None where its words name no more than the town.

    A quarter that was also read as a place of its own keeps its name beside its city: "Deh Mazang area" names a site
    when Kabul is named too, and "Kabul market" does not.
    """
    fine = [place for place in reading.places if place.precision in FINE]
    whole = site_of(reading.site)
    if whole is None:
        return None
    for number, place in enumerate(fine):
        is_inside = place.geoname_id is None or number > 0
        if len(fine) > 1 and is_inside and whole.names == frozenset(_WORD.findall(place.name.casefold())):
            return whole
    words = _WORD.findall(reading.site.casefold()) if reading.site else []
    around = [frozenset(_WORD.findall(place.name.casefold())) for place in fine]
    # "An Aleppo quarter", where the quarter itself was read as the place: its region names no site.
    regions = [frozenset(_WORD.findall((place.admin1 or "").casefold())) for place in fine]
    around += [region for region in regions if region <= frozenset(words)]
    return site_of(reading.site, frozenset[str]().union(*around))


def is_named(names: frozenset[str], named: frozenset[str]) -> bool:
    """Say whether all words of a name are among words written as names; small words inside it are not ("de")."""
    told = words_of(names)
    return bool(told) and told <= named


@lru_cache(maxsize=8192)
def words_of(names: frozenset[str]) -> frozenset[str]:
    """Return the words of a name for comparing, without those that are small inside names.

    >>> sorted(words_of(frozenset(("Cité", "de", "Dieu"))))
    ['cite', 'dieu']
    """
    return frozenset(normal(word) for word in names) - _SMALL


# Whole texts, up to 3 kB each with their names: those of the incidents that are told at one time.
@lru_cache(maxsize=2048)
def _capitalised(text: str) -> frozenset[str]:
    return frozenset(normal(word) for word in _WORD.findall(text) if word[0].isupper()) - {""}


@lru_cache(maxsize=8192)
def normal(name: str) -> str:
    """Return a name for comparing: no accents, lower case, words only.

    >>> normal("Niafunk\u00e9"), normal("Al-Nur  Market")
    ('niafunke', 'al nur market')
    """
    plain = "".join(char for char in unicodedata.normalize("NFKD", name) if not unicodedata.combining(char))
    return " ".join(_WORD.findall(plain.casefold()))
