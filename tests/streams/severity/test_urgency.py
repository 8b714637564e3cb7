import pytest

from tests.builders import Desk, clock, event


@pytest.mark.parametrize(
    ("record", "fields", "urgency"),
    [
        ("10:30", {"occurred_at": clock("10:00")}, "Immediate"),
        ("11:00", {"occurred_at": clock("10:00")}, "Past"),
        ("10:30", {"ongoing": True}, "Immediate"),
        ("12 10:00", {"ongoing": True}, "Past"),
        ("10:30", {}, "Past"),
        ("10:30", {"day": None}, "Unknown"),
    ],
)
def test_urgency_is_relative_to_the_record(record: str, fields: dict[str, object], urgency: str) -> None:
    told = event(**fields)  # type: ignore[arg-type]  # fields of one event
    assert Desk().take_all([told], record).only().urgency == urgency


def test_what_was_retracted_is_past() -> None:
    desk = Desk().take_all([event(ongoing=True), event(signals=["retraction"], at="10:10")])
    assert desk.only().urgency == "Past"
