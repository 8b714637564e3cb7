"""The consumer groups have one name each, whoever asks."""

from streams.kafka.groups import group_name
from streams.topology import TOPOLOGY


def test_each_stage_and_deployment_has_a_group_of_its_own() -> None:
    names = [group_name(prefix, stage.name) for prefix in ("tocsin-", "replay-7-") for stage in TOPOLOGY]
    assert names == ["tocsin-detect", "tocsin-track", "replay-7-detect", "replay-7-track"]
