"""Write the articles of the generated stream from the sentences of ``stream.toml``.

A text is a headline, a lead that tells the attack and details that tell nothing of it. Example::

    Texts(random.Random(1)).report("own", Scene("UA", "Sumy", None, "shelling", day), Figures(3, 9), published)
"""

from __future__ import annotations

import random
import tomllib
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

#: Details in an article: with the lead some 90 words.
DETAILS = 5
_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_SPELLED = 10  # numbers from here on are written in figures


class Scene(NamedTuple):
    """Where, when and how an attack happened. ``site`` is written before the town: "the Amber market"."""

    country: str
    town: str
    site: str | None
    kind: str
    day: date


class Figures(NamedTuple):
    """The people killed and wounded by an attack, two or more of each."""

    killed: int
    wounded: int


class Named(NamedTuple):
    """Whether a report names the site and the day of the attack."""

    site: bool = True
    day: bool = True


class Text(NamedTuple):
    """A headline and paragraphs."""

    headline: str
    paragraphs: tuple[str, ...]

    @property
    def body(self) -> str:
        """The paragraphs as one text."""
        return "\n\n".join(self.paragraphs)


def sentences() -> dict[str, Any]:
    """Return the table of sentences, places and outlets."""
    return tomllib.loads((Path(__file__).parent / "stream.toml").read_text("utf-8"))


class Texts:
    """Write texts; the same random numbers give the same ones."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self.table = sentences()
        self._filler = tomllib.loads((Path(__file__).parent / "filler.toml").read_text("utf-8"))

    def report(
        self,
        form: str,
        scene: Scene,
        figures: Figures,
        at: datetime,
        *,
        details: list[str],
        named: Named = Named(),  # noqa: B008 - it is a tuple
        official: bool = False,
        **slots: str,
    ) -> Text:
        """Return a report of an attack, published ``at``.

        ``form`` is a key of ``leads`` (own, early, later, correction, died_later, rewrite, retraction), ``slots`` what
        its sentences ask for beyond scene and figures; ``details`` are taken from the end of that list, so that no two
        reports of one attack share one.
        """
        kind = self.table["kinds"][scene.kind]
        where = f"the {scene.site} in {scene.town}" if scene.site and named.site else scene.town
        act = self._one(kind["acts"]).format(where=where)
        who = self._one(self.table["speakers"]["official" if official else "plain"])
        given = {
            "where": where,
            "town": scene.town,
            "day": self._day(scene.day, at) if named.day else "",
            "act": act,
            "noun": kind["noun"],
            "a_noun": f"{'an' if kind['noun'][0] in 'aeiou' else 'a'} {kind['noun']}",
            "who": who,
            "n": str(figures.killed),
            "k": f"{spelled(figures.killed)} people",
            "w": spelled(figures.wounded),
            **slots,
        }
        given |= {name[0].upper() + name[1:]: capital(given[name]) for name in ("act", "noun", "who", "k", "w")}
        lead = self._one(self.table["leads"][form]).format(**given)
        headline = self._one(self.table["headlines"][form]).format(**given)
        if len(details) < DETAILS:
            details[:0] = self.details()
        told = [self._detail(details.pop()) for _ in range(DETAILS)]
        return Text(headline, (" ".join(lead.split()).replace(" ,", ",").replace(" .", "."), *told))

    def details(self) -> list[str]:
        """Return all details in an order of their own: those of one attack are told once each."""
        return self._chance.sample(self.table["details"]["sentences"], len(self.table["details"]["sentences"]))

    def everyday(self, at: datetime) -> Text:
        """Return an article that reports no attack; one in six has words that sound like one."""
        if self._chance.random() < 1 / 6:
            kind = self._one(sorted(self.table["everyday"]))
            town = self._one([town for towns in self.table["towns"].values() for town in towns])
            slots = {"town": town, "day": self._day(at.date(), at), "y": self._one(self.table["details"]["people"])}
            lead = self._one(self.table["everyday"][kind]).format(m=self._chance.randint(3, 9), **slots)
            return Text(lead.partition(";")[0].partition(".")[0], (lead, *map(self._detail, self.details()[:2])))
        topic = self._filler[self._one(["business", "sport", "city", "science"])]
        said = [self._one(topic["headlines"]), *self._chance.sample(topic["sentences"], 4)]
        headline, *paragraphs = (
            each.format(
                place=self._one(self._filler["places"]),
                name=self._one(self._filler["names"]),
                n=self._chance.randint(2, 60),
            )
            for each in said
        )
        return Text(headline, tuple(map(capital, paragraphs)))

    def _detail(self, sentence: str) -> str:
        table = self.table["details"]
        minute = self._chance.randrange(60)
        said = sentence.format(
            x=self._one(table["cloths"]),
            z=self._one(table["trades"]),
            y=self._one(table["people"]),
            m=self._chance.randint(3, 40),
            hour=f"{self._chance.randint(13, 22)}:{minute:02}",
        )
        return capital(said)

    def _day(self, day: date, at: datetime) -> str:
        part = self._chance.choice(["", "", " morning"]) if day == at.date() else ""
        return f"on {day:%A}{part}"

    def _one(self, choices: list[str]) -> str:
        return self._chance.choice(choices)


def spelled(number: int) -> str:
    """Return a number as news writes it.

    >>> spelled(4), spelled(12)
    ('four', '12')
    """
    return _WORDS[number] if number < _SPELLED else str(number)


def capital(text: str) -> str:
    """Return a text that begins a sentence."""
    return text[:1].upper() + text[1:]
