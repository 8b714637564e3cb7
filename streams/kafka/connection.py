"""How to reach the broker: one set of options for consumers, producers and the admin client.

Example: ``AIOKafkaConsumer("tocsin-alerts", **client_options(settings.kafka))``.
"""

from __future__ import annotations

import asyncio
import os
import ssl
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from typing import Any

from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.conn import create_conn
from aiokafka.errors import (
    ClusterAuthorizationFailedError,
    GroupAuthorizationFailedError,
    IllegalSaslStateError,
    KafkaConnectionError,
    KafkaError,
    SaslAuthenticationFailed,
    TopicAuthorizationFailedError,
    UnsupportedSaslMechanismError,
)

from streams.settings import KafkaSettings, is_loopback

#: Longest time to connect, per broker to ask: who starts a command without a broker is told within it.
CONNECT_SECONDS = 8.0
#: Longest time to find out afterwards why nobody could connect.
CAUSE_SECONDS = 2.0
HINT = "; `make kafka` starts one"


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
async def admin(kafka: KafkaSettings) -> AsyncIterator[AIOKafkaAdminClient]:
    """Give a connected admin client; each of its requests takes at most ``CONNECT_SECONDS``.

    Raises:
        Unreachable: no broker answers in time, or it refuses.
    """
    client = AIOKafkaAdminClient(**client_options(kafka), request_timeout_ms=round(CONNECT_SECONDS * 1000))
    try:
        await connected(kafka, client.start())
        yield client
    except TimeoutError:
        raise unreachable(kafka, KafkaConnectionError()) from None
    except KafkaError as error:
        raise unreachable(kafka, error) from None
    finally:
        await client.close()


async def connected(kafka: KafkaSettings, starting: Awaitable[None]) -> None:
    """Await the start of a client of aiokafka for ``CONNECT_SECONDS`` a broker; the caller stops it in any case.

    Raises:
        Unreachable: it does not connect; the message says why: nobody there, a wrong certificate or a wrong password.
    """
    try:
        async with asyncio.timeout(CONNECT_SECONDS * len(kafka.servers)):
            await starting
    except (KafkaConnectionError, TimeoutError):
        raise await _why(kafka) from None
    except KafkaError as error:
        raise unreachable(kafka, error) from None


def unreachable(kafka: KafkaSettings, error: Exception) -> Unreachable:
    """Return what to tell people when the broker does not do what was asked.

    >>> print(unreachable(KafkaSettings(), KafkaConnectionError("refused")))
    no Kafka broker answers at 127.0.0.1:9092 (TOCSIN_KAFKA__BOOTSTRAP_SERVERS); `make kafka` starts one
    """
    servers = ",".join(kafka.servers)
    if isinstance(error, KafkaConnectionError):
        here = all(is_loopback(each.rpartition(":")[0]) for each in kafka.servers)
        said = f"no Kafka broker answers at {servers} (TOCSIN_KAFKA__BOOTSTRAP_SERVERS)"
        return Unreachable(said + (HINT if here else ""))
    if what := refused(error):
        return Unreachable(f"the broker at {servers} {what}")
    return Unreachable(f"the broker at {servers} answers: {type(error).__name__} {error}".rstrip())


def refused(error: Exception) -> str | None:
    """Return what the broker does not allow, and None when that is not the matter.

    >>> refused(TopicAuthorizationFailedError("tocsin-alerts"))
    'does not allow this on the topic tocsin-alerts (docs/security.md)'
    """
    named = " ".join(sorted(_names(error)))
    if isinstance(error, TopicAuthorizationFailedError):
        return f"does not allow this on the topic {named or '?'} (docs/security.md)"
    if isinstance(error, GroupAuthorizationFailedError):
        return f"does not allow the consumer group {named or '?'} (docs/security.md)"
    if isinstance(error, ClusterAuthorizationFailedError):
        return "does not allow this on the cluster (docs/security.md)"
    return None


def _names(error: Exception) -> set[str]:
    """Return the names of the resources; aiokafka gives one, or a set of them."""
    given = error.args[0] if error.args else ()
    return {given} if isinstance(given, str) else {str(each) for each in given} if isinstance(given, set) else set()


async def _why(kafka: KafkaSettings) -> Unreachable:
    """Ask the first broker once more: aiokafka tries each of them and keeps to itself why none would do."""
    host, _, port = kafka.servers[0].rpartition(":")
    options = client_options(kafka)
    options.pop("bootstrap_servers")
    try:
        async with asyncio.timeout(CAUSE_SECONDS):
            connection = await create_conn(host.strip("[]"), int(port), **options)
    except (KafkaError, OSError) as error:  # a timeout and any trouble with TLS are an OSError
        return Unreachable(cause(kafka, error))
    await connection.close()
    return unreachable(kafka, KafkaConnectionError())


def cause(kafka: KafkaSettings, error: Exception) -> str:
    """Return why a first connection failed, with the setting that may be wrong; no secret is in it.

    >>> cause(KafkaSettings(bootstrap_servers="kafka:9092"), ConnectionRefusedError(111, "Connection refused"))
    'no Kafka broker answers at kafka:9092 (TOCSIN_KAFKA__BOOTSTRAP_SERVERS): Connection refused'
    """
    at = kafka.servers[0]
    if isinstance(error, SaslAuthenticationFailed):
        return f"{at} refuses the login of {kafka.username} (TOCSIN_KAFKA__USERNAME, TOCSIN_KAFKA__PASSWORD)"
    if isinstance(error, UnsupportedSaslMechanismError):
        return f"{at} takes no login by {kafka.sasl_mechanism} (TOCSIN_KAFKA__SASL_MECHANISM)"
    if isinstance(error, ssl.SSLCertVerificationError):
        return (
            f"the certificate of {at} is not trusted (TOCSIN_KAFKA__CA_FILE): {getattr(error, 'verify_message', error)}"
        )
    if isinstance(error, ssl.SSLError | KafkaConnectionError | ConnectionResetError | IllegalSaslStateError):
        # Something listens there: it speaks otherwise, or it wants to see a certificate.
        return (
            f"{at} ends the connection: does it speak {kafka.security_protocol} (TOCSIN_KAFKA__SECURITY_PROTOCOL), "
            "does it ask for a certificate (TOCSIN_KAFKA__CERT_FILE)?"
        )
    # asyncio words its own text for a refused connection; the system's is shorter.
    number = error.errno if isinstance(error, OSError) and error.errno else 0
    reason = os.strerror(number) if number > 0 else error.strerror if isinstance(error, OSError) else None
    said, hint, _ = str(unreachable(kafka, KafkaConnectionError())).partition(HINT)
    return f"{said}: {reason}{hint}" if reason else said + hint
