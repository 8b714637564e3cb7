"""Steps 2 and 3: scan an article, and read the sentences of those that can be about conflict.

Example: an article about a bank's results has no sentences read; "Shells killed two in Goma" gives a quantity, a place
and a claim.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from schemas.article import RawArticle
from streams.extraction.actors import read_actors
from streams.extraction.casualties import read_casualties
from streams.extraction.casualty_figures import announced_kind, restates
from streams.extraction.munitions import read_munitions
from streams.extraction.places import country_of, read_places, struck_places, timezone_of
from streams.extraction.times import read_times
from streams.lexicons.terms import term_index
from streams.stage import Context
from streams.text.numbers import read_quantities
from streams.text.scan import scan
from streams.text.sentences import split_sentences
from streams.text.types import CleanArticle, PlaceMention, Quantity, ReadArticle, ReadClaim, Sentence, Term

#: A conflict report says what happened early; beyond this many sentences only furniture and hostile text is left.
MAX_SENTENCES = 400
#: Earlier claims that give a bare figure its kind ("the ministry put it at nine", "three hit the depot").
_REMEMBERED = 6
#: By how much the clocks of those who publish and those who collect may differ.
_CLOCKS_DIFFER = timedelta(hours=1)


def read_mentions(clean: CleanArticle, context: Context) -> ReadArticle:
    """Return what is said in an article; ``hits`` is the number of conflict terms found by the scan."""
    if clean.dismissed is not None:
        return ReadArticle(clean=clean, hits=clean.dismissed)
    found = scan(clean)
    if not found.relevant or clean.language != "en":
        return ReadArticle(clean=clean, hits=found.hits)
    sentences = split_sentences(clean.segments)[:MAX_SENTENCES]
    index = term_index()
    terms = tuple(index.find(sentence) for sentence in sentences)
    places = read_places(sentences, clean)
    published = _local(_written(clean.article), places)
    quantities = tuple(read_quantities(sentence) for sentence in sentences)
    return ReadArticle(
        clean=clean,
        sentences=sentences,
        terms=terms,
        quantities=quantities,
        places=places,
        times=read_times(sentences, terms, published),
        actors=read_actors(sentences, terms),
        claims=tuple(_claims(sentences, terms, quantities)),
        hits=found.hits,
        published_local=published,
    )


def _claims(
    sentences: Sequence[Sentence], terms: Sequence[Sequence[Term]], quantities: Sequence[Sequence[Quantity]]
) -> Iterable[ReadClaim]:
    people: tuple[ReadClaim, ...] = ()
    weapons: tuple[ReadClaim, ...] = ()
    for at, (sentence, found, numbers) in enumerate(zip(sentences, terms, quantities, strict=True)):
        announced = announced_kind(sentences[at - 1], terms[at - 1]) if at and restates(sentence.lower) else None
        sent = read_munitions(sentence, found, numbers, weapons) if found else ()
        weapons = (*weapons, *sent)[-_REMEMBERED:]
        read = _without_weapons(read_casualties(sentence, found, numbers, people, announced), sent)
        people = (*people, *read)[-_REMEMBERED:]
        yield from read
        yield from sent


def _without_weapons(people: tuple[ReadClaim, ...], weapons: Sequence[ReadClaim]) -> tuple[ReadClaim, ...]:
    """Return the claims about people that do not count what is counted as weapons.

    Class: "14 drones came: we neutralised eight", "58 UAVs were eliminated and 31 were blinded by jamming".
    """
    return tuple(one for one in people if not any(one.start < each.end and each.start < one.end for each in weapons))


def _written(article: RawArticle) -> datetime | None:
    """Return when an article was written: one that was got before it came out bears a wrong date."""
    published, retrieved = article.published_at, article.retrieved_at
    is_ahead = published is not None and retrieved is not None and published > retrieved + _CLOCKS_DIFFER
    return retrieved if is_ahead else published


def _local(published: datetime | None, places: Sequence[PlaceMention]) -> datetime | None:
    """Return the time of publication where the attack happened: "yesterday" is a day of that place."""
    if published is None:
        return None
    struck = struck_places(places)
    name = timezone_of(struck[0]) if struck else timezone_of(country_of(struck, places))
    zone = _zone(name) if name else None
    try:
        return published.astimezone(zone) if zone else published
    except (ValueError, OverflowError):
        # A time at the edge of the calendar: the feed's own time serves.
        return published


@lru_cache(maxsize=1024)  # ZoneInfo keeps eight and reads the others from their files again
def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return None  # unknown here: the feed's own time serves
