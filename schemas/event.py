"""ConflictEvent: one attack that an article newly reports, every number with the claim it rests on.

Example: "Shelling killed two in Kherson" gives ``toll.killed == Count(min=2, max=2)`` and one claim whose ``quote`` is
the words the number was read from. A claim without a span cannot be built.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from schemas.base import MAX_COUNT, Count, Day, Latitude, Longitude, Many, Message, Sorted, Span, Time, words
from schemas.vocabulary import (
    ClaimKind,
    DayPrecision,
    EventType,
    Modality,
    MunitionType,
    PlacePrecision,
    PubStatus,
    Scope,
    Signal,
    Target,
    Victims,
)

#: A MinHash signature or short tuple of integers, see streams.incidents.
Fingerprint = Many[int]


class ArticleRef(Message):
    """The article an event was read from, as far as later stages need it."""

    uri: str
    url: str | None = None
    source: str | None = None
    domain: str | None = None
    family: str | None = None
    credits: Many[str] = ()
    #: Whether the text names a source of its own beside the publishers it credits; None is not known, read as no.
    own_source: bool | None = None
    headline: str | None = None
    published_at: Time | None = None
    retrieved_at: Time | None = None
    version: int | None = None
    pub_status: Annotated[str, words(PubStatus)] = "usable"
    rights: str | None = None
    article_id: str
    digest: str
    fingerprint: Fingerprint = ()


class Place(Message):
    """A place struck, as written, with what the gazetteer knows of it.

    ``precision`` is one of town, district, admin1, country, sea; ``country`` is ISO 3166-1 alpha-2 or None at sea.
    """

    name: str
    country: str | None = None
    admin1: str | None = None
    geoname_id: int | None = None
    lat: Latitude | None = None
    lon: Longitude | None = None
    precision: Annotated[str, words(PlacePrecision)]
    span: Span | None = None


class Claim(Message):
    """One number read in the text: what it counts, how firmly, for which event, and the words it rests on.

    ``victims`` is civilian, fighter, attacker, mixed or None; ``munition`` is a munition type for weapon counts;
    ``rule`` names the reading rule; ``quote`` is the text at ``span`` (a sentence or clause that holds the number).
    """

    claim_id: str
    kind: Annotated[str, words(ClaimKind)]
    min: Annotated[int, Field(ge=0, le=MAX_COUNT)]
    max: Annotated[int, Field(ge=0, le=MAX_COUNT)] | None
    scope: Annotated[str, words(Scope)]
    modality: Annotated[str, words(Modality)]
    attribution: str | None = None
    official: bool = False
    victims: Annotated[str, words(Victims)] | None = None
    munition: Annotated[str, words(MunitionType)] | None = None
    rule: str
    span: Span
    quote: Annotated[str, Field(min_length=1)]

    @model_validator(mode="after")
    def _ordered(self) -> Claim:
        if self.max is not None and self.max < self.min:
            raise ValueError(f"max {self.max} is below min {self.min}")
        return self


class ClaimedCount(Count):
    """A count of a toll together with the ids of the claims it rests on (at least one)."""

    claims: Annotated[Many[str], Field(min_length=1)]


class Toll(Message):
    """People harmed by one attack; None is not reported, never zero."""

    killed: ClaimedCount | None = None
    wounded: ClaimedCount | None = None
    missing: ClaimedCount | None = None
    abducted: ClaimedCount | None = None
    captured: ClaimedCount | None = None
    attackers_killed: ClaimedCount | None = None


class Munitions(Message):
    """Weapons of one attack: counts, kinds, counts by kind where the text splits them, strings as written."""

    launched: ClaimedCount | None = None
    intercepted: ClaimedCount | None = None
    hit: ClaimedCount | None = None
    types: Many[Annotated[str, words(MunitionType)]] = ()
    by_type: Sorted[ClaimedCount] = Field(default_factory=dict)
    mentions: Many[str] = ()
    inconsistent: bool = False


class ConflictEvent(Message):
    """One attack an article newly reports; the first of an article is the primary one."""

    event_id: str
    article: ArticleRef
    event_type: Annotated[str, words(EventType)]
    occurred_on: Day | None = None
    occurred_at: Time | None = None
    #: Local hours of that day between which it happened, as told ("evening" is 16 to 24); past 24 in the next day.
    occurred_hours: tuple[int, int] | None = None
    occurred_precision: Annotated[str, words(DayPrecision)] | None = None
    places: Many[Place] = ()
    site: str | None = None
    country: str | None = None
    attacker: str | None = None
    target: str | None = None
    actors: Many[str] = ()
    toll: Toll | None = None
    munitions: Munitions = Field(default_factory=Munitions)
    civilian_harm: bool | None = None
    targets: Many[Annotated[str, words(Target)]] = ()
    claims: Many[Claim] = ()
    signals: Many[Annotated[str, words(Signal)]] = ()
    contested: bool = False
    ongoing: bool = False
    #: The belligerent (country of its armed forces, or group) that denies the attack; None when a civil authority does.
    denied_by: str | None = None
    #: Position among the events of its article's version, and how many there are.
    ordinal: Annotated[int, Field(ge=0)] = 0
    of: Annotated[int, Field(ge=1)] = 1
    withdraws: bool = False
    retracts: str | None = None
    reason: str | None = None
    operator: str | None = None
    confidence: Annotated[float, Field(ge=0, le=1)] = 1.0
    breaking: bool | None = None
    schema_version: int = 1

    @model_validator(mode="after")
    def _counts_rest_on_claims(self) -> ConflictEvent:
        known = {claim.claim_id for claim in self.claims}
        for where, counted in self._counts():
            missing = [claim for claim in counted.claims if claim not in known]
            if missing:
                raise ValueError(f"{where} rests on unknown claims {missing}")
        return self

    def _counts(self) -> list[tuple[str, ClaimedCount]]:
        found: list[tuple[str, ClaimedCount]] = []
        if self.toll is not None:
            found += [(f"toll.{name}", value) for name, value in self.toll if value is not None]
        munitions = self.munitions
        for name in ("launched", "intercepted", "hit"):
            value = getattr(munitions, name)
            if value is not None:
                found.append((f"munitions.{name}", value))
        found += [(f"munitions.by_type.{name}", value) for name, value in munitions.by_type.items()]
        return found
