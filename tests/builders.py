"""Readable builders of what the tests are about: articles, events, and a desk that takes events in.

``event(killed=3, place="Kherson", outlet="Northwire", at="10:30")`` is a report of 10 March 2026; ``Desk().take(...)``
runs it through the folds of track and gives the messages that go out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Any

import orjson

from schemas import ids
from schemas.alert import Alert
from schemas.article import ArticleSource, RawArticle
from schemas.base import Span
from schemas.codec import encode
from schemas.event import ArticleRef, Claim, ClaimedCount, ConflictEvent, Munitions, Place, Toll
from schemas.incident import Incident
from streams.alerting.decide import decide_alert
from streams.incidents.join import join_incident
from streams.incidents.state import Incidents
from streams.incidents.track import apply_step
from streams.severity.score import score_severity
from streams.stage import Context
from streams.text.fingerprint import fingerprint
from streams.track_types import TrackSettings, TrackStep

#: An integer, a pair (max None is open), or nothing reported.
Number = int | tuple[int, int | None] | None
#: The day on which a builder's times fall unless they name another: "10:30" or "11 10:30".
DAY = date(2026, 3, 10)


def clock(time: str) -> datetime:
    """Return a UTC time in March 2026: ``"10:30"`` on the 10th, ``"12 09:00"`` on the 12th."""
    day, _, hour = time.rpartition(" ")
    return datetime(2026, 3, int(day or DAY.day), int(hour[:2]), int(hour[3:]), tzinfo=UTC)


def article(body: str, headline: str | None = None, *, uri: str = "a1", at: str = "10:00", **fields: Any) -> RawArticle:
    """Return an article as a feed delivers it."""
    return RawArticle(
        uri=uri, headline=headline, body=body, published_at=clock(at), source=ArticleSource(name="Northwire"), **fields
    )


def town(name: str, country: str | None = "UA", precision: str = "town", **known: Any) -> Place:
    """Return a place struck."""
    return Place(name=name, country=country, precision=precision, **known)


def event(
    *,
    killed: Number = None,
    wounded: Number = None,
    missing: Number = None,
    launched: Number = None,
    place: str | Sequence[Place] | None = "Kherson",
    site: str | None = None,
    kind: str = "shelling",
    day: int | None = 10,
    precision: str = "day",
    outlet: str = "Northwire",
    family: str | None = None,
    domain: str | None = None,
    uri: str | None = None,
    at: str = "10:00",
    retrieved: str | None = None,
    version: int | None = None,
    text: str | None = None,
    signals: Iterable[str] = (),
    credits: Iterable[str] = (),
    own_source: bool | None = None,
    munitions: Iterable[str] = (),
    by_type: dict[str, int] | None = None,
    country: str | None = "UA",
    quote: str = "The governor said so.",
    rights: str | None = None,
    **fields: Any,
) -> ConflictEvent:
    """Return an event as one report gives it.

    Two events are of one article when outlet and ``uri`` are the same; by default each outlet and time has its own.
    They are of one version of it when the time, ``version`` and text are the same too.
    Without ``text`` an article resembles no other.
    """
    name = uri or f"{outlet}-{at}".replace(" ", "-").lower()
    host = domain or f"{outlet.lower().replace(' ', '')}.example"
    article_id = ids.article_id(host, name)
    digest = ids.article_digest(name, text, f"{at} {version} {sorted(signals)}", "usable")
    claims: list[Claim] = []

    def count(of: str, number: Number) -> ClaimedCount | None:
        if number is None:
            return None
        low, high = (number, number) if isinstance(number, int) else number
        span = Span(field="body", start=0, end=len(quote))
        claims.append(
            Claim(
                claim_id=f"c{len(claims)}", kind=of, min=low, max=high, scope="main", modality="asserted",
                rule="exact", span=span, quote=quote,
            )
        )  # fmt: skip
        return ClaimedCount(min=low, max=high, claims=(claims[-1].claim_id,))

    toll = Toll(killed=count("killed", killed), wounded=count("wounded", wounded), missing=count("missing", missing))
    weapons = Munitions(
        launched=count("launched", launched),
        types=tuple(munitions),
        by_type={kind: counted for kind, number in (by_type or {}).items() if (counted := count("launched", number))},
    )
    ref = ArticleRef(
        uri=name, url=f"https://{host}/{name}", source=outlet, domain=host, family=family, credits=tuple(credits),
        own_source=own_source, headline=name, published_at=clock(at), retrieved_at=clock(retrieved or at),
        version=version, rights=rights, article_id=article_id, digest=digest,
        fingerprint=() if text is None else fingerprint(text),
    )  # fmt: skip
    given: dict[str, Any] = {
        "event_id": ids.event_id(article_id, digest, fields.get("ordinal", 0)),
        "article": ref,
        "event_type": kind,
        "occurred_on": None if day is None else date(2026, 3, day),
        "occurred_precision": None if day is None else precision,
        "places": (town(place, country),) if isinstance(place, str) else tuple(place or ()),
        "site": site,
        "country": country,
        "toll": toll if toll != Toll() else None,
        "munitions": weapons,
        "claims": tuple(claims),
        "signals": tuple(signals),
    }
    return ConflictEvent(**(given | fields))


class Desk:
    """Takes events as track does, keeps the state, and remembers every message."""

    def __init__(self, records: Iterable[Incident] = (), *, min_level: str = "Unknown", test: bool = False) -> None:
        self.state = Incidents(records)
        self.settings = TrackSettings(min_level=min_level)
        self.test = test
        self.sent: list[Alert] = []
        self.last: TrackStep | None = None
        self._arrivals = 0

    def take(self, taken: ConflictEvent, at: str | None = None, origin: str | None = None) -> list[Alert]:
        """Apply an event whose record carries the time ``at`` (else its retrieval time); give the messages."""
        self._arrivals += 1
        moment = clock(at) if at is not None else taken.article.retrieved_at or clock("10:00")
        context = Context(round(moment.timestamp() * 1000), origin or f"articles/0/{self._arrivals}", test=self.test)
        step = run(TrackStep(taken, self.state, self.settings), context)
        apply_step(step, self.state)
        self.last = step
        messages = [Alert.model_validate(orjson.loads(each.body)) for each in step.alerts]
        self.sent += messages
        return messages

    def take_all(self, events: Iterable[ConflictEvent], at: str | None = None) -> Desk:
        """Apply events in order."""
        for each in events:
            self.take(each, at)
        return self

    @property
    def incidents(self) -> list[Incident]:
        """All records, in order of their first event."""
        return list(self.state)

    def only(self) -> Incident:
        """Return the one incident there is."""
        (incident,) = self.state
        return incident

    def why(self) -> list[str]:
        """Return why each message so far went out."""
        return [alert.why for alert in self.sent]

    def toll(self, field: str = "killed") -> tuple[int, int | None] | None:
        """Return a count of the one incident."""
        incident = self.only()
        holder: Any = incident.munitions if field in ("launched", "intercepted", "hit") else incident.toll
        found = None if holder is None else getattr(holder, field)
        return None if found is None else (found.min, found.max)


def run(step: TrackStep, context: Context) -> TrackStep:
    """Run a step through the three folds of track."""
    return decide_alert(score_severity(join_incident(step, context), context), context)


def records_of(desk: Desk) -> list[bytes]:
    """Return the records of a desk as they are written, in order of their ids."""
    return sorted(encode(incident) for incident in desk.state)
