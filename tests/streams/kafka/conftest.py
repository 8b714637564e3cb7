"""A deployment of its own for each test, on the broker they share."""

import uuid

import pytest

from streams.settings import KafkaSettings, Settings


@pytest.fixture
def settings(kafka: str) -> Settings:
    return Settings(topic_prefix=f"test-{uuid.uuid4().hex[:12]}-", kafka=KafkaSettings(bootstrap_servers=kafka))
