"""A feed is polled, its news sent once, and remembered only when the broker has it."""

import asyncio
from pathlib import Path

import pytest

from streams.ingest.fetch import FetchFailed, client
from streams.ingest.following import Following, back_off
from streams.ingest.remembered import load
from streams.ingest.sending import Outlet, Stopped
from tests.streams.ingest.conftest import Broker, Server, entry, rss

HERE = frozenset({"127.0.0.1"})


def poll(
    server: Server, broker: Broker, *, times: int = 1, state: Path | None = None, told: list[str] | None = None
) -> Outlet:
    async def go() -> Outlet:
        outlet = Outlet(broker, lambda _, why: (told if told is not None else []).append(why))
        async with client(HERE) as session:
            memories = load(state) if state is not None else {}
            news = (lambda _, said: told.append(said)) if told is not None else (lambda *_: None)
            following = Following(session, outlet, "tocsin-articles", news, None, HERE, state, memories)
            for _ in range(times):
                await following.follow(server.url)
        return outlet

    return asyncio.run(go())


def test_an_unchanged_feed_is_not_transferred_and_nothing_sent_again(server: Server) -> None:
    server.answers = [(200, {"ETag": '"5"', "Last-Modified": "Sun"}, rss(entry("a"))), (304, {}, b"")]
    broker = Broker()
    poll(server, broker, times=2)
    assert [each.uri for each in broker.articles] == ["a"]
    assert {"If-None-Match": '"5"', "If-Modified-Since": "Sun"}.items() <= server.asked[1][1].items()


def test_new_and_changed_entries_are_sent_and_known_ones_skipped(server: Server) -> None:
    server.answers = [
        (200, {}, rss(entry("a"), entry("b"))),
        (200, {}, rss(entry("c"), entry("a", title="Three hurt"), entry("b"))),
    ]
    broker = Broker()
    outlet = poll(server, broker, times=2)
    assert [(each.uri, each.version) for each in broker.articles] == [("a", None), ("b", None), ("c", None), ("a", 2)]
    assert outlet.tally.skipped == 1


def test_with_a_state_file_the_next_run_goes_on(server: Server, tmp_path: Path) -> None:
    server.answers = [(200, {"ETag": '"5"'}, rss(entry("a")))]
    broker = Broker()
    for _ in range(2):
        poll(server, broker, state=tmp_path / "state")
    assert [each.uri for each in broker.articles] == ["a"]
    assert server.asked[1][1]["If-None-Match"] == '"5"'


def test_what_the_broker_does_not_have_comes_again(server: Server, tmp_path: Path) -> None:
    server.answers = [(200, {"ETag": '"5"'}, rss(entry("a")))]
    with pytest.raises(Stopped):
        poll(server, Broker(fails_from=1), state=tmp_path / "state")
    broker = Broker()
    poll(server, broker, state=tmp_path / "state")
    assert [each.uri for each in broker.articles] == ["a"]


def test_a_feed_that_fails_is_told_and_counted_until_it_can_be_read(server: Server) -> None:
    server.answers = [(503, {}, b"")]
    told: list[str] = []
    outlet = poll(server, Broker(), told=told)
    assert (told, outlet.tally.failing) == (["the server answers 503 Service Unavailable"], {server.url})


def test_a_feed_is_polled_for_ever_and_says_when_it_is_back(server: Server) -> None:
    server.answers = [(500, {"Retry-After": "0"}, b""), (200, {}, rss(entry("a")))]
    broker, told = Broker(), list[str]()

    async def go() -> None:
        async with client(HERE) as session:
            outlet = Outlet(broker, lambda *_: None)
            following = Following(session, outlet, "t", lambda _, said: told.append(said), 0.01, HERE)
            polling = asyncio.create_task(following.follow(server.url))
            async with asyncio.timeout(30):
                while len(server.asked) < 4 or len(told) < 2:
                    await asyncio.sleep(0.01)
            polling.cancel()

    asyncio.run(go())
    assert [each.uri for each in broker.articles] == ["a"]
    assert told == ["the server answers 500 Internal Server Error; next try in 0 s", "can be read again"]


def test_a_broken_feed_says_so_once(server: Server) -> None:
    server.answers = [(200, {}, rss(entry("a"), entry("b"))[:-40])]
    told: list[str] = []
    poll(server, Broker(), times=2, told=told)
    assert [said[:19] for said in told] == ["not well-formed, en"]


def test_waiting_doubles_up_to_an_hour_and_honours_what_the_server_wants() -> None:
    assert [back_off(60, failures, None) for failures in (1, 2, 3, 10, 1000)] == [120, 240, 480, 3600, 3600]
    assert (back_off(60, 1, 7200), back_off(60, 1, 5)) == (7200, 120)
    assert back_off(7200, 1, None) == 7200


def test_a_poll_that_fails_leaves_the_memory_as_it_is(server: Server) -> None:
    server.answers = [(200, {}, b"no feed")]

    async def go() -> dict[str, object]:
        async with client(HERE) as session:
            following = Following(session, Outlet(Broker(), lambda *_: None), "t", lambda *_: None, None, HERE)
            with pytest.raises(FetchFailed):
                await following.poll(server.url)
            return dict(following.memories)

    assert asyncio.run(go()) == {}
