"""Tell which publisher family an outlet belongs to, and whether it is a state authority.

Outlets of one family share text, so they never confirm each other. A domain listed in ``publishers.toml`` decides, then
the family that the feed states, then the registrable domain, then the name.

Example: ``family_of("uk.reuters.com", None, None) == "reuters"``.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from publicsuffixlist import PublicSuffixList

from streams.ruleset import load_table

#: Reports that name no publisher at all count as one family: they cannot confirm each other.
UNKNOWN = "unknown"


class Registry(NamedTuple):
    """``publishers.toml`` by domain and by credited name (see ``normal_name``), and the words that publishers bear."""

    families: dict[str, str]
    official: frozenset[str]
    official_labels: frozenset[str]
    credits: dict[str, str]
    kinds: frozenset[str]
    trade: frozenset[str]


@lru_cache(maxsize=1)
def registry() -> Registry:
    """Load the list of publishers."""
    table = load_table("lexicons/publishers.toml")
    families = {domain: name for name, entry in table["families"].items() for domain in entry["domains"]}
    credited = {normal_name(credit): name for name, entry in table["families"].items() for credit in entry["credits"]}
    official = frozenset(name for name, entry in table["families"].items() if entry.get("official", False))
    words = {name: frozenset(listed.split()) for name, listed in table["names"].items()}
    return Registry(
        families, official, frozenset(table["official"]["labels"]), credited, words["kinds"], words["trade"]
    )


@lru_cache(maxsize=8192)
def family_of(domain: str | None, stated: str | None, name: str | None) -> str:
    """Return the family of an outlet: by its listed domain, as stated, by its registrable domain, or by its name.

    >>> family_of("www.bbc.co.uk", None, "BBC"), family_of("news.paper.example", None, None)
    ('bbc', 'paper.example')
    """
    host = _host(domain)
    listed = _listed(host)
    if listed is not None:
        return listed
    if stated:
        return stated
    if host:
        return _suffixes().privatesuffix(host) or host
    return normal_name(name or "") or UNKNOWN


@lru_cache(maxsize=8192)
def is_official(domain: str | None) -> bool:
    """Say whether a domain belongs to a state authority: listed as such, or ``gov``, ``mil`` ... where a state rules.

    That is as top level, or as second level under a country's: anybody can call a subdomain "gov".

    >>> is_official("police.gov.ua"), is_official("gov.paper.com"), is_official("centcom.mil")
    (True, False, True)
    """
    host = _host(domain)
    if _listed(host) in registry().official:
        return True
    labels = registry().official_labels
    *_, second, top = ("", *host.split("."))
    # `example` is reserved for documents and samples; nobody can register under it.
    return top in labels or (second in labels and (len(top) == 2 or top == "example"))


@lru_cache(maxsize=8192)
def family_of_credit(name: str) -> str | None:
    """Return the family that a credited name belongs to, None when it is not listed.

    >>> family_of_credit("The Associated Press")
    'ap'
    """
    return registry().credits.get(normal_name(name))


@lru_cache(maxsize=8192)
def normal_name(name: str) -> str:
    """Return a publisher's name for comparing: lower case, words only, without a leading "the".

    >>> normal_name("The Kyiv  Independent")
    'kyiv independent'
    """
    return " ".join(re.findall(r"[^\W_]+", name.casefold())).removeprefix("the ")


def _listed(host: str) -> str | None:
    families = registry().families
    labels = host.split(".")
    names = (".".join(labels[at:]) for at in range(len(labels)))
    return next((families[name] for name in names if name in families), None)


def _host(domain: str | None) -> str:
    return (domain or "").strip().casefold().rstrip(".").removeprefix("www.")


@lru_cache(maxsize=1)
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()
