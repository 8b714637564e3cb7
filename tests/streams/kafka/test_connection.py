"""How clients connect, and what people are told when they cannot: one line, soon, without any secret."""

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from aiokafka.errors import (
    ClusterAuthorizationFailedError,
    GroupAuthorizationFailedError,
    KafkaConnectionError,
    KafkaError,
    SaslAuthenticationFailed,
    TopicAuthorizationFailedError,
    UnsupportedSaslMechanismError,
)

from streams.kafka import connection
from streams.kafka.connection import Unreachable, admin, cause, client_options, ssl_context, unreachable
from streams.kafka.reading import reader
from streams.kafka.sender import Sender
from streams.settings import KafkaSettings, Settings

SECRET = "hunter2-canary"
LOGIN = KafkaSettings(
    bootstrap_servers="kafka:9093,other:9093",
    security_protocol="SASL_SSL",
    username="reader",
    password=SECRET,
)


@pytest.fixture
def silent() -> Any:
    """Give the address of a server that takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"127.0.0.1:{server.getsockname()[1]}"


def test_a_login_reaches_the_client_with_a_context_that_checks_host_names() -> None:
    options = client_options(LOGIN)
    assert (options["sasl_mechanism"], options["sasl_plain_username"]) == ("SCRAM-SHA-512", "reader")
    assert options["sasl_plain_password"] == SECRET
    context = options["ssl_context"]
    assert (context.check_hostname, context.verify_mode) == (True, ssl.CERT_REQUIRED)
    assert context.minimum_version == ssl.TLSVersion.TLSv1_2


def test_plaintext_has_neither_context_nor_login() -> None:
    assert client_options(KafkaSettings()) == {
        "bootstrap_servers": ["127.0.0.1:9092"],
        "security_protocol": "PLAINTEXT",
        "ssl_context": None,
    }


def test_a_certificate_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(Unreachable, match=r"nowhere\.pem: No such file or directory$"):
        ssl_context(KafkaSettings(security_protocol="SSL", ca_file=tmp_path / "nowhere.pem"))
    (tmp_path / "empty.pem").write_text("")
    with pytest.raises(Unreachable, match=r"cannot use the certificate files \S+empty\.pem: "):
        ssl_context(KafkaSettings(security_protocol="SSL", ca_file=tmp_path / "empty.pem"))


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (KafkaConnectionError("x"), "no Kafka broker answers at kafka:9093,other:9093"),
        (TopicAuthorizationFailedError("t-alerts"), "does not allow this on the topic t-alerts"),
        (TopicAuthorizationFailedError({"b", "a"}), "does not allow this on the topic a b"),
        (GroupAuthorizationFailedError("desk"), "does not allow the consumer group desk"),
        (ClusterAuthorizationFailedError(), "does not allow this on the cluster"),
        (KafkaError("else"), "the broker at kafka:9093,other:9093 answers: KafkaError"),
    ],
)
def test_what_a_broker_does_is_told_without_the_password(error: Exception, told: str) -> None:
    assert told in str(unreachable(LOGIN, error))
    assert SECRET not in str(unreachable(LOGIN, error)) + cause(LOGIN, error)


@pytest.mark.parametrize(
    ("error", "setting"),
    [
        (SaslAuthenticationFailed(), "TOCSIN_KAFKA__PASSWORD"),
        (UnsupportedSaslMechanismError(), "TOCSIN_KAFKA__SASL_MECHANISM"),
        (ssl.SSLCertVerificationError(), "TOCSIN_KAFKA__CA_FILE"),
        (ssl.SSLError(1, "wrong version"), "TOCSIN_KAFKA__SECURITY_PROTOCOL"),
        (KafkaConnectionError("closed"), "TOCSIN_KAFKA__CERT_FILE"),
        (ConnectionRefusedError(111, "x"), "TOCSIN_KAFKA__BOOTSTRAP_SERVERS"),
        (socket.gaierror(-2, "Name or service not known"), "Name or service not known"),
        (TimeoutError(), "TOCSIN_KAFKA__BOOTSTRAP_SERVERS"),
    ],
)
def test_a_first_connection_that_fails_names_the_setting_to_look_at(error: Exception, setting: str) -> None:
    assert setting in cause(LOGIN, error)
    assert "make kafka" not in cause(LOGIN, error)  # it would not help with a broker elsewhere


@asynccontextmanager
async def sender(kafka: KafkaSettings) -> AsyncIterator[object]:
    async with Sender(Settings(kafka=kafka)) as entered:
        yield entered


def read(kafka: KafkaSettings) -> AbstractAsyncContextManager[object]:
    return reader(kafka, "tocsin-alerts")


@pytest.mark.parametrize("client", [admin, sender, read])
def test_without_a_broker_every_client_says_so_at_once(client: Any) -> None:
    kafka = KafkaSettings(bootstrap_servers="127.0.0.1:1")
    with pytest.raises(Unreachable, match="Connection refused; `make kafka` starts one"):
        asyncio.run(entered(client(kafka)))


@pytest.mark.parametrize("client", [admin, sender, read])
def test_a_server_that_never_answers_is_given_up(client: Any, silent: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("streams.kafka.connection.CONNECT_SECONDS", 0.2)
    monkeypatch.setattr("streams.kafka.connection.CAUSE_SECONDS", 0.2)
    with pytest.raises(Unreachable, match="no Kafka broker answers at"):
        asyncio.run(entered(client(KafkaSettings(bootstrap_servers=silent))))


def test_who_starts_a_command_without_a_broker_is_told_within_ten_seconds() -> None:
    assert connection.CONNECT_SECONDS + connection.CAUSE_SECONDS <= 10  # aiokafka alone would wait for 40


async def entered(client: AbstractAsyncContextManager[object]) -> None:
    async with client:
        pass
