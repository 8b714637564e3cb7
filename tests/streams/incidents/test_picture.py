"""What an incident looks like after its reports."""

from tests.builders import DAY, Desk, event, town


def test_what_most_reports_say_is_the_picture() -> None:
    desk = Desk().take_all([
        event(kind="missile_strike", at="08:00", attacker="Russia"),
        event(kind="drone_strike", outlet="B", at="09:00", attacker="Russia"),
        event(kind="drone_strike", outlet="C", at="10:00", day=None),
    ])  # fmt: skip
    assert (desk.only().event_type, desk.only().attacker) == ("drone_strike", "Russia")
    assert desk.only().occurred_on is not None


def test_of_as_many_readings_the_one_that_names_a_kind_of_attack_stands() -> None:
    desk = Desk().take_all([event(kind="armed_attack", at="08:00"), event(kind="armed_clash", outlet="B", at="09:00")])
    assert desk.only().event_type == "armed_clash"
    desk.take_all([event(kind="armed_attack", outlet="C", at="10:00")])
    assert desk.only().event_type == "armed_attack"


def test_a_stated_day_outweighs_inferred_ones() -> None:
    desk = Desk().take_all([
        event(day=11, precision="inferred", outlet="A", at="11 01:00"),
        event(day=11, precision="inferred", outlet="B", at="11 02:00"),
        event(day=10, outlet="C", at="11 03:00"),
    ])  # fmt: skip
    assert desk.only().occurred_on == DAY


def test_places_add_up_and_a_country_only_stands_when_nothing_finer_is_known() -> None:
    whole = town("Ukraine", precision="country")
    desk = Desk().take_all([
        event(place=[town("Kyiv"), whole], at="08:00"),
        event(place=[town("Odesa"), town("Kyiv")], outlet="B", at="09:00"),
    ])  # fmt: skip
    assert [place.name for place in desk.only().places] == ["Kyiv", "Odesa"]


def test_civilians_harmed_once_are_harmed() -> None:
    desk = Desk().take_all([
        event(civilian_harm=False, at="08:00"),
        event(civilian_harm=True, targets=("market",), outlet="B", at="09:00"),
        event(civilian_harm=False, targets=("dwelling",), outlet="C", at="10:00"),
    ])  # fmt: skip
    assert desk.only().civilian_harm is True
    assert desk.only().targets == ("dwelling", "market")


def test_times_and_families_are_those_of_the_reports() -> None:
    desk = Desk().take_all([event(at="09:00"), event(outlet="B", at="08:00", retrieved="10:00")])
    assert (desk.only().first_seen.hour, desk.only().last_seen.hour) == (8, 9)
    assert desk.only().families == ("b.example", "northwire.example")


def test_a_rewording_of_a_correction_need_not_correct_again() -> None:
    desk = Desk().take_all([
        event(wounded=11, at="08:00"),
        event(wounded=9, outlet="B", uri="b", at="09:00", signals=["died_later"]),
        event(wounded=9, outlet="B", uri="b", at="10:00", version=2),
    ])  # fmt: skip
    assert desk.toll("wounded") == (9, 9)
    desk.take(event(wounded=8, outlet="C", at="11:00"))
    assert desk.toll("wounded") == (9, 9)
