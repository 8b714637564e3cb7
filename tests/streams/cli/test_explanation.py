"""An explanation marks what was read, and says of each number why it counts or does not."""

import json
import re

from streams.cli.answers import read_article
from streams.cli.explanation import Explanation, Piece, explanation_of, range_text


def explain(headline: str, body: str) -> Explanation:
    return explanation_of(read_article(json.dumps({"uri": "a", "headline": headline, "body": body}).encode()))


def pieces(explanation: Explanation) -> list[Piece]:
    return [piece for passage in explanation.passages for piece in passage.pieces if piece.label]


def test_the_words_of_a_number_and_a_place_are_marked() -> None:
    explanation = explain("Shelling in Goma", "Shells killed three civilians in Goma on Friday, the governor said.")
    assert ("three civilians", "killed 3") in [(piece.text, piece.label) for piece in pieces(explanation)]
    assert ("Goma", "place") in [(piece.text, piece.label) for piece in pieces(explanation)]


def test_a_passage_put_together_again_is_the_text() -> None:
    body = "Shells killed three civilians in Goma on Friday, the governor said."
    explanation = explain("Shelling in Goma", body)
    assert "".join(piece.text for piece in explanation.passages[-1].pieces) == body


def test_marks_stand_on_their_words_after_characters_that_cleaning_drops() -> None:
    explanation = explain("Shelling in Goma", "Sh\u200bells ki\u202elled three civilians in Goma on Friday.")
    assert ("three civilians", "killed 3") in [(piece.text, piece.label) for piece in pieces(explanation)]


def test_a_number_of_an_earlier_attack_says_why_it_does_not_count() -> None:
    body = "A drone killed two people in Kherson on Monday. In April, 40 people were killed in the region."
    figures = {figure.label: figure for figure in explain("Drone kills two in Kherson", body).figures}
    assert figures["killed 2"].why == "counted"
    assert figures["killed 40"].why.startswith("not counted: an earlier attack")
    assert figures["killed 40"].quote == "In April, 40 people were killed in the region."


def test_an_article_without_an_event_counts_nothing() -> None:
    explanation = explain("Drill ends", "In the exercise, troops simulated a missile strike that killed 30 people.")
    assert explanation.verdict.startswith("no_event: exercise")
    assert not any(figure.counted for figure in explanation.figures)


def test_furniture_is_shown_as_not_read() -> None:
    body = "A drone killed two people in Kherson on Monday.\n\nSubscribe to our newsletter"
    assert [passage.read for passage in explain("Drone kills two", body).passages] == [True, True, False]


def test_nothing_in_an_explanation_obeys_the_article() -> None:
    explanation = explain("Drone \x1b[31mkills two", "A drone \x07killed two\u202e people in Kherson on Monday.")
    shown = [explanation.uri, *(piece.text for passage in explanation.passages for piece in passage.pieces)]
    assert all(text.isprintable() for text in [*shown, *(figure.quote for figure in explanation.figures)])


def test_a_range_reads_as_people_say_it() -> None:
    assert [range_text(0, 0), range_text(1200, None), range_text(5, 7)] == ["0", "1,200 or more", "5-7"]


def test_the_first_feature_is_the_sum_of_the_decision() -> None:
    name, weight, _ = explain("Shelling in Goma", "Rebels shelled Goma on Friday, killing three people.").features[0]
    assert name.startswith("event over ")
    assert weight > 0


def test_a_number_comes_with_its_own_words() -> None:
    body = "A drone killed at least two people in Kherson on Monday."
    figures = explain("Drone strike in Kherson", body).figures
    assert [figure.words for figure in figures if figure.counted and figure.label.startswith("killed")] == [
        "at least two people"
    ]


def test_a_number_left_out_says_why() -> None:
    body = "A drone killed six people in Kherson on Monday. Two of them were nurses. The strike killed six people."
    whys = {figure.why for figure in explain("Drone kills six in Kherson", body).figures if not figure.counted}
    assert "not counted: says again what is counted" in whys


def test_the_setting_names_what_is_told_and_what_is_not() -> None:
    setting = dict(explain("Blast in Goma", "A bomb killed two people in Goma, police said.").setting)
    assert (setting["places"], setting["country"], setting["day"]) == ("Goma", "CD", "not told")


def test_it_says_what_speaks_for_which_country_the_strongest_first() -> None:
    text = "A bomb killed two people in Goma, police said. Rwandan soldiers stood across the border."
    reasons = dict(explain("Blast in Goma", text).setting)["because"]
    assert re.fullmatch(r"CD: \w+ \d\.\d.*; RW: \w+ \d\.\d.*", reasons)


def test_the_words_of_the_day_are_marked() -> None:
    article = {"uri": "a", "headline": "Drone kills two", "published_at": "2026-03-13T12:00:00Z"}
    article["body"] = "A drone killed two people in Kherson on Wednesday evening."
    found = pieces(explanation_of(read_article(json.dumps(article).encode())))
    assert ("on Wednesday evening", "day 2026-03-11") in [(piece.text, piece.label) for piece in found]
