"""`tocsin worker`: what it refuses before anything runs."""

import pytest

from streams.cli import run


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--stages", "detect,notify"], "--stages notify: not one of detect, track"),
        (["--stages", ","], "--stages: name at least one"),
        (["--from", "yesterday"], "--from yesterday: not earliest, latest or a time"),
        (["--from", "2026-05-11T08:00:00"], "a time with its zone"),
    ],
)
def test_wrong_usage_is_told_in_one_line(arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["worker", *arguments]) == 2
    assert told in capsys.readouterr().err


def test_without_a_broker_it_says_so_and_ends(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOCSIN_KAFKA__BOOTSTRAP_SERVERS", "127.0.0.1:1")
    assert run(["worker"]) == 1
    assert "no Kafka broker answers at 127.0.0.1:1" in capsys.readouterr().err


@pytest.mark.kafka
def test_without_topics_it_says_how_to_create_them(
    kafka: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOCSIN_KAFKA__BOOTSTRAP_SERVERS", kafka)
    monkeypatch.setenv("TOCSIN_TOPIC_PREFIX", "never-created-")
    assert run(["worker"]) == 1
    assert "tocsin topics create" in capsys.readouterr().err
