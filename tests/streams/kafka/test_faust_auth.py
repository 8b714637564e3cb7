"""Faust gives aiokafka the same options as our own clients do."""

import ssl
from typing import Any

import faust
import pytest
from faust.transport.drivers.aiokafka import credentials_to_aiokafka_auth

from streams.kafka.connection import client_options
from streams.kafka.faust_auth import faust_credentials
from streams.settings import KafkaSettings

LOGIN = {"username": "worker", "password": "hunter2-canary"}


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"security_protocol": "SSL"},
        {"security_protocol": "SASL_SSL", **LOGIN},
        {"security_protocol": "SASL_PLAINTEXT", "sasl_mechanism": "SCRAM-SHA-256", **LOGIN},
    ],
    ids=["plaintext", "tls", "scram_over_tls", "scram_on_this_machine"],
)
def test_faust_connects_as_our_clients_do(given: dict[str, Any]) -> None:
    kafka = KafkaSettings(**given)
    theirs = dict(credentials_to_aiokafka_auth(faust_credentials(kafka)))
    ours = {name: value for name, value in client_options(kafka).items() if name != "bootstrap_servers"}
    contexts = [theirs.pop("ssl_context", None), ours.pop("ssl_context")]
    assert theirs == ours
    assert [type(each) for each in contexts] == [ssl.SSLContext if "SSL" in kafka.security_protocol else type(None)] * 2
    assert all(each.check_hostname and each.verify_mode is ssl.CERT_REQUIRED for each in contexts if each)


def test_the_application_hands_it_to_consumer_and_producer_and_does_not_print_the_password() -> None:
    kafka = KafkaSettings(security_protocol="SASL_SSL", **LOGIN)
    app = faust.App("a", broker="kafka://127.0.0.1:1", store="memory://", broker_credentials=faust_credentials(kafka))
    producer = app.transport.create_producer()
    assert app.conf.ssl_context is None  # would stand in for missing credentials
    assert producer.credentials is app.conf.broker_credentials  # type: ignore[attr-defined]
    assert LOGIN["password"] not in repr(app.conf.broker_credentials) + repr(app.conf) + str(vars(app.conf))
