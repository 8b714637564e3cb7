"""The language of an article is the stated one, unless the text clearly says otherwise."""

import pytest

from streams.text.language import language_of

GERMAN = "Bei dem Angriff auf die Stadt wurden drei Menschen verletzt, und das Dach der Halle ist nicht mehr da."


@pytest.mark.parametrize("stated", ["en", "en-GB", "EN_us", "eng", "English", "und", "", None])
def test_english_text_is_english_under_any_name(stated: str | None) -> None:
    assert language_of("Three people were killed when a shell hit the market in the town.", stated) == "en"


def test_a_list_of_places_with_few_other_words_is_english() -> None:
    text = "Air defences destroyed 47 drones: 21 over Bryansk, 12 over Kursk, nine over Belgorod, five over Crimea."

    assert language_of(text, "en") == "en"


@pytest.mark.parametrize(("stated", "subtag"), [("fr-CA", "fr"), ("deu", "de"), ("pt_BR", "pt"), ("Russian", "ru")])
def test_a_stated_language_is_believed(stated: str, subtag: str) -> None:
    assert language_of("Three people were killed in the town.", stated) == subtag


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (GERMAN, "de"),
        (
            "Le maire de la ville a dit que les secours sont sur place et que deux hommes ont été blessés.",
            "fr",
        ),
        (
            "El alcalde de la ciudad dijo que los equipos están en el lugar y que dos personas han sido heridas.",
            "es",
        ),
        ("Мэр города сообщил, что два человека ранены.", "ru"),
        ("Мер міста повідомив, що двоє людей поранені.", "uk"),
        ("قال رئيس البلدية إن شخصين أصيبا في الهجوم", "ar"),
        ("市长说两人在袭击中受伤", "zh"),
        ("市長は攻撃で二人が負傷したと述べた", "ja"),
    ],
)
@pytest.mark.parametrize("stated", [None, "en"])
def test_clearly_foreign_text_is_foreign_even_if_called_english(text: str, language: str, stated: str | None) -> None:
    assert language_of(text, stated) == language


@pytest.mark.parametrize("text", ["Drone kills 3", "", "12 - 14", "Raid on Al-Qaryatayn: Abu Omar, Haji Bakr detained"])
def test_text_too_short_to_tell_is_taken_to_be_english(text: str) -> None:
    assert language_of(text) == "en"


def test_english_about_people_with_foreign_names_stays_english() -> None:
    assert (
        language_of("Governor de la Cruz of San José del Monte said El Niño and Los Zetas were to blame for the fire.")
        == "en"
    )
