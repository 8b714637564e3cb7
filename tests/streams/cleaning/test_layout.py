"""Paragraphs are found whatever the layout, with exact offsets."""

from hypothesis import given
from hypothesis import strategies as st

from streams.cleaning.layout import MAX_CHARS, MAX_PARAGRAPHS, paragraphs

WIRE = (
    "   GUERRILLAS ATTACKED A POLICE POST NEAR THE RIVER PORT TODAY AND HELD IT\n"
    "FOR THREE HOURS BEFORE AN ARMY COLUMN ARRIVED FROM THE NEAREST GARRISON,\n"
    "THE PROVINCIAL COMMANDER REPORTED THIS EVENING.  TWO POLICEMEN WERE HURT.\n"
    "   THE COMMANDER ADDED THAT THE ROAD TO THE PORT WOULD STAY CLOSED UNTIL IT\n"
    "HAS BEEN SEARCHED FOR MINES.\n"
)


def texts(body: str) -> list[str]:
    return [body[p.start : p.end] for p in paragraphs(body)]


def test_blank_lines_part_paragraphs() -> None:
    assert texts("One.\r\n\r\n  Two. \n\n\nThree.") == ["One.", "Two.", "Three."]


def test_one_paragraph_a_line_stays_so() -> None:
    body = "\n".join(
        f"Sentence {i} of this article is about the harvest and goes on well past any width of a page " * 2
        for i in range(4)
    )
    assert len(texts(body)) == 4


def test_wrapped_newswire_is_joined_up_to_the_next_indent() -> None:
    found = texts(WIRE)
    assert [t.split()[0] for t in found] == ["GUERRILLAS", "THE"]
    assert found[1].endswith("MINES.")


def test_an_unfinished_line_goes_on_in_lower_case() -> None:
    assert len(texts("The ministry said that the bridge had been closed\nuntil the engineers have looked at it.")) == 1


def test_a_list_of_headlines_is_not_taken_for_wrapped_text() -> None:
    assert len(texts("Most read\n1. Bus falls into ravine\n2. What we know\n3. How to prune a pear tree")) == 4


def test_a_line_under_another_is_tight_only_where_blank_lines_part_things() -> None:
    assert [p.tight for p in paragraphs("Text.\n\nRelated\nTeaser")] == [False, False, True]
    assert [p.tight for p in paragraphs("Text.\nRelated\nTeaser")] == [False, False, False]


def test_a_million_characters_in_one_line_are_cut_at_words() -> None:
    body = "word " * 200_000
    found = paragraphs(body)
    assert max(p.end - p.start for p in found) <= MAX_CHARS
    assert all(body[p.start : p.end].endswith("word") for p in found)
    assert [p.continued for p in found[:2]] == [False, True]


def test_a_million_short_lines_are_bounded() -> None:
    assert len(paragraphs("a\n" * 500_000)) <= MAX_PARAGRAPHS + 1_000_000 // MAX_CHARS + 1


@given(st.text(alphabet="ab. \n\r\t\u2028-A", max_size=300))
def test_paragraphs_are_in_order_apart_and_lose_nothing_but_white_space(body: str) -> None:
    found = paragraphs(body)
    assert all(a.end <= b.start for a, b in zip(found, found[1:], strict=False))
    assert "".join("".join(body[p.start : p.end].split()) for p in found) == "".join(body.split())
