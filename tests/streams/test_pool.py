"""The pool keeps the order, and a record that hurts its process hurts nothing else."""

import os
import signal
import time
from collections.abc import Iterator, Sequence

import orjson

from schemas.article import RawArticle
from schemas.topics import Topic
from streams.pool import GROUP_RECORDS, Pool, Work
from streams.stage import Context, Output, Record, Stage


def obey(article: RawArticle, context: Context) -> RawArticle:
    if article.headline == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if article.headline == "sleep":
        time.sleep(60)
    while article.headline == "loop":
        pass
    if article.headline == "eat":
        bytearray(1 << 40)
    return article


def echo(article: RawArticle, context: Context) -> Iterator[Output]:
    yield Output(Topic.EVENTS, article.uri, article, {"test": str(context.test)})


OBEDIENT = Stage("obedient", reads=Topic.ARTICLES, steps=(obey,), emit=echo, writes=(Topic.EVENTS,))


def work(number: int, headline: str = "work") -> Work:
    value = orjson.dumps({"uri": str(number), "headline": headline})
    return Work(Record("tocsin-articles", None, value, 0, offset=number))


def outcomes(works: Sequence[Work | None], processes: int = 2, seconds: float = 30.0) -> list[str]:
    """Give the key of what each work gave, the reason of its dead letter, or "idle"."""
    with Pool(OBEDIENT, processes, seconds=seconds) as pool:
        told = []
        for answer in pool.ordered(works):
            if answer is None:
                told.append("idle")
                continue
            (record,) = answer[1]
            told.append(record.header("tocsin-dlq-reason") or (record.key or b"").decode())
        return told


def test_records_come_back_in_order_from_any_number_of_processes() -> None:
    works = [work(number) for number in range(5 * GROUP_RECORDS + 1)]
    expected = [str(number) for number in range(len(works))]
    assert outcomes(works, processes=1) == outcomes(works, processes=3) == expected


def test_a_record_that_kills_its_process_is_a_dead_letter_and_its_neighbours_are_not() -> None:
    assert outcomes([work(0), work(1, "die"), work(2)]) == ["0", "bug", "2"]


def test_a_record_that_takes_too_long_is_a_dead_letter_and_its_neighbours_are_not() -> None:
    assert outcomes([work(0), work(1, "sleep"), work(2)], seconds=1.5) == ["0", "timeout", "2"]


def test_a_record_that_eats_the_memory_is_a_dead_letter() -> None:
    assert outcomes([work(0, "eat"), work(1)]) == ["bug", "1"]


def test_every_process_may_die_and_the_run_goes_on() -> None:
    assert outcomes([work(number, "die") for number in range(4)] + [work(4)]) == ["bug"] * 4 + ["4"]


def test_what_is_at_hand_is_answered_before_more_is_asked_for() -> None:
    assert outcomes([work(0), None, work(1), None, None]) == ["0", "idle", "1", "idle", "idle"]


def test_a_record_that_is_done_keeps_its_place() -> None:
    done = Work(Record("x", None, None, 0), (Record("x", b"done", None, 0),))
    assert outcomes([work(0), done, work(1)]) == ["0", "done", "1"]


def test_a_dead_letter_says_what_became_of_its_process() -> None:
    with Pool(OBEDIENT, 1) as pool:
        (answer,) = pool.ordered([work(7, "die")])
    assert answer is not None
    (letter,) = answer[1]
    assert letter.header("__streams.errors.message") == "its process ended with status -9"
    assert letter.header("__streams.errors.offset") == "7"
    assert letter.value == work(7, "die").record.value


def test_no_process_is_left_behind() -> None:
    with Pool(OBEDIENT, 2) as pool:
        list(pool.ordered([work(0)]))
        processes = [child.process for child in pool._children]
    assert [process.is_alive() for process in processes] == [False, False]


def test_a_process_that_is_stuck_ends_with_its_parent() -> None:
    with Pool(OBEDIENT, 1, seconds=300) as pool:
        (child,) = pool._children
        assert child.connection.recv() is None  # it is ready
        child.connection.send([work(0, "loop").record])
        child.connection.close()
        child.process.join(30)
        assert child.process.exitcode is not None


def test_each_record_that_had_its_answer_or_overran_is_timed_and_one_that_died_is_not() -> None:
    told: list[float] = []
    works = [work(0), work(1, "sleep"), work(2, "die"), work(3)]
    with Pool(OBEDIENT, 1, seconds=1.5, timed=told.append) as pool:
        reasons = [written[0].header("tocsin-dlq-reason") for _, written in filter(None, pool.ordered(works))]
    assert reasons == [None, "timeout", "bug", None]
    assert (len(told), told.count(1.5)) == (3, 1)
    assert all(0 < seconds <= 1.5 for seconds in told)
