"""The counts that a sentence says, from the words to the numbers; each row is a class of sentences."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.base import MAX_COUNT
from tests.casualty_reading import Counts, claims_in, counts_in
from tests.reading import event_of, killed


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mortar fire killed six shepherds near Tal Afar.", {"killed": (6, 6)}),
        ("A blast at a ferry landing killed 11 and hurt 30.", {"killed": (11, 11), "wounded": (30, 30)}),
        ("Gunmen killed a judge and two clerks in Herat.", {"killed": (3, 3)}),
        ("A sniper shot dead a beekeeper on Monday.", {"killed": (1, 1)}),
        (
            "Eight potters were killed and a dozen wounded when a rocket hit a kiln.",
            {"killed": (8, 8), "wounded": (12, 12)},
        ),
        ("Four people, three of them sisters, were killed.", {"killed": (4, 4)}),
        ("Seven killed in raid on village", {"killed": (7, 7)}),
        ("Drone kills 3 in Odesa", {"killed": (3, 3)}),
        ("3 dead, 14 hurt in market blast", {"killed": (3, 3), "wounded": (14, 14)}),
        ("Bombing leaves at least 20 dead and 45 injured", {"killed": (20, None), "wounded": (45, 45)}),
        ("The raid left 12 people dead.", {"killed": (12, 12)}),
        ("Ten villagers had their throats cut.", {"killed": (10, 10)}),
        ("Two persons have expired and five are in hospitals in Nyala.", {"killed": (2, 2), "wounded": (5, 5)}),
        ("The death toll rose to 141 two days later.", {"killed": (141, 141)}),
        ("The toll had risen to ten and the number of wounded stood at 47.", {"killed": (10, 10), "wounded": (47, 47)}),
        ("Two soldiers suffered cuts and a third was badly hurt.", {"wounded": (3, 3)}),
        ("A third of the cooks were hurt.", {}),
        ("He told of the death of a cook and the wounding of five others.", {"killed": (1, 1), "wounded": (5, 5)}),
        ("He took a rifle and used it to shoot and kill two cooks.", {"killed": (2, 2)}),
        ("They went there to shoot and kill two cooks.", {}),
        ("Troops held the post, killing 22 raiders for the loss of one soldier.", {"killed": (23, 23)}),
        ("The army told of the deaths of two men, which brings its losses there to nine.", {"killed": (9, 9)}),
        ("One of the injured soldiers died during the night at a distant clinic.", {"killed": (1, 1)}),
        ("The navy rejected a claim by the rebels that 90 of its sailors were killed.", {"killed": (0, 90)}),
        ("Clerks spoke of 40 dead; the police later counted 27 dead worshippers.", {"killed": (27, 27)}),
        (
            "The team said two of its men had been killed, but the rebels claimed to have found 11 bodies.",
            {"killed": (2, 11)},
        ),
        (
            "A student hurt in the raid died, the mayor wrote, raising the number of fatalities to eight.",
            {"killed": (8, 8)},
        ),
        (
            "A mine killed a major, two corporals and four gunners and wounded five.",
            {"killed": (7, 7), "wounded": (5, 5)},
        ),
        ("Colonel Omar Haddad, the district chief, his driver and a guard were killed.", {"killed": (3, 3)}),
        ("Omar Haddad, 54, a tribal elder, and his brother Karim were shot dead.", {"killed": (2, 2)}),
        ("Olha Bondar, 41, her mother Hanna, 67, and her sons aged 9 and 12 died.", {"killed": (4, 4)}),
        ("Raiders killed seven monks before troops shot three of them dead.", {"killed": (10, 10)}),
        ("Ten soldiers were killed, in addition to four clerks.", {"killed": (14, 14)}),
        ("Police shot dead a man who stabbed two clerks, one fatally.", {"killed": (2, 2), "wounded": (1, 1)}),
        ("Ambush kills Mali mayor and four guards", {"killed": (5, 5)}),
        ("A dozen or so prisoners and three warders were killed.", {"killed": (13, 17)}),
        ("Another 75 or so were hurt.", {"wounded": (67, 83)}),
        ("Twins and their aunt died; their mother survived with burns.", {"killed": (3, 3), "wounded": (1, 1)}),
        ("The hospital received the bodies of nine people.", {"killed": (9, 9)}),
        ("The families received the bodies of nine people.", {}),
        ("The mayor spoke of 21 dead; the army acknowledged only 12.", {"killed": (12, 21)}),
        (
            'The ministry put the toll at 12 dead and three missing and said 21 "bandits" were caught.',
            {"killed": (12, 12), "missing": (3, 3)},
        ),
        ("At least 52 soldiers collecting their pay at a base were killed.", {"killed": (52, None)}),
        ("Of 31 people wounded in the bombing, nine have since died.", {"killed": (9, 9), "wounded": (22, 22)}),
        ("Three of the wounded are in intensive care after a bomb hurt 16.", {"wounded": (16, 16)}),
        ("Two pilgrims and a guide, who succumbed to her wounds, were killed.", {"killed": (3, 3)}),
        ("The assassination of the mayor and his clerk shook the town.", {"killed": (2, 2)}),
        ("Three hostages were burned alive in the church.", {"killed": (3, 3)}),
        ("Militiamen gunned down five farmers in a field.", {"killed": (5, 5)}),
        ("Soldiers were killed in the ambush.", {"killed": (2, None)}),
        ("The driver was killed and his two sons were wounded.", {"killed": (1, 1), "wounded": (2, 2)}),
        ("A teacher and her two daughters were killed.", {"killed": (3, 3)}),
        ("A couple and their baby died when a shell hit their flat.", {"killed": (3, 3)}),
        ("An elderly couple were killed in their home.", {"killed": (2, 2)}),
        ("A family of seven was killed in the strike.", {"killed": (7, 7)}),
        ("Both men were killed on the spot.", {"killed": (2, 2)}),
        ("All 12 people on board were killed.", {"killed": (12, 12)}),
        ("All but one of the nine miners died.", {"killed": (8, 8)}),
        ("Of the 20 passengers, six were killed.", {"killed": (6, 6)}),
        ("Five died in the attack.", {"killed": (5, 5)}),
        ("Twelve were killed, among them two nurses.", {"killed": (12, 12)}),
        ("Among the dead were two nuns.", {}),
        ("The dead included a priest and three children.", {}),
        ("No one was killed but six people were injured.", {"killed": (0, 0), "wounded": (6, 6)}),
        ("Nobody was hurt.", {"killed": (0, 0), "wounded": (0, 0)}),
        ("Sixteen people were taken to hospital with burns.", {"wounded": (16, 16)}),
        ("Nineteen people were treated for injuries.", {"wounded": (19, 19)}),
        ("Doctors treated 40 people for gas poisoning.", {"wounded": (40, 40)}),
        ("Gunmen kidnapped 14 schoolgirls from a dormitory.", {"abducted": (14, 14)}),
        ("Four aid workers were abducted on Monday.", {"abducted": (4, 4)}),
        ("Two engineers were taken hostage at the mine.", {"abducted": (2, 2)}),
        ("Pirates seized six sailors in the gulf.", {"abducted": (6, 6)}),
        ("Bandits led away nine herders.", {"abducted": (9, 9)}),
        ("Eleven sailors are missing.", {"missing": (11, 11)}),
        ("Three people remain unaccounted for.", {"missing": (3, 3)}),
        ("Police arrested five suspects.", {"captured": (5, 5)}),
        ("The strike killed 30 goats and a shepherd.", {"killed": (1, 1)}),
        ("The blast destroyed four lorries and wounded their drivers.", {"wounded": (2, None)}),
        ("The army said it had killed 15 rebels.", {"killed": (15, 15)}),
        ("The army said it killed 15 rebels, which the group denied.", {"killed": (0, 15)}),
        ("Rockets killed two men in Gao and three in Menaka.", {"killed": (5, 5)}),
        ("Eight people were killed: five in Gao and three in Menaka.", {"killed": (8, 8)}),
        ("Nine people were killed in the bombing: six men and three women.", {"killed": (9, 9)}),
        ("The bomber killed himself and 12 worshippers.", {"killed": (13, 13)}),
        ("A suicide bomber and four guards were killed.", {"killed": (5, 5)}),
        (
            "At least 40 people, including 12 children, have been killed in an air raid on a school.",
            {"killed": (40, None)},
        ),
        ("Between 15 and 20 insurgents were killed.", {"killed": (15, 20)}),
        ("Some 60 people were wounded.", {"wounded": (54, 66)}),
        ("Nearly 100 people were injured.", {"wounded": (90, 99)}),
        ("Several soldiers were wounded by a roadside bomb.", {"wounded": (3, 9)}),
        ("Dozens were killed.", {"killed": (12, None)}),
        ("Scores of people were injured, some seriously.", {"wounded": (20, None)}),
        ("One person was killed and another injured.", {"killed": (1, 1), "wounded": (1, 1)}),
        ("One soldier died and two others were injured.", {"killed": (1, 1), "wounded": (2, 2)}),
        ("Six people died and 20 more were wounded.", {"killed": (6, 6), "wounded": (20, 20)}),
        ("A 12-year-old boy was killed.", {"killed": (1, 1)}),
        ("Maryam Yusuf, 34, a baker, was killed by a stray bullet.", {"killed": (1, 1)}),
        ("A man aged 61 was killed and his wife, 58, was wounded.", {"killed": (1, 1), "wounded": (1, 1)}),
        ("The explosion wounded five people, two of them critically.", {"wounded": (5, 5)}),
        ("A shell killed a woman, her daughter and a neighbour.", {"killed": (3, 3)}),
        (
            "Gunmen opened fire on a bus, killing its driver and injuring eight passengers.",
            {"killed": (1, 1), "wounded": (8, 8)},
        ),
        ("Two policemen and three militants were killed in a shootout.", {"killed": (5, 5)}),
        ("Airstrikes killed at least 10 and as many as 14 people.", {"killed": (10, None)}),
        ("Ten people were shot dead and four hacked to death.", {"killed": (14, 14)}),
        ("Attackers hacked eight villagers to death.", {"killed": (8, 8)}),
        ("A guard was stabbed to death.", {"killed": (1, 1)}),
        ("The gunmen stabbed three guards.", {"wounded": (3, 3)}),
        ("A farmer was shot and wounded by soldiers.", {"wounded": (1, 1)}),
        ("A grenade attack wounded 17, three of whom later died.", {"killed": (3, 3), "wounded": (14, 14)}),
        ("A soldier wounded in the ambush has died of his injuries.", {"killed": (1, 1)}),
        ("A spokesman said seven troops had been killed and 11 were missing.", {"killed": (7, 7), "missing": (11, 11)}),
        (
            "Fighting between the two militias killed 16 people and wounded 31 others.",
            {"killed": (16, 16), "wounded": (31, 31)},
        ),
        ("Eleven people were killed, compared with 20 last week.", {"killed": (11, 11)}),
        ("An air strike killed eight people, medics said, but the army put the number at two.", {"killed": (2, 8)}),
        ("A reporter and a cameraman were wounded when their car was hit.", {"wounded": (2, 2)}),
        ("Insurgents beheaded six woodcutters.", {"killed": (6, 6)}),
        ("Thirteen pilgrims perished in the fire set by the attackers.", {"killed": (13, 13)}),
        ("A drone strike on a fishing boat has killed its four crew.", {"killed": (4, 4)}),
        ("The market bombing, which killed 14 people, was claimed by rebels.", {"killed": (14, 14)}),
        ("Four worshippers who were praying inside were killed.", {"killed": (4, 4)}),
        ("Six labourers sleeping in a tent were shot dead.", {"killed": (6, 6)}),
        ("Killed were a grocer and his apprentice.", {"killed": (2, 2)}),
        ("As many as 50 people are feared dead.", {"killed": (0, 50)}),
        ("One civilian was killed and two injured, the governor said.", {"killed": (1, 1), "wounded": (2, 2)}),
        ("One of the wounded died in hospital.", {"killed": (1, 1)}),
        ("Militants executed nine policemen.", {"killed": (9, 9)}),
        ("The bomb killed and wounded dozens of people.", {"killed": (0, None), "wounded": (0, None)}),
        ("More than 300 schoolchildren were kidnapped by gunmen.", {"abducted": (301, None)}),
        ("Two of the four men on the motorbikes were killed.", {"killed": (2, 2)}),
        ("Police killed the three attackers.", {"killed": (3, 3)}),
        ("A hand grenade injured at least half a dozen shoppers.", {"wounded": (6, None)}),
        ("Three Russian soldiers killed, five wounded in Donetsk strike", {"killed": (3, 3), "wounded": (5, 5)}),
        ("An 8-year-old girl and her grandmother died instantly.", {"killed": (2, 2)}),
        ("Eight were injured, none of them seriously.", {"wounded": (8, 8)}),
        ("Rebels killed 19 government troops and captured seven others.", {"killed": (19, 19), "captured": (7, 7)}),
        ("Three civilians lost their lives and ten were left with injuries.", {"killed": (3, 3), "wounded": (10, 10)}),
        ("The explosion tore through a minibus carrying teachers, killing nine of them.", {"killed": (9, 9)}),
        ("Israeli fire killed five Palestinians near the fence.", {"killed": (5, 5)}),
        ("Four Palestinians were shot dead by Israeli soldiers.", {"killed": (4, 4)}),
        (
            "At least two dozen people have died and more than 100 have been wounded.",
            {"killed": (24, None), "wounded": (101, None)},
        ),
        ("Two women and a child, all from one family, were killed.", {"killed": (3, 3)}),
        (
            "Separate attacks killed four soldiers in Mopti, two policemen in Gao and a trader in Kidal.",
            {"killed": (7, 7)},
        ),
        ("The militia said 12 of its men had died.", {"killed": (12, 12)}),
        (
            "A bomb hidden in a cart killed one person and wounded 12 others, including three policemen.",
            {"killed": (1, 1), "wounded": (12, 12)},
        ),
        ("Nine marines were wounded, five of them seriously, when a drone hit their boat.", {"wounded": (9, 9)}),
        ("Twenty-two people lost their lives.", {"killed": (22, 22)}),
        ("The army killed a senior commander, Idris Kato, in a night raid.", {"killed": (1, 1)}),
        ("In all, 17 people were killed.", {"killed": (17, 17)}),
        ("Gunmen kill 8 in Kaduna, abduct 20", {"killed": (8, 8), "abducted": (20, 20)}),
        ("Taliban attack on checkpoint kills five police, wounds three", {"killed": (5, 5), "wounded": (3, 3)}),
        ("Woman, two children killed in Kharkiv shelling", {"killed": (3, 3)}),
        ("Roadside bomb kills soldier, injures two in Waziristan", {"killed": (1, 1), "wounded": (2, 2)}),
        ("Russian attacks kill 4, injure 23 across Ukraine over past day", {"killed": (4, 4), "wounded": (23, 23)}),
        ("A worker identified as Rahim was killed.", {"killed": (1, 1)}),
        ("2 US soldiers wounded in Ghor attack", {"wounded": (2, 2)}),
        ("Two Border Force (BF) guards were injured.", {"wounded": (2, 2)}),
        ("A Sub Inspector (SI) of the Reserve Force (RF) was killed.", {"killed": (1, 1)}),
        ("20 #Taliban rebels were killed.", {"killed": (20, 20)}),
        ("Rangers also seized huge quantities of arms.", {}),
        ("Two guards among eight killed in Gao, arms seized", {"killed": (8, 8)}),
        ("Armed men abducted them and left.", {}),
        ("Airstrikes kill dozen rebels", {"killed": (12, 12)}),
        ("Forces freed 13 men who were abducted by bandits.", {}),
        ("A 40 year old cook, identified as Ravi of Pune, was killed by rebels.", {"killed": (1, 1)}),
        ("Some explosive fastened to the body of one of the men went off.", {}),
        ("The body of a miller was found in a well.", {"killed": (1, 1)}),
    ],
)
def test_a_sentence_gives_its_counts(text: str, expected: Counts) -> None:
    assert counts_in(text) == expected


def test_a_second_sentence_about_the_driver_is_no_second_victim() -> None:
    claims = claims_in("Five people were killed in Kutum. The driver was killed at the wheel.")
    assert [(claim.count.min, claim.role) for claim in claims] == [(5, "total"), (1, "subset")]


def test_three_more_people_are_an_addition() -> None:
    _, claim = claims_in("A bomb killed nine people. Three more people died on Friday.")
    assert (claim.count.min, claim.role) == (3, "delta")


def test_more_people_than_none_counted_before_are_a_total() -> None:
    _, claim = claims_in("A bomb killed nine people. Dozens more were hurt.")
    assert (claim.kind, claim.count.min, claim.role) == ("wounded", 12, "total")


def test_more_than_three_people_are_a_total() -> None:
    (claim,) = claims_in("More than three people died on Friday.")
    assert (claim.count.min, claim.role) == (4, "total")


_PIECES = st.sampled_from(
    (
        *(
            "killed",
            "wounded",
            "five",
            "12",
            "people",
            "a",
            "the",
            "no one",
            "were",
            "of",
            "them",
            "including",
            ",",
            "and",
        ),
        *(
            "dead",
            "toll",
            "to",
            "from",
            "bodies",
            "casualties",
            "Omar",
            "his",
            "who",
            "died",
            "all but",
            "between",
            ".",
        ),
        *(
            "at least",
            "dozens",
            "number of",
            "lost",
            "an arm",
            "another",
            "more",
            "not",
            "said",
            "denied",
            "(",
            "—",
            "'s",
        ),
    )
)


@given(st.lists(_PIECES, max_size=40))
def test_any_order_of_words_is_read_without_error(pieces: list[str]) -> None:
    for claim in claims_in(" ".join(pieces)):
        assert 0 <= claim.count.min <= (claim.count.max if claim.count.max is not None else MAX_COUNT)
        assert claim.start < claim.end


@given(st.text(max_size=200))
def test_any_text_is_read_without_error(text: str) -> None:
    assert all(claim.clause[0] < claim.clause[1] for claim in claims_in(text))


def test_what_somebody_first_gave_is_former() -> None:
    event = event_of(
        "Thirteen officers were killed on Thursday when rebels attacked a post near Amalfi, the governor said. "
        "The president first gave a toll of eight."
    )
    assert killed(event) == (13, 13)
