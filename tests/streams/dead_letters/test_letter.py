"""What a dead letter says, which letters are chosen, and what is sent again."""

import pytest

from schemas.topics import Topic
from streams.dead_letters.letter import Letter, NotRedriven, Wanted, latest, mark, original
from streams.stage import Record
from tests.streams.dead_letters.letters import again, letter

ALL = Wanted()


def test_a_letter_says_what_went_wrong_where() -> None:
    found = letter(b"\xff", said="not UTF-8", offset=17, stands_at=4)
    assert (found.position, found.origin, found.origin_place) == ("0/4", "tocsin-articles/2/17", (2, 17))
    assert (found.reason, found.stage, found.attempts) == ("deserialization", "detect", 1)
    assert (found.exception, found.message) == ("ValueError", "not UTF-8")


def test_a_letter_of_a_stranger_is_read_as_far_as_it_goes() -> None:
    headers = (("tocsin-dlq-attempts", b"-9"), ("__streams.errors.offset", b"9" * 40), ("mine", b"\xff"))
    found = Letter(Record("tocsin-dead-letters", None, None, 0, headers))
    assert (found.attempts, found.origin_place, found.reason, found.message) == (1, (None, None), "", "")
    assert found.own_headers == (("mine", b"\xff"),)


def test_what_is_sent_again_is_the_original_byte_for_byte() -> None:
    sent = original(letter(b"\x00{", key=b"k", headers=(("feed", b"x"), ("origin", b"a/0/1"))), "tocsin-", 5_000)
    assert (sent.topic, sent.key, sent.value, sent.timestamp_ms) == ("tocsin-articles", b"k", b"\x00{", 5_000)
    assert sent.headers == (("feed", b"x"), ("tocsin-dlq-attempts", b"1"))


def test_an_event_still_stems_from_its_article() -> None:
    sent = original(letter(topic=Topic.EVENTS, headers=(("origin", b"tocsin-articles/3/9"),)), "tocsin-", 0)
    assert (sent.topic, sent.header("origin")) == ("tocsin-events", "tocsin-articles/3/9")


def test_the_next_dead_letter_counts_on() -> None:
    second = again(letter(), stands_at=1)
    assert (second.attempts, again(second, stands_at=2).attempts) == (2, 3)


@pytest.mark.parametrize("prefix", ["other-", "tocsin"])
def test_nothing_is_sent_into_another_deployment(prefix: str) -> None:
    with pytest.raises(NotRedriven, match="does not come from"):
        original(letter(), prefix, 0)


def test_nothing_is_sent_into_a_topic_that_no_stage_reads() -> None:
    with pytest.raises(NotRedriven, match="tocsin-articles or tocsin-events"):
        original(letter(topic=Topic.ALERTS), "tocsin-", 0)


def test_what_was_cut_is_not_sent_again() -> None:
    with pytest.raises(NotRedriven, match="it lacks: headers"):
        original(letter(headers=(("tocsin-dlq-cut", b"headers"),)), "tocsin-", 0)


def test_a_sign_of_life_is_not_repeated() -> None:
    with pytest.raises(NotRedriven, match="sign of life"):
        original(letter(headers=(("_heartbeat", b"1"),)), "tocsin-", 0)


@pytest.mark.parametrize(
    ("wanted", "takes"),
    [
        (Wanted(), True),
        (Wanted(reasons=frozenset({"bug", "deserialization"})), True),
        (Wanted(reasons=frozenset({"bug"})), False),
        (Wanted(stages=frozenset({"track"})), False),
        (Wanted(since_ms=1_000, until_ms=1_001), True),
        (Wanted(since_ms=1_001), False),
        (Wanted(until_ms=1_000), False),
    ],
)
def test_letters_are_chosen_by_reason_stage_and_time(wanted: Wanted, takes: bool) -> None:
    assert wanted.takes(letter(at_ms=1_000)) is takes


def test_only_the_last_letter_speaks_for_a_record() -> None:
    first = letter(b"a", stands_at=0)
    marks = [mark(each, ALL) for each in (first, letter(b"b", stands_at=1), again(first, stands_at=2))]
    assert latest(marks) == latest(reversed(marks)) == [(0, 1), (0, 2)]


def test_a_record_that_failed_for_another_reason_since_is_not_chosen_by_the_old_one() -> None:
    first = letter(b"a", stands_at=0)
    wanted = Wanted(reasons=frozenset({"deserialization"}))
    assert latest([mark(first, wanted), mark(again(first, stands_at=1), wanted)]) == []


def test_key_and_value_are_told_apart() -> None:
    contents = {
        letter(value, key=key).content for key, value in [(b"a", b"b"), (b"ab", b""), (None, b"ab"), (b"ab", None)]
    }
    assert len(contents) == 4
