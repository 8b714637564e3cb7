"""Who attacked: by the roles of belligerents, never by mere mention."""

from __future__ import annotations

import pytest

from streams.extraction.actors import read_actors
from streams.extraction.attackers import attacker_of, target_of
from streams.lexicons.terms import term_index
from streams.text.sentences import split_sentences
from streams.text.types import Segment
from tests.reading import event_of


def attacker(text: str, event_type: str = "armed_attack", country: str | None = "NG") -> str | None:
    sentences = split_sentences([Segment("body", "paragraph", text, 0, None, 0)])
    terms = [term_index().find(sentence) for sentence in sentences]
    return attacker_of(sentences, terms, read_actors(sentences, terms), event_type, country)


def target(text: str, country: str | None = "NG") -> str | None:
    sentences = split_sentences([Segment("body", "paragraph", text, 0, None, 0)])
    terms = [term_index().find(sentence) for sentence in sentences]
    actors = read_actors(sentences, terms)
    return target_of(sentences, terms, actors, attacker_of(sentences, terms, actors, "armed_attack", country), country)


@pytest.mark.parametrize(
    ("text", "event_type", "country", "expected"),
    [
        (
            "Boko Haram insurgents stormed a village in Borno and killed nine farmers.",
            "armed_attack",
            "NG",
            "Boko Haram",
        ),
        ("The Nigerian air force bombed a camp of bandits in Zamfara, killing 20.", "airstrike", "NG", "Nigeria"),
        # The other side tells of an act of its own: an answer, and no claim of this attack.
        (
            "Boko Haram fighters attacked a convoy in Borno. The army said it had carried out air strikes in return.",
            "armed_attack",
            "NG",
            "Boko Haram",
        ),
        # To stop a weapon is no attack, whatever was fired.
        (
            "Israel said it intercepted a missile fired from Yemen. The Houthis said they had targeted an airport.",
            "missile_strike",
            "IL",
            "Houthis",
        ),
        (
            "A suicide bomber blew himself up in Peshawar; the Pakistani Taliban claimed responsibility.",
            "bombing",
            "PK",
            "Tehreek-e-Taliban Pakistan",
        ),
        ("No group claimed responsibility for the blast in Kabul, which killed four.", "bombing", "AF", None),
        ("Russian forces shelled Nikopol with artillery on Monday.", "shelling", "UA", "Russia"),
        ("Nikopol was shelled by Russian artillery on Monday.", "shelling", "UA", "Russia"),
        ("Ukrainian air defences shot down 30 drones over Kyiv; debris killed one woman.", "drone_strike", "UA", None),
        ("Sudan's army carried out an air raid on Nyala, killing six.", "airstrike", "SD", "Sudan"),
        (
            "A drone strike by the Rapid Support Forces on El Fasher killed 12 people.",
            "drone_strike",
            "SD",
            "Rapid Support Forces",
        ),
        ("Police blamed the ELN for the car bomb in Cali.", "bombing", "CO", "ELN"),
        ("The interior ministry said Kurdish PKK militants had planted the bomb.", "bombing", "TR", "PKK"),
        ("Unidentified gunmen opened fire on a bar in Guayaquil, killing eight people.", "armed_attack", "EC", None),
        ("Two people were killed in an Israeli drone strike on a car near Tyre.", "drone_strike", "LB", "Israel"),
        ("Hezbollah fighters clashed with Israeli troops near Khiam on Sunday.", "armed_clash", "LB", None),
        ("Naxals triggered an IED blast in Bijapur on Monday, killing eight jawans.", "bombing", "IN", "CPI-Maoist"),
        ("Suspected jihadists attacked an army post in Dablo, killing 12 soldiers.", "armed_attack", "BF", "jihadists"),
        ("Myanmar's junta dropped bombs on a school in Sagaing, killing 17 pupils.", "airstrike", "MM", "Myanmar"),
        ("The junta's jets bombed a village in Sagaing.", "airstrike", "MM", "Myanmar"),
        ("FMLN guerrillas attacked a power station in San Salvador on Tuesday.", "armed_attack", "SV", "FMLN"),
        ("The Shining Path killed four peasants in Ayacucho.", "armed_attack", "PE", "Shining Path"),
        (
            "Turkey's defence ministry said its drones had killed five PKK militants in northern Iraq.",
            "drone_strike",
            "IQ",
            "Turkey",
        ),
        ("Iran fired missiles at an air base in Iraq that houses US troops.", "missile_strike", "IQ", "Iran"),
        ("Houthi missiles struck a Greek-owned tanker in the Red Sea.", "naval_attack", None, "Houthis"),
        (
            "The Islamic State group said it was behind the attack on a church in Ituri.",
            "armed_attack",
            "CD",
            "Islamic State",
        ),
        ("Al-Shabaab said its fighters had attacked the hotel in Mogadishu.", "armed_attack", "SO", "Al-Shabaab"),
        ("Residents said soldiers shot dead 11 people in the market in Anyama.", "armed_attack", "CM", "Cameroon"),
        ("A US air strike killed two leaders of al-Shabaab in southern Somalia.", "airstrike", "SO", "United States"),
        (
            "Saudi-led coalition warplanes bombed a wedding in Hajjah, killing 20.",
            "airstrike",
            "YE",
            "Saudi-led coalition",
        ),
        (
            "Militants ambushed a convoy of the Malian army near Gao, killing seven soldiers.",
            "armed_attack",
            "ML",
            "militants",
        ),
        ("Seven Malian soldiers were killed in an ambush by militants near Gao.", "armed_attack", "ML", "militants"),
        ("A bomb planted by the Baloch Liberation Army derailed a train.", "bombing", "PK", "Baloch Liberation Army"),
        ("Fano militiamen abducted six officials in Gojjam.", "abduction", "ET", "Fano"),
        ("Ukraine denied Russian claims that it had shelled a hospital in Donetsk.", "shelling", "UA", None),
        ("CODECO fighters hacked 22 people to death in Djugu.", "armed_attack", "CD", "CODECO"),
        ("Rebels shot down an army helicopter in Shan state.", "other_attack", "MM", "rebels"),
        (
            "The attack was claimed by Islamic State West Africa Province.",
            "armed_attack",
            "NG",
            "Islamic State's West Africa Province",
        ),
        (
            "Israeli settlers torched a house in Huwara and wounded three Palestinians.",
            "armed_attack",
            "PS",
            "settlers",
        ),
        ("Gunmen believed to belong to the CJNG attacked a police convoy in Michoacan.", "armed_attack", "MX", "CJNG"),
        ("Pakistan accused India of firing mortars across the Line of Control.", "shelling", "PK", "India"),
        ("Artillery shells fired from Russian positions hit a market in Kherson.", "shelling", "UA", "Russia"),
        (
            "Farmers were gunned down at a well near the border on Monday by Ansaru fighters.",
            "armed_attack",
            "NG",
            "Ansaru",
        ),
        ("Two bombs from Israeli jets hit a guest house.", "airstrike", "LB", "Israel"),
        ("A policeman was shot by a sniper of the Sinaloa cartel.", "armed_attack", "MX", "Sinaloa cartel"),
        ("The bomber killed six; al-Shabaab said the bomber was one of its men.", "bombing", "SO", "Al-Shabaab"),
        ("Guerrillas of the National Liberation Army (ELN) abducted two soldiers.", "abduction", "CO", "ELN"),
        ("Pakistan accused India of shelling a village; India denied it.", "shelling", "PK", None),
        ("Soldiers said rebels fled after the ceasefire.", "armed_clash", "CD", None),
        ("Ukraine's army said it had withdrawn from the village.", "territory_change", "UA", None),
    ],
)
def test_the_attacker_is_who_acts_claims_or_is_blamed_by_an_authority(
    text: str, event_type: str, country: str | None, expected: str | None
) -> None:
    assert attacker(text, event_type, country) == expected


def test_the_army_is_that_of_the_country_struck_and_of_none_where_that_is_unknown() -> None:
    text = "The army shelled a market, killing four."
    assert (attacker(text, "shelling", "MM"), attacker(text, "shelling", None)) == ("Myanmar", None)


def test_a_claim_outweighs_nameless_attackers() -> None:
    text = "Militants attacked a village. JNIM claimed responsibility for the raid."
    assert attacker(text, "armed_attack", "ML") == "JNIM"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Boko Haram fighters ambushed soldiers near Baga.", "Nigeria"),
        ("Militants launched an attack on the Malian army.", "Mali"),
        ("Boko Haram fighters burned a church.", None),
    ],
)
def test_the_target_is_the_belligerent_that_the_attack_is_aimed_at(text: str, expected: str | None) -> None:
    assert target(text) == expected


def test_the_army_is_that_whose_soldiers_are_named() -> None:
    assert attacker("Turkish jets flew over Duhok. The army bombed four houses.", "airstrike", "IQ") == "Turkey"
    text = "Turkish soldiers met those of Syria, the Syrian army said. The army bombed four houses."
    assert attacker(text, "airstrike", "IQ") is None


def test_the_number_of_soldiers_killed_since_then_is_no_attack_of_theirs() -> None:
    assert attacker("That brings to 46 the number of soldiers killed since the offensive began.") is None


def test_its_troops_are_those_of_who_speaks() -> None:
    text = "An Armenian soldier was wounded by Azerbaijani fire on Thursday. Baku denied its troops had fired."
    assert attacker(text, "armed_clash", "AM") == "Azerbaijan"


def test_who_was_shot_in_a_place_did_not_shoot() -> None:
    assert attacker("Seven Maoists shot in Bastar", "armed_clash", "IN") is None


def test_an_army_that_kills_the_attackers_did_not_begin() -> None:
    text = "Jihadists attacked a post on Tuesday. The army said it had killed 11 attackers."
    assert attacker(text, "armed_attack", "BJ") == "jihadists"


@pytest.mark.parametrize("headline", ["Yemen strikes kill 74", "Yemen strike: 74 dead", "Yemen bombing kills 74"])
def test_a_country_in_a_headline_is_where_it_happened(headline: str) -> None:
    event = event_of("US air strikes on the port of Ras Isa in Yemen killed 74 people on Thursday.", headline)
    assert event.attacker == "United States"


def test_nor_is_it_where_nobody_is_said_to_have_attacked() -> None:
    assert event_of("A car bomb in Manbij in Syria killed nine people on Thursday.", "Syria car bomb").attacker is None


def test_nor_is_it_the_police_by_whom_the_attacker_was_shot() -> None:
    event = event_of("Two gunmen killed 12 people in Sydney on Thursday. One of the gunmen was shot dead by police.")
    assert event.attacker != "Australia"


@pytest.mark.parametrize(
    ("text", "country", "expected"),
    [
        ("The enemy fired nine drones at Sumy.", "UA", "Russia"),
        ("An enemy of the clan fired at a market in Kano.", "NG", None),
        (
            "Troops ended an al-Shabaab siege of a hotel in Kismayo, in which nine people were killed.",
            "SO",
            "Al-Shabaab",
        ),
        ("TEHRAN/JERUSALEM - Iran's army said it had fired nine missiles at Haifa.", "IL", "Iran"),
        ("Moscow claimed to have struck a depot in Sumy with missiles.", "UA", "Russia"),
        (
            "Nine drones were destroyed over Kisangani. There are drones there that the army uses against rebels.",
            "CD",
            None,
        ),
        ("A drone hit a post. Later the army seized nine rifles and a drone.", "MX", None),
    ],
)
def test_who_is_meant_and_who_only_speaks_or_cleans_up(text: str, country: str, expected: str | None) -> None:
    assert attacker(text, "drone_strike", country) == expected


@pytest.mark.parametrize(
    ("text", "country", "expected"),
    [
        # What belongs to a country may be what was struck, or put the fire out.
        ("A drone hit a Russian border town on Monday. The Russian town drone alarm failed.", "RU", None),
        ("Rockets hit Metula, said the Israeli fire and rescue service. They were fired in the morning.", "IL", None),
        ("Israeli fire killed two men in Khiam on Monday.", "LB", "Israel"),
        ("Iranian fire on an Israeli tanker killed two sailors.", None, "Iran"),
        # A neighbour that sends up its aircraft struck nothing.
        ("Missiles hit Lviv on Monday. Poland sent up fighter jets as a precaution.", "UA", None),
        ("Poland sent up fighter jets after missiles hit Lviv on Monday.", "UA", None),
        ("Turkey sent fighter jets that bombed a village near Duhok on Monday.", "IQ", "Turkey"),
        ("Iran sent 40 drones at Erbil on Monday.", "IQ", "Iran"),
        # Whose the armed forces are stands behind them.
        ("The centre was shelled by the armed forces of Ukraine. Our air defence shot down four.", "RU", "Ukraine"),
        ("A market was shelled by the armed forces of the Central African Republic.", "TD", "Central African Republic"),
        ("The camp was bombed by the air force on Monday.", "NG", "Nigeria"),
        # The land struck may have no air force.
        ("An Air Force aircraft struck a vehicle in Gaza City in which a man of Hamas sat.", "PS", "Israel"),
        ("The police shot a man dead in Nablus on Monday.", "PS", "Palestinian territories"),
        ("An army aircraft struck a vehicle in which a leader of al-Shabaab sat.", "SO", "Somalia"),
        # Who says that it was not they attacked nobody in that sentence.
        ("Hezbollah denies firing on Metula.", "IL", None),
        ("The Pakistani Taliban said on Friday that they had not carried out the bombing.", "PK", None),
        ("The Pakistani Taliban disowned the bombing of a mosque.", "PK", None),
        ("JNIM said that it had carried out the attack.", "ML", "JNIM"),
        ("JNIM said it had not struck first but had fired 20 rockets at the camp.", "ML", "JNIM"),
    ],
)
def test_who_is_struck_looks_on_or_disowns_it_is_no_attacker(
    text: str, country: str | None, expected: str | None
) -> None:
    assert attacker(text, "shelling", country) == expected
