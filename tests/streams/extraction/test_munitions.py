"""Weapons launched, intercepted and hit: what each class of sentence says, and what it leaves open."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.base import Count
from streams.extraction.counting import combine
from streams.extraction.munitions import consistent, read_munitions
from streams.lexicons.terms import term_index
from streams.text.numbers import read_quantities
from streams.text.sentences import split_sentences
from streams.text.types import ReadClaim, Segment

Range = tuple[int, int | None] | None


def claims(text: str) -> list[ReadClaim]:
    found: list[ReadClaim] = []
    for sentence in split_sentences([Segment("body", "paragraph", text, 0)]):
        terms, numbers = term_index().find(sentence), read_quantities(sentence)
        found += read_munitions(sentence, terms, numbers, tuple(found))
    return found


def counts(text: str) -> tuple[Range, Range, Range]:
    """Return (launched, intercepted, hit) of a text, None where not reported."""
    found = combine(claims(text))
    ranges = [found.get(kind) for kind in ("launched", "intercepted", "hit")]
    launched, intercepted, hit = (None if one is None else (one.min, one.max) for one in ranges)
    return launched, intercepted, hit


@pytest.mark.parametrize(
    ("text", "launched", "intercepted", "hit"),
    [
        ("Two cruise missiles slammed into a hotel in Odesa on Sunday.", (2, 2), None, (2, 2)),
        ('Rebels fired two rockets at the airfield and nine drones at "key sites" in Kosti.', (11, 11), None, None),
        ("Crews downed nine drones over Oryol and two missiles over Tula hit a depot.", None, (9, 9), None),
        ("It said 90 drones were destroyed, 31 of them over Kursk, along with two missiles.", None, (92, 92), None),
        ("The army destroyed two launchers along with 40 missiles.", None, None, None),
        ("Gunners met 21 drones over Atbara and brought all of them down.", None, (21, 21), None),
        ("Gunners met two drones over Atbara and shot both down.", None, (2, 2), None),
        ("Missiles struck two towns: three fell on the former, two on the latter.", (2, None), None, (5, 5)),
        ("Of nine missiles launched, three hit the port and two missed.", (9, 9), None, (3, 3)),
        ("Iran fired four barrages of missiles at Haifa in the night, 60 in all.", (60, 60), None, None),
        ("Iran fired missiles at Haifa, and 60 in all were hurt.", (2, None), None, None),
        ("Jets dropped six bombs on a hall that rebels used to launch drones.", (6, 6), None, None),
        ("Rebels struck two jets with nine rockets on Sunday, four of which exploded on a ramp.", (9, 9), None, (4, 4)),
        ("The army neutralised three launch pads with bombs, and 20 drones were shot down.", None, (20, 20), None),
        ("Rebels sent three waves totalling 40 missiles at Haifa.", (40, 40), None, None),
        (
            "They launched 14 drones and two missiles, and ships stopped every one of them.",
            (16, 16),
            (16, 16),
            None,
        ),
        ("Six of the nine rockets the militants fired at the base were shot down.", (9, 9), (6, 6), None),
        ("A rocket and two drones fell on a road without exploding.", (3, 3), None, None),
        ("India said it had launched no drones.", None, None, None),
        ("In all, nine missiles and 130 drones were involved.", (139, 139), None, None),
        ("Of 20 rockets that came from the hills, 12 landed in the town.", (20, 20), None, (12, 12)),
        ("It said on Monday that of the 20 rockets fired, 12 landed in the town.", (20, 20), None, (12, 12)),
        ("Four drones meant for a commander hit a wedding.", (4, 4), None, (4, 4)),
        ("The Kinzhal, two Kalibrs and 40 drones were shot down.", None, (43, 43), None),
        ("Thirty drones were downed and 12 were lost without consequences.", None, (42, 42), None),
        ("Five of the nine Grads fired at Metula fell inside Lebanon.", (9, 9), None, None),
        ("One rocket was intercepted and two fell in unpopulated areas.", None, (1, 1), None),
        (
            "Iran fired 30 missiles, of which three got through: one hit a tower, one a yard and one fell in a field.",
            (30, 30),
            None,
            (3, 3),
        ),
        (
            "Of 54 drones launched, 40 were destroyed and eight failed to reach their targets because of jamming.",
            (54, 54),
            (48, 48),
            None,
        ),
        ("Russia used two Kinzhals, 15 Kalibr cruise missiles and 70 drones.", (87, 87), None, None),
        ("A volley of 20 rockets crashed into the airport.", (20, 20), None, (20, 20)),
        ("One mortar bomb exploded in a queue and another on a pitch.", (2, 2), None, (2, 2)),
        ("A guided bomb levelled a dormitory.", (1, 1), None, (1, 1)),
        ("Russia used 250 drones; 219 drones were shot down, with hits at nine sites.", (250, 250), (219, 219), None),
        ("A massive strike on Kyiv with missiles and drones killed three people.", None, None, None),
        ("Units shot down 14 drones over the Oryol region, six over Tula and two over Kaluga.", None, (22, 22), None),
        ("Crews destroyed 47 drones: 21 over Bryansk, 16 over Oryol and ten over Tula.", None, (47, 47), None),
        ("The ministry said 20 drones were destroyed, 15 over Bryansk and five over Kursk.", None, (20, 20), None),
        ("Twelve drones were downed over Bryansk, five over Oryol and three over Tula.", None, (20, 20), None),
        ("Nine drones were shot down over Kursk, and three in the city were hurt.", None, (9, 9), None),
        ("Ten drones were downed by mobile groups and another six by electronic warfare.", None, (16, 16), None),
        ("Rebels fired 12 missiles at Kadugli, five at Dilling and three at Kosti.", (20, 20), None, None),
        ("Hits of nine missiles and 12 drones were recorded at 14 sites.", None, None, (21, 21)),
        ("Iran launched 40 missiles and the army counted nine impacts in Haifa.", (40, 40), None, (9, 9)),
        ("A salvo of five rockets fired at the zone was intercepted in full.", (5, 5), (5, 5), None),
        ("Rebels targeted the base with a squadron of six drones.", (6, 6), None, None),
        ("Gunners destroyed every one of the 23 Shaheds directed at Lviv.", (23, 23), (23, 23), None),
        ("Three rockets were identified crossing from Lebanon and two were intercepted.", (3, 3), (2, 2), None),
        (
            "Iran launched 40 drones and nine missiles, of which 31 and six respectively were shot down.",
            (49, 49),
            (37, 37),
            None,
        ),
        ("Three missiles hit a depot, out of some 40 fired by Iran.", (36, 44), None, (3, 3)),
        ("Iran fired eight missiles and the port took five hits and burned.", (8, 8), None, (5, 5)),
        (
            "Rockets were fired at us: two of the five were downed, two fell outside the fence and one hit a tent.",
            (5, 5),
            (2, 2),
            (1, 1),
        ),
        ("A missile broke up over the desert.", (1, 1), None, (0, 0)),
        ("A drone flew into a car in Nikopol.", (1, 1), None, (1, 1)),
        (
            "Russia used 12 missiles and 44 drones, with all but four missiles and seven drones shot down.",
            (56, 56),
            (45, 45),
            (0, 11),
        ),
        ("Rebels fired a pair of rockets; one fell short, the other was intercepted.", (2, 2), (1, 1), None),
        ("Gunners repelled an attack by 16 drones.", (16, 16), (16, 16), None),
        ("Russia attacked with two missiles from Crimea and 85 drones from Kursk and Orel.", (87, 87), None, None),
        ("Gunners accounted for 31 drones and dealt with four missiles.", None, (35, 35), None),
        ("The army knows how to deal with missiles.", None, None, None),
        ("Three of seven rockets scored direct hits on a post.", (7, 7), None, (3, 3)),
        ("Of 78 drones launched, 62 were downed and 11 went missing from radar.", (78, 78), (73, 73), None),
        ('14 of the 17 drones detected had been "dealt with".', (17, 17), (14, 14), None),
        ("Russia sent 60 drones at Odesa; 45 were shot down and nine dropped off radars.", (60, 60), (54, 54), None),
        ("Of 30 drones launched, 20 were destroyed and six were lost or suppressed.", (30, 30), (26, 26), None),
        ("Gunners destroyed 91 of 128 drones, with 29 more failing to arrive.", (128, 128), (91, 91), None),
        (
            "Gunners stopped 91 of 128 drones, with 29 failing to reach their targets because of jamming.",
            (128, 128),
            (120, 120),
            None,
        ),
        ("Seven drones were jammed above the port and an eighth was shot down.", None, (8, 8), None),
        ("Crews engaged 22 aerial targets and shot down 20 of them.", None, (20, 20), None),
        ("The enemy attacked with 33 means of air attack: 30 drones and three missiles.", (33, 33), None, None),
        ("The army intercepted most of the 30 rockets and two landed in Sderot.", (30, 30), None, (2, 2)),
        ("Two cruise missiles were shot down on approach to Lviv.", None, (2, 2), None),
        ("None of the five missiles was intercepted and all hit the plant.", (5, 5), (0, 0), (5, 5)),
        ("The rebels launched two missiles towards the carrier; neither hit it.", (2, 2), None, (0, 0)),
        ("Of the ten rockets, seven were intercepted and three fell in fields.", (10, 10), (7, 7), None),
        ("A missile struck the tanker and a second narrowly missed it.", (2, 2), None, (1, 1)),
        ("Helicopters destroyed four drone boats, and a fifth exploded against a pier.", (5, 5), (4, 4), (1, 1)),
        ("All but one of nine missiles aimed at Erbil were shot down; the ninth hit a villa.", (9, 9), (8, 8), (1, 1)),
        ("Two rockets landed in open fields, causing neither casualties nor damage.", (2, 2), None, None),
        ("A block of flats hit by a missile has collapsed.", (1, 1), None, (1, 1)),
        ("The army fired three volleys of rockets, about 70 in all, at Nahariya.", (63, 77), None, None),
        ("People were hurt by the shells that the rebels fired at the town.", (2, None), None, None),
        ("Ukrainian drones attacked the port of Novorossiysk overnight.", (2, None), None, None),
        ("A drone attack on a convoy near Agadez killed four.", None, None, None),
        ("Air defences shot down 47 of 52 drones launched by Russia.", (52, 52), (47, 47), None),
        ("All six rockets were intercepted.", (6, 6), (6, 6), None),
        ("All but three of the 28 rockets were shot down.", (28, 28), (25, 25), (0, 3)),
        ("Militants fired three rockets at the airport; all missed.", (3, 3), None, (0, 0)),
        ("A missile fired from Yemen was intercepted before it reached Israel.", (1, 1), (1, 1), None),
        ("Russia attacked Kyiv with 477 drones and 60 missiles on Sunday.", (537, 537), None, None),
        ("The air force said it had destroyed 18 of 21 Shahed drones.", (21, 21), (18, 18), None),
        ("Hezbollah fired about 40 rockets towards Haifa, most of which were intercepted.", (36, 44), None, None),
        ("Ukraine said it downed 12 drones overnight.", None, (12, 12), None),
        ("Three of the missiles got through and hit a substation.", None, None, (3, 3)),
        ("The army fired more than 200 artillery shells at the village.", (201, None), None, None),
        ("Israeli warplanes dropped bombs on a refugee camp.", (2, None), None, None),
        ("A roadside bomb hit a bus in Ghazni.", None, None, None),
        ("Two bombs exploded in a market in Baghdad.", None, None, None),
        ("Gunmen threw two grenades into a bar.", None, None, None),
        ("The navy received 40 missiles from Norway.", None, None, None),
        ("Iran has a stockpile of 3,000 missiles.", None, None, None),
        ("Russia launched 3,200 drones in March.", None, None, None),
        ("Two of the four missiles missed their targets.", (4, 4), None, None),
        ("Houthi rebels launched a sea drone at a cargo ship, but it missed.", (1, 1), None, (0, 0)),
        ("A torpedo sank the corvette.", (1, 1), None, (1, 1)),
        ("Four mortar rounds landed inside the base.", (4, 4), None, (4, 4)),
        ("Rockets landed in an open field near Metula.", (2, None), None, None),
        ("Iran's army launched a barrage of missiles at a base in Iraq.", (2, None), None, None),
        ("Six of the 15 drones were jammed.", (15, 15), (6, 6), None),
        ("None of the 22 drones hit its target.", (22, 22), None, (0, 0)),
        ("Air defence crews brought down a missile over the lake.", None, (1, 1), None),
        ("Two drones were shot down and a third hit a house.", (3, 3), (2, 2), (1, 1)),
        ("The city was hit by at least five ballistic missiles.", (5, None), None, (5, None)),
        ("The hospital was struck by shells.", (2, None), None, (2, None)),
        ("Drone strikes killed 12 people.", None, None, None),
        ("Two drone strikes hit the city.", None, None, None),
        ("A Ukrainian sea drone struck a tanker off Novorossiysk.", (1, 1), None, (1, 1)),
        ("Twenty drones and four cruise missiles were launched at Lviv.", (24, 24), None, None),
        ("Of 36 missiles launched, 30 were intercepted.", (36, 36), (30, 30), None),
        ("Russia used 10 Iskander missiles in the attack.", (10, 10), None, None),
        ("The plane dropped one bomb, which did not explode.", (1, 1), None, None),
        ("Troops destroyed three drones before they reached the depot.", None, (3, 3), None),
        ("A Shahed drone crashed into a nine-storey building.", (1, 1), None, (1, 1)),
        ("Jets fired two missiles at a car, and both hit it.", (2, 2), None, (2, 2)),
        ("Both rockets had been fired from a quarry.", (2, 2), None, None),
        ("Both drones were shot down over the port.", (2, 2), (2, 2), None),
        ("At least two rockets hit the runway and others fell in the desert.", (2, None), None, (2, None)),
        ("The group said it had launched dozens of drones at Port Sudan.", (12, None), None, None),
        ("The drones, which came from Belarus, hit a railway station.", None, None, None),
        ("A rocket attack on the Green Zone wounded two guards.", None, None, None),
        ("Insurgents lobbed mortars at a police station.", (2, None), None, None),
        ("Israel said its air defences had intercepted two drones launched from Iraq.", (2, 2), (2, 2), None),
        ("The general said 5,000 missiles could be launched at the city.", None, None, None),
        ("The militia threatened to fire 50 rockets at the port.", None, None, None),
        ("The frigate shot down seven drones and two missiles fired by the Houthis.", (9, 9), (9, 9), None),
        ("Seven people were killed and 12 were hit by shrapnel when a shell struck the queue.", (1, 1), None, (1, 1)),
        ("Ukraine's air force said it shot down 24 drones, with six more lost from radar.", None, (30, 30), None),
        ("Police found four rockets ready to be fired at the base.", None, None, None),
        ("Pakistan said it had shot down five Indian jets.", None, None, None),
        ("Each helicopter can carry 16 missiles.", None, None, None),
        ("A second missile hit the same building minutes later.", (1, 1), None, (1, 1)),
        ("The only missile was intercepted.", (1, 1), (1, 1), None),
        ("Thirty-five rockets were fired from Lebanon, of which 30 were shot down.", (35, 35), (30, 30), None),
        ("A missile was fired at a US destroyer but fell into the sea.", (1, 1), None, None),
        (
            "Saudi forces intercepted a ballistic missile and three drones launched by the Houthis.",
            (4, 4),
            (4, 4),
            None,
        ),
        ("Russian shells and rockets rained down on the town.", (2, None), None, None),
        ("Two Russian missiles killed nine people in Kharkiv.", (2, 2), None, None),
        ("Air raid sirens sounded and a drone was jammed over Vilnius.", None, (1, 1), None),
        ("The drone struck the minibus at noon.", (1, 1), None, (1, 1)),
        ("The third missile was shot down over the hills.", None, (1, 1), None),
        # lists, rests and later mentions
        ("Rebels fired five rockets; all were intercepted.", (5, 5), (5, 5), None),
        ("Waves of drones attacked the harbour.", (2, None), None, None),
        ("Twelve drones attacked the depot: nine were jammed.", (12, 12), (9, 9), None),
        ("The salvo comprised three missiles and 11 drones.", (14, 14), None, None),
        ("They fired volleys of rockets, about 50 in all, at the camp.", (45, 55), None, None),
        ("One of two torpedoes missed; the other hit the hull.", (2, 2), None, (1, 1)),
        ("A drone loaded with explosives struck a tower.", (1, 1), None, (1, 1)),
        ("The helicopter was brought down by a missile.", None, None, None),
        ("Hours after allies sent 90 interceptor missiles, a rocket hit a hotel.", (1, 1), None, (1, 1)),
        ("Four of the ten drones it had sent reached the base.", (10, 10), None, (4, 4)),
        ("A missile hit a clinic on Friday; the army fired 3,000 shells in May.", (1, 1), None, (1, 1)),
        ("Militants attacked the post with mortars and rifles.", None, None, None),
        ("Nine rockets fell short and two were shot down.", (9, 9), (2, 2), (0, 0)),
        ("The drone was shot down and did not reach the city.", None, None, None),
    ],
)
def test_a_sentence_says_how_many_weapons_were_launched_stopped_and_got_through(
    text: str, launched: Range, intercepted: Range, hit: Range
) -> None:
    assert counts(text) == (launched, intercepted, hit)


@pytest.mark.parametrize(
    ("text", "intercepted", "hit"),
    [
        ("Iran fired 14 missiles at the base. All but two of the missiles were shot down.", (12, 12), (0, 2)),
        ("Russia launched 40 drones at Sumy. It shot down 31. Nine hit the depot.", (31, 31), (9, 9)),
        ("The navy sent five sea drones at the ship. Three hit it and the other two were destroyed.", (2, 2), (3, 3)),
        ("A jet dropped two bombs on a school. Both bombs hit the roof.", None, (2, 2)),
        ("The army engaged six missiles fired by Iran. All the missiles were destroyed.", (6, 6), None),
    ],
)
def test_bare_numbers_stand_for_weapons_counted_in_earlier_sentences(text: str, intercepted: Range, hit: Range) -> None:
    assert counts(text)[1:] == (intercepted, hit)


@pytest.mark.parametrize(
    ("text", "launched"),
    [
        ("A missile hit a mill. A second missile was brought down.", (2, 2)),
        ("Two drones hit a tank farm. Gunners dealt with seven others over the desert.", (9, 9)),
        ("Three rockets fell in the grounds of a firm. Two more missed by a mile.", (5, 5)),
        ("Rebels launched 40 drones. Thirty were downed and three more hit a depot.", (40, 40)),
        ("A drone hit the ship and three others were shot down.", (4, 4)),
        ("A missile got through and hit a road; the other nine of the salvo were intercepted.", (10, 10)),
        ("Gunners shot down 24 drones, with six more lost from radar.", None),
    ],
)
def test_others_come_on_top_of_weapons_known_by_what_they_hit(text: str, launched: Range) -> None:
    assert counts(text)[0] == launched


@pytest.mark.parametrize(
    "text",
    [
        "Twelve were hit by shrapnel when the roof fell in.",
        "Six were wounded and three hit by bullets near the drone workshop.",
        "The 54 strikes of that year all hit the same valley with drones.",
        "Each launcher carries 40 rockets.",
        "The weapons used in attacks on the road came from abroad.",
    ],
)
def test_people_strikes_and_capacities_are_no_weapons(text: str) -> None:
    assert counts(text) == (None, None, None)


def test_numbers_are_split_by_type_only_where_the_text_splits_them() -> None:
    split = {(claim.munition, claim.count.min) for claim in claims("Iran fired six missiles and 20 drones at Haifa.")}
    mixed = {(claim.munition, claim.count.min) for claim in claims("Iran fired 26 missiles and drones at Haifa.")}
    assert split == {("missile", 6), ("drone", 20)}
    assert mixed == {(None, 26)}


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("Russia launched 70 drones at Sumy, fewer than the 120 of the night before.", "here"),
        ("The army has fired 9,000 rockets this year.", "background"),
        ("In May a missile hit the same bridge.", "background"),
        ("The general vowed to launch 300 missiles at the port.", "hypothetical"),
        ("If six missiles hit the plant, nobody could help.", "hypothetical"),
    ],
)
def test_a_number_has_the_scope_of_its_own_clause(text: str, scope: str) -> None:
    assert claims(text)[0].scope == scope


def test_a_whole_that_parts_are_taken_from_replaces_what_one_hit_implied() -> None:
    read = claims("A drone struck the quay. Three of five drones that took part were downed.")
    both = claims("Shells hit a street and two drones a barracks. Both drones were downed.")
    assert [claim.rule for claim in read if claim.kind == "launched"] == ["launched_hit", "update_launched"]
    assert "update_launched" not in [claim.rule for claim in both]


def test_an_earlier_missile_is_of_another_attack() -> None:
    read = claims("A missile hit the ship on Monday. An earlier missile had missed it.")
    assert {claim.scope for claim in read if claim.sentence == 1} == {"background"}


def test_a_stated_number_of_launches_replaces_what_one_hit_implied() -> None:
    first, *_, last = claims("A rocket fired from the hills hit a shop. As many as nine rockets were fired.")
    assert first.kind in ("hit", "launched")
    assert (last.rule, last.count.max) == ("update_launched", 9)


def test_more_weapons_of_a_later_sentence_are_said_to_be_others() -> None:
    rules = [claim.rule for claim in claims("It shot down nine missiles. Another four missiles were jammed.")]
    assert rules == ["intercepted_stopped", "others_stopped"]


def test_a_claim_names_its_source_and_its_rule() -> None:
    (claim,) = claims("The air force said it had shot down 17 drones.")
    assert (claim.kind, claim.official, claim.rule) == ("intercepted", True, "intercepted_stopped")
    assert claim.attribution is not None


_RANGES = st.integers(0, 500).flatmap(
    lambda low: st.one_of(st.none(), st.integers(low, 600)).map(lambda high: Count(min=low, max=high))
)


@given(_RANGES)
def test_an_open_or_missing_count_of_launches_contradicts_nothing(stopped: Count) -> None:
    assert consistent(None, stopped, stopped)
    assert consistent(Count(min=1, max=None), stopped, stopped)


@given(_RANGES, _RANGES, st.integers(0, 2000))
def test_numbers_contradict_when_more_is_accounted_for_than_was_launched(a: Count, b: Count, launched: int) -> None:
    assert consistent(Count(min=launched, max=launched), a, b) is (a.min + b.min <= launched)


@given(st.integers(2, 99_999))
def test_any_number_of_weapons_fired_is_read_as_written(number: int) -> None:
    assert counts(f"The army fired {number} rockets at the town.") == ((number, number), None, None)


@given(st.text(alphabet=st.sampled_from("a ,.;drones12 missiles hit of the fired"), max_size=200))
def test_no_text_breaks_the_reading_and_every_claim_lies_in_its_sentence(text: str) -> None:
    for claim in claims(text):
        assert 0 <= claim.start < claim.end
