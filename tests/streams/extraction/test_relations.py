"""Relations between figures: what a later sentence does to the count so far."""

from __future__ import annotations

import pytest

from schemas.base import Count
from streams.extraction.anchoring import anchor_claims
from streams.extraction.relation_readings import Reading
from streams.extraction.relations import relation_of
from streams.extraction.resolution import resolve
from streams.extraction.story import read_story
from tests.reading import event_of, killed, read, span_of

FIRST = "Shells hit a market in Goma on Thursday, killing four people, officials said."


def readings(later: str) -> tuple[Reading, Reading, str]:
    """Return the readings of both sentences, and the relation of the second to the first."""
    article = read(f"{FIRST}\n\n{later}")
    anchored = [each for each in anchor_claims(article, read_story(article)) if each.claim.kind == "killed"]
    first, second = anchored[0], anchored[-1]
    held, new = (Reading(each.claim.sentence, each.claim.count, (each,)) for each in (first, second))
    return held, new, relation_of(Count(min=4, max=4), held, new, article)


@pytest.mark.parametrize(
    ("later", "relation"),
    [
        ("The death toll rose to six, the mayor said.", "replaces"),
        ("Police later said that six people were killed.", "replaces"),
        ("The rebels put the number of dead at nine.", "disputes"),
        ("The rebels said they had killed nine people.", "disputes"),
        ("Five attackers were killed.", "adds"),
        ("Rescuers later recovered the body of a man.", "adds"),
        ("A second shell killed two more.", "adds"),
        ("A fifth person has died.", "replaces"),
        ("A third person has died.", "repeats"),
        ("No children were killed.", "repeats"),
        ("A nurse who was killed had three sons.", "repeats"),
    ],
)
def test_a_later_figure_says_what_it_does_to_the_first(later: str, relation: str) -> None:
    assert readings(later)[2] == relation


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        ("Gunmen killed seven guards in Goma. A clerk was also killed.", (8, 8)),
        ("A man shot two waiters dead in Goma. He then shot dead a driver.", (3, 3)),
        ("Shells killed seven people in Goma. A clerk was also killed.", (7, 7)),
        ("Gunmen raided a hotel in Goma. Six gunmen were killed. Forty people died.", (46, 46)),
        ("Three of the 13 wounded died in Goma. The blast had killed two.", (5, 5)),
        ("A raid killed nine people in Goma. A clerk gave a higher toll, saying 14 miners had died.", (9, 14)),
        ("Rebels said they killed 15 soldiers in Goma. The army denied that, putting the losses at three.", (3, 15)),
        ("A man killed two waiters in Goma. He fled and then shot the driver dead.", (3, 3)),
        ("Six guards died in Goma. An hour later a bomber blew herself up, killing herself and a cook.", (8, 8)),
        ("Gunmen killed seven soldiers in Goma. Four of the gunmen were killed.", (11, 11)),
        ("Six policemen were killed in Goma. Three terrorists also died in the exchange of fire.", (9, 9)),
        ("Six policemen were killed in Goma. The army said it had killed 30 militants.", (36, 36)),
        ("Troops killed nine militants in Goma. Two soldiers were also killed.", (11, 11)),
        ("Fifteen people were killed in a raid in Goma. Four gunmen were among the dead.", (15, 15)),
        ("Police killed two Mai-Mai fighters in Goma. A child was killed as well.", (3, 3)),
        ("An officer hurt in Goma died of his wounds. The blast killed five others on the spot.", (6, 6)),
        ("A bomb killed 38 people in Goma. A second explosion killed 2, police said.", (38, 38)),
        ("Gunmen shot a mayor dead in Goma. One of the gunmen was killed.", (2, 2)),
        ("A driver was killed in Goma. Troops killed a driver.", (1, 1)),
        ("Raiders burned a bus in Goma, killing the driver. Thirty bodies have been found, officials said.", (30, 30)),
        (
            "Six militants and two soldiers died as a base in Goma was stormed. A roof fell, killing nine villagers.",
            (17, 17),
        ),
    ],
)
def test_further_victims_are_added_to_those_who_cannot_hold_them(text: str, killed: tuple[int, int]) -> None:
    article = read(text)
    anchored = anchor_claims(article, read_story(article))
    resolved = resolve("killed", anchored, article)
    assert resolved is not None
    assert (resolved.count.min, resolved.count.max) == killed


@pytest.mark.parametrize(
    ("body", "dead", "attackers"),
    [
        ("Gunmen killed six people in a bar in Goma. Police later shot dead one gunman.", (7, 7), 1),
        ("Six people were killed in a bar in Goma. Police later shot dead one gunman.", (6, 6), None),
        ("Gunmen launched an attack on a hotel in Goma. Six gunmen were killed. Forty people are dead.", (46, 46), 6),
        ("A man stabbed six people to death in Goma. The attacker was shot dead by police.", (7, 7), 1),
    ],
)
def test_armed_people_are_not_among_those_whom_they_killed(
    body: str, dead: tuple[int, int], attackers: int | None
) -> None:
    event = event_of(body)
    told = event.toll.attackers_killed if event.toll else None
    assert (killed(event), told.min if told else None) == (dead, attackers)


def test_attackers_told_twice_are_added_once() -> None:
    body = "A man stabbed six people to death in Goma. The attacker was shot dead. Police shot the attacker dead."
    assert killed(event_of(body)) == (7, 7)


def test_a_survivor_killed_later_is_one_more() -> None:
    body = "Militants killed five cooks, as well as two clerks, near Gao. One of the survivors was then murdered."
    assert killed(event_of(body)) == (8, 8)


@pytest.mark.parametrize(
    ("second", "launched"),
    [
        ("A second missile hit a house.", (2, 2)),
        ("A second missile hit a house, a third missile hit a mill.", (3, 3)),
        ("A fourth missile hit a house.", (1, 1)),
    ],
)
def test_a_numbered_weapon_comes_after_those_counted(second: str, launched: tuple[int, int]) -> None:
    event = event_of(f"A missile hit a school in Odesa on Thursday. {second}")
    assert span_of(event.munitions.launched) == launched


def test_what_an_attacker_claims_to_have_killed_makes_no_open_number_exact() -> None:
    event = event_of(
        "A bomb went off in a tea shop in Mogadishu on Thursday. At least nine people died, nurses said.\n\n"
        "Al-Shabaab said it had aimed at officers and claimed to have killed 14."
    )
    assert killed(event) == (9, None)
    assert event.contested


def test_a_sum_since_dawn_disputes_no_toll() -> None:
    event = event_of(
        "An Israeli strike on a school in Gaza City on Thursday killed 18 people, the civil defence said.\n\n"
        "Since dawn, 43 people have been killed across the Strip, it added."
    )
    assert killed(event) == (18, 18)


@pytest.mark.parametrize(
    ("told", "dead"),
    [
        ("At least 85 people were killed when a drone hit a market in Goma, officials said.", (85, None)),
        ("Officials said 85 people were killed when a drone hit a market in Goma.", (85, 120)),
        ("Dozens of people were killed when a drone hit a market in Goma, officials said.", (120, 120)),
    ],
)
def test_who_gives_more_than_an_authority_has_counted_disputes_it(told: str, dead: tuple[int, int | None]) -> None:
    assert killed(event_of(f"{told} Residents put the death toll at 120.")) == dead


@pytest.mark.parametrize(
    "also", ["A port worker also died.", "A cook was also killed.", "One guard who escorted it was also killed."]
)
def test_somebody_who_also_died_is_one_more(also: str) -> None:
    assert killed(event_of(f"A missile hit a ship in Odesa on Thursday, killing two sailors. {also}")) == (3, 3)


def test_people_in_general_hold_the_one_who_was_told_first() -> None:
    first = "An air strike on a car in Goma killed a senior rebel commander on Thursday, the army said."
    assert killed(event_of(f"{first} Health officials said the strike killed five people.")) == (5, 5)


@pytest.mark.parametrize(
    ("second", "dead"),
    [
        ("Niger's army said four of its men had died.", (13, 13)),
        ("The rebels reported four dead among their own.", (13, 13)),
        ("The rebels admitted the death of four fighters.", (13, 13)),
        ("A guard put the number of dead attackers at four.", (13, 13)),
        ("The army put the dead at four.", (4, 9)),
        ("The rebels said that they had killed 14 soldiers.", (9, 14)),
    ],
)
def test_the_other_side_tells_its_own_losses(second: str, dead: tuple[int, int]) -> None:
    first = "Nine soldiers were killed in a gunfight near Gao on Thursday, the Malian defence ministry said."
    assert killed(event_of(f"{first} {second}")) == dead


@pytest.mark.parametrize(
    ("second", "dead"),
    [
        ("The army said that it had made an emergency landing and that nobody had been killed.", (0, 9)),
        ("The army said that no children were killed.", (9, 9)),
        ("The army did not comment.", (9, 9)),
    ],
)
def test_a_side_that_says_nobody_died_denies_what_the_other_told(second: str, dead: tuple[int, int]) -> None:
    first = "JNIM said that it had shot down a helicopter near Gao on Thursday and that all nine on board had died."
    assert killed(event_of(f"{first} {second}")) == dead


def test_hospitals_count_some_of_those_who_died_everywhere() -> None:
    first = "Israeli strikes killed at least 32 people across Gaza on Thursday, officials said."
    assert killed(event_of(f"{first} Two hospitals in Gaza City reported 12 dead.")) == (32, None)


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        ("Raiders stormed a depot in Goma and three policemen died. All three attackers were killed.", 6),
        ("A raider stabbed a cook to death in Goma. The attacker was shot dead.", 2),
        ("Troops killed two men in Goma. They had fired first, and the two attackers died at once.", 2),
        ("Troops killed two men in Goma. The force had been fired at, killing two of the shooters.", 2),
    ],
)
def test_as_many_attackers_as_victims_are_others_where_the_words_say_so(text: str, dead: int) -> None:
    assert killed(event_of(text)) == (dead, dead)


def test_the_other_side_tells_its_own_wounded_beside_its_dead() -> None:
    event = event_of(
        "Thailand's army said a soldier was killed and eight were wounded in a border clash in Sisaket on Thursday."
        " Cambodia's army said four of its men had died and nine were hurt."
    )
    assert (killed(event), span_of(event.toll.wounded if event.toll else None)) == ((5, 5), (17, 17))


@pytest.mark.parametrize(
    ("sentence", "stopped"),
    [
        ("In addition, two drones were shot down over the sea.", (5, 5)),
        ("In addition, two missiles were shot down over the sea.", (3, 3)),
        ("Two drones were shot down over the sea in May.", (3, 3)),
    ],
)
def test_weapons_of_another_kind_are_added_where_the_text_says_so(sentence: str, stopped: tuple[int, int]) -> None:
    told = event_of(f"Three missiles were intercepted over Haifa on Thursday. {sentence}")
    assert span_of(told.munitions.intercepted) == stopped
