"""Two workers of one name on one machine: the second is told, and neither disturbs the other."""

import sys

import pytest

from streams.settings import Settings, WorkerSettings
from streams.worker.claim import NameTaken, claimed

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="names are held by the kernel of Linux only")


def settings(instance: str = "one", prefix: str = "claim-") -> Settings:
    return Settings(topic_prefix=prefix, worker=WorkerSettings(instance=instance))


def test_a_second_worker_of_the_name_is_told_how_to_get_another() -> None:
    with (
        claimed(settings(), ["detect", "track"]),
        pytest.raises(NameTaken, match="worker called one runs track .*TOCSIN_WORKER__INSTANCE"),
        claimed(settings(), ["track"]),
    ):
        pass


def test_other_names_stages_and_deployments_are_free() -> None:
    with (
        claimed(settings(), ["detect"]),
        claimed(settings(), ["track"]),
        claimed(settings("two"), ["detect"]),
        claimed(settings(prefix="other-"), ["detect"]),
    ):
        pass


def test_the_name_is_free_again_afterwards() -> None:
    for _ in range(2):
        with claimed(settings(), ["detect"]):
            pass
