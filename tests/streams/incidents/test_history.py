from tests.builders import Desk, event


def entries(desk: Desk, field: str = "killed") -> list[tuple[object, object, str]]:
    return [(each.old, each.new, each.reason) for each in desk.only().history if each.field == field]


def test_every_change_and_every_reading_that_lost_is_kept() -> None:
    desk = Desk().take_all([
        event(killed=6, at="08:00"),
        event(killed=11, outlet="B", at="09:00"),
        event(killed=(4, None), outlet="C", at="08:30", retrieved="09:30"),
        event(killed=9, outlet="D", at="10:00", signals=["correction"]),
    ])  # fmt: skip
    assert entries(desk) == [
        (None, [6, 6], "newer reading"),
        ([6, 6], [11, 11], "newer reading"),
        ([4, None], [11, 11], "lower without a correction: kept the other"),
        ([11, 11], [9, 9], "correction"),
    ]


def test_a_retraction_ends_the_toll() -> None:
    desk = Desk().take_all([event(killed=6, at="08:00"), event(signals=["retraction"], at="09:00")])
    assert entries(desk)[-1] == ([6, 6], None, "retracted")


def test_a_late_death_is_the_reason_only_where_it_explains_the_change() -> None:
    desk = Desk().take_all([
        event(killed=6, wounded=9, at="08:00"),
        event(killed=7, wounded=8, launched=2, outlet="B", at="09:00", signals=["died_later"]),
    ])  # fmt: skip
    reasons = [entries(desk, field)[-1][2] for field in ("killed", "wounded", "launched")]
    assert reasons == ["died_later", "died_later", "newer reading"]


def test_a_newer_version_is_the_reason_for_what_it_says_anew() -> None:
    first = event(killed=6, at="08:00", uri="a", signals=["died_later"])
    desk = Desk().take_all([first, event(killed=7, at="09:00", uri="a", version=2, signals=["died_later"])])
    assert entries(desk)[-1][2] == "newer version"
