"""A web server on loopback that answers as told, and what feeds look like."""

import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from aiokafka.structs import RecordMetadata

from schemas.article import RawArticle
from schemas.codec import decode
from streams.kafka.sender import Sender, SendFailed
from streams.settings import Settings
from streams.stage import Record


@dataclass
class Server:
    """Answers in turn, the last one for ever: (status, headers, body). ``asked``: path and headers of each request."""

    url: str = ""
    answers: list[tuple[int, dict[str, str], bytes]] = field(default_factory=list)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def next(self) -> tuple[int, dict[str, str], bytes]:
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


@pytest.fixture
def server() -> Iterator[Server]:
    state = Server()

    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            state.asked.append((self.path, dict(self.headers)))
            status, headers, body = state.next()
            self.send_response(status)
            for name, value in ({"Content-Length": str(len(body))} | headers).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Stay quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Answering) as running:
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        state.url = f"http://127.0.0.1:{running.server_port}/feed"
        yield state
        running.shutdown()
        thread.join()


def rss(*items: str, title: str = "The Courier") -> bytes:
    """Give an RSS document with these items, each the inside of an <item>."""
    inside = "".join(f"<item>{item}</item>" for item in items)
    head = f"<title>{title}</title><link>https://www.courier.example/</link><language>en-gb</language>"
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{head}{inside}</channel></rss>'.encode()


def entry(name: str, title: str = "Two hurt as shell lands", more: str = "") -> str:
    link = f"https://www.courier.example/{name}"
    return f'<guid isPermaLink="false">{name}</guid><title>{title}</title><link>{link}</link>{more}'


class Broker(Sender):
    """A sender that keeps what it is given, and fails from the ``fails_from``-th batch on."""

    def __init__(self, fails_from: int = 1000) -> None:
        super().__init__(Settings())
        self.batches: list[list[Record]] = []
        self.fails_from = fails_from

    async def send(self, records: Iterable[Record], *, partition: int | None = None) -> list[RecordMetadata]:
        if len(self.batches) + 1 >= self.fails_from:
            raise SendFailed("no acknowledgement")
        self.batches.append(list(records))
        return []

    @property
    def articles(self) -> list[RawArticle]:
        """What was sent."""
        return [decode(RawArticle, record.value or b"") for batch in self.batches for record in batch]
