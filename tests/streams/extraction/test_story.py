"""The story: on which day the main attack happened, and which sentences tell of another."""

from __future__ import annotations

from datetime import date

import pytest

from schemas.vocabulary import Scope
from streams.extraction.story import read_story
from tests.reading import article, detection_of, event_of, killed, read

THURSDAY, WEDNESDAY, TUESDAY = date(2026, 3, 12), date(2026, 3, 11), date(2026, 3, 10)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Shells hit a mill in Goma on Wednesday, officials said on Friday.", WEDNESDAY),
        ("Officials said on Friday that Tuesday's raid on Goma killed two people.", TUESDAY),
        ("Gunmen attacked the village of Riyom late on Thursday, the army told reporters Friday.", THURSDAY),
        ("The death toll from Tuesday's car bomb in Baidoa rose on Friday to nine.", TUESDAY),
        ("Rockets hit Erbil yesterday, killing a guard.", THURSDAY),
    ],
)
def test_the_day_of_the_act_wins_over_the_day_of_the_word(text: str, day: date) -> None:
    assert read_story(read(text)).day == day


def test_a_text_without_a_day_leaves_the_day_open() -> None:
    assert read_story(read("Shells hit a mill in Goma, killing two people.")).day is None


@pytest.mark.parametrize(
    ("sentence", "scope"),
    [
        ("The raid came two weeks after a truce collapsed.", Scope.MAIN),
        ("It was the third raid on the town this year.", Scope.MAIN),
        ("In May a bomb killed nine people in the same street.", Scope.BACKGROUND),
        ("Shelling has killed 40 people there since January.", Scope.BACKGROUND),
        ("On Monday a mortar round had killed three traders.", Scope.OTHER_EVENT),
        ("In a separate attack, rebels shot dead two drivers.", Scope.OTHER_EVENT),
        ("The mayor said that four houses were hit.", Scope.MAIN),
    ],
)
def test_a_cue_moves_a_sentence_away_from_the_main_attack(sentence: str, scope: Scope) -> None:
    story = read_story(read(f"Shells killed two people in Goma on Thursday.\n\n{sentence}"))
    assert story.scopes[-1].scope is scope


def test_a_sentence_without_a_cue_goes_on_with_the_one_before_it() -> None:
    story = read_story(
        read("Shells killed two people in Goma on Thursday.\n\nIn May a bomb killed nine. Two were nurses.")
    )
    assert [scope.scope for scope in story.scopes] == [Scope.MAIN, Scope.BACKGROUND, Scope.BACKGROUND]


def test_a_new_paragraph_is_about_the_main_attack_again() -> None:
    text = "Shells killed two people in Goma on Thursday.\n\nIn May a bomb killed nine.\n\nRescuers searched the mill."
    assert read_story(read(text)).scopes[-1].scope is Scope.MAIN


@pytest.mark.parametrize(
    ("sentence", "scope"),
    [
        ("The morning's blast at the port killed four people.", Scope.OTHER_EVENT),
        ("In the morning a bomb had killed three people at the port.", Scope.OTHER_EVENT),
        ("In the afternoon police found a second device and a bomb went off.", Scope.MAIN),
        ("In the morning one of the wounded died of his burns.", Scope.MAIN),
        ("The paper recalls that a bomb hit the port on Monday.", Scope.BACKGROUND),
    ],
)
def test_another_hour_of_the_day_is_another_attack(sentence: str, scope: Scope) -> None:
    story = read_story(read(f"A bomb killed two people in a bar in Goma on Thursday evening.\n\n{sentence}"))
    assert story.scopes[-1].scope is scope


@pytest.mark.parametrize(
    ("following", "scope"),
    [
        ("It was the second blast in the city today. Eight people were killed at the port.", Scope.OTHER_EVENT),
        ("It was the third raid of the day. It killed a guard.", Scope.MAIN),
        ("It was the second blast in the city this year. Eight people were killed at the port.", Scope.MAIN),
    ],
)
def test_what_follows_the_number_of_the_attack_in_its_day_is_another(following: str, scope: Scope) -> None:
    story = read_story(read(f"A bomb killed two people in a bar in Goma on Thursday.\n\n{following}"))
    assert story.scopes[-1].scope is scope


def test_a_day_that_only_looks_back_is_not_the_day_of_the_attack() -> None:
    text = "Three people were killed on Thursday when rebels came back to Goma.\n\nOn Tuesday a raid had killed nine."
    assert read_story(read(text)).day == THURSDAY


def test_an_attack_that_ranks_above_older_ones_is_the_news() -> None:
    text = "A bomb killed 28 people at a gate in Goma in the deadliest attack in the town since 2019."
    assert read_story(read(text)).scopes[0].scope is Scope.MAIN


def test_the_lead_tells_the_news_even_of_separate_incidents() -> None:
    text = "Two boys were shot dead in separate incidents in Jenin and near Hebron on Thursday, medics said."
    events = detection_of(article(text, "West Bank: two teens killed")).events
    assert len(events) == 1


def test_an_attack_in_the_morning_is_another_than_one_at_night() -> None:
    first = "Gunmen killed eight passengers in Barkhan on Thursday night, hours after an attack on a police post."
    event = event_of(
        f"{first}\n\nThe post in Kalat was stormed on Thursday morning. Seven attackers were killed there."
    )
    assert killed(event) == (8, 8)


@pytest.mark.parametrize("later", ["The shooting went on until Thursday evening", "Police said so on Thursday evening"])
def test_what_lasted_until_the_evening_is_the_same_attack(later: str) -> None:
    story = read_story(read(f"Gunmen attacked a post in Goma on Thursday morning, killing eight.\n\n{later}."))
    assert story.scopes[-1].scope is Scope.MAIN


def test_the_day_of_an_accusation_is_not_that_of_the_attack() -> None:
    told = (
        "Rebels killed nine people in Goma, officials said.\n\nOn Tuesday they accused the army of an attack on Sake."
    )
    assert read_story(read(told)).day is None


def test_what_was_said_today_of_an_attack_yesterday_is_of_yesterday() -> None:
    first = "A bomber killed 12 people in Goma on Friday, a day after rebels stormed a college in Sake."
    event = event_of(
        f"{first}\n\nIn Sake a bomb hit the gate on Thursday; two rebels died there, the army said on Friday."
    )
    assert (killed(event), str(event.occurred_on)) == ((12, 12), "2026-03-13")


def test_an_older_attack_recalled_further_down_does_not_date_the_news() -> None:
    lead = (
        "A grenade thrown from a motorcycle wounded six people outside a police station in Goma on Thursday afternoon."
    )
    text = f"{lead}\n\nTuesday's bombing at the bus terminal killed four people."
    assert read_story(read(text)).day == date(2026, 3, 12)


@pytest.mark.parametrize(
    ("day", "places"),
    [("Thursday", ["Bannu"]), ("Wednesday", ["Bannu", "Domel"])],
)
def test_another_day_in_the_same_district_is_of_another_attack(day: str, places: list[str]) -> None:
    first = "A bomb killed 12 people in a mosque in Bannu on Wednesday, police said."
    event = event_of(f"{first} Three policemen were killed on {day} by a bomb near Domel, in the same district.")
    assert ([place.name for place in event.places], killed(event)) == (places, (12, 12))


def test_the_dead_of_another_day_in_the_same_province_may_be_of_the_same_attack() -> None:
    first = "A bomb killed 12 people in a mosque in Bannu on Wednesday."
    assert read_story(read(f"{first} Two more died on Thursday in the same province.")).scopes[1].scope is Scope.MAIN


@pytest.mark.parametrize(
    ("sentence", "scope"),
    [
        ("The dead are two bakers, says the committee, who accused the rebels.", Scope.MAIN),
        ("The army accused the rebels of killing 40 people.", Scope.BACKGROUND),
        ("The rebels, who accused the army of killing 40 people, denied it.", Scope.BACKGROUND),
    ],
)
def test_a_source_that_accused_somebody_still_tells_the_attack(sentence: str, scope: Scope) -> None:
    story = read_story(read(f"Two bakers were killed in shelling of Goma on Thursday.\n\n{sentence}"))
    assert story.scopes[-1].scope is scope
