"""Where a paragraph stands decides whether it is the article's."""

from streams.cleaning.teasers import Item, article_items

TEXT = "Shells hit the bus station on Monday and two people were hurt, the mayor said."
MORE = "He said that the drivers had taken cover in the cellar of the ticket office nearby."
LAST = "The station will stay closed until the end of the week while the roof is repaired."


def kept(*lines: str, headline: str = "") -> list[str]:
    """Return the lines kept of a page; a line beginning with "+" stands close under the one before."""
    items = [Item(line.removeprefix("+"), line.startswith("+")) for line in lines]
    return [item.text for item, keep in zip(items, article_items(items, headline), strict=True) if keep]


def test_an_article_without_furniture_is_kept_whole() -> None:
    assert kept(TEXT, MORE, LAST) == [TEXT, MORE, LAST]


def test_teasers_under_a_heading_are_dropped_to_the_end() -> None:
    assert kept(TEXT, "Related stories", "+Ferry sinks, 14 dead", "+Rocket kills nine at wedding") == [TEXT]


def test_a_compact_list_in_the_middle_ends_at_its_blank_line() -> None:
    assert kept(TEXT, "RELATED ARTICLE", "+Ferry sinks, 14 dead", "+Read the full report →", MORE) == [TEXT, MORE]


def test_two_finished_paragraphs_resume_the_article_in_any_layout() -> None:
    assert kept(TEXT, "Most read", "Ferry sinks, 14 dead", MORE, LAST) == [TEXT, MORE, LAST]


def test_summaries_of_other_stories_do_not_resume_the_article() -> None:
    summary = "At least 14 people drowned when a ferry went down off the coast, rescuers said on Sunday."
    assert kept(TEXT, "More stories", "Ferry sinks", summary, "Rains to end", "Forecasters see") == [TEXT]


def test_a_list_at_the_top_does_not_swallow_the_article() -> None:
    assert kept("Trending now", "+Ferry sinks, 14 dead", TEXT) == [TEXT]


def test_what_follows_a_visit_counter_is_not_the_article() -> None:
    assert kept(TEXT, "Visited 3 times", "Rocket kills nine at wedding", "Mayor of the town") == [TEXT]


def test_a_newsletter_prompt_in_the_middle_costs_only_itself() -> None:
    assert kept(TEXT, "Sign up for our newsletter", MORE) == [TEXT, MORE]


def test_a_headline_crowded_with_furniture_is_dropped() -> None:
    assert kept(TEXT, "Advertisement", "+Rocket kills nine at wedding", "+Comments are closed.") == [TEXT]


def test_subheads_and_lists_inside_an_article_stay() -> None:
    assert kept(TEXT, "What is known", MORE, "Killed: 2", LAST) == [TEXT, "What is known", MORE, "Killed: 2", LAST]


def test_a_list_that_ends_an_article_stays() -> None:
    assert kept(TEXT, "The dead are:", "Ana Lopez Garcia Ruiz", "12 soldiers")[1:] == [
        "The dead are:",
        "Ana Lopez Garcia Ruiz",
        "12 soldiers",
    ]


def test_a_body_cut_off_in_the_middle_of_a_sentence_stays() -> None:
    cut = "The governor of the region said on television that three more people had been wounded when a second sh"
    assert kept(TEXT, cut) == [TEXT, cut]


def test_a_title_case_line_behind_the_article_is_a_teaser() -> None:
    assert kept(TEXT, "Ferry Sinks Near Harbour, Fourteen Dead") == [TEXT]


def test_a_body_of_one_unfinished_line_stays() -> None:
    assert kept("Two dead in shelling of bus station") == ["Two dead in shelling of bus station"]


def test_the_headline_repeated_in_the_body_is_not_read_twice() -> None:
    assert kept("Shells hit bus station", TEXT, headline="Shells hit bus station") == [TEXT]
