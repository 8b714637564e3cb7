"""A broker with TLS, logins and a default-deny authorizer, and the settings of each role that connects to it."""

import asyncio
import subprocess
from collections.abc import Coroutine, Sequence
from pathlib import Path
from typing import Any, TypeVar

from dev.kafka.broker import HOST, Broker, free_ports
from streams.settings import KafkaSettings, Settings

#: Passwords by user; each is a canary that no output may hold.
PASSWORDS = {name: f"canary-{name}-7f3a" for name in ("admin", "feeder", "worker", "reader", "operator")}
KEY_PASSWORD = "canary-key-91bc"
SUBJECT = "CN=desk"
T = TypeVar("T")


def openssl(folder: Path, *arguments: str) -> None:
    subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True)


def certificates(folder: Path) -> None:
    """Write ca.pem, another-ca.pem, server.pem (key and certificate) and desk.pem with its encrypted desk.key."""
    new = ("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-days", "2")
    signed = ("-CA", "ca.pem", "-CAkey", "ca.key", "-addext", "basicConstraints=critical,CA:FALSE")
    for name in ("ca", "another-ca"):
        openssl(folder, *new, "-nodes", "-keyout", f"{name}.key", "-out", f"{name}.pem", "-subj", f"/CN={name}")
    # The name `localhost` alone: 127.0.0.1 is then another host, as far as TLS goes.
    named = ("-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost")
    openssl(folder, *new, *signed, *named, "-nodes", "-keyout", "server.key", "-out", "server.crt")
    (folder / "server.pem").write_bytes((folder / "server.key").read_bytes() + (folder / "server.crt").read_bytes())
    locked = ("-passout", f"pass:{KEY_PASSWORD}")
    openssl(folder, *new, *signed, *locked, "-subj", f"/{SUBJECT}", "-keyout", "desk.key", "-out", "desk.pem")


class Secured:
    """The broker: ``scram_port`` takes logins over TLS, ``mtls_port`` takes certificates."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        certificates(folder)
        self.broker = Broker(folder / "broker", protocol="SASL_SSL", storage_options=self._users())
        self.scram_port, (self.mtls_port,) = self.broker.port, free_ports(1)
        # Clients must come by a name that the certificate holds.
        clients = f"CLIENT://localhost:{self.scram_port},MTLS://localhost:{self.mtls_port}"
        inner = f"INTERNAL://{self.broker.internal}"
        store = str(folder / "server.pem")
        self.broker.properties = {
            "listeners": f"{clients},{inner},CONTROLLER://{HOST}:{self.broker.controller_port}",
            "advertised.listeners": f"{clients},{inner}",
            "listener.security.protocol.map": "CLIENT:SASL_SSL,MTLS:SSL,INTERNAL:PLAINTEXT,CONTROLLER:PLAINTEXT",
            "ssl.keystore.type": "PEM",
            "ssl.keystore.location": store,
            "ssl.truststore.type": "PEM",
            "ssl.truststore.location": str(folder / "ca.pem"),
            "listener.name.mtls.ssl.client.auth": "required",
            "sasl.enabled.mechanisms": "SCRAM-SHA-512",
            "listener.name.client.scram-sha-512.sasl.jaas.config": (
                "org.apache.kafka.common.security.scram.ScramLoginModule required;"
            ),
            "authorizer.class.name": "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
            "super.users": "User:ANONYMOUS;User:admin",  # nobody: only the broker comes by the inner listener
        }

    @staticmethod
    def _users() -> Sequence[str]:
        given = [f"SCRAM-SHA-512=[name={name},password={password}]" for name, password in PASSWORDS.items()]
        return [word for each in given for word in ("--add-scram", each)]

    def login(self, name: str, *, host: str = "localhost", ca: str = "ca.pem", password: str | None = None) -> Settings:
        """Give the settings of a user."""
        return settings(
            bootstrap_servers=f"{host}:{self.scram_port}",
            security_protocol="SASL_SSL",
            username=name,
            password=password or PASSWORDS[name],
            ca_file=self.folder / ca,
        )

    def certified(self, *, with_certificate: bool = True) -> Settings:
        """Give the settings of the desk that comes with a certificate, or forgets it."""
        own = {"cert_file": "desk.pem", "key_file": "desk.key"} if with_certificate else {}
        return settings(
            bootstrap_servers=f"localhost:{self.mtls_port}",
            security_protocol="SSL",
            ca_file=self.folder / "ca.pem",
            key_password=KEY_PASSWORD,
            **{name: self.folder / file for name, file in own.items()},
        )


def settings(**kafka: object) -> Settings:
    return Settings(kafka=KafkaSettings.model_validate(kafka))


def environment(given: Settings) -> dict[str, str]:
    """Give the same settings as variables, for a command."""
    values = {name: getattr(given.kafka, name) for name in KafkaSettings.model_fields}
    said = {
        name: value.get_secret_value() if hasattr(value, "get_secret_value") else str(value)
        for name, value in values.items()
        if value is not None
    }
    return {f"TOCSIN_KAFKA__{name.upper()}": value for name, value in said.items()}


def run(work: Coroutine[Any, Any, T]) -> T:
    """Run it as ``asyncio.run`` does, and wait until every connection has said goodbye.

    aiokafka closes those it cannot use without waiting; TLS then still has something to say, and the loop would end
    with a socket that nobody closes.
    """

    async def whole() -> T:
        try:
            return await work
        finally:
            loop: Any = asyncio.get_running_loop()
            async with asyncio.timeout(30):
                while any(each._sock is not None for each in list(loop._transports.values())):
                    await asyncio.sleep(0.01)

    return asyncio.run(whole())
