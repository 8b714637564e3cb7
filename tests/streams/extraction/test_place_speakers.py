"""Speakers: places that only tell who speaks, or whose office or group it is."""

from __future__ import annotations

import pytest

from tests.streams.extraction.reading import role_in


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("A shell hit a mill, the bakers' union in Goma said.", "Goma", "speaker"),
        ("A missile hit a tower; the Houthis in Yemen said they had fired it.", "Yemen", "speaker"),
        ("The raid killed four, a cousin told a radio station in Cairo.", "Cairo", "speaker"),
        ("A drone hit a mill, the Kharkiv governor said.", "Kharkiv", "mentioned"),
        ("Two marines were killed by a drone of the Jalisco cartel in Mexico.", "Jalisco", "mentioned"),
        ("The shelling killed two, and Islamabad rejected the charge.", "Islamabad", "speaker"),
        ("The shelling killed two, a driver in Uvira, on the far shore, said.", "Uvira", "speaker"),
        ("In Kampala, officials said the raid had killed four.", "Kampala", "speaker"),
        ("A statement, issued in Nouakchott, said the raid had killed four.", "Nouakchott", "speaker"),
        ("The army left talks held in Doha after the raid killed four.", "Doha", "speaker"),
        ("Gunmen killed the Quetta police chief on Monday.", "Quetta", "mentioned"),
        ("A bomber blew himself up at police headquarters in Quetta.", "Quetta", "struck"),
        ("Militiamen fired on villagers in Goma.", "Goma", "struck"),
        ("Residents of Goma accused the army of bombing them.", "Goma", "struck"),
        ("Residents of Goma accused the army of bombing Sake.", "Goma", "mentioned"),
    ],
)
def test_who_speaks_where_is_told_from_what_was_struck(text: str, name: str, role: str) -> None:
    assert role_in(text, name) == role
