"""A deployment of its own for each test, with topics that nothing but the test writes to."""

from __future__ import annotations

import asyncio
import uuid

import pytest

from schemas.topics import Topic
from streams.kafka.topics import create
from streams.settings import KafkaSettings, Settings


@pytest.fixture
def deployment(kafka: str) -> Settings:
    """Give the settings of a new deployment whose topics exist."""
    settings = Settings(kafka=KafkaSettings(bootstrap_servers=kafka), topic_prefix=f"letters-{uuid.uuid4().hex[:8]}-")
    asyncio.run(create(settings, topics=[Topic.ARTICLES, Topic.EVENTS, Topic.DEAD_LETTERS]))
    return settings
