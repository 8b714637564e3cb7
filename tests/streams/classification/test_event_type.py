"""Border cases between the types of attack."""

from __future__ import annotations

import pytest

from streams.classification.event_type import event_type
from streams.classification.features import read_all
from streams.classification.groups import groups
from tests.reading import event_of, read

BORDERS = [
    ("airstrike", "The Malian air force struck fighters near Kidal on Thursday, killing 12."),
    ("drone_strike", "Drones hit an air force base near Saki on Thursday, wounding two."),
    ("drone_strike", "Air defence repelled an enemy drone attack on Ryazan on Thursday; a mill caught fire."),
    ("missile_strike", "Air defences beat back a missile attack on Riyadh on Thursday. Two guards were hurt."),
    (
        "armed_clash",
        "Troops repelled an attack by fighters with drones on a base in Gao on Thursday; nine soldiers died.",
    ),
    ("armed_clash", "Rebels ambushed a convoy on Thursday, and its escort returned fire for an hour."),
    ("shelling", "Gunners fired a salvo of rockets at an airbase near Erbil on Thursday."),
    ("airstrike", "A paramotor of the army dropped two bombs on a clinic on Thursday."),
    ("airstrike", "Two glide bombs hit a hostel in Kharkiv on Thursday."),
    ("airstrike", "Israel bombed a depot near Tartus on Thursday."),
    ("bombing", "Militants bombed a school near Dikwa on Thursday."),
    ("bombing", "A bus ran over a mine laid by insurgents near Djibo on Thursday; nine passengers died."),
    ("bombing", "A man threw a grenade into a shop in Pattani on Thursday."),
    ("combined_strike", "Six drones and two missiles hit a depot in Bryansk on Thursday."),
    ("naval_attack", "Five sea drones attacked a patrol ship in the Black Sea on Thursday."),
    ("drone_strike", "Drone bombs fell on an army post in Sinaloa on Thursday."),
    ("armed_attack", "Gunmen in three boats raided a barracks in Bakassi on Thursday, killing two soldiers."),
    ("armed_attack", "Rebels stormed a barracks in Bata on Thursday, killed two soldiers and burned nine boats."),
    ("naval_attack", "Gunmen in a skiff attacked a tanker off Eyl on Thursday, killing two sailors."),
    ("naval_attack", "Rebels attacked and burned a cargo ship off Eyl on Thursday, killing two sailors."),
    ("missile_strike", "A missile launched at Eilat was shot down over the sea on Thursday."),
    ("abduction", "Militants seized nine passengers from a bus near Sibi on Thursday."),
    ("territory_change", "The army said on Thursday that it had withdrawn from the village of Novoselivka."),
    ("armed_attack", "Fighters burned homes and shot dead six farmers in a raid on Thursday."),
    ("armed_clash", "Gun battles between two militias in Zawiya on Thursday left six dead."),
    ("armed_clash", "Raiders shot at a post near Bama on Thursday, and the guards fired back."),
    ("armed_attack", "Gunmen overran a village near Djibo on Thursday and killed nine people."),
    ("armed_attack", "Insurgents beheaded two men and kidnapped a girl near Mocimboa on Thursday."),
    ("shelling", "Three mortar bombs fell on a school in Taiz on Thursday."),
    ("drone_strike", "Two drones packed with explosives struck a villa in Erbil on Thursday."),
    ("drone_strike", "Drones hit a depot near Kursk on Thursday and destroyed a stock of 60 missiles and 900 shells."),
    ("missile_strike", "Rebels shot down an army helicopter near Lashio on Thursday."),
    ("missile_strike", "Two missiles from an American destroyer hit a radar station near Salif on Thursday."),
    ("missile_strike", "Two missiles hit the Red Sea port of Assab on Thursday, killing two clerks."),
    ("naval_attack", "Two missiles hit a tanker in the Red Sea port of Assab on Thursday, killing two clerks."),
    ("naval_attack", "The Houthis fired four missiles and a drone at a container ship on Thursday."),
    ("chemical_attack", "Troops fired mortar rounds filled with chlorine at a trench on Thursday."),
    ("bombing", "A car rammed the gate of a barracks in Gao on Thursday and exploded."),
    ("other_attack", "Rebels stopped nine fuel tankers near Kati on Thursday and set them on fire."),
    ("other_attack", "Separatists set fire to two schools on Thursday; nobody was hurt."),
    ("drone_strike", "Russia attacked Izmail with 26 drones on Thursday; 19 were shot down and three struck a silo."),
    ("airstrike", "Army gunships fired rockets into a village near Kyaukme on Thursday."),
    ("airstrike", "A coalition strike hit a prison in Hajjah on Thursday and killed 30 inmates."),
    ("shelling", "One mortar bomb exploded in a queue in Aleppo on Thursday and killed four boys."),
    ("shelling", "A tank fired on a clinic in Rafah on Thursday and wounded two nurses."),
    ("armed_attack", "Rebels ambushed an army convoy near Bria on Thursday and killed four soldiers."),
    ("armed_attack", "Jihadists raided an army post near Ansongo on Thursday, killing nine soldiers."),
    ("armed_clash", "Jihadists raided an army post near Ansongo on Thursday and were repelled; nine soldiers died."),
    ("armed_attack", "Bandits killed seven farmers and carried off ten women near Maru on Thursday."),
    ("abduction", "Bandits killed a guard and carried off 40 pupils near Maru on Thursday."),
    ("armed_attack", "Rebels killed nine farmers near Bunia on Thursday. A dozen people were taken hostage."),
    ("abduction", "Gunmen seized 60 pupils near Maru on Thursday. They killed two guards."),
    ("bombing", "A bomb in Kano on Thursday wounded ten people; ambulances took three men to hospital."),
    ("abduction", "A nurse was kidnapped near Jos two weeks ago."),
    ("bombing", "A bomb killed nine people in Goma on Thursday, taking the toll to 17."),
    ("bombing", "A bomb killed nine people in Goma on Thursday, taking to 17 the number of dead."),
    ("abduction", "Raiders came to Bara on Thursday, taking nine girls."),
]


def type_of(body: str, headline: str | None = None) -> str:
    text = read(body, headline)
    return event_type(text, read_all(text, groups()))[0]


@pytest.mark.parametrize(("kind", "text"), BORDERS, ids=[text[:30] for _, text in BORDERS])
def test_a_border_case_falls_on_its_side(kind: str, text: str) -> None:
    assert type_of(text) == kind


def test_the_headline_outweighs_background() -> None:
    body = (
        "The strike came at dawn on Thursday. Last month shelling hit the town. A car bomb killed six people in 2019."
    )
    assert type_of(body, "Drone strike kills two in Kherson") == "drone_strike"


def test_weapons_of_several_kinds_in_a_list_make_a_combined_strike() -> None:
    opened = "On Thursday the enemy attacked Poltava with 70 means of air attack:"
    assert event_of(f"{opened}\n- 62 drones of several types;\n- 8 missiles.").event_type == "combined_strike"
    assert event_of(f"{opened}\n- 62 drones of several types.\nFour people died.").event_type == "drone_strike"


def test_what_is_under_fire_says_nothing_of_the_weapon() -> None:
    assert (
        event_of("The army hit Bara with mortars on Thursday, killing two.", "Bara under fire").event_type == "shelling"
    )
    assert (
        event_of("Gunmen fired at a bus in Bara on Thursday, killing two.", "Bus under fire").event_type
        == "armed_attack"
    )


def test_the_votes_are_listed_strongest_first() -> None:
    text = read("A drone struck a bus on Thursday.", "Drone hits bus in Kherson")
    _, votes = event_type(text, read_all(text, groups()))
    assert [vote.points for vote in votes] == sorted((vote.points for vote in votes), reverse=True)
    assert votes[0].sentence == 0


def test_no_words_at_all_leave_the_default() -> None:
    text = read("Rebels, rebels.")
    assert event_type(text, read_all(text, groups())) == ("armed_attack", ())


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Gunmen stormed a gold mine near Anka on Thursday, killing eight miners.", "armed_attack"),
        ("An anti-tank missile hit an armoured personnel carrier in Khan Younis on Thursday.", "missile_strike"),
    ],
)
def test_the_mine_that_is_dug_and_the_carrier_on_wheels_are_no_weapon_and_no_ship(text: str, kind: str) -> None:
    assert event_of(text).event_type == kind


def test_the_loss_of_men_takes_no_territory() -> None:
    event = event_of("Troops killed 22 fighters in Djugu territory on Thursday, for the loss of three soldiers.")
    assert event.event_type != "territory_change"
