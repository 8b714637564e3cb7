"""Turn the readings of all sentences into the readable features of an article.

A feature is named by its zone and what it says: ``headline.strike``, ``lead.kill+armed``, ``body.aftermath``. Headline
and lead are yes or no; the body counts what it repeats, up to 1. A missing headline or body is filled from the other.
Plain words are features as well (``word.coffin``, streams.classification.words).
Example: "Rebels shelled Goma" as a headline has ``headline.strike`` and ``headline.act+armed``.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from functools import lru_cache

from streams.classification.groups import Groups, groups
from streams.classification.reading import Reading, read_sentence
from streams.classification.words import PREFIX, Observed, place_of, words_of
from streams.text.types import PlaceMention, ReadArticle, ReadClaim, Sentence, TimeMention

#: Sentences of the body that count as the lead, and how many of the rest are looked at.
LEAD_SENTENCES = 2
BODY_SENTENCES = 40
#: Sentences of the body that make a feature count in full.
BODY_FULL = 3
#: Sentences from the top that the features of the whole look at.
OPENING = 10
#: The first fields of a reading.
_TELLINGS = ("real", "unreal", "old", "negated", "played")
_PEOPLE = frozenset({"killed", "wounded", "missing", "abducted"})
_HARD = ("strike", "bombing", "clash", "shooting", "abduction", "attack", "blast", "hit")
#: What only weapons of war do; a shooting has many other causes.
_ORDNANCE = ("strike", "bombing")
_THROWN = ("cue.arms.grenade", "weapon.grenade")
#: Frames in which a fresh date belongs to the telling, not to the act.
_UNFRESH = ("court", "historic", "exercise", "play", "mourning", "sport", "politics")
#: Cues that turn the whole text, wherever they stand near its beginning.
_ANYWHERE = (
    *("exercise", "play", "court", "historic", "mourning", "accident"),
    *("crime", "space", "cyber", "sport", "supply"),
)


def observe(read: ReadArticle, readings: Sequence[Reading], known: Container[str] | None = None) -> dict[str, Observed]:
    """Return the features of an article by name, in a stable order; one reading a sentence.

    ``known`` has the plain words that are wanted; None wants all.
    """
    zones = _zones(read.sentences)
    if not any(_named(readings[at]) for at in zones["headline"]):
        zones["headline"] = zones["lead"][:1]  # a number or a slogan heads the text: its first sentence stands in
    found: dict[str, Observed] = {}
    for zone in ("headline", "lead"):
        for at in zones[zone]:
            seen = Observed(1.0, at)
            for name in _named(readings[at]):
                found.setdefault(f"{zone}.{name}", seen)
    holding: dict[str, list[int]] = {}
    for at in zones["body"]:
        for name in _named(readings[at]):
            holding.setdefault(name, []).append(at)
    for name, where in holding.items():
        found[f"body.{name}"] = Observed(min(1.0, len(where) / BODY_FULL), where[0])
    for name, seen in _of_document(read, readings):
        found[f"doc.{name}"] = seen
    found.update(words_of(read.sentences, zones, known))
    return found


def _of_document(read: ReadArticle, readings: Sequence[Reading]) -> Iterator[tuple[str, Observed]]:
    """Yield what the beginning says as a whole: how its acts are told, and what was read of victims and places."""
    opening = [at for at, sentence in enumerate(read.sentences) if sentence.segment.kind != "other"][:OPENING]
    tellings: dict[str, list[int]] = {}
    for at in opening:
        for name, bits in zip(_TELLINGS, readings[at][:5], strict=True):
            if bits:
                tellings.setdefault(name, []).append(at)
    told = sum(map(len, tellings.values()))
    for name, where in tellings.items():
        yield f"share_{name}", Observed(len(where) / told, where[0])
    hard, frames, anywhere = _bits_of_document()
    headed = [at for at in opening[:1] if read.sentences[at].segment.kind == "headline" and readings[at].cues & frames]
    for at in () if headed else opening[: LEAD_SENTENCES + 1]:
        reading = readings[at]
        if reading.real & hard and reading.fresh and not reading.cues & frames:
            yield "fresh_act", Observed(1.0, at)
            break
    said = 0
    for at in opening:
        said |= readings[at].cues
    for name, bit in anywhere:
        if not said & bit:
            continue
        where = [at for at in opening if readings[at].cues & bit]
        yield name, Observed(min(1.0, len(where) / 2), where[0])
    where = [at for at in opening if readings[at].ruledout]
    if where:
        yield "ruledout", Observed(1.0, where[0])
    early = frozenset(opening[: LEAD_SENTENCES + 1])
    for place in read.places:
        if place.role == "struck" and place.sentence in early:
            yield "struck", Observed(1.0, place.sentence)
            break
    for claim in read.claims:
        if claim.sentence in early and _is_new(claim):
            yield f"claim_{'people' if claim.kind in _PEOPLE else 'arms'}", Observed(1.0, claim.sentence)


@lru_cache(maxsize=1)
def _bits_of_document() -> tuple[int, int, tuple[tuple[str, int], ...]]:
    """Return the bits of acts that make news, those of frames that take it away, and each cue of the whole with its."""
    known = groups()
    return (
        sum(1 << known.act_names.index(name) for name in (*_HARD, "kill")),
        sum(1 << known.cue_names.index(name) for name in _UNFRESH),
        tuple((name, 1 << known.cue_names.index(name)) for name in _ANYWHERE),
    )


def plain_report(read: ReadArticle, readings: Sequence[Reading], *, burnt: bool = False) -> int | None:
    """Return the sentence of the lead that tells of an attack outright, None where there is none.

    So many were harmed when a weapon of war struck a place that it names: "Two people were killed and six wounded when
    shells fell on Sirte, a nurse said" is a report, however calm the rest. Not where headline or sentence frame it (a
    court, a memory, a drill, an accident) or put it into another time.

    ``burnt``: words of fires and wrecks frame it, which a strike leaves behind, too ("killed in a drone attack on a
    depot"): then a strike must be named, and no cause ruled out.
    """
    ordnance, kill, arms, frames = _bits_of_plain_report()
    deaths = kill
    if burnt:
        if any(reading.ruledout for reading in readings):
            return None
        known = groups()
        ordnance, kill = 1 << known.act_names.index("strike"), 0
        frames &= ~(1 << known.cue_names.index("accident"))
    zones = _zones(read.sentences)
    if any(readings[at].cues & frames for at in zones["headline"]):
        return None
    new = {(claim.sentence, claim.kind) for claim in read.claims if _is_new(claim)}
    struck = {place.sentence for place in read.places if place.role == "struck"}
    thrown = _thrown(read)
    for at in zones["lead"]:
        told = readings[at]
        sent = at in thrown or new & {(at, "hit"), (at, "launched")}
        strikes = told.real & ordnance or (told.real & kill and sent)
        after = _goes_on(read, readings, at)
        harms = new & {(place, kind) for place in (at, after) for kind in ("killed", "wounded")}
        # "Of two injured and no deaths": only who died is denied.
        apart = told.unreal or told.old or told.played or told.negated & ~deaths
        if strikes and harms and at in struck and told.cues & arms and not told.cues & frames and not apart:
            return at
    return None


def _thrown(read: ReadArticle) -> set[int]:
    """Return the sentences that name a grenade."""
    return {at for at, terms in enumerate(read.terms) if any(term.category.startswith(_THROWN) for term in terms)}


def fresh_report(read: ReadArticle, readings: Sequence[Reading]) -> int | None:
    """Return a sentence further down that tells of a fresh attack outright, None where there is none.

    Features begin with a net over a street and memorials with a prayer, and then: "On Monday a drone hit a queue in
    Nikopol, killing three". Its day must be fresh, its place or the headline's struck, its dead or hurt new, in the
    sentence or the next; a frame (a court, a drill, a sum) or another time takes the news away.
    """
    ordnance, kill, arms, _ = _bits_of_plain_report()
    acts, hit, frames = _bits_of_fresh_report()
    new = {(claim.sentence, claim.kind) for claim in read.claims if _is_new(claim)}
    thrown = _thrown(read)
    harmed = {sentence for sentence, kind in new if kind in ("killed", "wounded")}
    struck = {place.sentence for place in read.places if place.role == "struck" and place.precision != "country"}
    acting = {actor.sentence for actor in read.actors if actor.kind != "state"}
    headed = any(read.sentences[at].segment.kind == "headline" for at in struck)
    body = [at for at, sentence in enumerate(read.sentences) if sentence.segment.kind == "paragraph"][:OPENING]
    for at in body:
        told = readings[at]
        sent = told.real & (kill | hit) and (at in thrown or new & {(at, "hit"), (at, "launched")})
        other = told.unreal or told.negated or told.played or (told.old and not sent)
        # Whose gun it was decides: policemen, neighbours and the careless shoot too.
        done = told.real & (acts if at in acting else ordnance)
        if not ((done or sent) and told.cues & arms and told.fresh) or told.cues & frames or other:
            continue
        after = _goes_on(read, readings, at)
        if harmed & {at, after} and (headed or struck & {at, after}):
            return at
    return None


def _goes_on(read: ReadArticle, readings: Sequence[Reading], at: int) -> int:
    """Return the next sentence where it is of the same paragraph and time, and may tell who was harmed; else ``at``."""
    following = [each.segment.paragraph for each in read.sentences[at + 1 : at + 2]]
    joined = following == [read.sentences[at].segment.paragraph]
    return at + 1 if joined and not any(readings[at + 1][1:5]) else at


@lru_cache(maxsize=1)
def _bits_of_fresh_report() -> tuple[int, int, int]:
    """Return the bits of the acts that a fresh report tells of, of a hit, and of the frames that take its news away."""
    known = groups()
    apart = [name for name in _FRAMES if name not in ("private", "analysis", "nature", "diplomacy")]
    return (
        sum(1 << known.act_names.index(name) for name in (*_ORDNANCE, "shooting", "abduction")),
        1 << known.act_names.index("hit"),
        sum(1 << known.cue_names.index(name) for name in apart),
    )


def fired_report(read: ReadArticle, readings: Sequence[Reading]) -> int | None:
    """Return the sentence of the lead in which a belligerent's weapons are at work, None where there is none.

    What they sink or set alight met with no accident: "The navy sank two boats with sea drones". Not where nobody is
    named who can strike, nor what is only possible, old or a drill.
    """
    counted = {
        claim.sentence for claim in read.claims
        if _is_new(claim) and claim.kind in ("launched", "hit", "intercepted") and claim.munition in _SENT
    }  # fmt: skip
    for at in _zones(read.sentences)["lead"]:
        told = readings[at]
        if at in counted and told.actor and told.real and not any(told[1:5]):
            return at
    return None


_SENT = frozenset(("drone", "missile", "torpedo"))


@lru_cache(maxsize=1)
def _bits_of_plain_report() -> tuple[int, int, int, int]:
    """Return the bits of acts of ordnance, of killing, of arms, and of the frames that take the news from them."""
    known = groups()
    return (
        sum(1 << known.act_names.index(name) for name in _ORDNANCE),
        1 << known.act_names.index("kill"),
        1 << known.cue_names.index("arms"),
        sum(1 << known.cue_names.index(name) for name in _FRAMES if name != "private"),
    )


def _is_struck(place: PlaceMention, sentence: int) -> bool:
    return place.role == "struck" and place.sentence == sentence


def _is_new(claim: ReadClaim) -> bool:
    """Whether a number may be the news: of this text, not of an earlier count, and of somebody or something."""
    return claim.scope == "here" and claim.role != "former" and bool(claim.count.min)


def read_all(read: ReadArticle, known: Groups) -> tuple[Reading, ...]:
    """Return the reading of every sentence."""
    published = read.published_local or read.clean.article.published_at
    times: dict[int, list[TimeMention]] = {}
    for time in read.times:
        times.setdefault(time.sentence, []).append(time)
    acting = {actor.sentence for actor in read.actors}
    return tuple(
        read_sentence(
            sentence, read.terms[at] if at < len(read.terms) else (), times.get(at, ()), published, known, at in acting
        )
        for at, sentence in enumerate(read.sentences)
    )


def quote(read: ReadArticle, feature: str, sentence: int) -> tuple[int, int]:
    """Return the tokens of the term that stands behind a feature seen in a sentence; (0, 0) if none can be named."""
    if feature.startswith(PREFIX):
        return place_of(feature, read.sentences[sentence])
    if feature == "doc.struck":
        return next(((place.start, place.end) for place in read.places if _is_struck(place, sentence)), (0, 0))
    if feature.startswith("doc.claim_"):
        people = feature == "doc.claim_people"
        return next(
            (
                (claim.start, claim.end)
                for claim in read.claims
                if claim.sentence == sentence and _is_new(claim) and (claim.kind in _PEOPLE) is people
            ),
            (0, 0),
        )
    known = groups()
    terms = read.terms[sentence] if sentence < len(read.terms) else ()
    for part in reversed(feature.partition(".")[2].split("+")):
        act, cue = _bit(part, known.act_names), _bit(part, known.cue_names)
        for start, end, category, _ in terms:
            said = known.says.get(category)
            if said is not None and (said[0] & act or said[1] & cue or said[2] == part):
                return start, end
    return next(((term.start, term.end) for term in terms if term.category in known.acts), (0, 0))


def _zones(sentences: Sequence[Sentence]) -> dict[str, list[int]]:
    headline = [at for at, sentence in enumerate(sentences) if sentence.segment.kind == "headline"]
    summary = [at for at, sentence in enumerate(sentences) if sentence.segment.kind == "summary"]
    body = [at for at, sentence in enumerate(sentences) if sentence.segment.kind == "paragraph"]
    lead = summary[:LEAD_SENTENCES] + body[:LEAD_SENTENCES]
    return {"headline": headline or lead[:1], "lead": lead or headline, "body": body[LEAD_SENTENCES:][:BODY_SENTENCES]}


_ACTS = frozenset({"strike", "bombing", "clash", "shooting", "abduction", "attack", "blast"})
_WARLIKE = frozenset({"arms", "armed", "state"})
#: Topics whose sentences borrow their verbs from war, and frames in which an act is not the news.
_CIVIL = frozenset({"sport", "business", "politics", "culture", "nature", "space", "cyber", "play", "metaphor"})
_FRAMES = (
    *("court", "historic", "mourning", "repair", "release", "analysis", "diplomacy", "supply", "deploy", "tally"),
    *("accident", "crime", "private", "exercise", "play", "forecast", "coup"),
    *("sport", "politics", "business", "culture", "nature", "space", "cyber"),
)


@lru_cache(maxsize=8192)
def _named(reading: Reading) -> tuple[str, ...]:
    """Return the names of what one sentence says; few combinations occur, so they are kept."""
    known = groups()
    acts = {name for bit, name in enumerate(known.act_names) if reading.real >> bit & 1}
    present = {name for bit, name in enumerate(known.cue_names) if reading.cues >> bit & 1}
    names = [name for name in known.act_names if name in acts]
    # a memory that follows a fresh act is its background, not its frame
    names += [name for name in known.cue_names if name in present and not (acts and name == "frame")]
    if acts & _ACTS:
        names += [f"act+{name}" for name in ("arms", "armed", "state", "vessel") if name in present]
        names += ["act+kill"] * ("kill" in acts) + ["act+fresh"] * reading.fresh
        names += ["act+people"] * ("people" in present)
    if "hit" in acts and "arms" in present:
        names.append("hit+arms")
    if "hit" in acts and present & {"armed", "state"}:
        names.append("hit+party")
    if "hit" in acts and "blast" in acts:
        names.append("blast+hit")
    if reading.actor:
        names += [f"{name}+actor" for name in ("hit", "kill", "attack", "blast") if name in acts]
        names += ["idle+actor"] * (not acts)
    if "kill" in acts:
        names += [f"kill+{name}" for name in ("arms", "armed", "state") if name in present]
        names += ["kill+fresh"] * reading.fresh
    if acts:
        names += [f"any+{name}" for name in _FRAMES if name in present]
        if present & _CIVIL and not present & _WARLIKE:
            names.append("figurative")
    elif present & _WARLIKE:
        names.append("idle")
    if "armed" in present and "state" in present:
        names.append("armed+state")
    for prefix in ("unreal", "old", "negated", "played", "label", "score", "ruledout"):
        names += [prefix] * bool(getattr(reading, prefix))
    return tuple(names)


def _bit(name: str, names: tuple[str, ...]) -> int:
    return 1 << names.index(name) if name in names else 0
