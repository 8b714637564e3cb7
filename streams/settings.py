"""What a deployment chooses, read from the environment: ``TOCSIN_PROCESSES=4 tocsin replay news.jsonl``.

Sources, the first that knows a name wins: options of a command, the environment, the file ``.env`` in the working
directory, the files of the folder that ``TOCSIN_SECRETS_DIR`` names (one per setting: ``kafka__password``), then the
defaults below. Names inside a group are joined by two underscores: ``TOCSIN_KAFKA__BOOTSTRAP_SERVERS``.
"""

from __future__ import annotations

import ipaddress
import os
import re
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, SecretStr, StringConstraints, field_validator, model_validator
from pydantic_settings import (
    BaseSettings,
    DotEnvSettingsSource,
    EnvSettingsSource,
    NestedSecretsSettingsSource,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from schemas.topics import DEFAULT_PREFIX
from schemas.vocabulary import Severity

ENV_PREFIX = "TOCSIN_"
_Name = StringConstraints(pattern=r"^[A-Za-z0-9._-]+$", max_length=64)


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def host_name() -> str:
    """Return this machine's name as far as it may stand in a group member's name."""
    return re.sub(r"[^A-Za-z0-9._-]", "-", socket.gethostname())[:64] or "worker"


class KafkaSettings(BaseModel):
    """Where the broker is and how to speak to it; the same for consumers, producers and the admin client."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    bootstrap_servers: str = Field("127.0.0.1:9092", description="Brokers to ask first: host:port, comma-separated.")
    security_protocol: Literal["PLAINTEXT", "SSL", "SASL_SSL", "SASL_PLAINTEXT"] = Field(
        "PLAINTEXT", description="How to connect; SASL_PLAINTEXT is refused outside this machine."
    )
    sasl_mechanism: Literal["SCRAM-SHA-512", "SCRAM-SHA-256", "PLAIN"] = Field(
        "SCRAM-SHA-512", description="How to log in."
    )
    username: str | None = Field(None, description="Name to log in with.")
    password: SecretStr | None = Field(None, description="Password to log in with.")
    ca_file: Path | None = Field(None, description="PEM file that certifies the brokers [the system's].")
    cert_file: Path | None = Field(None, description="PEM file of our own certificate (mTLS).")
    key_file: Path | None = Field(None, description="PEM file of its private key.")
    key_password: SecretStr | None = Field(None, description="Password of that key.")

    @field_validator("bootstrap_servers")
    @classmethod
    def _addresses(cls, text: str) -> str:
        for host, port in _split(text):
            if not host or not port.isdigit() or not 0 < int(port) < 65536:
                raise ValueError(f"{host}:{port} is not host:port")
        return text

    @model_validator(mode="after")
    def _safe(self) -> KafkaSettings:
        if self.security_protocol.startswith("SASL"):
            if self.username is None or self.password is None:
                raise ValueError(f"{self.security_protocol} needs username and password")
            outside = [host for host, _ in _split(self.bootstrap_servers) if not is_loopback(host)]
            if self.security_protocol == "SASL_PLAINTEXT" and outside:
                raise ValueError(f"SASL_PLAINTEXT would send the password in the open to {outside[0]}: use SASL_SSL")
        return self

    @property
    def servers(self) -> list[str]:
        """The brokers to ask first, as host:port."""
        return [f"{host}:{port}" for host, port in _split(self.bootstrap_servers)]


class WorkerSettings(BaseModel):
    """How the stages behave on Kafka. Times in seconds."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    instance: Annotated[str, _Name] = Field(
        default_factory=host_name, description="Name of this worker in its consumer groups: one worker, one name."
    )
    session_seconds: float = Field(12, ge=1, le=300, description="Silence after which the broker gives a worker up.")
    rebalance_seconds: float = Field(30, ge=1, le=300, description="Longest time for the members to meet again.")
    commit_seconds: float = Field(0.5, gt=0, le=60, description="Time between two commits of offsets.")
    send_seconds: float = Field(30, gt=0, le=300, description="Longest time for the broker to acknowledge a record.")
    stall_seconds: float = Field(60, gt=0, description="Lag without a commit after which a stage restarts.")
    broker_seconds: float = Field(120, gt=0, description="Time without a broker after which a stage restarts.")
    drain_seconds: float = Field(8, gt=0, le=600, description="Longest time to finish what is at hand on SIGTERM.")
    heartbeat_seconds: float = Field(30, gt=0, description="Time between two signs of life through the pipeline.")
    batch_records: int = Field(200, ge=1, le=5000, description="Most articles of a batch.")
    budget_in_a_row: int = Field(100, ge=1, description="Bugs and timeouts in a row that stop a stage.")
    budget_share: float = Field(0.2, gt=0, le=1, description="Share of them in the last 1,000 that stops a stage.")


class MetricsSettings(BaseModel):
    """Where a process exports what it counts. Nothing protects it outside loopback: only for a private network."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    host: str = Field("127.0.0.1", min_length=1, description="Address at which metrics are exported.")
    port: int | None = Field(
        None, ge=0, le=65535, description="Port of the metrics [9464; of a replay or demo 9465]; 0 exports none."
    )
    sources: Annotated[tuple[str, ...], NoDecode] = Field(
        (), max_length=100, description="Names or domains of sources whose silence matters, comma-separated."
    )

    @field_validator("sources", mode="before")
    @classmethod
    def _named(cls, given: object) -> object:
        if not isinstance(given, str):
            return given
        return tuple(dict.fromkeys(name for each in given.split(",") if (name := each.strip())))


class Settings(BaseSettings):
    """The settings of every command. A secret has the type SecretStr, which never shows its value."""

    model_config = SettingsConfigDict(
        env_prefix=ENV_PREFIX,
        env_file=".env",
        env_nested_delimiter="__",
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,  # an error must not repeat a password
    )

    deployment: Annotated[str, _Name] = Field("default", description="Name of this deployment, in `ce_source`.")
    topic_prefix: Annotated[str, _Name] = Field(DEFAULT_PREFIX, description="What the names of its topics begin with.")
    min_level: Severity = Field(Severity.UNKNOWN, description="Severity level from which an incident alerts.")
    processes: int = Field(default_factory=cores, ge=1, le=256, description="Child processes that read articles.")
    article_seconds: float = Field(5.0, gt=0, le=600, description="Longest time for one article, in seconds.")
    ruleset: Path | None = Field(None, description="Folder of the rules to read by [those of this version].")
    kafka: KafkaSettings = Field(default_factory=KafkaSettings)
    worker: WorkerSettings = Field(default_factory=WorkerSettings)
    metrics: MetricsSettings = Field(default_factory=MetricsSettings)

    @field_validator("ruleset")
    @classmethod
    def _whole(cls, folder: Path | None) -> Path | None:
        return None if folder is None else folder.absolute()  # the processes of a worker need not share a directory

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Return the sources, the first that knows a name wins."""
        return (init_settings, *(source for _, source in _sources(settings_cls)))


class _PlainKafka(PydanticBaseSettingsSource):
    """The name that other Kafka tools read: ``KAFKA_BOOTSTRAP_SERVERS``."""

    def get_field_value(self, field: Any, field_name: str) -> tuple[Any, str, bool]:
        """Give nothing: the whole is read at once, below."""
        return None, field_name, False

    def __call__(self) -> dict[str, Any]:
        servers = os.environ.get("KAFKA_BOOTSTRAP_SERVERS")
        return {"kafka": {"bootstrap_servers": servers}} if servers else {}


def _sources(model: type[BaseSettings]) -> Iterator[tuple[str, PydanticBaseSettingsSource]]:
    yield "environment", EnvSettingsSource(model)
    yield ".env", DotEnvSettingsSource(model)
    if folder := os.environ.get("TOCSIN_SECRETS_DIR"):
        files = NestedSecretsSettingsSource(
            model,  # type: ignore[arg-type]  # its code takes the class, as its comment says
            secrets_dir=folder,
            secrets_dir_missing="error",
            secrets_nested_delimiter="__",
            secrets_prefix="",  # kafka__password: the folder says whose secrets they are
        )
        yield "secret file", files
    yield "environment", _PlainKafka(model)


def _split(servers: str) -> list[tuple[str, str]]:
    """Return host and port of each server; an IPv6 host keeps its brackets."""
    return [(host, port) for host, _, port in (each.strip().rpartition(":") for each in servers.split(","))]


def is_loopback(host: str) -> bool:
    """Say whether a host is this machine.

    >>> is_loopback("localhost"), is_loopback("127.0.0.1"), is_loopback("[::1]"), is_loopback("kafka")
    (True, True, True, False)
    """
    try:
        return host == "localhost" or ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


class Described(NamedTuple):
    """A setting as ``tocsin config show`` prints it; a secret's value is masked."""

    variable: str
    value: str
    source: str
    description: str


def described() -> list[Described]:
    """Return every setting, its value, where the value comes from, and what it means."""
    sources = [(name, source()) for name, source in _sources(Settings)]
    return list(_described(Settings(), sources, ENV_PREFIX))


def _described(group: BaseModel, sources: list[tuple[str, dict[str, Any]]], prefix: str) -> Iterator[Described]:
    for name, field in type(group).model_fields.items():
        value = getattr(group, name)
        if isinstance(value, BaseModel):
            inner = [(source, given[name]) for source, given in sources if isinstance(given.get(name), dict)]
            yield from _described(value, inner, f"{prefix}{name.upper()}__")
            continue
        source = next((source for source, given in sources if name in given), "default")
        shown = "" if value is None else ",".join(value) if isinstance(value, tuple) else str(value)
        yield Described(prefix + name.upper(), shown, source, field.description or "")
