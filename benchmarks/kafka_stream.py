"""The records that ``benchmarks/kafka.py`` sends: a mixed stream of articles, and events of many incidents.

One article in ten reports an attack: the reports of the sample stream, told again and again, each time four days later
with their dates moved along, so that incidents open, gather reports and close as in life. All is a function of the
number asked for. Example: ``list(mixed(50_000))``.
"""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import orjson

from benchmarks.detect import Writer, sample_articles
from schemas import ids
from schemas.codec import encode
from schemas.event import ConflictEvent
from schemas.topics import DEFAULT_PREFIX, Topic
from streams.runtime import context_of, run_stage
from streams.stage import Record
from streams.topology import DETECT

#: Days between two tellings: an incident is closed 72 h after its last report, and the sample spans three days.
ROUND_DAYS = 4
ATTACK_EVERY = 10
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
#: Dates of the sample's days as its articles write them.
_DATED = re.compile(rf"\b(?:May (\d{{1,2}})|(\d{{1,2}}) May|({'|'.join(WEEKDAYS)}))\b")
_TIMES = ("published_at", "modified_at", "retrieved_at")


def days_later(text: str, days: int) -> str:
    """Return a text of the sample as if it had been written some days later.

    >>> days_later("Killed on Sunday in Kherson, May 11 (Harrow)", 4)
    'Killed on Thursday in Kherson, May 15 (Harrow)'
    """

    def moved(found: re.Match[str]) -> str:
        if weekday := found[3]:
            return WEEKDAYS[(WEEKDAYS.index(weekday) + days) % 7]
        day = date(2026, 5, int(found[1] or found[2])) + timedelta(days=days)
        return f"{day:%B} {day.day}" if found[1] else f"{day.day} {day:%B}"

    return _DATED.sub(moved, text)


def told_again(article: dict[str, Any], days: int) -> dict[str, Any]:
    """Return a report of the sample some days later."""
    times = {name: _later(article[name], days) for name in _TIMES if article.get(name)}
    texts = {name: days_later(article[name], days) for name in ("headline", "summary", "body") if article.get(name)}
    return {**article, **times, **texts}


def _later(moment: str, days: int) -> str:
    return (datetime.fromisoformat(moment) + timedelta(days=days)).isoformat()


def mixed(number: int, *, prefix: str = DEFAULT_PREFIX) -> Iterator[Record]:
    """Yield articles in order of news time; partition and offset are left to the topic."""
    writer = Writer()
    attacks = sorted(sample_articles()[0], key=lambda each: str(each.get("retrieved_at") or each["published_at"]))
    now = datetime.fromisoformat(attacks[0]["published_at"])
    name = Topic.ARTICLES.name_with(prefix)
    for at in range(number):
        if at % ATTACK_EVERY == ATTACK_EVERY // 2:
            told, place = divmod(at // ATTACK_EVERY, len(attacks))
            article = writer.lengthened(told_again(attacks[place], told * ROUND_DAYS), told)
            now = max(now, datetime.fromisoformat(article.get("retrieved_at") or article["published_at"]))
        else:
            article = writer.other_news(at)
        key = ids.article_id((article.get("source") or {}).get("domain"), article["uri"])
        yield Record(name, key.encode(), orjson.dumps(article), round(now.timestamp() * 1000))


def of_many_incidents(incidents: int, reports: int, *, prefix: str = DEFAULT_PREFIX) -> Iterator[Record]:
    """Yield events of so many incidents, each with so many reports by different outlets, all within a day.

    They are the sample's events, moved to towns that do not exist; no two texts are alike.
    """
    chance = random.Random(11)
    base = [event for each in _events() if _is_plain(event := orjson.loads(each.value or b""))]
    # After the sample's last day: no report tells of what is still to come.
    moments = itertools.count(round(datetime.fromisoformat("2026-05-14T18:00:00Z").timestamp() * 1000), 1000)
    for at, town in zip(range(incidents), _towns(), strict=False):
        # A grid, and between its points where it is full: two towns near each other might share an incident.
        spot = {"lat": float(at // 120 % 120 - 60) + at // 14_400 / 2, "lon": float(at % 120 * 3 - 180)}
        for report in range(reports):
            event = _elsewhere(base[at % len(base)], town, spot, f"outlet{report}", at, chance)
            country = event.country or "ZZ"
            yield Record(Topic.EVENTS.name_with(prefix), country.encode(), encode(event), next(moments))


def _events() -> Iterator[Record]:
    """Yield what the sample's reports of attacks give."""
    for at, article in enumerate(sample_articles()[0]):
        record = Record(Topic.ARTICLES.name_with(), None, orjson.dumps(article), 1_778_485_560_000, offset=at)
        written = run_stage(DETECT, record, context_of(record))
        yield from (each for each in written if each.topic == Topic.EVENTS.name_with())


def _is_plain(event: dict[str, Any]) -> bool:
    """Say whether an event opens an incident by itself, and reports of it join each other."""
    return bool(event["places"] and event["occurred_on"] and "retraction" not in event["signals"])


def _towns() -> Iterator[str]:
    for parts in itertools.product("BDGKLMNPRSTVZ", "aeiou", "bdgklmnrst", "aeiou", "klmnrst"):
        yield "".join(parts)


def _elsewhere(
    event: dict[str, Any], town: str, spot: dict[str, float], outlet: str, at: int, chance: random.Random
) -> ConflictEvent:
    uri = f"{outlet}-{at}"
    domain = f"{outlet}.example"
    article_id, digest = ids.article_id(domain, uri), ids.article_digest(uri, None, None, "usable")
    sketch = tuple(chance.randrange(1 << 16) for _ in event["article"].get("fingerprint") or ())
    place = {**event["places"][0], "name": town, "precision": "town", "geoname_id": None, "admin1": None, **spot}
    article = event["article"] | {
        "uri": uri, "url": f"https://{domain}/{uri}", "source": outlet, "domain": domain, "family": outlet,
        "credits": [], "article_id": article_id, "digest": digest, "fingerprint": sketch, "version": None,
    }  # fmt: skip
    given = event | {
        "event_id": ids.event_id(article_id, digest, 0), "article": article, "places": [place], "site": None,
        "ordinal": 0, "of": 1,
    }  # fmt: skip
    return ConflictEvent.model_validate(given)
