"""Generate a long stream of articles of which is known what it tells: incidents, copies, final tolls.

A year of news: attacks with copies, credited rewrites, revisions, corrections, deaths in hospital, articles taken back,
stories that turn out false, redeliveries and late arrivals, among everyday articles. Attacks that are easily confused
are planned: two sites of one town on one day, one town on two days running, two towns of a country at one hour. All is
a function of the numbers asked for and the seed. Example::

    stream = Stream(articles=1000, incidents=50)
    for delivery in stream: ...
    stream.truths["i0"].killed  # (4, 4)
"""

from __future__ import annotations

import heapq
import itertools
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from benchmarks.stream_story import Delivery, Outlet, Story, Traps, Truth
from benchmarks.stream_texts import Scene, Texts

START = datetime(2026, 1, 5, tzinfo=UTC)
#: Attacks a day, so that 5,000 fill a year and 100,000 articles are some 270 a day.
ATTACKS_A_DAY = 13.7
_FIRST = ("Meridian", "Pelham", "Corvid", "Lodestar", "Harrier", "Summit", "Tideway", "Keystone", "Beacon", "Larch")
_SECOND = ("Wire", "Post", "Courier", "Observer")
_CITIES = ("Northgate", "Southmoor", "Eastwick", "Westerby")


def outlets() -> list[Outlet]:
    """Return forty-four outlets in thirty-four families; ten agencies own a second one each; four are authorities."""
    press = [
        Outlet(f"{first} {second}", f"{first}{second}.example".lower(), _family(first, second), second == "Wire")
        for first, second in itertools.product(_FIRST, _SECOND)
    ]
    police = [
        Outlet(f"{city} Police", f"{city.lower()}.gov.example", f"official-{city.lower()}", official=True)
        for city in _CITIES
    ]
    return press + police


def _family(first: str, second: str) -> str:
    return first.lower() if second in ("Wire", "Post") else f"{first}-{second}".lower()


class Stream:
    """The deliveries in order of arrival; ``truths`` by incident is complete once they were all taken."""

    def __init__(self, articles: int, incidents: int, seed: int = 7) -> None:
        self._articles = articles
        self._incidents = incidents
        self._chance = random.Random(seed)
        self._texts = Texts(self._chance)
        self._outlets = outlets()
        self._kinds: list[str] = sorted(self._texts.table["kinds"])
        self._towns = [(country, town) for country, towns in self._texts.table["towns"].items() for town in towns]
        #: Day on which a town was last struck: another attack near that day is one that was planned.
        self._struck: dict[str, datetime] = {}
        self.truths: dict[str, Truth] = {}

    def __iter__(self) -> Iterator[Delivery]:
        """Yield ``articles`` deliveries (a few more where many reports meet), in order of arrival."""
        waiting: list[tuple[datetime, int, Delivery]] = []
        numbers = itertools.count()
        given = 0
        moment = START
        while len(self.truths) < self._incidents:
            moment += timedelta(days=self._chance.expovariate(ATTACKS_A_DAY))
            for delivery in self._attacks(moment):
                heapq.heappush(waiting, (delivery.moment, next(numbers), delivery))
            dawn = moment.replace(hour=0, minute=0, second=0, microsecond=0)
            everyday = round(self._articles * len(self.truths) / self._incidents) - given - len(waiting)
            for _ in range(everyday):
                delivery = self._everyday(next(numbers), dawn + timedelta(hours=self._chance.uniform(0, 24)))
                heapq.heappush(waiting, (delivery.moment, next(numbers), delivery))
            while waiting and waiting[0][0] < dawn:  # what follows was planned for that day or later
                yield heapq.heappop(waiting)[2]
                given += 1
        while waiting:
            yield heapq.heappop(waiting)[2]

    def _attacks(self, moment: datetime) -> Iterator[Delivery]:
        """Plan an attack and, for three in ten, a second one that is easily confused with it."""
        # Hours at which it is the same day all around the places of the stream.
        start = moment.replace(hour=self._chance.randint(7, 12), minute=self._chance.randrange(60))
        scene = self._scene(start)
        trap = self._chance.choices(["", "twin", "next_day", "neighbour", "false"], [68, 10, 10, 10, 2])[0]
        if trap == "false":
            yield from self._false_story(scene, start)
            return
        traps = Traps(names_site=trap == "twin", names_day=trap == "next_day")
        if trap == "twin":
            scene = scene._replace(site=scene.site or self._site())
        yield from self._story(scene, start, traps)
        later = start + timedelta(minutes=self._chance.randint(5, 180))
        if trap == "twin":
            other = self._other_site(scene.site or "")
            yield from self._story(scene._replace(site=other, kind=self._kind(scene.kind)), later, traps)
        elif trap == "next_day":
            self._struck[scene.town] = start + timedelta(days=1)
            again = scene._replace(day=scene.day + timedelta(days=1), site=self._chance.choice([None, self._site()]))
            yield from self._story(again, later + timedelta(days=1), traps)
        elif trap == "neighbour":
            near = self._scene(later, scene.country)
            yield from self._story(near._replace(kind=scene.kind), later, traps)

    def _false_story(self, scene: Scene, start: datetime) -> Iterator[Delivery]:
        """Tell of an attack that never was; in a third of them a real one follows, told by another family."""
        first = self._story(scene, start, Traps(retracted=True))
        yield from first
        if self._chance.random() < 1 / 3:
            family = next(iter(self.truths[f"i{len(self.truths) - 1}"].families))
            yield from self._story(scene, start + timedelta(hours=10), Traps(not_by=family))

    def _story(self, scene: Scene, start: datetime, traps: Traps) -> list[Delivery]:
        name = f"i{len(self.truths)}"
        first = start + timedelta(minutes=self._chance.randint(15, 90))
        story = Story(self._chance, self._texts, self._outlets, name, scene, first, traps)
        self.truths[name] = story.truth
        return story.told()

    def _scene(self, start: datetime, country: str | None = None) -> Scene:
        free = [
            (code, town)
            for code, town in self._towns
            if country in (None, code) and start - self._struck.get(town, START - timedelta(days=9)) > timedelta(days=3)
        ]
        code, town = self._chance.choice(free or self._towns)
        self._struck[town] = start
        site = self._site() if self._chance.random() < 0.5 else None
        return Scene(code, town, site, self._kind(None), start.date())

    def _site(self) -> str:
        sites = self._texts.table["sites"]
        return f"{self._chance.choice(sites['names'])} {self._chance.choice(sites['kinds'])}"

    def _other_site(self, site: str) -> str:
        """Return a site of another name; a clinic may lie in the other's district, and no reader could tell."""
        while True:
            other = self._site()
            is_quarter = other.endswith("district") == site.endswith("district")
            if is_quarter and other.split()[0] != site.split()[0]:
                return other

    def _kind(self, likely: str | None) -> str:
        if likely and self._chance.random() < 0.5:
            return likely
        return self._chance.choice(self._kinds)

    def _everyday(self, number: int, at: datetime) -> Delivery:
        outlet = self._chance.choice(self._outlets)
        text = self._texts.everyday(at)
        time = at.isoformat(timespec="seconds")
        article = {
            "uri": f"{outlet.domain}/n{number}",
            "headline": text.headline,
            "body": text.body,
            "language": "en",
            "published_at": time,
            "retrieved_at": time,
            "source": {"name": outlet.name, "domain": outlet.domain, "family": outlet.family},
        }
        return Delivery(at, article)
