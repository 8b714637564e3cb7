"""The page: every text escaped, nothing from elsewhere, a policy that allows its style block and no more."""

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from streams.backtest.compare import Comparison, comparison
from streams.backtest.outcome import Entry
from streams.backtest.page import page
from tests.streams.backtest.outcomes import HEAD, alert, answer, case, outcome

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</style><svg onload=alert(1)>",
    "{{ 7 * 7 }}",
    "javascript:alert(1)",
    "\u202etfel ot thgir\u202c \u2066x\u2069 \x00\x1b[31m",
)


#: Attributes that only shape the page.
SHAPE = ("class", "open", "scope", "rowspan", "colspan")


class Tags(HTMLParser):
    """Every tag and attribute of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.attributes: set[str] = set()
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def hostile(text: str) -> Comparison:
    """Compare two outcomes that differ in everything, with this text wherever text may stand."""
    changed = {"headline": text, "why": text, "evidence": [{"field": text, "quote": text}], "also": [text]}
    before: list[Entry] = [answer(1, title=text), alert("x", 1), case("x", "1", site=text), case("z", "3", site=text)]
    after: list[Entry] = [
        replace(answer(1, "no_event", text, title=text), uri=text, publisher=text),
        alert("x", 1, **changed),
        case("x", "2", attacker=text, country=text, event_type=text, severity_peak=text),
        case("y", "4", site=text),
    ]
    return comparison(before, after)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_stay_texts(text: str) -> None:
    told = page(hostile(text), HEAD, replace(HEAD, tocsin=text, methodology=text))
    tags = Tags(told)
    assert not tags.open
    assert not {"script", "img", "svg", "a", "link", "iframe"} & tags.names
    assert tags.attributes <= {
        "lang",
        "charset",
        "content",
        "http-equiv",
        "name",
        "class",
        "open",
        "scope",
        "rowspan",
        "colspan",
    }
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00\x1b]", told)


def test_bidi_controls_are_shown_as_what_they_are() -> None:
    assert "\\u202etfel" in page(hostile(HOSTILE[-1]), HEAD, HEAD)


def test_the_policy_allows_the_style_block_and_nothing_else() -> None:
    told = page(hostile("x"), HEAD, HEAD)
    style = re.search(r"<style>(.*?)</style>", told, re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert f'<meta http-equiv="Content-Security-Policy" content="{policy}">' in told
    assert not re.search(r"https?:|url\(|@import|style=", told)


def test_every_difference_is_on_the_page() -> None:
    told = page(hostile("Port of Sumy"), HEAD, HEAD)
    assert "Verdicts that flipped (1)" in told
    for kind in ("new", "lost", "changed"):
        assert f"Incidents {kind} (1)" in told
    assert "event -&gt; no event: Port of Sumy (1)" in told


def test_a_page_without_differences_says_so() -> None:
    told = page(comparison(outcome(), outcome()), HEAD, HEAD)
    assert "<h1>Backtest: 0 differences</h1>" in told
    assert "Nothing differs." in told


def test_what_is_new_or_lost_is_marked_so_that_a_narrow_page_shows_its_one_side() -> None:
    new = page(comparison([answer(1)], [answer(1), case("x", "1")]), HEAD, HEAD)
    lost = page(comparison([answer(1), case("x", "1")], [answer(1)]), HEAD, HEAD)
    assert ('class="fields only-new"' in new, 'class="fields only-lost"' in lost) == (True, True)
    assert ".only-new td.old, .only-lost td.now { display: none; }" in new
