"""What a server may cost: time, bytes, redirects; and what is told of it."""

import asyncio
import gzip
import socket
from datetime import UTC, datetime

import pytest

from streams.ingest.fetch import MAX_BYTES, Fetched, FetchFailed, client, fetch, retry_after
from tests.streams.ingest.conftest import Server

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
HERE = frozenset({"127.0.0.1"})


def got(url: str, *, allowed: frozenset[str] = HERE, seconds: float = 10, etag: str | None = None) -> Fetched:
    async def go() -> Fetched:
        async with client(allowed) as session:
            return await fetch(session, url, allowed=allowed, seconds=seconds, etag=etag)

    return asyncio.run(go())


def refusal(url: str, **options: object) -> str:
    with pytest.raises(FetchFailed) as refused:
        got(url, **options)  # type: ignore[arg-type]  # options of got()
    return str(refused.value)


def test_a_document_comes_with_its_validators(server: Server) -> None:
    server.answers = [(200, {"ETag": '"5"', "Last-Modified": "Sun", "Content-Type": "text/xml"}, b"<rss/>")]
    assert got(server.url) == Fetched(b"<rss/>", "text/xml", '"5"', "Sun")


def test_what_has_not_changed_is_not_sent_again(server: Server) -> None:
    server.answers = [(304, {}, b"")]
    assert got(server.url, etag='"5"').body is None
    assert server.asked[0][1]["If-None-Match"] == '"5"'


def test_this_machine_is_refused_unless_allowed(server: Server) -> None:
    assert "private network or this machine" in refusal(server.url, allowed=frozenset())
    assert "private network or this machine" in refusal(server.url.replace("127.0.0.1", "localhost"))
    assert server.asked == []


@pytest.mark.parametrize("host", ["2130706433", "127.1", "0x7f.0.0.1", "[::ffff:127.0.0.1]", "127.0.0.1.", "①27.0.0.1"])
def test_this_machine_is_refused_however_it_is_written(server: Server, host: str) -> None:
    assert refusal(server.url.replace("127.0.0.1", host), allowed=frozenset())
    assert server.asked == []


def test_a_redirect_into_this_network_is_refused(server: Server) -> None:
    server.answers = [(302, {"Location": "http://169.254.169.254/latest/meta-data"}, b"")]
    assert "169.254.169.254 is on a private network" in refusal(server.url)


@pytest.mark.parametrize("location", ["file:///etc/passwd", "ftp://a.example/x", "http://u:p@127.0.0.1/x", ""])
def test_a_redirect_to_something_else_is_refused(server: Server, location: str) -> None:
    server.answers = [(301, {"Location": location}, b"")]
    assert "redirected" in refusal(server.url)


def test_three_redirects_are_followed_and_no_more(server: Server) -> None:
    away = (302, {"Location": "/next"}, b"")
    server.answers = [away, away, away, (200, {}, b"here")]
    assert got(server.url).body == b"here"
    server.answers = [away]
    assert refusal(server.url) == "more than 3 redirects"


def test_a_document_that_is_too_large_is_refused_packed_or_not(server: Server) -> None:
    bomb = gzip.compress(b"a" * (MAX_BYTES + 1))
    server.answers = [(200, {"Content-Encoding": "gzip"}, bomb), (200, {}, b"a" * (MAX_BYTES + 1))]
    assert [refusal(server.url), refusal(server.url)] == [f"larger than {MAX_BYTES} bytes"] * 2


def test_a_packed_document_is_unpacked_and_a_damaged_one_told(server: Server) -> None:
    packed = gzip.compress(b"<rss/>" * 100)
    for body in (packed, packed[:-9], b"no gzip"):
        server.answers.append((200, {"Content-Encoding": "gzip"}, body))
    assert got(server.url).body == b"<rss/>" * 100
    assert [refusal(server.url)[:8], refusal(server.url)[:8]] == ["damaged:"] * 2


def test_a_server_that_does_not_answer_costs_its_time() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        url = f"http://127.0.0.1:{listening.getsockname()[1]}/"
        assert refusal(url, seconds=0.2) == "no answer within 0.2 s"


def test_a_refusal_says_when_to_come_back_and_nothing_raw(server: Server) -> None:
    server.answers = [(429, {"Retry-After": "90"}, b"\x1b[31m")]
    with pytest.raises(FetchFailed, match="the server answers 429 Too Many Requests") as refused:
        got(server.url)
    assert refused.value.wait == 90


def test_a_time_to_come_back_is_seconds_or_a_date_and_at_most_a_day() -> None:
    assert retry_after("Sun, 01 Mar 2026 12:05:00 GMT", NOW) == 300
    assert retry_after("Sun, 01 Mar 2020 12:05:00 GMT", NOW) == 0
    assert retry_after("99999999999", NOW) == 24 * 3600
    assert retry_after("²", NOW) is None


def test_a_closed_port_is_told_in_one_line() -> None:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        assert refusal(f"http://127.0.0.1:{bound.getsockname()[1]}/").startswith("cannot connect to 127.0.0.1: ")
