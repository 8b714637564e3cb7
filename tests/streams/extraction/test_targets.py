"""What was struck, and the site by its own name."""

from __future__ import annotations

import pytest

from streams.extraction.targets import read_targets, site_of
from streams.lexicons.terms import term_index
from streams.text.sentences import split_sentences
from streams.text.types import Segment, Sentence, Term


def given(text: str) -> tuple[tuple[Sentence, ...], list[tuple[Term, ...]]]:
    sentences = split_sentences([Segment("body", "paragraph", text, 0, None, 0)])
    return sentences, [term_index().find(sentence) for sentence in sentences]


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("Shells hit a school and a clinic.", ("hospital", "school")),
        ("A bomb exploded in a market.", ("market",)),
        ("Houses and a mosque were destroyed by shelling.", ("dwelling", "worship")),
        ("An attack on a power station cut the current.", ("power",)),
        ("Drones struck an oil depot.", ("industry",)),
        ("A missile hit a tanker.", ("vessel",)),
        ("Gunmen attacked an army post.", ("military",)),
        ("Shells killed two; the wounded were taken to a hospital.", ()),
        ("A drone killed four bus passengers.", ()),
        ("A doctor at the hospital said shells fell on the town.", ()),
        ("The school reopened.", ()),
    ],
)
def test_only_what_the_sentence_says_was_struck_is_a_target(text: str, targets: tuple[str, ...]) -> None:
    assert read_targets(*given(text)) == targets


@pytest.mark.parametrize(
    ("text", "site"),
    [
        ("Missiles hit the bulk carrier Ionian Crest in the Red Sea.", "bulk carrier Ionian Crest"),
        ("A drone struck the MV Ionian Crest off Aden.", "MV Ionian Crest"),
        ("A shell hit Al-Noor hospital on Sunday.", "Al-Noor hospital"),
        ("A bomb went off in the city's Karrada quarter.", "Karrada quarter"),
        ("Shells fell on the Tarik camp.", "Tarik camp"),
        ("A shell hit the hospital.", None),
        ("A missile hit an Israeli camp.", None),
        ("Warplanes bombed a Yemen prison.", None),
        ("Warplanes bombed the Souq Libya market.", "Souq Libya market"),
        ("Shells fell on the town, said the director of Noor hospital.", None),
        ("A strike hit the town and 19 are wounded, a doctor at the Noor hospital told reporters.", None),
        ("A man hurt when shells hit Toma died in a Noor hospital.", None),
        ("A drone hit the vessel M/T IONIAN CREST at dawn.", "M/T IONIAN CREST"),
        ("A bomber attacked the Friday Market in Toma.", "Friday Market"),
        ("A bomb killed two at the Lala motor park.", "Lala motor park"),
        ("Gunmen killed two along the Toma-Bara road.", "Toma-Bara road"),
        ("A bomb went off inside Jamia Masjid Mandan, Bannu.", "Jamia Masjid Mandan"),
        ("Shells killed two at Souk al-Ahad, Aleppo.", "Souk al-Ahad"),
        ("Gunmen opened fire in Lal Masjid.", "Lal Masjid"),
        ("A bomb went off in the souk.", None),
        ("Three hurt in the attack on a mosque died, the Lady Reading Hospital in Toma said.", None),
        ("An attack killed 30, the bomber included, the Lady Reading Hospital in Toma said on Sunday.", None),
        ("A strike on the Turkish Hospital in Toma killed two, the ministry said.", "Turkish Hospital"),
        ("A bomb went off at the District Headquarters Hospital.", "District Headquarters Hospital"),
        ("A bomber killed seven near Mogadishu's Lido beach.", "Lido beach"),
        ("Gunmen opened fire inside a hotel near Mogadishu's Lido beach.", None),
        ("Gunmen shot dead two in Peshawar's Hayatabad township.", "Hayatabad township"),
        ("Jets bombed the Red Sea port of Assab.", None),
        ("Jets bombed the Assab port.", "Assab port"),
        ("A missile hit a freighter. Two sources named the ship as the Alba Star.", "ship Alba Star"),
        ("A missile hit a freighter. The vessel was identified as Alba Star.", "vessel Alba Star"),
        ("A ferry, the Alba Star, was hit by a missile.", "ferry Alba Star"),
        ("A missile hit a ferry, the Greek owner said.", None),
        ("A missile hit a freighter. The captain, named as Omar Haddad, left the ship.", None),
        ("Jets bombed the docks and the Al-Nur power station.", None),
        ("Jets bombed the Al-Nur power station and the docks.", "Al-Nur power station"),
    ],
)
def test_a_site_is_named_by_its_own_name_with_its_noun(text: str, site: str | None) -> None:
    assert site_of(*given(text)) == site
