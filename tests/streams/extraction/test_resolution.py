"""Resolution: one range per kind out of all that an article says."""

from __future__ import annotations

import pytest

from tests.reading import event_of, killed, span_of, wounded

LEAD = "Shells hit a market in Goma on Thursday"


@pytest.mark.parametrize(
    ("headline", "body", "expected"),
    [
        # "The chief" with his guards is no part of the one that the headline tells; who did it boasts of more.
        (
            "Car bomb kills police chief in Baidoa",
            "The police chief of Baidoa was killed along with three of his guards on Friday, officials said. "
            "Al-Shabaab claimed the attack, saying it had killed 12 policemen.",
            (4, 4),
        ),
        # The body corrects its headline.
        ("25 dead in Goma shelling", f"{LEAD}. Police later said the shells had killed 21 people.", (21, 21)),
        # A vague figure is sharpened.
        (None, f"{LEAD}, killing dozens of people.\n\nThe hospital counted 34 dead.", (34, 34)),
        # A subset is not added.
        (None, f"{LEAD}, killing at least 11 people.\n\nNine of the dead were women, a nurse said.", (11, None)),
        # Nobody among some is not nobody at all.
        (None, f"{LEAD}, killing four people.\n\nNo children were killed, a teacher said.", (4, 4)),
        # A newer total replaces the older one.
        (None, f"{LEAD}, killing four people.\n\nThe death toll later rose to six, the mayor said.", (6, 6)),
        # Sources that disagree widen the range.
        (
            None,
            f"{LEAD}. The hospital said 17 people were killed. The district office put the dead at nine.",
            (9, 17),
        ),
        # A source that puts another number disputes the first.
        (None, f"{LEAD}, killing four people, officials said.\n\nThe rebels put the number of dead at nine.", (4, 9)),
        # A side claims more of its enemy's men than the enemy admits.
        (
            None,
            f"{LEAD} and killed nine soldiers, the ministry said.\n\nThe rebels said that they had killed 30 soldiers.",
            (9, 30),
        ),
        # What a source corrects it names first.
        (None, f"Revising its earlier count of 21, the mayor said 18 died as s{LEAD[1:]}.", (18, 18)),
        # A group that says what it "had counted" disputes as well.
        (None, f"{LEAD}. The mayor gave a toll of nine dead. A relief group said it had counted 14 bodies.", (9, 14)),
        # What was said before gives way.
        (None, f"{LEAD}, killing four people.\n\nThe mayor had said on Thursday that six people were killed.", (4, 4)),
        # First reports stand where nothing newer is told.
        (None, f"{LEAD}.\n\nInitial reports indicate that three men were killed.", (3, 3)),
        # Attackers told apart are added.
        (None, "Gunmen attacked a post in Goma, killing two soldiers.\n\nFive attackers were killed.", (7, 7)),
        # Parts that sum up to the total repeat it.
        (
            None,
            "Shells killed nine people in Goma and Sake on Thursday, officials said.\n\nFive people died in Goma "
            "and four in Sake, a nurse said.",
            (9, 9),
        ),
        # Bodies found are part of those known dead.
        (None, f"{LEAD}, killing 14 people.\n\nFive bodies were found at dawn, rescuers said.", (14, 14)),
        # A figure far from the first speaks of something else.
        (None, f"{LEAD}, killing four people.\n\nThe war has killed 9,000 people since 2022, the UN said.", (4, 4)),
    ],
)
def test_the_killed_of_an_article(headline: str | None, body: str, expected: tuple[int, int | None]) -> None:
    assert killed(event_of(body, headline)) == expected


def test_one_who_dies_of_wounds_moves_from_the_wounded_to_the_killed() -> None:
    event = event_of(
        f"{LEAD}, killing two people and wounding eight.\n\nOne of the wounded died in hospital on Friday."
    )
    assert (killed(event), wounded(event)) == ((3, 3), (7, 7))


@pytest.mark.parametrize(
    ("died", "hurt"),
    [("A passer-by died in the ambulance.", (3, 3)), ("One of the marines later died.", (2, 2))],
)
def test_who_was_not_among_the_wounded_lowers_no_number_of_them(died: str, hurt: tuple[int, int]) -> None:
    assert wounded(event_of(f"Two gunmen died in a clash in Reynosa. Three marines were wounded. {died}")) == hurt


def test_those_who_died_in_a_clinic_leave_its_wounded_once() -> None:
    event = event_of(f"{LEAD}. A nurse said the clinic had taken in 30 wounded and that six of them had died at once.")
    assert (killed(event), wounded(event)) == ((6, 6), (24, 24))


def test_an_article_that_gives_no_number_gives_no_count() -> None:
    event = event_of(f"{LEAD}. It was not known whether anyone had been hurt.")
    assert (killed(event), wounded(event)) == (None, None)


def test_a_report_that_takes_a_story_back_does_not_count_what_it_denies() -> None:
    event = event_of("Police in Goma said on Friday that the report of a bombing that killed 30 people was false.")
    assert killed(event) is None


@pytest.mark.parametrize(
    ("text", "dead", "hurt"),
    [
        ("A clerk who was hurt when shells hit Goma on Thursday has died. They have now killed six people.", 6, None),
        (
            "A clerk who was hurt when shells hit Goma on Thursday died later. That makes six dead; nine are hurt.",
            6,
            9,
        ),
        ("A boy has died of the wounds he suffered in Thursday's raid on Goma. It has now killed six people.", 6, None),
        ("Two guards who were hurt when a mine exploded near Goma have died.", 2, None),
        ("A clerk who was hurt in Thursday's raid on Goma said that her son died.", 1, 1),
    ],
)
def test_who_was_wounded_and_died_is_no_wounded_any_more(text: str, dead: int, hurt: int | None) -> None:
    event = event_of(text)
    assert killed(event) == (dead, dead)
    assert wounded(event) == (None if hurt is None else (hurt, hurt))


@pytest.mark.parametrize(
    ("body", "attackers"),
    [
        ("Militants stormed a post in Goma, killing six soldiers. Three of the militants were killed.", (3, 3)),
        ("Troops killed nine militants in Goma. Two soldiers were also killed.", None),
        ("Militants stormed a post in Goma, killing six soldiers.", None),
    ],
)
def test_the_dead_among_the_attackers_are_told_apart(body: str, attackers: tuple[int, int] | None) -> None:
    toll = event_of(body).toll
    assert toll is not None
    found = toll.attackers_killed
    assert (None if found is None else (found.min, found.max)) == attackers


def test_a_stated_launch_of_several_kinds_replaces_what_one_hit_implied() -> None:
    event = event_of(
        "A Russian missile hit a block of flats in Kyiv on Tuesday, killing six people. "
        "Russia launched 430 drones and 18 missiles overnight, the air force said."
    )
    assert span_of(event.munitions.launched) == (448, 448)


def test_no_other_people_are_nobody() -> None:
    event = event_of("A soldier was killed near Zemio on Friday when gunmen attacked. No other soldiers were hurt.")
    assert (killed(event), wounded(event)) == ((1, 1), (0, 0))


def test_casualties_without_an_upper_end_are_no_number() -> None:
    event = event_of("Shells hit Zemio on Friday. The army spoke of dozens of casualties.")
    assert (killed(event), wounded(event)) == (None, None)


def test_casualties_of_one_clinic_are_some_of_those_told() -> None:
    event = event_of(
        "At least 27 people were killed and 161 wounded when shells hit Zemio on Friday, the ministry said. "
        "A clinic said it had taken in 40 casualties, six of whom were dead and two of whom died of their wounds."
    )
    assert (killed(event), wounded(event)) == ((27, None), (161, 161))


def test_who_denies_with_a_number_of_his_own_leaves_that_many() -> None:
    event = event_of(
        "Al-Shabaab said it had killed 15 soldiers in a raid on a fort in Baidoa on Friday. "
        "An army officer denied that, putting the losses at three."
    )
    assert killed(event) == (3, 15)


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        ("The death toll of a raid on Goma has risen to 14, police said. Two of the wounded died overnight.", 14),
        ("The raid on Goma has now killed 28. It first left 19 dead, but five of the badly hurt have since died.", 28),
        ("Fourteen people are now known to have died in the raid on Goma after two of the hurt succumbed.", 14),
        ("A bomb killed 12 people in Goma on Tuesday. Two of the wounded died in hospital on Thursday.", 14),
        ("A bomb killed 12 people in Goma on Tuesday, and two of the injured later died.", 14),
    ],
)
def test_a_number_that_has_risen_holds_those_who_died_of_wounds(text: str, dead: int) -> None:
    assert killed(event_of(text)) == (dead, dead)


@pytest.mark.parametrize("who", ["He died in hospital on Thursday.", "He later died."])
def test_he_who_was_just_told_to_be_wounded_adds_to_the_dead(who: str) -> None:
    told = "Two soldiers were killed in a gunfight with rebels in Goma on Wednesday. A third soldier was wounded."
    assert killed(event_of(f"{told} {who}")) == (3, 3)


def test_he_who_was_told_dead_is_not_counted_twice() -> None:
    event = event_of("Gunmen killed the mayor of Goma on Wednesday, police said. He died in hospital.")
    assert killed(event) == (1, 1)


def test_others_who_are_in_treatment_now_were_not_among_them_who_died() -> None:
    event = event_of("Shells killed two in Goma. One of the wounded has since died. Thirty others are being treated.")
    assert wounded(event) == (30, 30)


def test_so_many_of_the_victims_are_no_other_figure() -> None:
    event = event_of(
        "Rebels killed at least 43 people in Goma. Twenty of the victims died by machetes, an official said."
    )
    assert killed(event) == (43, None)


@pytest.mark.parametrize(
    ("later", "dead"),
    [
        ("It later said two more patients had died.", (10, 10)),
        ("Two more people were found alive.", (8, 8)),
    ],
)
def test_those_who_died_since_are_added_to_the_first_toll(later: str, dead: tuple[int, int]) -> None:
    first = "A drone hit a clinic in Kadugli on Thursday, killing eight people, a doctors' network said."
    assert killed(event_of(f"{first} {later}")) == dead


def test_a_headline_holds_who_died_of_wounds_below_it() -> None:
    text = "A missile hit a ship off Aden on Thursday. The owner said that one of the crew had died of his injuries."
    assert killed(event_of(text, headline="Ship hit by missile off Aden, one sailor dead")) == (1, 1)


@pytest.mark.parametrize(
    ("headline", "body", "dead"),
    [
        ("Two bodies found in Izium", "At least two bodies were found in Izium after shells hit a mill.", (2, None)),
        ("Seven dead in Izium", "Four bodies were found in Izium after shells hit a mill.", (7, 7)),
        (None, "Shells killed at least nine people in Izium. A baker counted nine bodies in the yard.", (9, None)),
        (None, "Shells killed at least nine people in Izium. A baker counted 11 bodies in the yard.", (11, 11)),
        (None, "Shells killed at least nine people in Izium. The death toll is nine, the mayor said.", (9, 9)),
    ],
)
def test_as_many_bodies_as_at_least_died_close_no_count(
    headline: str | None, body: str, dead: tuple[int, int | None]
) -> None:
    assert killed(event_of(body, headline)) == dead
