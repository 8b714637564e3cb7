"""A class of furniture is known by its words; sentences of an article are none."""

import pytest

from streams.cleaning.furniture import furniture_class, furniture_from, inline_teaser


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Visited 41 times, 2 visit(s) today", "visit_counter"),
        ("This post has been viewed 1,204 times", "visit_counter"),
        ("We use cookies to make this site work. OK", "cookies"),
        ("Get the week's best reporting delivered to your inbox", "subscription"),
        ("Sign up for the Harbour Letter, every Friday", "newsletter"),
        ("Follow us on Telegram", "social"),
        ("Share this article: Facebook | X | Email", "social"),
        ("Leave a comment", "comments"),
        ("12 comments", "comments"),
        ("© 2024 The Valley Courier", "copyright"),
        ("Source link", "source_link"),
        ("(Reporting by A. Bell; Editing by C. Dunn)", "source_link"),
        ("File photo: a patrol on the river road", "caption"),
        ("Residents wait for water after the blast that killed nine. - Handout", "caption"),
        ("A photograph provided by the governor's office shows a burnt bus at the crossing.", "caption"),
        ("Home › World › Africa", "navigation"),
        ("Menu | Search | Live radio", "navigation"),
        ("By Anna Bell and Carl Dunn", "byline"),
        ("Published 12 May 2024, 14:05", "byline"),
        ("3 min read", "byline"),
        ("Related: Rocket hits fish market, four dead", "teaser"),
        ("SEE ALSO: How to store apples", "teaser"),
        ("▸ Four dead after lorry overturns", "teaser"),
        ("Recommended for you", "teaser_heading"),
        ("Most read", "teaser_heading"),
        ("This is a developing story. Check back for updates.", "notice"),
        ("This article was updated on 3 March at 09:40 GMT with a new toll.", "notice"),
        ("Advertisement — story continues below", "advertisement"),
        ("Image caption, Soldiers at the gate", "caption"),
        ("312 total views, 4 today", "visit_counter"),
        ("The post Four dead in ambush appeared first on The Valley Courier.", "source_link"),
        ("Anna Bell is a reporter for The Valley Courier.", "source_link"),
        ("More: Four dead in ambush", "teaser"),
        ("Elsewhere in the region", "teaser_heading"),
        ("Was this article helpful?", "navigation"),
    ],
)
def test_each_class_is_known(text: str, name: str) -> None:
    found = furniture_class(text)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize(
    "text",
    [
        "Visitors said that three people had been killed.",
        "Share prices fell after the attack on the port.",
        "By Monday the town had fallen, residents said.",
        "Correction: an earlier version of this report said that 12 people had died.",
        "UPDATE: Death toll rises to 14",
        "KYIV, July 4 (Agency) - Two people were killed on Thursday.",
        "Photographs that the army released showed a burnt pickup truck.",
        "Related attacks have killed 30 people since May, the ministry said.",
        "Follow-up strikes hit the same village an hour later.",
        "Comments by the minister drew protests.",
        "Killed: 12",
        "Sources in the army said that the base had been shelled.",
        "Read out in court, the letter named four of the dead.",
        "Recommended evacuation routes were shelled on Monday, killing two.",
        "More than 40 people were hurt, among them six children.",
        "Watching from the hill, the men counted nine rockets.",
        "Published figures put the number of dead at 31.",
        "The clinic was visited 12 times by soldiers before the raid that killed two.",
        "12 votes were cast before the polling station was shelled.",
        "Dead: 12 | Wounded: 30 | Missing: 4",
        "Kharkiv: 3 • Sumy: 4",
        "Donate blood, the hospital said, after 40 people were wounded.",
        "Register of the dead: 12 names.",
        "Never miss a target, he told his gunners.",
        "Most commented on the deaths of 12 neighbours.",
        "In other developments, 12 people were killed near the dam.",
        "More on the toll: 12 dead, 30 hurt, officials say.",
        "12:40 Rockets hit the port",
        "Source: 12 killed in raid on village",
        "The army said that 12 rebels had been killed. — AFP",
        "Save the Children said that 12 had died.",
    ],
)
def test_sentences_of_an_article_are_no_furniture(text: str) -> None:
    assert furniture_class(text) is None


@pytest.mark.parametrize(
    ("text", "teaser"),
    [
        ("Two died, he said. Read more: Bomb kills nine at market", "Read more: Bomb kills nine at market"),
        ("Two died [Read more: Bomb kills nine] on Monday.", "[Read more: Bomb kills nine]"),
        ("Two died. See also: Bomb kills nine. A third died later.", "See also: Bomb kills nine."),
    ],
)
def test_a_pointer_inside_a_paragraph_is_found(text: str, teaser: str) -> None:
    assert text[slice(*(inline_teaser(text) or (0, 0)))] == teaser


def test_a_sentence_that_mentions_related_things_holds_no_pointer() -> None:
    assert inline_teaser("He gave two reasons. Related groups had said: we will strike again.") is None


def test_furniture_glued_to_the_last_sentence_is_parted() -> None:
    text = "Militants shot dead a nurse near the ferry on Tuesday. Share this. Visited 9 times"
    assert text[furniture_from(text) :] == "Share this. Visited 9 times"


def test_a_paragraph_of_sentences_only_is_left_whole() -> None:
    assert furniture_from("Militants shot dead a nurse on Tuesday. She was on her way home. No group spoke.") is None
