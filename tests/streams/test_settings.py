"""What a deployment chooses."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from streams.settings import Settings, cores, described


@pytest.fixture(autouse=True)
def nowhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Run in a folder without a `.env`, under an environment without settings of ours."""
    monkeypatch.chdir(tmp_path)
    for each in Settings.model_fields:
        monkeypatch.delenv(f"TOCSIN_{each.upper()}", raising=False)
    return tmp_path


def test_without_any_setting_every_core_works() -> None:
    assert Settings().processes == cores() >= 1


def test_the_environment_wins_over_the_file(monkeypatch: pytest.MonkeyPatch, nowhere: Path) -> None:
    (nowhere / ".env").write_text("TOCSIN_DEPLOYMENT=file\nTOCSIN_PROCESSES=3\n")
    monkeypatch.setenv("TOCSIN_DEPLOYMENT", "environment")
    assert (Settings().deployment, Settings().processes) == ("environment", 3)


def test_every_setting_says_where_it_comes_from(monkeypatch: pytest.MonkeyPatch, nowhere: Path) -> None:
    (nowhere / ".env").write_text("TOCSIN_PROCESSES=3\n")
    monkeypatch.setenv("TOCSIN_DEPLOYMENT", "desk")
    sources = {each.variable: (each.value, each.source) for each in described()}
    assert sources["TOCSIN_DEPLOYMENT"] == ("desk", "environment")
    assert sources["TOCSIN_PROCESSES"] == ("3", ".env")
    assert sources["TOCSIN_TOPIC_PREFIX"] == ("tocsin-", "default")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PROCESSES", "0"),
        ("ARTICLE_SECONDS", "-1"),
        ("DEPLOYMENT", "a/b"),
        ("TOPIC_PREFIX", "a b"),
        ("MIN_LEVEL", "High"),
    ],
)
def test_a_value_that_cannot_be_is_refused(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"TOCSIN_{name}", value)
    with pytest.raises(ValidationError):
        Settings()


def test_every_setting_has_a_meaning() -> None:
    assert all(each.description for each in described())
