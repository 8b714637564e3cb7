"""The readable features of an article."""

from __future__ import annotations

import pytest

from streams.classification.features import fresh_report, observe, plain_report, quote, read_all
from streams.classification.groups import groups
from streams.classification.words import Observed
from tests.reading import read

BODY = "Rebels shelled Goma on Friday. Two people were killed. The funeral is on Sunday. The bakery is open."


def observed(body: str, headline: str | None = None) -> dict[str, Observed]:
    text = read(body, headline)
    return observe(text, read_all(text, groups()))


def test_zones_name_where_a_thing_is_said() -> None:
    found = observed(BODY, "Shelling kills two in Goma")
    assert {"headline.strike", "lead.act+armed", "body.mourning"} <= set(found)


def test_a_missing_headline_is_filled_from_the_first_sentence() -> None:
    assert "headline.strike" in observed(BODY)


def test_a_headline_that_says_nothing_is_filled_from_the_first_sentence() -> None:
    assert "headline.strike" in observed(BODY, "2026-03-S-044")


def test_a_missing_body_is_filled_from_the_headline() -> None:
    assert "lead.strike" in observed("-", "Shelling kills two in Goma")


def test_the_body_counts_repetition_up_to_one() -> None:
    once, often = observed(BODY), observed(BODY + " Mourners wept at the burial." * 5)
    assert 0 < once["body.mourning"].value < often["body.mourning"].value == 1


def test_a_feature_is_quoted_by_its_term() -> None:
    text = read("Rebels shelled Goma on Friday.")
    start, end = quote(text, "lead.strike", 0)
    assert text.sentences[0].text(start, end) == "shelled"


def test_weapons_without_an_act_are_idle() -> None:
    assert "lead.idle" in observed("The army owns 40 howitzers and 90 missiles.")


def test_war_words_about_a_match_are_figurative() -> None:
    assert "lead.figurative" in observed("The striker killed the match with a late attack on the goal.")


def test_a_fresh_act_in_the_lead_is_a_feature_of_the_whole() -> None:
    assert "doc.fresh_act" in observed("Rebels shelled Goma on Friday.")


def test_a_date_of_a_trial_makes_no_act_fresh() -> None:
    assert "doc.fresh_act" not in observed("A court in Bern on Friday heard how soldiers shot nine men in 1996.")


def test_the_ways_of_telling_share_the_opening() -> None:
    found = observed("Rebels shelled Goma. They could shell Bukavu next.")
    assert found["doc.share_real"].value == found["doc.share_unreal"].value == 0.5


def test_an_attack_ruled_out_late_is_seen() -> None:
    assert "doc.ruledout" in observed(BODY + " Nobody is surprised. The mayor ruled out an attack.")


def test_a_number_and_a_place_are_quoted_by_their_own_words() -> None:
    text = read("Rebels shelled Goma on Friday and killed two nurses.")
    sentence = text.sentences[0]
    assert sentence.text(*quote(text, "doc.claim_people", 0)) == "two nurses"
    assert sentence.text(*quote(text, "doc.struck", 0)) == "Goma"


@pytest.mark.parametrize(
    ("headline", "lead"),
    [
        ("Court hears of shell", "Four people were killed when a shell hit a shop in Sloviansk, the judge was told."),
        ("Sloviansk lays wreaths", "Four people were killed when shells fell on Sloviansk in 1943, say the stones."),
        ("Alert in Sloviansk", "In the drill four people were killed when rockets fell on Sloviansk, actors all."),
        ("Alert in Sloviansk", "Four people could be killed when rockets fall on Sloviansk, officials warned."),
        ("Alert in Sloviansk", "Nobody was killed when rockets fell on Sloviansk on Thursday, officials said."),
        ("Man held in Sloviansk", "A man shot and wounded two people in Sloviansk with a rifle, detectives said."),
        ("Blast in Sloviansk", "Four people were killed in Sloviansk when a boiler exploded, the fire brigade said."),
        ("Alert at the front", "Four people were killed when rockets fell on a trench, a soldier said."),
    ],
)
def test_a_frame_another_time_or_a_gun_is_no_plain_report(headline: str, lead: str) -> None:
    seen = read(lead, headline)
    assert plain_report(seen, read_all(seen, groups())) is None


def test_a_plain_report_names_weapon_place_and_harm_in_one_sentence_of_the_lead() -> None:
    seen = read("It was a Thursday. Four people were killed when rockets fell on Sloviansk, a nurse said.", "Sloviansk")
    assert plain_report(seen, read_all(seen, groups())) == 2


def test_the_next_sentence_of_a_plain_report_may_tell_who_was_harmed() -> None:
    told = "Good morning to all. At a quarter to nine the army opened artillery fire on Sloviansk. One woman is dead."
    seen = read(told, "Sloviansk: they are at it again")
    assert plain_report(seen, read_all(seen, groups())) == 2
    seen = read(told.replace(" One woman", "\n\nOne woman"), "Sloviansk: they are at it again")
    assert plain_report(seen, read_all(seen, groups())) is None


def test_a_grenade_is_a_weapon_of_war_whoever_threw_it() -> None:
    text = "Two people were killed and six hurt when somebody threw a grenade into a bar in Bujumbura on Thursday."
    seen = read(text, "Grenade thrown into bar")
    assert plain_report(seen, read_all(seen, groups())) == 1


SLOW = "The net begins at the bus station.\n\nUnder it people walk their dogs again.\n\n"


@pytest.mark.parametrize(
    ("news", "told"),
    [
        ("On Thursday a Russian drone hit a queue in Nikopol, killing three people.", True),
        ("On Thursday a drone dropped a grenade on a bus in Nikopol. Three people were killed.", True),
        ("Last May a Russian drone hit a queue in Nikopol, killing three people.", False),
        ("On Thursday a drone could hit a queue in Nikopol, killing three people.", False),
        ("On Thursday a drone hit a queue in Nikopol, a court heard, killing three people.", False),
        ("On Thursday a van hit a queue in Nikopol, killing three people.", False),
        ("On Thursday drones flew over Nikopol.", False),
        ("On Thursday fighters of al-Shabaab shot dead three people in Nikopol.", True),
        ("On Thursday city police shot dead three people in Nikopol, police said.", False),
        ("On Thursday a neighbour shot dead three people in Nikopol with a hunting rifle.", False),
        ("A 22-year-old in Nikopol shot and killed himself on Thursday when the pistol he cleaned went off.", False),
    ],
)
def test_a_fresh_attack_told_further_down_is_found(news: str, told: bool) -> None:
    seen = read(SLOW + news, "A net over Nikopol")
    assert (fresh_report(seen, read_all(seen, groups())) is not None) is told
