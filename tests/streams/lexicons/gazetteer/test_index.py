"""The index that comes with the package: the places that conflict news names are in it."""

import pytest

from streams.lexicons.gazetteer import load_gazetteer


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Barsalogho", "BF"), ("Tessalit", "ML"), ("Inates", "NE"), ("Chibok", "NG"), ("Fotokol", "CM"),
        ("El Geneina", "SD"), ("Old Fangak", "SS"), ("Merawi", "ET"), ("Bulo Marer", "SO"), ("Kanyabayonga", "CD"),
        ("Bria", "CF"), ("Mocímboa da Praia", "MZ"), ("Tarhuna", "LY"), ("Sheikh Zuweid", "EG"), ("Nahal Oz", "IL"),
        ("Shejaiya", "PS"), ("Maroun al-Ras", "LB"), ("Saraqib", "SY"), ("Makhmour", "IQ"), ("Zinjibar", "YE"),
        ("Fordow", "IR"), ("Musa Qala", "AF"), ("Datta Khel", "PK"), ("Pulwama", "IN"), ("Demoso", "MM"),
        ("Tak Bai", "TH"), ("Patikul", "PH"), ("Robotyne", "UA"), ("Shebekino", "RU"), ("Tskhinvali", "GE"),
        ("Shusha", "AZ"), ("Jermuk", "AM"), ("Tibú", "CO"), ("Apatzingán", "MX"), ("Lago Agrio", "EC"),
        ("Kenscoff", "HT"), ("Apure", "VE"), ("Ayacucho", "PE"), ("Chalatenango", "SV"), ("Petén", "GT"),
    ],
)  # fmt: skip
def test_a_place_of_every_region_at_war_is_known(name: str, country: str) -> None:
    assert country in {place.country for place in load_gazetteer().find(name)}


@pytest.mark.parametrize(
    ("usual", "also"),
    [
        ("Kyiv", "Kiev"), ("Dnipro", "Dnepr"), ("Odesa", "Odessa"), ("Mykolaiv", "Nikolaev"), ("Kharkiv", "Kharkov"),
        ("Idlib", "Idleb"), ("Timbuktu", "Tombouctou"), ("Hodeidah", "Al Hudaydah"), ("Deir ez-Zor", "Deir al-Zor"),
    ],
)  # fmt: skip
def test_two_spellings_name_one_town(usual: str, also: str) -> None:
    def towns(name: str) -> set[int | None]:
        return {place.geoname_id for place in load_gazetteer().find(name) if place.precision == "town"}

    assert (towns(usual) & towns(also)) - {None}


def test_a_town_has_position_region_and_time_zone() -> None:
    (town,) = (place for place in load_gazetteer().find("Kidal") if place.precision == "town" and place.country == "ML")
    assert (round(town.lat or 0), round(town.lon or 0), town.admin1, town.timezone) == (18, 1, "Kidal", "Africa/Bamako")


def test_an_unknown_name_has_no_places() -> None:
    assert load_gazetteer().find("Qwzxtown") == ()
