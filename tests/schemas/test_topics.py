"""The topic table: names, limits and schemas."""

from schemas.codec import MAX_RECORD_BYTES
from schemas.topics import Topic


def test_names_have_the_prefix_of_the_deployment() -> None:
    assert Topic.ALERTS.name_with() == "tocsin-alerts"
    assert Topic.DEAD_LETTERS.name_with("replay-1-") == "replay-1-dead-letters"


def test_the_articles_topic_takes_what_can_be_decoded_and_a_dead_letter_is_never_cut() -> None:
    assert Topic.ARTICLES.value.max_message_bytes == MAX_RECORD_BYTES
    assert Topic.DEAD_LETTERS.value.max_message_bytes > MAX_RECORD_BYTES


def test_only_articles_are_partitioned_by_default() -> None:
    assert {topic.suffix: topic.value.partitions for topic in Topic if topic.value.partitions != 1} == {"articles": 4}


def test_only_the_incidents_topic_is_compacted() -> None:
    assert [topic.suffix for topic in Topic if topic.value.retention_ms is None] == ["incidents"]


def test_every_message_has_one_schema() -> None:
    assert Topic.ALERTS.value.schema_id == "urn:tocsin:schema:alert.v1"
    assert Topic.DEAD_LETTERS.value.schema_id is None
    named = [topic.value.message for topic in Topic if topic.value.message is not None]
    assert len(named) == len(set(named)) == len([topic for topic in Topic if topic.value.model is not None])
