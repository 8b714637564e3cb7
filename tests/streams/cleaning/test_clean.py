"""A raw article becomes segments in order, each leading back to what was received."""

from hypothesis import given
from hypothesis import strategies as st

from schemas.article import RawArticle
from schemas.base import TextField
from streams.cleaning.clean import clean_article
from streams.stage import Context, Reject
from streams.text.types import CleanArticle

LEAD = "Shells hit the bus station on Monday and two people were hurt, the mayor said."
MORE = "He said that the drivers had taken cover in the cellar of the ticket office nearby."


def cleaned(body: str | None = None, headline: str | None = "Shells hit station", **fields: object) -> CleanArticle:
    raw = RawArticle.model_validate({"uri": "a", "headline": headline, "body": body, **fields})
    return clean_article(raw, Context(timestamp_ms=0))


def kinds(article: CleanArticle) -> list[tuple[str, str]]:
    return [(segment.kind, segment.text) for segment in article.segments]


def test_headline_summary_and_paragraphs_come_in_order() -> None:
    article = cleaned(f"{LEAD}\n\n{MORE}", summary="Two hurt.")
    assert [s.kind for s in article.segments] == ["headline", "summary", "paragraph", "paragraph"]
    assert [s.paragraph for s in article.segments] == [-1, -1, 0, 1]


def test_furniture_is_kept_as_other_and_takes_no_paragraph_number() -> None:
    article = cleaned(f"{LEAD}\n\nSign up for our newsletter\n\n{MORE}\n\nVisited 3 times")
    assert [(s.kind, s.paragraph) for s in article.segments[1:]] == [
        ("paragraph", 0),
        ("other", -1),
        ("paragraph", 1),
        ("other", -1),
    ]


def test_a_pointer_behind_a_sentence_is_parted_from_it() -> None:
    article = cleaned(f"{LEAD} Read more: Bomb kills nine\n\n{MORE}")
    assert kinds(article)[1:3] == [("paragraph", LEAD), ("other", "Read more: Bomb kills nine")]


def test_a_counter_glued_to_the_only_paragraph_does_not_take_it_along() -> None:
    assert kinds(cleaned(f"{LEAD} Visited 14 times"))[1:] == [("paragraph", LEAD), ("other", "Visited 14 times")]


def test_offsets_survive_line_ends_zero_width_characters_and_long_dots() -> None:
    body = f"{LEAD}\r\n\r\nThen\u200b he  said\u2026 \u201cthree\u201d were hurt in the fire that followed there."
    segment = cleaned(body).segments[-1]
    at = segment.text.index("three")
    span = segment.span(at, at + 5)
    assert body[span.start : span.end] == "three"


def test_the_name_of_the_site_is_no_headline() -> None:
    article = cleaned(LEAD, headline="Shells hit station - The Valley Courier", source={"name": "The Valley Courier"})
    assert kinds(article)[:2] == [("headline", "Shells hit station"), ("other", "- The Valley Courier")]


def test_a_dash_inside_a_headline_is_left_alone() -> None:
    assert kinds(cleaned(LEAD, headline="Shells hit station - 12 hurt"))[0] == (
        "headline",
        "Shells hit station - 12 hurt",
    )


def test_spans_of_html_count_in_the_extracted_text() -> None:
    article = cleaned(f"<p>{LEAD}</p><p>{MORE}</p>", content_type="text/html")
    span = article.segments[-1].span(0, len(MORE))
    assert article.body_text[span.start : span.end] == MORE


def test_the_language_is_read_from_the_text_that_is_read() -> None:
    assert (
        cleaned(
            "Der Bürgermeister sagte, dass die Halle nicht mehr steht und das Dach in der Nacht auf die Straße fiel."
        ).language
        == "de"
    )


BODIES = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=200) | st.lists(
    st.sampled_from(
        [LEAD, MORE, "\n", "\n\n", "Related", "<p>", "</p>", "<br>", "Read more: x", "&amp;", "\x1b[1m", "()", " "]
    ),
    max_size=12,
).map("".join)


@given(BODIES, st.sampled_from(["text/plain", "text/html"]))
def test_any_body_gives_ordered_segments_or_a_reject(body: str, content_type: str) -> None:
    try:
        article = cleaned(body, content_type=content_type)
    except Reject:
        return
    ends: dict[TextField, int] = {"headline": 0, "body": 0}
    for segment in article.segments:
        span = segment.span(0, len(segment.text))
        assert ends[segment.field] <= span.start
        ends[segment.field] = span.end
    assert ends["body"] <= len(article.body_text)
