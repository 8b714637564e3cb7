"""Tolls, deaths, casualties, bodies, lives and losses."""

from __future__ import annotations

import pytest

from tests.casualty_reading import Counts, claims_in, counts_in
from tests.reading import event_of, killed


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A landmine claimed the lives of five charcoal burners.", {"killed": (5, 5)}),
        ("The shelling claimed nine lives.", {"killed": (9, 9)}),
        ("The blast cost 14 lives.", {"killed": (14, 14)}),
        ("The fighting cost the lives of two young clerks and a Red Crescent driver.", {"killed": (3, 3)}),
        ("A priest counted 38 bodies inside the church and five more in the yard.", {"killed": (43, 43)}),
        ("A priest counted 38 bodies inside the church and five more people fled.", {"killed": (38, 38)}),
        ("Seven men were killed, and a second blast claimed a further two lives.", {"killed": (9, 9)}),
        ("The blast took the lives of nine clerks and of a guard.", {"killed": (10, 10)}),
        ("At least 38 people were killed, and a clinic received 33 of the bodies.", {"killed": (38, None)}),
        ("Seventeen lives were lost in the raid.", {"killed": (17, 17)}),
        (
            "The bomb caused the deaths of three clerks and injuries to five others.",
            {"killed": (3, 3), "wounded": (5, 5)},
        ),
        ("The army spoke of two martyrs and 11 wounded.", {"killed": (2, 2), "wounded": (11, 11)}),
        ("The shelling led to the martyrdom of four citizens.", {"killed": (4, 4)}),
        ("Fatalities: three (3). Injured: seventeen (17).", {"killed": (3, 3), "wounded": (17, 17)}),
        ("They mark the martyrdom of Omar Haddad.", {}),
        ("They met in the Square of the Martyrs.", {}),
        ("The kidnappers of three clerks fled.", {"abducted": (3, 3)}),
        ("The raid ended the lives of at least 30.", {"killed": (30, None)}),
        ("The mayor gave a toll of 22 dead.", {"killed": (22, 22)}),
        ("The shelling caused 70 deaths of pilgrims.", {"killed": (70, 70)}),
        ("Two nurses counted 19 and 24 bodies.", {"killed": (19, 24)}),
        ("The death toll climbed to 31 from 27.", {"killed": (31, 31)}),
        ("The toll stands at 18.", {"killed": (18, 18)}),
        ("The office lowered to 28 from 30 the number of dead.", {"killed": (28, 28)}),
        ("Nurses moved from ward to ward the 30 bodies.", {"killed": (30, 30)}),
        ("Two more people died overnight, bringing the toll to 16.", {"killed": (16, 16)}),
        ("Rescuers recovered six bodies from the rubble.", {"killed": (6, 6)}),
        ("The bodies of four fishermen were found on the shore.", {"killed": (4, 4)}),
        ("There were no casualties.", {"killed": (0, 0), "wounded": (0, 0)}),
        ("No injuries were reported.", {"killed": (0, 0), "wounded": (0, 0)}),
        ("No deaths were reported.", {"killed": (0, 0)}),
        ("Police put the number of dead at 23.", {"killed": (23, 23)}),
        ("Officials lowered the death toll to 19 from 24.", {"killed": (19, 19)}),
        ("The number of injured has risen to 52.", {"wounded": (52, 52)}),
        ("Initial reports said nine people had died; the toll was later revised to four.", {"killed": (4, 4)}),
        ("The raid resulted in the deaths of three civilians.", {"killed": (3, 3)}),
        ("The strike resulted in 12 deaths and 40 injuries.", {"killed": (12, 12), "wounded": (40, 40)}),
        ("Three deaths and nine injuries were confirmed.", {"killed": (3, 3), "wounded": (9, 9)}),
        ("There was no loss of life.", {"killed": (0, 0)}),
        (
            "Hospital officials said they had received 14 bodies and 33 wounded people.",
            {"killed": (14, 14), "wounded": (33, 33)},
        ),
    ],
)
def test_a_noun_gives_its_counts(text: str, expected: Counts) -> None:
    assert counts_in(text) == expected


def test_bodies_that_were_handed_over_are_no_new_dead() -> None:
    assert claims_in("The two sides exchanged the bodies of 40 soldiers.") == ()


def test_who_brings_a_number_up_by_his_death_is_one_of_it() -> None:
    event = event_of(
        "With the death of Omar Baloch, 29, Tuesday's blast in Quetta has claimed the lives of six people: four "
        "traders and two guards."
    )
    assert killed(event) == (6, 6)
