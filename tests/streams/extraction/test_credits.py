"""Credits: whose story an article says it retells."""

from __future__ import annotations

import pytest

from streams.cleaning.clean import clean_article
from streams.extraction.credits import names_own_source, read_credits
from tests.reading import CONTEXT, article, read

TEXT = "Shells killed two people in Goma on Thursday"


@pytest.mark.parametrize(
    ("body", "credited"),
    [
        (f"{TEXT}, Meridian Press reports, quoting a docker.", ("Meridian Press",)),
        (f"GOMA, Congo (Lakewire) - {TEXT}.", ("Lakewire",)),
        (f"{TEXT}, according to the Kivu Daily newspaper.", ("Kivu Daily",)),
        (f"{TEXT}, the army said.", ()),
        (f"{TEXT}, according to the news page Lakeside Beat.", ("Lakeside Beat",)),
        (f"{TEXT}, according to the Facebook page Lakeside Beat.", ("Lakeside Beat",)),
        (f"{TEXT}, according to the ministry's page.", ()),
        (f"{TEXT}, the site Kivu Minute 12 reports.", ("Kivu Minute 12",)),
        (f"{TEXT}, TV 9 reported.", ("TV 9",)),
        (f"{TEXT}, Brigade 12 reported.", ()),
        (f"{TEXT}, Colonel Odo, 42, reported.", ()),
        (f"{TEXT}, according to the agency Lago Sur.", ("Lago Sur",)),
        (f"{TEXT}, the local station Radio Virunga reports, citing a docker.", ("Radio Virunga",)),
        (f"{TEXT}, writes the Harbour Star, which spoke to a docker.", ("Harbour Star",)),
        (f"{TEXT}, Harbour Wire said.", ("Harbour Wire",)),
        (f"{TEXT}, according to the Gulf of Zula Courier.", ("Gulf of Zula Courier",)),
        (f"{TEXT}, according to Nordic Hour, which cites a docker.", ("Nordic Hour",)),
        (f"{TEXT}, according to Nordic Hour. It quotes a docker.", ("Nordic Hour",)),
        (f"{TEXT}, according to Colonel Odo. It was the third raid.", ()),
        (f"{TEXT}, according to the Presidential Press Office.", ()),
        (f"{TEXT}, Captain Odo said.", ()),
        (f"{TEXT}, the news service Lago reports, quoting a docker.", ("Lago",)),
        (f"{TEXT}, the rescue service Lago reports.", ()),
        (f"{TEXT}, reports Nordic Hour, which cites a docker.", ("Nordic Hour",)),
        (f"{TEXT}, reports Captain Odo, who saw it.", ()),
        (f"{TEXT}, minister Ada Odo said. Three are missing, Odo reported.", ()),
        (f"{TEXT}, Odo wrote on his channel.", ()),
        (f"{TEXT}, the head of the Kivu Regional Administration reports.", ()),
        (f"{TEXT}, Kivu Voices reported on Friday.", ("Kivu Voices",)),
        (f"{TEXT}, learned Nordic Hour from a docker.", ("Nordic Hour",)),
        (f"GOMA (Lakewire) - {TEXT}, the local outlet Kivu Voices reported, citing a docker.", ("Kivu Voices",)),
    ],
)
def test_the_publisher_credited_is_read(body: str, credited: tuple[str, ...]) -> None:
    reading = read(body)
    assert read_credits(reading.sentences, reading.clean) == credited


def test_an_outlet_does_not_credit_itself() -> None:
    clean = clean_article(article(f"GOMA (Lakewire) - {TEXT}.", source={"name": "Lakewire"}), CONTEXT)
    assert read_credits(read(f"GOMA (Lakewire) - {TEXT}.").sentences, clean) == ()


def test_somebody_who_told_the_outlet_is_its_own_source() -> None:
    clean = clean_article(article(TEXT, source={"name": "Kivu Courier"}), CONTEXT)
    told = read(f"{TEXT}, a nurse told the Courier.").sentences
    assert names_own_source(told, clean)
    assert not names_own_source(read(f"{TEXT}, a nurse said.").sentences, clean)


def test_a_person_who_writes_is_no_publisher() -> None:
    text = "Shells fell on Goma on Tuesday.\n\nSchools will stay shut, Mr Holm wrote to the parents."
    assert read_credits(read(text).sentences, read(text).clean) == ()
