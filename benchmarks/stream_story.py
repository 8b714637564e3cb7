"""Plan how one attack is told: who reports when, who copies whom, what is revised, corrected or taken back.

What is true in the end is known because the story was planned so; it is not computed by the rules that are measured.
Example: ``Story(chance, texts, outlets, "i7", scene, start).told()`` gives the deliveries and the truth.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from benchmarks.stream_texts import Figures, Named, Scene, Text, Texts, capital, spelled

#: Reports of one attack: on average and at most. Half of all attacks have six or fewer.
MEAN_REPORTS = 8
MOST_REPORTS = 40
#: Hours after the attack at which the last article about it is published.
LAST_HOURS = 40


class Outlet(NamedTuple):
    """A publisher; ``family`` is its owner, whose outlets share text."""

    name: str
    domain: str
    family: str
    agency: bool = False
    official: bool = False


class Delivery(NamedTuple):
    """An article as it arrives, and what is true of it. ``incident`` None: it reports no attack."""

    moment: datetime
    article: dict[str, Any]
    incident: str | None = None
    copy_of: str | None = None


Range = tuple[int, int | None]


@dataclass(slots=True)
class Truth:
    """What is true of an incident in the end: None where it was retracted; families with a report of their own."""

    killed: Range | None = None
    wounded: Range | None = None
    families: set[str] = field(default_factory=set)
    retracted: bool = False


@dataclass(frozen=True, slots=True)
class Traps:
    """What makes an attack easy to mistake for another: then its reports all name the site, or the day."""

    names_site: bool = False
    names_day: bool = False
    retracted: bool = False
    not_by: str | None = None


class _Own(NamedTuple):
    outlet: Outlet
    uri: str
    text: Text
    figures: Figures
    at: datetime


class Story:
    """One attack and the articles about it, from the first report at ``start`` on."""

    def __init__(
        self,
        chance: random.Random,
        texts: Texts,
        outlets: list[Outlet],
        name: str,
        scene: Scene,
        start: datetime,
        traps: Traps = Traps(),  # noqa: B008 - it is frozen
    ) -> None:
        self._chance = chance
        self._texts = texts
        self._press = [each for each in outlets if not each.official and each.family != traps.not_by]
        self._official = [each for each in outlets if each.official]
        self._name = name
        self._scene = scene
        self._start = start
        self._traps = traps
        self._details = texts.details()
        self._own: list[_Own] = []
        self._out: list[Delivery] = []
        self.truth = Truth()
        most = Figures(2 + min(60, int(chance.expovariate(1 / 7))), 2 + min(90, int(chance.expovariate(1 / 15))))
        self._now = Figures(max(2, int(most.killed * 0.5)), max(2, int(most.wounded * 0.5)))
        self._most = most

    def told(self) -> list[Delivery]:
        """Return the articles about the attack, in no order."""
        if self._traps.retracted:
            return self._told_falsely()
        number = min(MOST_REPORTS, 1 + int(self._chance.expovariate(1 / (MEAN_REPORTS - 1))))
        moments = sorted(self._start + timedelta(hours=self._hours()) for _ in range(number))
        turn = self._chance.choice(["correction", "died_later", "withdrawn", *[""] * 9])
        turning = self._chance.randrange(2, number) if number > 3 else 0
        self._report(self._start, "early" if self._chance.random() < 0.3 else "own")
        for at, moment in enumerate(moments[1:], 1):
            if turn and at == turning:
                self._turn(turn, moment)
                continue
            form = self._chance.choices(["copy", "rewrite", "own", "revision"], [40, 14, 40, 6])[0]
            if form in ("copy", "rewrite"):
                self._leaning(form, moment)
            else:
                self._advance()
                self._report(moment, "own", revises=self._own[-1] if form == "revision" else None)
        return self._out

    def _told_falsely(self) -> list[Delivery]:
        self._report(self._start, "own")
        for _ in range(self._chance.randrange(4)):
            self._leaning("copy", self._start + timedelta(hours=self._chance.uniform(0.3, 3)))
        at = self._start + timedelta(hours=self._chance.uniform(4, 9))
        police = self._chance.choice(self._official)
        text = self._texts.report("retraction", self._scene, self._now, at, details=self._details, official=True)
        self._deliver(police, self._uri(police), text, at, at + timedelta(minutes=4))
        self.truth.killed = self.truth.wounded = None
        self.truth.retracted = True
        return self._out

    def _turn(self, turn: str, at: datetime) -> None:
        """Tell a correction or that wounded people died, or an article that is taken back some hours later."""
        if turn == "correction" and self._now.killed > 2:
            old = self._now
            fewer = max(2, old.killed - self._chance.randint(1, max(1, old.killed // 3)))
            self._now = self._most = Figures(fewer, old.wounded)
            self._report(at, "correction", old=spelled(old.killed))
        elif turn == "died_later" and self._now.wounded > 4:
            self._now = Figures(self._now.killed + 2, self._now.wounded - 2)
            self._most = self._now
            self._report(at, "died_later", Died="Two people")
        elif turn == "withdrawn":
            kept, truth = self._now, (self.truth.killed, self.truth.wounded)
            self._now = Figures(kept.killed + 15, kept.wounded + 20)
            self._report(at, "own")
            wrong = self._own.pop()
            self._now, (self.truth.killed, self.truth.wounded) = kept, truth
            gone = at + timedelta(hours=self._chance.uniform(1, 6))  # perhaps before a late arrival: see _deliver
            self._deliver(wrong.outlet, wrong.uri, wrong.text, gone, gone, version=2, pub_status="canceled")
        else:
            self._leaning("copy", at)

    def _report(self, at: datetime, form: str, *, revises: _Own | None = None, **slots: str) -> None:
        """Tell what is known by now, by an outlet of its own or as a newer version of an article."""
        used = {each.outlet.name for each in self._own}
        official = revises.outlet.official if revises else len(self._own) > 0 and self._chance.random() < 0.15
        fresh = [each for each in (self._official if official else self._press) if each.name not in used]
        outlet = revises.outlet if revises else self._chance.choice(fresh or self._press)
        if form == "own" and self._own and self._now.killed > self._own[-1].figures.killed > 0:
            form = self._chance.choice(["own", "later"])
        text = self._texts.report(
            form, self._scene, self._now, at, details=self._details, named=self._named(at), official=official, **slots
        )
        uri = revises.uri if revises else self._uri(outlet)
        versions = sum(each.uri == uri for each in self._own)
        self._own.append(_Own(outlet, uri, text, self._now, at))
        self._deliver(outlet, uri, text, at, self._arrival(at), version=versions + 1 if versions else None)
        self.truth.families.add(outlet.family)
        self.truth.killed = (self._now.killed, None if form == "early" else self._now.killed)
        self.truth.wounded = (self._now.wounded, self._now.wounded)

    def _leaning(self, form: str, at: datetime) -> None:
        """Tell a copy of an article, or a rewrite that credits it."""
        newest = {each.uri: each for each in self._own}
        original = self._chance.choice(list(newest.values()))
        others = [each for each in self._press if each.family != original.outlet.family]
        outlet = self._chance.choice(others)
        at = max(at, original.at + timedelta(minutes=self._chance.randint(3, 30)))
        if form == "copy":
            text = self._copied(original)
        else:
            text = self._texts.report(
                "rewrite",
                self._scene,
                original.figures,
                at,
                details=[],
                named=self._named(at),
                agency=original.outlet.name,
            )
            text = Text(text.headline, text.paragraphs[:1])
        self._deliver(outlet, self._uri(outlet), text, at, self._arrival(at), copy_of=original.uri)

    def _copied(self, original: _Own) -> Text:
        """Return the text as another outlet prints it: a headline of its own, perhaps an end cut off or a credit."""
        lead, *rest = original.text.paragraphs
        if self._chance.random() < 0.5:
            rest = rest[:-1]
        if self._chance.random() < 0.3:
            rest = [*rest, f"({original.outlet.name})"]
        town, noun = self._scene.town, self._texts.table["kinds"][self._scene.kind]["noun"]
        headlines = [original.text.headline, f"{town}: {noun}", f"{capital(noun)} reported in {town}"]
        return Text(self._chance.choice(headlines), (lead, *rest))

    def _advance(self) -> None:
        """Let more become known."""
        if self._chance.random() < 0.6:
            self._now = Figures(
                self._chance.randint(self._now.killed, max(self._now.killed, self._most.killed)),
                self._chance.randint(self._now.wounded, max(self._now.wounded, self._most.wounded)),
            )

    def _named(self, at: datetime) -> Named:
        same_day = at.date() == self._scene.day
        return Named(
            site=self._traps.names_site or self._chance.random() < 0.6,
            day=self._traps.names_day or not same_day or self._chance.random() < 0.85,
        )

    def _hours(self) -> float:
        return min(LAST_HOURS, self._chance.expovariate(1 / 7))

    def _arrival(self, at: datetime) -> datetime:
        late = self._chance.uniform(2, 8) if self._chance.random() < 0.08 else 0
        return at + timedelta(hours=late, minutes=self._chance.uniform(1, 6))

    def _uri(self, outlet: Outlet) -> str:
        return f"{outlet.domain}/{self._name}-{len(self._out)}"

    def _deliver(
        self,
        outlet: Outlet,
        uri: str,
        text: Text,
        published: datetime,
        arrives: datetime,
        *,
        copy_of: str | None = None,
        **more: Any,
    ) -> None:
        # The versions of an article come from one feed, in order: a withdrawal never overtakes its article.
        arrives = max([arrives, *(each.moment for each in self._out if each.article["uri"] == uri)])
        article = {
            "uri": uri,
            "url": f"https://{uri}",
            "headline": text.headline,
            "body": text.body,
            "language": "en",
            "published_at": published.isoformat(timespec="seconds"),
            "retrieved_at": arrives.isoformat(timespec="seconds"),
            "source": {"name": outlet.name, "domain": outlet.domain, "family": outlet.family},
            **{name: value for name, value in more.items() if value is not None},
        }
        one = Delivery(arrives, article, self._name, copy_of)
        self._out.append(one)
        if self._chance.random() < 0.03:
            self._out.append(one._replace(moment=arrives + timedelta(hours=self._chance.uniform(0.1, 5))))
