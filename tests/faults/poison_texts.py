r"""Texts that are well-formed articles and hostile readings: for terminals, pages, patterns, numbers and places.

Each class gives the fields of an article. Example: "clauses" gives one sentence of a hundred thousand words.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from random import Random
from typing import Any

TextMaker = Callable[[Random], dict[str, Any]]

_LEAD = "A drone killed two people in Kherson on Tuesday, the governor said. "
_WORDS = (
    "killed",
    "wounded",
    "and",
    "who",
    "two",
    "drones",
    "in",
    "Kherson",
    ",",
    "said",
    "missile",
    "the",
    "of",
    "were",
)
_HTML = {"content_type": "text/html"}


def _body(*texts: str) -> TextMaker:
    return lambda chance: {"body": chance.choice(("", _LEAD)) + chance.choice(texts)}


def _headline(*texts: str) -> TextMaker:
    return lambda chance: {chance.choice(("headline", "summary", "dateline", "byline")): chance.choice(texts)}


def _html(*texts: str) -> TextMaker:
    return lambda chance: {**_HTML, "body": f"<p>{chance.choice(('', _LEAD))}</p>" + chance.choice(texts)}


def _repeated(*pieces: str, size: int = 60_000) -> TextMaker:
    """Return a class of texts that hold one piece as often as fits."""

    def make(chance: Random) -> dict[str, Any]:
        piece = chance.choice(pieces)
        return {
            "body": chance.choice(("", _LEAD)) + piece * (size // len(piece)) + chance.choice(("", "!", " killed."))
        }

    return make


def _salad(chance: Random) -> dict[str, Any]:
    return {"body": " ".join(chance.choice(_WORDS) for _ in range(8_000)) + "."}


def _zalgo(chance: Random) -> dict[str, Any]:
    marks = "".join(chr(chance.randrange(0x300, 0x36F)) for _ in range(300))
    return {"body": _LEAD.replace("drone", "d" + marks + "rone" + marks)}


def _characters(chance: Random) -> dict[str, Any]:
    drawn = (chance.randrange(0x110000) for _ in range(3_000))
    return {"body": _LEAD + "".join(chr(each) for each in drawn if not 0xD800 <= each < 0xE000)}


def _numbers(chance: Random) -> dict[str, Any]:
    return {"body": "Killed: " + ", ".join(str(chance.randrange(10**9)) for _ in range(6_000)) + " people."}


TEXTS: Mapping[str, TextMaker] = {
    "escape_sequences": _headline("\x1b[31mred\x1b[0m kills 2", "\x1b]8;;http://x\x07y\x1b]8;;\x07", "a\rb\x7f\x9b31m"),
    "bidi": _headline("\u202egnorw\u202c", "Kher\u2066son\u2069", "\u200f\u061c two killed", "\u2067" * 200),
    "zero_width": _body("k\u200bi\u200clled two in Kher\u200dson\ufeff.", "two\u00ad peo\u00adple kil\u00adled"),
    "zalgo": _zalgo,
    "homoglyphs": _body("Two were killed in Κhеrsоn.", "Twο people kіlled in Gоma.", "Drоne kіlls 5 in Ⅿosul"),
    "scripts_of_digits": _body("٣ people were killed.", "Killed: १२ in Idlib.", "𝟗𝟗 were killed", "Ⅻ killed", "½ dead"),
    "markup_in_text": _headline("<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</title><b>", "&lt;b"),
    "formulas": _headline("=cmd|' /C calc'!A0", "+1+1", "@SUM(1)", "-2+3", "=HYPERLINK(\"http://x\")"),
    "templates": _headline("{0.__class__}", "%s%n%x", "${jndi:ldap://x}", "{{7*7}}", "$(reboot)", "'; DROP TABLE a;--"),
    "line_ends": _headline("a\nlevel=error b", "a\u2028b\u2029c", "a\x0b\x0c\x1c\x85b", "\r\n\r\nHTTP/1.1 200"),
    "controls": _body("".join(map(chr, range(32))) + "two killed", "\x00" * 5_000, "\ufffe\uffff two killed \ufdd0"),
    "wide_when_normalised": _repeated("\ufdfa", "\u3300", "\u33ff", "\ufb03", size=20_000),
    "any_characters": _characters,
    "emoji": _repeated("👩‍👩‍👧‍👦", "🇺🇦", "💥" + "\U0001f3fd" * 3, size=20_000),
    "no_spaces": _repeated("两人死亡", "ក", "ကျပ်", size=30_000),
    "right_to_left": _repeated("قتل شخصان في هجوم بطائرة مسيرة. ", "שני בני אדם נהרגו. ", size=20_000),
    "clauses": _repeated("who said that the man who ", "killed and wounded and ", ", the governor said", size=600_000),
    "word_salad": _salad,
    "many_numbers": _numbers,
    "huge_counts": _body(
        "1" + "0" * 30 + " people were killed.", "-5 people were killed.", "9,999,999,999 were wounded.", "1e9 dead",
        "A million billion trillion people were killed.", "0.5 people were killed.", "between 9 and 3 killed",
        "At least " + "two " * 500 + "people were killed.",
    ),
    "number_forms": _repeated("1,", "1,000,", "1.", "2-", "two hundred ", "a dozen and ", "5/6 ", "1 000 "),
    "many_places": _repeated("Kherson, Kharkiv, Goma, Idlib, Gao, ", "in Kherson in Kharkiv ", "San ", size=40_000),
    "many_weapons": _repeated("drones, missiles, rockets, ", "Shahed-136 ", "Iskander-M and ", size=40_000),
    "many_acts": _repeated("killed ", "killed 2 people, wounded 3. ", "were killed, ", "strike ", size=40_000),
    "many_quotations": _repeated('"', "“", "'", '"he said" ', "“a ”b ", size=40_000),
    "many_stops": _repeated(".", ". ", "a. ", "...", "?!", "Mr. ", "U.S. ", size=40_000),
    "many_lines": _repeated("\n", "\n\n", "a\n", "Read more\n", " \n\t", "- killed\n", size=60_000),
    "many_spaces": _repeated(" ", "\t", "\u00a0", "a ", "\u3000", size=100_000),
    "many_dashes": _repeated("-", "—", "a-", "_", "=", "(", "((a", "[", "/", "#", size=60_000),
    "many_times": _repeated("on Tuesday ", "March 10, 2026, ", "at 5 a.m. ", "2026-03-10 ", "last year ", size=40_000),
    "backtracking": _repeated("a" * 40 + "!", "aaaa ", "0" * 50 + "x", "and and and ", "the the ", size=60_000),
    "long_token": lambda chance: {"body": _LEAD + base64.b64encode(chance.randbytes(600_000)).decode()},
    "html_deep": _html("<div>" * 50_000, "<b><i>" * 20_000 + "x", "<table><tr><td>" * 5_000, "<ul><li>" * 10_000),
    "html_unclosed": _html("<p>" * 50_000, "<a href='" * 5_000, "<!--" * 9_000, "<" * 90_000),
    "html_entities": _html("&amp;" * 50_000, "&#x1F4A5;" * 9_000, "&#0;&#xD800;&#x110000;&bogus;" * 500),
    "html_doctypes": _html('<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;&b;">]>&c;', '<?xml version="1.0"?><a/>'),
    "html_attributes": _html("<p " + "a='b' " * 30_000 + ">x</p>", f"<p class='{'x' * 200_000}'>two killed</p>"),
    "html_scripts": _html("<script>" + "killed " * 9_000 + "</script>", "<svg/onload=x>" * 999),
    "html_empty": _html("<html><body></body></html>", "<p></p>" * 9_000, "&nbsp;" * 9_000, "<br>" * 30_000),
    "not_html": lambda chance: {**_HTML, "body": chance.choice((_LEAD, "\0" * 999, "%PDF-1.7 " * 99, "PK\x03" * 99))},
}  # fmt: skip
