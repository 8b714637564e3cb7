"""Make articles for the fault runs: seeded, short, cheap to read, and rich in what the stages may get wrong.

``articles(seed, count)`` gives reports of many attacks, copies and updates of them, corrections, withdrawals and newer
versions, articles that are delivered twice, and twice as many articles about anything else. The same seed gives the
same bytes. Example: ``list(articles(3, 20_000))``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import orjson

from schemas import ids
from schemas.topics import DEFAULT_PREFIX, Topic
from streams.stage import Record

#: The first article's time, and the news time that all articles of a run fill: incidents close within it. More than
#: ``DENSEST`` take longer: reports by the hundred for each incident would slow the run and, much more, its judgement.
START, SPAN = datetime(2026, 3, 10, 6, 0, tzinfo=UTC), timedelta(days=6)
DENSEST = 20_000
#: One article of this many is a report of an attack.
REPORT_EVERY = 3
#: Attacks that are told of at the same time.
OPEN_STORIES = 24

TOWNS = (
    ("Kherson", "Ukraine"), ("Kharkiv", "Ukraine"), ("Nikopol", "Ukraine"), ("Zaporizhzhia", "Ukraine"),
    ("El Obeid", "Sudan"), ("El Fasher", "Sudan"), ("Omdurman", "Sudan"), ("Goma", "Congo"), ("Bunia", "Congo"),
    ("Maiduguri", "Nigeria"), ("Mogadishu", "Somalia"), ("Baidoa", "Somalia"), ("Kabul", "Afghanistan"),
    ("Peshawar", "Pakistan"), ("Quetta", "Pakistan"), ("Mandalay", "Myanmar"), ("Sittwe", "Myanmar"),
    ("Aleppo", "Syria"), ("Idlib", "Syria"), ("Mosul", "Iraq"), ("Marib", "Yemen"), ("Taiz", "Yemen"),
    ("Gao", "Mali"), ("Mopti", "Mali"), ("Bamenda", "Cameroon"), ("Port-au-Prince", "Haiti"),
)  # fmt: skip
ATTACKS = (
    ("Drone", "drone strike", "a drone hit a {site}"),
    ("Shelling", "shelling", "shells hit a {site}"),
    ("Car bomb", "bombing", "a car bomb went off beside a {site}"),
    ("Air strike", "air strike", "an air strike hit a {site}"),
    ("Rocket", "rocket attack", "rockets hit a {site}"),
)
SITES = ("market", "school", "bus station", "power station", "clinic", "block of flats")
OUTLETS = tuple(
    (name, f"{name.lower().replace(' ', '')}.example")
    for name in ("Northwire", "Delta Star", "Harbour Paper", "Hill Radio", "Lamp Post", "River Desk", "Salt Gazette")
)
QUIET = (
    ("{town} opens a new tram line", "The mayor of {town} rode the first tram on {day} and praised the builders."),
    ("Grain prices fall in {country}", "Traders in {town} said that the harvest had cut prices by {n} percent."),
    ("{town} wins the cup final", "The team from {town} beat its guests {n} to nil before a full stadium on {day}."),
    ("Rain floods streets of {town}", "Heavy rain flooded cellars in {town} on {day}; firemen pumped out {n}."),
    ("Choir festival returns to {town}", "{n} choirs from all over {country} will sing in {town} next month."),
    ("School in {town} gets a library", "Parents gave {n} hundred books to the new library of a school in {town}."),
    ("{country} plans a tax on sugar", "The finance ministry said on {day} that the tax would bring {n} million."),
    ("Army drill ends near {town}", "Soldiers practised crossing a river near {town} in a drill that ended on {day}."),
)  # fmt: skip


@dataclass(slots=True)
class _Story:
    """One attack, and what was told of it so far."""

    number: int
    town: str
    country: str
    attack: int
    site: str
    day: str
    killed: int
    wounded: int
    told: list[dict[str, Any]] = field(default_factory=list)


def articles(seed: int, count: int, *, prefix: str = DEFAULT_PREFIX, fresh: float = 0.25) -> Iterator[Record]:
    """Yield ``count`` records of the articles topic, in order of time; partition and offset are left to the topic.

    ``fresh``: the share of reports that tell of a new attack.
    """
    chance = Random(seed)
    stories: list[_Story] = []
    topic, step = Topic.ARTICLES.name_with(prefix), SPAN / min(count, DENSEST)
    for number in range(count):
        now = START + number * step
        if number % REPORT_EVERY:
            article = _quiet(chance, number, now)
        else:
            if len(stories) < OPEN_STORIES or chance.random() < fresh:
                stories.append(_new_story(chance, number, now))
                del stories[:-OPEN_STORIES]
            story = stories[-1] if not stories[-1].told else chance.choice(stories)
            article = _report(chance, story, number, now)
            story.told.append(article)
        article |= {"retrieved_at": _time(now)}
        key = ids.article_id(article["source"]["domain"], article["uri"])
        yield Record(topic, key.encode(), orjson.dumps(article), round(now.timestamp() * 1000))


def _new_story(chance: Random, number: int, now: datetime) -> _Story:
    town, country = chance.choice(TOWNS)
    attack, site = chance.randrange(len(ATTACKS)), chance.choice(SITES)
    return _Story(number, town, country, attack, site, now.strftime("%A"), chance.randint(1, 9), chance.randint(2, 30))


def _report(chance: Random, story: _Story, number: int, now: datetime) -> dict[str, Any]:
    """Tell of an attack: the first time, or once more in one of the ways that the press has."""
    if not story.told:
        return _own(chance, story, number, now)
    how, earlier = chance.random(), chance.choice(story.told)
    if how < 0.15:  # the same article again, as a feed that is polled twice delivers it
        return dict(earlier)
    if how < 0.40:  # a copy: the same words under another name
        return earlier | _published(chance, story, number, now)
    if how < 0.50:  # a newer version of an article
        story.killed += 1
        version = (earlier.get("version") or 1) + 1
        return _own(chance, story, number, now) | {
            "uri": earlier["uri"],
            "source": earlier["source"],
            "version": version,
        }
    if how < 0.53:  # taken back
        return earlier | {"pub_status": "canceled", "version": (earlier.get("version") or 1) + 1}
    if how < 0.75:
        story.killed += chance.randint(0, 2)
    return _own(chance, story, number, now)


def _own(chance: Random, story: _Story, number: int, now: datetime) -> dict[str, Any]:
    title, noun, act = ATTACKS[story.attack]
    what = act.format(site=story.site)
    who = chance.choice(("the governor", "a hospital doctor", "the police", "rescue workers", "residents"))
    killed = "one person was" if story.killed == 1 else f"{story.killed} people were"
    end = chance.choice(("Nobody has claimed the attack.", "Rescue work went on.", "Windows broke streets away."))
    return {
        **_published(chance, story, number, now),
        "headline": f"{title} kills {story.killed} in {story.town}",
        "body": f"{killed[0].upper()}{killed[1:]} killed and {story.wounded} wounded when {what} in {story.town}, "
        f"{story.country}, on {story.day}, {who} said. The {noun} came in the morning. {end}",
    }


def _published(chance: Random, story: _Story, number: int, now: datetime) -> dict[str, Any]:
    name, domain = chance.choice(OUTLETS)
    uri = f"{story.town.lower().replace(' ', '-')}-{number}"
    source = {"name": name, "domain": domain}
    return {"uri": uri, "url": f"https://{domain}/{uri}", "source": source, "published_at": _time(now)}


def _quiet(chance: Random, number: int, now: datetime) -> dict[str, Any]:
    (town, country), (name, domain) = chance.choice(TOWNS), chance.choice(OUTLETS)
    headline, body = chance.choice(QUIET)
    words = {"town": town, "country": country, "day": now.strftime("%A"), "n": chance.randint(2, 60)}
    return {
        "uri": f"quiet-{number}",
        "source": {"name": name, "domain": domain},
        "published_at": _time(now),
        "headline": headline.format(**words),
        "body": body.format(**words),
    }


def _time(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
