"""Attacks of two states on each other are two attacks; those of one side, and those at one place, are not."""

import pytest

from streams.extraction.other_sides import answers, other_sides, without_other_sides
from tests.reading import article, detection_of, event_of, killed, read

FIRST = "Ukrainian shelling killed one woman in Horlivka on Thursday, the mayor said"
OTHER = "Russian strikes killed three people in Kramatorsk"


def test_the_attack_of_the_other_side_in_a_sentence_of_its_own_is_another_event() -> None:
    first, second = detection_of(article(f"{FIRST}. {OTHER}.")).events
    assert (killed(first), killed(second)) == ((1, 1), (3, 3))
    assert (first.attacker, second.attacker) == ("Ukraine", "Russia")


@pytest.mark.parametrize("joint", [", while ", ", and "])
def test_in_one_sentence_its_dead_and_its_places_are_not_those_of_the_first(joint: str) -> None:
    event = event_of(f"{FIRST}{joint}{OTHER}.")
    assert (killed(event), [place.name for place in event.places]) == ((1, 1), ["Horlivka"])


@pytest.mark.parametrize(
    "body",
    [
        "Russian shelling killed one woman in Kherson on Thursday, and a Russian drone killed three people in Nikopol.",
        f"{FIRST}. Russian strikes killed three people in Horlivka.",
        f"{FIRST}. A man was killed by Russian strikes in Kramatorsk in May.",
        f"{FIRST}. Russian troops shot down nine drones near Kramatorsk.",
    ],
    ids=["one side", "one place", "no subject", "no harm"],
)
def test_what_is_no_attack_of_the_other_side_elsewhere_is_not_set_apart(body: str) -> None:
    assert other_sides(read(body)) == ()
    assert without_other_sides(read(body), other_sides(read(body))) == read(body)


ROCKETS = "Rockets fired by Hezbollah killed two people in Kiryat Shmona on Thursday, the ambulance service said."


def test_what_the_other_side_strikes_in_response_is_another_attack() -> None:
    told = "Israel's military said its jets struck 40 targets in response, and seven people were killed in Tyre."
    first, second = detection_of(article(f"{ROCKETS} {told}")).events
    assert (killed(first), killed(second)) == ((2, 2), (7, 7))
    assert (first.country, second.country) == ("IL", "LB")


@pytest.mark.parametrize(
    "told",
    [
        "Soldiers killed nine gunmen in response.",  # in the same fight
        "Jets struck 40 targets in response to the rockets.",  # says of what it is the answer
        "The jets were there in a response to nothing.",
    ],
)
def test_an_answer_on_the_spot_is_not(told: str) -> None:
    assert answers(read(f"{ROCKETS} {told}")) == frozenset()


def test_jets_of_another_state_that_strike_later_answer() -> None:
    later = f"{ROCKETS} Israeli jets later bombed Tyre, killing three people."
    same = "Israel bombed Tyre on Thursday, killing two people. Israeli jets later bombed Sidon, killing three."
    assert (answers(read(later)), answers(read(same))) == (frozenset((1,)), frozenset())
    assert killed(event_of(later)) == (2, 2)


def test_weapons_that_the_other_side_replies_with_are_another_attack() -> None:
    replied = f"{ROCKETS} Israel replied with nine missiles."
    fought = f"{ROCKETS} Guards responded with rifle fire."
    assert (answers(read(replied)), answers(read(fought))) == (frozenset((1,)), frozenset())
