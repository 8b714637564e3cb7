"""The closed word lists that messages use, spelled as they travel.

Readers accept values they do not know (v1 may add some), so models carry plain strings and these enumerations name
what this version writes. Example: ``EventType.DRONE_STRIKE`` is ``"drone_strike"``.
"""

from __future__ import annotations

from enum import StrEnum


class VerdictKind(StrEnum):
    """Whether an article reports a breaking event of armed conflict."""

    EVENT = "event"
    NO_EVENT = "no_event"


class Reason(StrEnum):
    """Why an article is no event."""

    NOT_CONFLICT = "not_conflict"
    HISTORIC = "historic"
    HYPOTHETICAL = "hypothetical"
    EXERCISE = "exercise"
    COMMENTARY = "commentary"
    AFTERMATH = "aftermath"
    ACCIDENT = "accident"
    CRIME = "crime"
    WITHHELD = "withheld"
    UNSUPPORTED_LANGUAGE = "unsupported_language"


class PubStatus(StrEnum):
    """Publication status of an article, as IPTC ninjs spells it."""

    USABLE = "usable"
    WITHHELD = "withheld"
    CANCELED = "canceled"


class ContentType(StrEnum):
    """Media types of a body that can be read."""

    PLAIN = "text/plain"
    HTML = "text/html"


class EventType(StrEnum):
    """What kind of attack it is."""

    AIRSTRIKE = "airstrike"
    MISSILE_STRIKE = "missile_strike"
    DRONE_STRIKE = "drone_strike"
    COMBINED_STRIKE = "combined_strike"
    SHELLING = "shelling"
    BOMBING = "bombing"
    ARMED_CLASH = "armed_clash"
    ARMED_ATTACK = "armed_attack"
    ABDUCTION = "abduction"
    NAVAL_ATTACK = "naval_attack"
    CHEMICAL_ATTACK = "chemical_attack"
    TERRITORY_CHANGE = "territory_change"
    OTHER_ATTACK = "other_attack"


class MunitionType(StrEnum):
    """What was used."""

    DRONE = "drone"
    MISSILE = "missile"
    ROCKET = "rocket"
    SHELL = "shell"
    AERIAL_BOMB = "aerial_bomb"
    IED = "ied"
    GRENADE = "grenade"
    MINE = "mine"
    TORPEDO = "torpedo"
    SMALL_ARMS = "small_arms"
    BLADE = "blade"
    CHEMICAL = "chemical"
    OTHER = "other"


class ClaimKind(StrEnum):
    """What a number counts. The first six are people, the last three weapons."""

    KILLED = "killed"
    WOUNDED = "wounded"
    MISSING = "missing"
    ABDUCTED = "abducted"
    CAPTURED = "captured"
    ATTACKERS_KILLED = "attackers_killed"
    LAUNCHED = "launched"
    INTERCEPTED = "intercepted"
    HIT = "hit"


class Scope(StrEnum):
    """Which event a number belongs to."""

    MAIN = "main"
    OTHER_EVENT = "other_event"
    BACKGROUND = "background"
    COMPARISON = "comparison"
    HYPOTHETICAL = "hypothetical"


class Modality(StrEnum):
    """How firmly a number is said."""

    ASSERTED = "asserted"
    ATTRIBUTED = "attributed"
    CLAIMED = "claimed"
    DENIED = "denied"
    HYPOTHETICAL = "hypothetical"


class Victims(StrEnum):
    """Who the people counted are, where the words say it."""

    CIVILIAN = "civilian"
    FIGHTER = "fighter"
    ATTACKER = "attacker"
    MIXED = "mixed"


class PlacePrecision(StrEnum):
    """How exact a place is."""

    TOWN = "town"
    DISTRICT = "district"
    ADMIN1 = "admin1"
    COUNTRY = "country"
    SEA = "sea"


class DayPrecision(StrEnum):
    """How an attack's day is known: stated to the hour, the night or the day, or inferred from publication."""

    HOUR = "hour"
    NIGHT = "night"
    DAY = "day"
    INFERRED = "inferred"


class Signal(StrEnum):
    """What kind of statement a report is (cases, Storylines: format)."""

    OFFICIAL = "official"
    CORRECTION = "correction"
    DIED_LATER = "died_later"
    RETRACTION = "retraction"


class Target(StrEnum):
    """What was struck, where it matters for civilian harm."""

    DWELLING = "dwelling"
    SCHOOL = "school"
    HOSPITAL = "hospital"
    SHELTER = "shelter"
    CONVOY = "convoy"
    MARKET = "market"
    WORSHIP = "worship"
    POWER = "power"
    WATER = "water"
    DAM = "dam"
    NUCLEAR = "nuclear"
    TRANSPORT = "transport"
    VESSEL = "vessel"
    MILITARY = "military"
    GOVERNMENT = "government"
    INDUSTRY = "industry"


class Severity(StrEnum):
    """CAP 1.2 severity words."""

    EXTREME = "Extreme"
    SEVERE = "Severe"
    MODERATE = "Moderate"
    MINOR = "Minor"
    UNKNOWN = "Unknown"


class Certainty(StrEnum):
    """CAP 1.2 certainty words."""

    OBSERVED = "Observed"
    LIKELY = "Likely"
    POSSIBLE = "Possible"
    UNLIKELY = "Unlikely"
    UNKNOWN = "Unknown"


class Urgency(StrEnum):
    """CAP 1.2 urgency words."""

    IMMEDIATE = "Immediate"
    EXPECTED = "Expected"
    FUTURE = "Future"
    PAST = "Past"
    UNKNOWN = "Unknown"


class MessageType(StrEnum):
    """CAP 1.2 message types that Tocsin sends."""

    ALERT = "Alert"
    UPDATE = "Update"
    CANCEL = "Cancel"


class AlertStatus(StrEnum):
    """CAP 1.2 status words."""

    ACTUAL = "Actual"
    EXERCISE = "Exercise"
    SYSTEM = "System"
    TEST = "Test"


class Why(StrEnum):
    """Why a message goes out, in order of precedence."""

    NEW_INCIDENT = "new_incident"
    TOLL_UP = "toll_up"
    TOLL_DOWN = "toll_down"
    CONFIRMED = "confirmed"
    LEVEL_RISE = "level_rise"
    RETRACTED = "retracted"


class IncidentStatus(StrEnum):
    """Life of an incident."""

    OPEN = "open"
    CLOSED = "closed"
    RETRACTED = "retracted"


class DeadLetterReason(StrEnum):
    """Why a record could not be processed."""

    DESERIALIZATION = "deserialization"
    SCHEMA = "schema"
    TOO_LARGE = "too_large"
    UNSUPPORTED = "unsupported"
    TIMEOUT = "timeout"
    BUG = "bug"
