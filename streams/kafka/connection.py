"""How to reach the broker: one set of options for consumers, producers and the admin client.

Example: ``AIOKafkaConsumer("tocsin-alerts", **client_options(settings.kafka))``.
"""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaConnectionError, KafkaError
from aiokafka.errors import TopicAuthorizationFailedError as TopicRefused

from streams.settings import KafkaSettings


class Unreachable(Exception):  # noqa: N818 - the name says what is the matter
    """No broker answers, or it does not let us in; the message is one line without any secret."""


def client_options(kafka: KafkaSettings) -> dict[str, Any]:
    """Return the keyword arguments that every client of aiokafka takes.

    Raises:
        Unreachable: a certificate file cannot be read.
    """
    options: dict[str, Any] = {
        "bootstrap_servers": kafka.servers,
        "security_protocol": kafka.security_protocol,
        "ssl_context": ssl_context(kafka),
    }
    if kafka.security_protocol.startswith("SASL") and kafka.password is not None:
        options |= {
            "sasl_mechanism": kafka.sasl_mechanism,
            "sasl_plain_username": kafka.username,
            "sasl_plain_password": kafka.password.get_secret_value(),
        }
    return options


def ssl_context(kafka: KafkaSettings) -> ssl.SSLContext | None:
    """Return the TLS context, host names checked, TLS 1.2 or newer; None where nothing is encrypted.

    Raises:
        Unreachable: a certificate file cannot be read.
    """
    if "SSL" not in kafka.security_protocol:
        return None
    try:
        context = ssl.create_default_context(cafile=kafka.ca_file)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        if kafka.cert_file is not None:
            password = None if kafka.key_password is None else kafka.key_password.get_secret_value()
            context.load_cert_chain(kafka.cert_file, kafka.key_file, password)
    except OSError as error:  # ssl.SSLError is one
        named = ", ".join(str(each) for each in (kafka.ca_file, kafka.cert_file, kafka.key_file) if each is not None)
        raise Unreachable(f"cannot use the certificate files {named}: {error.strerror or error}") from None
    return context


@asynccontextmanager
async def admin(kafka: KafkaSettings, *, seconds: float = 10) -> AsyncIterator[AIOKafkaAdminClient]:
    """Give a connected admin client.

    Raises:
        Unreachable: no broker answers within ``seconds``.
    """
    client = AIOKafkaAdminClient(**client_options(kafka), request_timeout_ms=round(seconds * 1000))
    try:
        await client.start()
        yield client
    except KafkaError as error:
        raise unreachable(kafka, error) from None
    finally:
        await client.close()


def unreachable(kafka: KafkaSettings, error: Exception) -> Unreachable:
    """Return what to tell people when the broker does not do what was asked.

    >>> print(unreachable(KafkaSettings(), KafkaConnectionError("refused")))
    no Kafka broker answers at 127.0.0.1:9092 (TOCSIN_KAFKA__BOOTSTRAP_SERVERS); `make kafka` starts one
    """
    servers = ",".join(kafka.servers)
    if isinstance(error, KafkaConnectionError):
        said = f"no Kafka broker answers at {servers} (TOCSIN_KAFKA__BOOTSTRAP_SERVERS)"
        return Unreachable(said + "; `make kafka` starts one")
    if isinstance(error, TopicRefused):
        return Unreachable(f"the broker at {servers} does not allow this on {error.args[0] if error.args else '?'}")
    return Unreachable(f"the broker at {servers} answers: {type(error).__name__} {error}".rstrip())
