"""What holds for any reports of one attack, in any order."""

from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from schemas.event import ConflictEvent
from streams.incidents import picture
from tests.builders import Desk, Number, event, records_of

OUTLETS = ("Northwire", "Delta Star", "Harbour Paper", "Hill Radio")
counts: st.SearchStrategy[Number] = st.one_of(
    st.none(),
    st.integers(0, 60),
    st.tuples(st.integers(0, 30), st.one_of(st.none(), st.integers(30, 60))),
)


@st.composite
def reports(draw: st.DrawFn) -> list[ConflictEvent]:
    """Give up to eight articles about one attack, copies and corrections among them, no retractions."""
    found = []
    for number in range(draw(st.integers(1, 8))):
        outlet = draw(st.sampled_from(OUTLETS))
        minute = draw(st.integers(0, 59))
        found.append(
            event(
                killed=draw(counts),
                wounded=draw(counts),
                launched=draw(counts),
                outlet=outlet,
                uri=f"a{number}",
                at=f"08:{minute:02}",
                retrieved=f"09:{minute:02}",
                signals=draw(st.sampled_from([(), (), ("official",), ("correction",), ("died_later",)])),
                credits=draw(st.sampled_from([(), (), ("Northwire",), ("Delta Star",)])),
            )
        )
    return found


@settings(max_examples=40)
@given(reports(), st.randoms(use_true_random=False))
def test_the_order_of_arrival_does_not_change_the_toll_or_the_families(
    told: list[ConflictEvent], chance: Random
) -> None:
    shuffled = list(told)
    chance.shuffle(shuffled)
    one, other = Desk().take_all(told, "12:00").only(), Desk().take_all(shuffled, "12:00").only()
    assert (one.toll, one.munitions, one.families) == (other.toll, other.munitions, other.families)
    assert (one.event_type, one.contested) == (other.event_type, other.contested)


@st.composite
def versions(draw: st.DrawFn) -> list[ConflictEvent]:
    """Give articles about one attack, some of them in several versions."""
    found = []
    for number in range(draw(st.integers(1, 4))):
        for version in range(1, draw(st.integers(1, 3)) + 1):
            found.append(
                event(
                    outlet=OUTLETS[number],
                    uri=f"a{number}",
                    version=version,
                    killed=draw(counts),
                    wounded=draw(counts),
                    at=f"{7 + version:02}:{draw(st.integers(0, 59)):02}",
                    retrieved="11:00",
                    signals=draw(st.sampled_from([(), (), ("correction",), ("died_later",)])),
                )
            )
    return found


def same_toll_in_any_order(told: list[ConflictEvent], chance: Random) -> None:
    shuffled = list(told)
    chance.shuffle(shuffled)
    one, other = Desk().take_all(told, "12:00").only(), Desk().take_all(shuffled, "12:00").only()
    assert (one.toll, one.families, one.contested) == (other.toll, other.families, other.contested)


@settings(max_examples=60)
@given(versions(), st.randoms(use_true_random=False))
def test_the_order_in_which_versions_arrive_does_not_change_the_toll(told: list[ConflictEvent], chance: Random) -> None:
    same_toll_in_any_order(told, chance)


ORDER_MUTANTS: dict[str, tuple[str, Callable[..., Any]]] = {
    "folded as they came": ("_readers", lambda reports, speaking: [each for each in reports if each in speaking]),
    "a licence that the last arrival gives": (
        "_with_licence",
        lambda report, told: report.model_copy(update={"signals": told[-1].signals}),
    ),
}


@pytest.mark.parametrize("mutant", ORDER_MUTANTS)
def test_a_toll_that_hangs_on_the_order_is_found(mutant: str, monkeypatch: pytest.MonkeyPatch) -> None:
    name, broken = ORDER_MUTANTS[mutant]
    monkeypatch.setattr(picture, name, broken)

    @settings(max_examples=200, phases=[Phase.generate], database=None, derandomize=True)
    @given(versions(), st.randoms(use_true_random=False))
    def check(told: list[ConflictEvent], chance: Random) -> None:
        same_toll_in_any_order(told, chance)

    with pytest.raises(AssertionError):
        check()


@settings(max_examples=40)
@given(reports(), st.data())
def test_a_duplicate_changes_nothing_and_is_silent(told: list[ConflictEvent], data: st.DataObject) -> None:
    desk = Desk().take_all(told, "12:00")
    before = records_of(desk)
    assert desk.take(data.draw(st.sampled_from(told)), at="13:00") == []
    assert records_of(desk) == before


@settings(max_examples=40)
@given(reports())
def test_one_more_report_without_figures_leaves_the_toll(told: list[ConflictEvent]) -> None:
    desk = Desk().take_all(told, "12:00")
    before = (desk.only().toll, desk.only().munitions)
    desk.take(event(outlet="Quiet Times", at="08:30", own_source=True), at="12:30")
    after = desk.only()
    # A copy that came first sets the toll only until somebody reports by himself and earlier; null is no figure.
    if all(report.copy_of != "absent" for report in after.reports):
        assert (after.toll, after.munitions) == before


@settings(max_examples=40)
@given(reports())
def test_ids_and_sequence_never_change_and_references_grow(told: list[ConflictEvent]) -> None:
    desk = Desk()
    for each in told:
        desk.take(each, "12:00")
    assert [alert.sequence for alert in desk.sent] == list(range(1, len(desk.sent) + 1))
    assert len({alert.incident_id for alert in desk.sent}) == 1
    assert [len(alert.references) for alert in desk.sent] == list(range(len(desk.sent)))


@settings(max_examples=40)
@given(reports(), st.integers(0, 8))
def test_cancel_is_final(told: list[ConflictEvent], place: int) -> None:
    end = event(uri="end", outlet="Police", signals=["official", "retraction"], at="09:59")
    desk = Desk().take_all([*told[:place], end, *told[place:]], "12:00")
    messages = [alert.msg_type for alert in desk.sent if alert.incident_id == desk.sent[0].incident_id]
    assert "Cancel" not in messages[:-1]


@settings(max_examples=40)
@given(reports())
def test_a_state_rebuilt_from_its_records_goes_on_alike(told: list[ConflictEvent]) -> None:
    half = len(told) // 2
    whole = Desk().take_all(told, "12:00")
    rebuilt = Desk(Desk().take_all(told[:half], "12:00").incidents).take_all(told[half:], "12:00")
    assert [each.toll for each in rebuilt.incidents] == [each.toll for each in whole.incidents]
    sent = [alert.alert_id for alert in whole.sent]
    assert sent[len(sent) - len(rebuilt.sent) :] == [alert.alert_id for alert in rebuilt.sent]
