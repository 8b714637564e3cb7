"""HTML becomes text, or is refused before it costs time."""

import pytest

from streams.cleaning.markup import extract, is_html
from streams.stage import Reject

SENTENCE = "Shells hit the bus station on Monday and two people were hurt, the mayor of the town said in the evening."
PAGE = (
    "<!DOCTYPE html><html><head><title>Shells</title><script>var a = '<p>99 killed</p>';</script></head><body>"
    "<nav><ul><li><a href='/'>Home</a></li><li><a href='/w'>World</a></li></ul></nav><article><h1>Shells hit</h1>"
    + "".join(f"<p>{SENTENCE} It was report number {i} of the day.</p>" for i in range(5))
    + "</article><footer><p>Copyright The Valley Courier</p></footer></body></html>"
)


@pytest.mark.parametrize(
    ("content_type", "body", "html"),
    [
        ("text/html; charset=utf-8", "<p>Two died.", True),
        ("text/plain", "<p>Two died.</p><p>Four were hurt.</p>", True),
        ("text/plain", "Two died.<br>Four were hurt.<br/>", True),
        ("text/plain", "Losses: <5 dead, >10 hurt", False),
        ("text/html", "Two died.", False),
    ],
)
def test_html_is_known_by_its_type_or_its_tags(content_type: str, body: str, html: bool) -> None:
    assert is_html(content_type, body) is html


def test_a_page_gives_its_article_and_neither_scripts_nor_navigation() -> None:
    text = extract(PAGE)
    assert text.count(SENTENCE) == 5
    assert "99" not in text
    assert "World" not in text


def test_a_fragment_keeps_every_paragraph() -> None:
    assert extract(
        "<p>Two <b>soldiers</b> died&nbsp;&amp; one&#8217;s ill.</p>\n<div>Ten fled.<br>All live.</div>"
    ) == ("Two soldiers died & one’s ill.\n\nTen fled.\n\nAll live.")


def test_captions_and_scripts_of_a_fragment_are_left_out() -> None:
    assert (
        extract("<p>Two died.</p><figure><img><figcaption>9 dead</figcaption></figure><style>p{}</style>")
        == "Two died."
    )


@pytest.mark.parametrize(
    ("body", "reason", "place"),
    [
        ("<div>" * 65 + "x", "unsupported", "at character 320"),
        ("<b></b>" * 20_000 + "killed", "unsupported", "140000 characters of tags"),
        ('<!DOCTYPE x [<!ENTITY a "aaaa">]><p>&a;</p>', "unsupported", "at character 13"),
        ("<p>" + "x" * 1_000_000, "too_large", "1000003 characters"),
    ],
)
def test_a_bomb_is_refused_with_field_place_and_reason(body: str, reason: str, place: str) -> None:
    with pytest.raises(Reject) as refused:
        extract(body)
    assert refused.value.reason == reason
    assert refused.value.message.startswith("body: HTML")
    assert place in refused.value.message


def test_sixty_four_levels_are_still_read() -> None:
    assert extract("<div>" * 64 + "Two died." + "</div>" * 64) == "Two died."


def test_paragraphs_that_are_never_closed_are_no_depth() -> None:
    assert extract("<p>Two died." * 100).count("Two died.") == 100


@pytest.mark.parametrize("body", ["<!--" * 100_000, "<script" * 100_000, "<a " * 200_000, "<p><script>" * 50_000])
def test_markup_that_is_never_closed_is_read_once(body: str) -> None:
    assert "killed" not in extract(body)
