"""Words that only tell after which other attack the news came."""

from __future__ import annotations

import pytest

from streams.classification.earlier_acts import told_before
from tests.reading import event_of, read


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Day after blast, rebels shoot two herders.", "after blast"),
        ("Two days after an air strike, shells fell on Goma.", "after an air strike"),
        ("The killings came hours after a bomb went off.", "after a bomb went off ."),
        ("Two days after a blast killed nine, 22 are missing.", ""),
        ("After a blast, rebels shot two herders.", ""),
        ("Shells fell on Goma after rebels came.", ""),
    ],
)
def test_an_attack_from_which_a_text_counts_is_told_apart(text: str, words: str) -> None:
    article = read(text)
    low, high = told_before(article.sentences[0], article.terms[0])
    assert " ".join(article.sentences[0].lower[low:high]) == words


def test_an_attack_before_does_not_say_what_kind_the_news_is() -> None:
    event = event_of(
        "Rebels shot two herders dead near Bara on Thursday.\n\nIt came a day after a bomb blast in Kosti killed nine.",
        "Day after blast, rebels shoot herders dead near Bara",
    )
    assert event.event_type == "armed_attack"
