"""Reports, duplicates, versions, withdrawals, denials and a person's retraction in any order: what always holds.

Each property is shown to be able to fail: `MUTANTS` breaks the code in the way it guards against.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from schemas import ids
from schemas.codec import decode, encode
from schemas.event import ConflictEvent
from schemas.incident import Incident, Report
from schemas.vocabulary import IncidentStatus
from streams.incidents import applying, join, picture, state
from streams.incidents.withdrawals import model_of
from tests.builders import Desk, Number, event, records_of

OUTLETS = ("Northwire", "Delta Star", "Harbour Paper", "Hill Radio")
SITES = (None, "Amber market", "Copper school")
NAME_OF_FIRST = ids.incident_id
counts: st.SearchStrategy[Number] = st.one_of(st.none(), st.integers(0, 60))
outlets, sites, minutes = st.sampled_from(OUTLETS), st.sampled_from(SITES), st.integers(0, 59)
numbers = st.integers(0, 1_000)
signals = st.sampled_from([(), (), (), ("official",), ("correction",), ("died_later",)])
credits = st.sampled_from([(), (), ("Northwire",), ("Delta Star",)])


class Newsroom(RuleBasedStateMachine):
    """News of attacks in one town on one day, as it comes."""

    def __init__(self) -> None:
        super().__init__()
        self.desk = Desk()
        self.told: list[dict[str, Any]] = []
        #: Incident in which each event was first listed.
        self.home: dict[str, str] = {}
        #: What a retracted incident looked like when it was retracted, and how many messages it had sent.
        self.ended: dict[str, tuple[object, ...]] = {}
        #: Events whose article was taken back or told anew since.
        self.gone: set[str] = set()
        self.withdrawn: set[str] = set()
        #: Articles that are still on their way while their withdrawal has come, and the events of those that came.
        self.overtaken: list[dict[str, Any]] = []
        self.silent: set[str] = set()

    # --- what happens ---

    @rule(outlet=outlets, site=sites, minute=minutes, killed=counts, wounded=counts, signals=signals, credits=credits)
    def report(self, outlet: str, minute: int, **fields: Any) -> None:
        """Bring an article."""
        told = {"outlet": outlet, "uri": f"a{len(self.told)}", "at": f"08:{minute:02}", "version": 1, **fields}
        self.told.append(told)
        self._take(event(**told))

    @precondition(lambda self: self.told)
    @rule(which=numbers)
    def again(self, which: int) -> None:
        """Deliver an article again: nothing changes, nothing is sent."""
        told = self.told[which % len(self.told)]
        if event(**told).event_id not in self.home:
            return  # dropped, or its first version came later
        before = records_of(self.desk)
        assert self._take(event(**told)) == []
        assert records_of(self.desk) == before

    @precondition(lambda self: self.told)
    @rule(which=numbers, killed=counts, wounded=counts, minute=minutes)
    def newer(self, which: int, minute: int, **fields: Any) -> None:
        """Bring a newer version of an article: it stays with its predecessor."""
        old = self.told[which % len(self.told)]
        newest = max(each["version"] for each in self.told if _same(each, old))
        told = {**old, **fields, "version": newest + 1, "at": f"09:{minute:02}", "signals": ()}
        older = {event(**each).event_id for each in self.told if _same(each, old)}
        homes = {self.home[each] for each in older - self.withdrawn if each in self.home} - set(self.ended)
        self.gone |= older
        self.told.append(told)
        self._take(event(**told))
        if homes:
            assert any(_lists(each, event(**told)) for each in self._all() if each.incident_id in homes)

    @precondition(lambda self: self.told)
    @rule(which=numbers)
    def withdraw(self, which: int) -> None:
        """Take an article back."""
        old = self.told[which % len(self.told)]
        newest = max(each["version"] for each in self.told if _same(each, old))
        taken_back = {event(**each).event_id for each in self.told if _same(each, old)}
        self.gone |= taken_back
        self.withdrawn |= taken_back
        self._withdraw(old, newest)

    @rule(outlet=outlets, site=sites, minute=minutes, killed=counts, signals=signals, credits=credits)
    def withdraw_before_it_comes(self, outlet: str, minute: int, **fields: Any) -> None:
        """Take an article back that is still on its way: that alone changes no incident and says nothing."""
        told = {"outlet": outlet, "uri": f"o{len(self.overtaken)}", "at": f"08:{minute:02}", "version": 1, **fields}
        self.overtaken.append(told)
        before = records_of(self.desk)
        assert self._withdraw(told, 2) == []
        assert records_of(self.desk) == before

    @precondition(lambda self: self.overtaken)
    @rule(which=numbers, again=st.booleans())
    def overtaken_article(self, which: int, again: bool) -> None:
        """Bring such an article, or its withdrawal again: nothing is told but that what leans on it falls with it."""
        told = self.overtaken[which % len(self.overtaken)]
        if again:
            before = records_of(self.desk)
            assert self._withdraw(told, 2) == []
            assert records_of(self.desk) == before
            return
        late = event(**told)
        self.gone.add(late.event_id)
        self.withdrawn.add(late.event_id)
        self.silent.add(late.event_id)
        for message in self._take(late):
            assert message.why == "retracted"

    @rule()
    def restart(self) -> None:
        """Begin anew with what the incidents topic holds."""
        records = [*self.desk.state, *self.desk.state.remembered]
        self.desk.state = state.Incidents(decode(model_of(each.incident_id), encode(each)) for each in records)

    @rule(site=sites, minute=minutes)
    def deny(self, site: str | None, minute: int) -> None:
        """Let the police say that nothing happened."""
        uri = f"denial-{site}-{minute}"
        said = event(uri=uri, outlet="Police", site=site, signals=["official", "retraction"], at=f"09:{minute:02}")
        self._take(said)

    @precondition(lambda self: self.told)
    @rule(which=numbers)
    def recant(self, which: int) -> None:
        """Let an outlet say that what it told of is not true."""
        told = self.told[which % len(self.told)]
        said = event(outlet=told["outlet"], uri=f"recants-{len(self.told)}", signals=["retraction"], at="09:30")
        known = any(_lists(each, said) for each in self._all())
        self._take(said)
        for incident in self._all():
            if _lists(incident, said) and not known:
                own = {each.event_id for each in _telling(incident) if each.source == told["outlet"]}
                self.gone |= own
                self.withdrawn |= own

    @precondition(lambda self: self._all())
    @rule(which=numbers)
    def retract(self, which: int) -> None:
        """End a story by hand."""
        incident = self._all()[which % len(self._all())]
        fields: dict[str, Any] = {"withdraws": True, "retracts": incident.incident_id, "reason": "invented"}
        self._take(event(uri=f"person-{which}", outlet="Desk", place=None, at="09:59", operator="Ann", **fields))

    @precondition(lambda self: self.ended)
    @rule(minute=minutes, killed=st.integers(1, 60))
    def other_family(self, minute: int, killed: int) -> None:
        """Report by a family nobody heard of before: never into a retracted incident."""
        told: dict[str, Any] = {
            "outlet": f"New {len(self.told)}",
            "uri": "n",
            "at": f"09:{minute:02}",
            "version": 1,
            "killed": killed,
        }
        self.told.append(told)
        fresh = event(**told)
        self._take(fresh)
        (found,) = [each for each in self._all() if _lists(each, fresh)]
        assert found.incident_id not in self.ended

    # --- what always holds ---

    @invariant()
    def incidents_are_named_by_their_first_event(self) -> None:
        """Check that an incident's id is a function of the event that opened it."""
        for incident in self._all():
            assert incident.incident_id == NAME_OF_FIRST(incident.reports[0].event_id)

    @invariant()
    def a_report_stays_where_it_was_first_listed(self) -> None:
        """Check that each event has one incident for good; what only withdraws is listed wherever it does."""
        listed = [(told.event_id, incident.incident_id) for incident in self._all() for told in _telling(incident)]
        assert len({event_id for event_id, _ in listed}) == len(listed)
        for event_id, incident_id in listed:
            assert self.home.setdefault(event_id, incident_id) == incident_id
        assert set(self.home) == {event_id for event_id, _ in listed}

    @invariant()
    def a_cancel_is_final(self) -> None:
        """Check that a retracted incident has no toll, sends nothing more, and says of the attack what it said."""
        for incident in self._all():
            name = incident.incident_id
            if incident.status == IncidentStatus.RETRACTED or name in self.ended:
                assert incident.status == IncidentStatus.RETRACTED and incident.toll is None
                told = [each for each in self.desk.sent if each.incident_id == name]
                # Of an article that was taken back before it came nobody hears, not even that it was.
                assert told[-1].msg_type == "Cancel" if told else incident.reports[0].event_id in self.silent
                picture_now = (incident.event_type, incident.occurred_on, incident.places, incident.site)
                sent = len([each for each in self.desk.sent if each.incident_id == name])
                assert self.ended.setdefault(name, (picture_now, sent)) == (picture_now, sent)

    @invariant()
    def figures_rest_on_reports_that_stand(self) -> None:
        """Check that no current figure comes from a report that was withdrawn or replaced."""
        for incident in self._all():
            held = [] if incident.toll is None else [count for _, count in incident.toll if count is not None]
            assert not {claim.partition(":")[0] for count in held for claim in count.claims} & self.gone

    @invariant()
    def one_version_of_an_article_stands(self) -> None:
        """Check that of the versions of an article one speaks at most."""
        for incident in self._all():
            standing = [told for told in _telling(incident) if not told.withdrawn and not told.replaced]
            assert len({told.article_id for told in standing}) == len(standing)

    @invariant()
    def a_copy_is_no_source(self) -> None:
        """Check that a rewrite that credits an outlet of the incident adds no family.

        Of outlets that credit each other one counts: whoever each of its reports credits is a copy itself.
        """
        for incident in self._all():
            told = _telling(incident)
            counted = {each.source for each in told if each.family in incident.families}
            names = {each.source for each in told}
            own = {each.family for each in told if not set(each.credits) & (names - {each.source})}
            leaning = {each.family for each in told if set(each.credits) & (counted - {each.source})}
            assert not (set(incident.families) & (leaning - own)) or len(incident.families) == 1

    @invariant()
    def what_was_overtaken_is_silent(self) -> None:
        """Check that an article that came after its withdrawal says nothing, nor the incident it opened."""
        for incident in self._all():
            assert not [each for each in incident.reports if each.event_id in self.silent and not each.withdrawn]
            if incident.reports[0].event_id in self.silent:
                assert incident.status == IncidentStatus.RETRACTED and not incident.alerts

    # --- help ---

    def _withdraw(self, told: dict[str, Any], version: int) -> list[Any]:
        bare = {**told, "killed": None, "wounded": None, "signals": (), "credits": ()}
        return self._take(event(**{**bare, "version": version, "at": "10:00", "withdraws": True, "text": "withdrawn"}))

    def _take(self, taken: ConflictEvent) -> list[Any]:
        return self.desk.take(taken, at="12:00")

    def _all(self) -> list[Incident]:
        return self.desk.incidents


def _same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return (one["outlet"], one["uri"]) == (other["outlet"], other["uri"])


def _telling(incident: Incident) -> list[Report]:
    return [told for told in incident.reports if not told.denial]


def _lists(incident: Incident, told: ConflictEvent) -> bool:
    return any(report.event_id == told.event_id for report in incident.reports)


def run(examples: int, *, shrink: bool = True) -> None:
    phases = (Phase.generate, Phase.shrink) if shrink else (Phase.generate,)
    run_state_machine_as_test(
        Newsroom,
        settings=settings(
            max_examples=examples,
            stateful_step_count=14,
            phases=phases,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_what_always_holds() -> None:
    run(60)


def _still_open(*given: Any, **named: Any) -> Incident:
    return _applied(*given, **named).model_copy(update={"status": IncidentStatus.OPEN})


_applied = applying.applied
#: What is broken, where, and by what; each of them is found by one of the properties.
MUTANTS: dict[str, tuple[object, str, Callable[..., Any]]] = {
    "a duplicate is applied again": (state.Incidents, "with_event", lambda self, event_id: None),
    "ids are no function of the first event": (ids, "incident_id", lambda event_id: NAME_OF_FIRST(event_id * 2)),
    "a retracted incident lives on": (join, "applied", _still_open),
    "a retracted incident takes every report": (join, "_admits", lambda *given: True),
    "copies count as sources": (picture, "with_copies", lambda reports: tuple(reports)),
    "a withdrawal ends nothing": (applying, "_ended", lambda reports, by, whom: reports),
    "an old version speaks on": (applying, "_superseded", lambda reports, report: reports),
    "what overtakes an article is forgotten": (join, "withdrawal_of", lambda event, record, now: None),
    "what overtakes an article dies with the process": (join, "remembering", lambda *given, **named: None),
    "a new version opens a new incident": (join, "choose", lambda event, state, now: join.Choice(None, "")),
}


@pytest.mark.parametrize("mutant", MUTANTS)
def test_each_way_to_break_it_is_found(mutant: str, monkeypatch: pytest.MonkeyPatch) -> None:
    owner, name, broken = MUTANTS[mutant]
    monkeypatch.setattr(owner, name, broken)
    with pytest.raises(AssertionError):
        run(200, shrink=False)
