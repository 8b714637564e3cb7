"""Which entries go out: new ones and changed ones, once; and what a state file holds."""

from pathlib import Path
from typing import Any

import pytest

from schemas.article import RawArticle
from schemas.codec import decode
from streams.ingest.remembered import MAX_ENTRIES, BadState, FeedMemory, Selection, load, save, select

Known = dict[str, tuple[str, int]]


def fields(uri: str, headline: str = "Two hurt", **more: Any) -> dict[str, Any]:
    return {"uri": uri, "headline": headline, **more}


def chosen(*articles: dict[str, Any], known: Known | None = None) -> Selection:
    return select(list(articles), known or {}, "feed", "tocsin-articles", 5)


def sent(selection: Selection) -> list[RawArticle]:
    return [decode(RawArticle, each.record.value or b"") for each in selection.items if each.record is not None]


def test_an_entry_goes_out_once() -> None:
    first = chosen(fields("a"), fields("b"))
    again = chosen(fields("a"), fields("b"), known=first.entries)
    assert ([each.uri for each in sent(first)], first.skipped) == (["a", "b"], 0)
    assert (again.items, again.skipped, again.entries) == ([], 2, first.entries)


def test_a_changed_text_is_a_new_version_each_time() -> None:
    first = chosen(fields("a", "Two hurt"))
    second = chosen(fields("a", "Three hurt"), known=first.entries)
    third = chosen(fields("a", "Two hurt"), known=second.entries)
    assert [sent(each)[0].version for each in (first, second, third)] == [None, 2, 3]


def test_a_new_time_of_update_alone_is_no_change() -> None:
    first = chosen(fields("a", modified_at="2026-03-01T10:00:00Z"))
    assert chosen(fields("a", modified_at="2026-03-01T11:00:00Z"), known=first.entries).items == []


def test_an_update_that_the_feed_dates_outweighs_earlier_ones_without_any_memory() -> None:
    times = {"published_at": "2026-03-01T10:00:00Z", "modified_at": "2026-03-01T10:30:00Z"}
    assert sent(chosen(fields("a", **times)))[0].version == 31


def test_an_entry_that_stands_twice_in_a_document_goes_out_once() -> None:
    found = chosen(fields("a", "One"), fields("a", "Other"))
    assert ([each.headline for each in sent(found)], found.skipped) == (["One"], 1)
    assert chosen(fields("a", "One"), fields("a", "Other"), known=found.entries).items == []


@pytest.mark.parametrize("bad", [fields("a", ""), fields("a", "x" * 3000), fields("a", "\ud800")])
def test_an_entry_that_is_no_article_is_told_once(bad: dict[str, Any]) -> None:
    first = chosen(bad, fields("b"))
    assert [(each.why or "")[:10] for each in first.items] == ['entry "a":', ""]
    assert chosen(bad, known=first.entries).items == []


def test_the_oldest_entries_are_forgotten_first() -> None:
    known = {str(n): ("digest", 1) for n in range(MAX_ENTRIES)}
    entries = chosen(fields("a"), known=known).entries
    assert (len(entries), "0" in entries, "1" in entries) == (MAX_ENTRIES, False, True)


def test_what_is_saved_is_loaded_and_no_other_file_left(tmp_path: Path) -> None:
    memories = {"https://a.example/rss": FeedMemory(etag='"5"', entries=chosen(fields("a")).entries)}
    save(tmp_path / "state", memories)
    assert load(tmp_path / "state") == memories
    assert [each.name for each in tmp_path.iterdir()] == ["state"]


def test_without_a_state_file_nothing_is_known(tmp_path: Path) -> None:
    assert load(tmp_path / "state") == {}


@pytest.mark.parametrize("held", [b"", b'{"uri": "a"}', b"\xff"])
def test_another_file_is_refused_and_stays(tmp_path: Path, held: bytes) -> None:
    (tmp_path / "news.jsonl").write_bytes(held)
    with pytest.raises(BadState, match="is no state file"):
        load(tmp_path / "news.jsonl")
    assert (tmp_path / "news.jsonl").read_bytes() == held


def test_a_state_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadState, match="cannot write"):
        save(tmp_path / "nowhere" / "state", {})
