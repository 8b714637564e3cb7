"""Say which publishers a report credits, and whether it has a source of its own beside them.

Example: "Kestrel" credits the outlet "Kestrel News Agency"; an outlet that credits itself ("told Kestrel") reports by
itself.
"""

from __future__ import annotations

from functools import lru_cache

from schemas.incident import Report
from streams.lexicons.publishers import family_of, family_of_credit, normal_name, registry

#: Words of a name from which on its initials name it: two letters name too many.
_INITIALS = 3


@lru_cache(maxsize=8192)
def publisher_names(source: str | None, family: str | None) -> frozenset[str]:
    """Return the names by which others credit an outlet: its name, the beginnings of it, its family.

    A word of kind in front may be left out: "Agencia Sur" is credited as "Sur" too; three words or more have initials.

    >>> sorted(publisher_names("Kestrel News Agency", "kestrel"))
    ['kestrel', 'kestrel news', 'kestrel news agency', 'kna']
    """
    words = normal_name(source or "").split()
    names = {" ".join(words[:length]) for length in range(1, len(words) + 1)}
    if words and words[0] in registry().kinds:
        names |= {" ".join(words[1:length]) for length in range(2, len(words) + 1)}
    if len(words) >= _INITIALS:
        names.add("".join(word[0] for word in words))
    return frozenset(names | {family or "", normal_name(family or "")} - {""})


def names_of(report: Report) -> frozenset[str]:
    """Return the names by which others credit the outlet of a report."""
    return publisher_names(report.source, report.family)


def credited(report: Report) -> frozenset[str]:
    """Return the names of other publishers that a report leans on; empty when it names itself or an own source."""
    names = frozenset(
        name for credit in report.credits for name in (normal_name(credit), family_of_credit(credit)) if name
    )
    own = publisher_names(report.source, None)
    if family_of(report.domain, None, None) == report.family:
        own |= {report.family or ""}
    return frozenset() if names & own or _has_own_source(report, names) else names


def quoted(report: Report) -> str | None:
    """Return the only one on whose word all claims of a report rest: it may be who reported the attack first.

    Example: "six died, according to Camp Watch, whose volunteers work there. Five are missing, it said."
    """
    spoken = {normal_name(claim.attribution) for claim in report.claims if claim.attribution} - _PRONOUNS
    return spoken.pop() if len(spoken) == 1 and not report.own_source else None


_PRONOUNS = frozenset(("it", "he", "she", "they"))


def _has_own_source(report: Report, names: frozenset[str]) -> bool:
    if report.own_source is not None:
        return report.own_source
    spoken = (normal_name(claim.attribution) for claim in report.claims if claim.attribution)
    return any(name and name not in names for name in spoken)
