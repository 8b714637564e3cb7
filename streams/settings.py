"""What a deployment chooses, read from the environment: ``TOCSIN_PROCESSES=4 tocsin replay news.jsonl``.

Sources, the first that knows a name wins: options of a command, the environment, the file ``.env`` in the working
directory, then the defaults below.
"""

from __future__ import annotations

import os
from typing import Annotated, Any, NamedTuple

from pydantic import Field, StringConstraints
from pydantic_settings import BaseSettings, DotEnvSettingsSource, EnvSettingsSource, SettingsConfigDict

from schemas.topics import DEFAULT_PREFIX
from schemas.vocabulary import Severity

ENV_PREFIX = "TOCSIN_"
_Name = StringConstraints(pattern=r"^[A-Za-z0-9._-]+$", max_length=64)


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Settings(BaseSettings):
    """The settings of every command. A secret has the type SecretStr, which never shows its value."""

    model_config = SettingsConfigDict(env_prefix=ENV_PREFIX, env_file=".env", extra="ignore", frozen=True)

    deployment: Annotated[str, _Name] = Field("default", description="Name of this deployment, in `ce_source`.")
    topic_prefix: Annotated[str, _Name] = Field(DEFAULT_PREFIX, description="What the names of its topics begin with.")
    min_level: Severity = Field(Severity.UNKNOWN, description="Severity level from which an incident alerts.")
    processes: int = Field(default_factory=cores, ge=1, le=256, description="Child processes that read articles.")
    article_seconds: float = Field(5.0, gt=0, le=600, description="Longest time for one article, in seconds.")


class Described(NamedTuple):
    """A setting as ``tocsin config show`` prints it; a secret's value is masked."""

    variable: str
    value: str
    source: str
    description: str


def described() -> list[Described]:
    """Return every setting, its value, where the value comes from, and what it means."""
    settings = Settings()
    sources: dict[str, dict[str, Any]] = {
        "environment": EnvSettingsSource(Settings)(),
        ".env": DotEnvSettingsSource(Settings)(),
    }
    return [
        Described(
            ENV_PREFIX + name.upper(),
            str(getattr(settings, name)),
            next((source for source, given in sources.items() if name in given), "default"),
            field.description or "",
        )
        for name, field in Settings.model_fields.items()
    ]
