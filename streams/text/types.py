"""The types passed between the steps of the detect stage.

``RawArticle -> CleanArticle -> ReadArticle -> ClassifiedArticle -> Detection``. Offsets: tokens count in the normalised
text of their segment; ``Segment.span`` maps them back to code points of the text received.

Example: in the headline "Drone kills 3", the token range [2, 3) is the quantity ``Count(min=3, max=3)``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, NamedTuple

from schemas.article import RawArticle
from schemas.base import Count, Span, TextField
from schemas.event import ConflictEvent
from schemas.verdict import Verdict

SegmentKind = Literal["headline", "summary", "paragraph", "other"]


@dataclass(frozen=True, slots=True)
class Segment:
    """A paragraph, headline or piece of furniture.

    ``text`` is normalised (NFKC, no zero-width, bidi or control characters, one line). ``offsets[i]`` is the code point
    of ``text[i]`` in the field, with one more entry for the end; None means that text[i] stands at ``start + i``.
    ``kind`` "other" is page furniture or a teaser: kept for explaining, never read. ``paragraph`` counts the
    paragraphs of the body from 0 (the lead); -1 for anything else.
    """

    field: TextField
    kind: SegmentKind
    text: str
    start: int
    offsets: tuple[int, ...] | None = None
    paragraph: int = -1

    def span(self, start: int, end: int) -> Span:
        """Return the span in the received field of ``text[start:end]``."""
        if self.offsets is None:
            return Span(field=self.field, start=self.start + start, end=self.start + end)
        return Span(field=self.field, start=self.offsets[start], end=self.offsets[end - 1] + 1)


@dataclass(frozen=True, slots=True)
class CleanArticle:
    """An article as readable text.

    ``body_text`` is what body spans count in: the body received, or the text extracted from its HTML. ``dismissed``
    holds the number of conflict terms when the scan found too few of them, furniture included: the segments of such an
    article are not read, so there are none, or they are cut when somebody asks for them.
    """

    article: RawArticle
    segments: Sequence[Segment]
    body_text: str
    #: BCP 47 primary subtag, stated or detected; "en" when nothing says otherwise.
    language: str
    dismissed: int | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as parallel tuples of tokens. ``starts``/``ends`` are offsets into ``segment.text``.

    Tokens: words (with inner hyphens, apostrophes and periods of abbreviations), numbers ("1,200", "3.5", "12.40"),
    and single punctuation marks. "'s" is a token of its own, so "Russia's" is two tokens.
    """

    index: int
    segment: Segment
    start: int
    end: int
    words: tuple[str, ...]
    lower: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    #: Position of the sentence in its segment, from 0.
    position: int

    def text(self, start: int = 0, end: int | None = None) -> str:
        """Return the words of the token range as they stand in the segment."""
        last = len(self.words) if end is None else end
        return self.segment.text[self.starts[start] : self.ends[last - 1]] if last > start else ""

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """Return the span in the received field of the token range."""
        last = len(self.words) if end is None else end
        return self.segment.span(self.starts[start], self.ends[last - 1])


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number phrase at tokens ``[start, end)`` ("at least seven"), before it is known what it counts.

    ``form`` names the row of the Counts table (exact, at_least, more_than, up_to, fewer_than, almost, about, range,
    vague, article for "a"/"an", none for "no" ...). ``value`` has max None when open.
    """

    start: int
    end: int
    value: Count
    form: str


class Term(NamedTuple):
    """A lexicon term at tokens ``[start, end)``: its category ("act.kill", "weapon.drone", ...) and canonical name."""

    start: int
    end: int
    category: str
    name: str


PlaceRole = Literal["struck", "mentioned", "speaker", "origin", "dateline", "destination"]


class PlaceMention(NamedTuple):
    """A place name at tokens ``[start, end)`` of sentence ``sentence``, resolved against the gazetteer.

    ``precision``: town, district, admin1, country, sea. ``role`` is what the sentence says of it; only "struck" places
    can enter an event. ``timezone`` is an IANA name.
    """

    sentence: int
    start: int
    end: int
    name: str
    country: str | None
    admin1: str | None
    geoname_id: int | None
    lat: float | None
    lon: float | None
    precision: str
    population: int
    timezone: str | None
    role: PlaceRole


class TimeMention(NamedTuple):
    """A time expression at tokens ``[start, end)``.

    ``day`` is the local date meant (None where only a period is meant); ``kind`` is one of: day (a single day: "on
    Thursday", "yesterday", "12 March"), night ("overnight"), period ("this week", "since January", "in 2019", "last
    month", "so far this year"), past (an earlier unspecified time: "a day earlier", "previously", "recent"), clock.
    """

    sentence: int
    start: int
    end: int
    day: date | None
    kind: str
    at: datetime | None = None


class Actor(NamedTuple):
    """A belligerent named at tokens ``[start, end)``.

    ``name`` is canonical (country name for state forces, else the group, "insurgents" and the like when unnamed);
    ``kind`` is state, group or unnamed; ``country`` ISO alpha-2 of a state.
    """

    sentence: int
    start: int
    end: int
    name: str
    kind: str
    country: str | None


#: total: a full count; part: one of several groups that are added; subset: "including"; delta: "three more";
#: former: a figure that the text itself replaces ("from nine", "earlier put at 12");
#: died_later: moves wounded to killed.
ClaimRole = Literal["total", "part", "subset", "delta", "former", "died_later"]

#: here: about the attack the sentence tells; background: earlier attacks, sums over a period, war totals;
#: comparison: "compared with 12 last week"; hypothetical; exercise.
LocalScope = Literal["here", "background", "comparison", "hypothetical"]


@dataclass(frozen=True, slots=True)
class ReadClaim:
    """A number of people or weapons read in one sentence, before it is known to which event it belongs.

    ``start``/``end`` are tokens of the number phrase with what it counts ("at least seven civilians"); ``clause`` is
    the token range of the clause it stands in. ``kind`` as schemas.vocabulary.ClaimKind. ``victims``: civilian,
    fighter, attacker, mixed or None where the words do not say. ``munition``: munition type for weapon counts.
    ``side`` is the actor whose people these are, where said. ``place``: index into ReadArticle.places of a place this
    number is tied to by the sentence, or None. ``rule`` names the reading rule.
    """

    kind: str
    count: Count
    sentence: int
    start: int
    end: int
    clause: tuple[int, int]
    rule: str
    role: ClaimRole = "total"
    victims: str | None = None
    munition: str | None = None
    modality: str = "asserted"
    attribution: str | None = None
    official: bool = False
    scope: LocalScope = "here"
    side: str | None = None
    place: int | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """What was read in an article. Empty ``sentences`` with ``hits`` 0: the scan found nothing about conflict."""

    clean: CleanArticle
    sentences: tuple[Sentence, ...] = ()
    #: per sentence, aligned with ``sentences``
    terms: tuple[tuple[Term, ...], ...] = ()
    quantities: tuple[tuple[Quantity, ...], ...] = ()
    places: tuple[PlaceMention, ...] = ()
    times: tuple[TimeMention, ...] = ()
    actors: tuple[Actor, ...] = ()
    claims: tuple[ReadClaim, ...] = ()
    hits: int = 0
    #: Publication in the struck place's time zone; None when not dated.
    published_local: datetime | None = None


class Feature(NamedTuple):
    """One readable reason for a verdict: its name, its weight in the decision and the words (span) if any."""

    name: str
    weight: float
    span: Span | None = None
    quote: str = ""


@dataclass(frozen=True, slots=True)
class ClassifiedArticle:
    """A read article with its verdict. ``event_type`` is None for a no_event.

    ``explain`` names the features that decided; it is called only by who shows them.
    """

    read: ReadArticle
    verdict: str
    reason: str | None
    confidence: float
    event_type: str | None = None
    signals: tuple[str, ...] = ()
    explain: Callable[[], tuple[Feature, ...]] = tuple
    breaking: bool | None = None

    @property
    def features(self) -> tuple[Feature, ...]:
        """The readable reasons for the verdict, the weightiest first."""
        return self.explain()


@dataclass(frozen=True, slots=True)
class Detection:
    """What the detect stage says of one article: a verdict and its events (a withdrawing one among them)."""

    verdict: Verdict
    events: tuple[ConflictEvent, ...] = ()
    classified: ClassifiedArticle | None = field(default=None, compare=False)
