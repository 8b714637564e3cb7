"""How Faust logs in: the same TLS context and the same name as every other client of ours.

Example: ``faust.App("tocsin-detect", broker_credentials=faust_credentials(settings.kafka))``. One setting serves its
consumer, its producer and its topic calls. Faust tells SASL_SSL from SASL_PLAINTEXT by the context alone, and an App
without credentials speaks PLAINTEXT: nothing else may name the protocol. What prints an application shows no password.
"""

from __future__ import annotations

import faust

from streams.kafka.connection import client_options
from streams.settings import KafkaSettings


def faust_credentials(kafka: KafkaSettings) -> faust.SASLCredentials | faust.SSLCredentials | None:
    """Return ``broker_credentials`` for an App; None where nothing is encrypted and nobody logs in.

    Raises:
        Unreachable: a certificate file cannot be read.
    """
    options = client_options(kafka)
    context = options["ssl_context"]
    if "sasl_mechanism" in options:
        return faust.SASLCredentials(
            mechanism=options["sasl_mechanism"],
            username=options["sasl_plain_username"],
            password=options["sasl_plain_password"],
            ssl_context=context,
        )
    return None if context is None else faust.SSLCredentials(context)
