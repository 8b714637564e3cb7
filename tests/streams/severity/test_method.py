from streams.severity.method import higher, level_of, levels, lowest_score, method


def test_levels_are_the_words_of_cap_from_low_to_high() -> None:
    assert levels() == ("Unknown", "Minor", "Moderate", "Severe", "Extreme")
    assert [level_of(score) for score in (None, 0, 20, 40, 65, 100)] == [*levels(), "Extreme"]
    assert [lowest_score(level) for level in levels()] == [None, 0, 20, 40, 65]


def test_a_foreign_word_is_below_all() -> None:
    assert higher("Apocalyptic", "Minor") == "Minor"


def test_the_method_is_named_by_its_version() -> None:
    assert method().name == "severity/1"
