"""What a deployment chooses."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from streams.settings import Settings, cores, described, is_loopback


@pytest.fixture(autouse=True)
def nowhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Run in a folder without a `.env`, under an environment without settings of ours."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KAFKA_BOOTSTRAP_SERVERS", raising=False)
    for each in Settings.model_fields:
        monkeypatch.delenv(f"TOCSIN_{each.upper()}", raising=False)
    return tmp_path


def test_without_any_setting_every_core_works() -> None:
    assert Settings().processes == cores() >= 1


def test_the_environment_wins_over_the_file(monkeypatch: pytest.MonkeyPatch, nowhere: Path) -> None:
    (nowhere / ".env").write_text("TOCSIN_DEPLOYMENT=file\nTOCSIN_PROCESSES=3\n")
    monkeypatch.setenv("TOCSIN_DEPLOYMENT", "environment")
    assert (Settings().deployment, Settings().processes) == ("environment", 3)


def test_the_folder_of_rules_is_the_same_for_every_process(monkeypatch: pytest.MonkeyPatch, nowhere: Path) -> None:
    assert Settings().ruleset is None
    monkeypatch.setenv("TOCSIN_RULESET", "rules")
    assert Settings().ruleset == nowhere / "rules"


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


def test_a_setting_of_a_group_is_named_with_two_underscores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOCSIN_KAFKA__BOOTSTRAP_SERVERS", "a:1, [::1]:2")
    monkeypatch.setenv("KAFKA_BOOTSTRAP_SERVERS", "ignored:9")
    assert Settings().kafka.servers == ["a:1", "[::1]:2"]


def test_the_plain_name_of_the_broker_is_read_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAFKA_BOOTSTRAP_SERVERS", "kafka:9092")
    monkeypatch.setenv("TOCSIN_KAFKA__USERNAME", "anna")
    assert (Settings().kafka.servers, Settings().kafka.username) == (["kafka:9092"], "anna")


def test_a_secret_is_read_from_its_file_and_never_shown(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "kafka__password").write_text("canary-7")
    monkeypatch.setenv("TOCSIN_SECRETS_DIR", str(tmp_path))
    password = Settings().kafka.password
    assert password is not None
    assert password.get_secret_value() == "canary-7"
    shown = {each.variable: (each.value, each.source) for each in described()}
    assert shown["TOCSIN_KAFKA__PASSWORD"] == ("**********", "secret file")
    assert "canary-7" not in repr(Settings()) + str(shown)


@pytest.mark.parametrize(
    ("servers", "safe"), [("127.0.0.1:9092", True), ("localhost:9092,[::1]:9092", True), ("10.0.0.5:9092", False)]
)
def test_a_password_never_travels_in_the_open(monkeypatch: pytest.MonkeyPatch, servers: str, safe: bool) -> None:
    monkeypatch.setenv("TOCSIN_KAFKA__BOOTSTRAP_SERVERS", servers)
    monkeypatch.setenv("TOCSIN_KAFKA__SECURITY_PROTOCOL", "SASL_PLAINTEXT")
    monkeypatch.setenv("TOCSIN_KAFKA__USERNAME", "anna")
    monkeypatch.setenv("TOCSIN_KAFKA__PASSWORD", "canary-7")
    if safe:
        assert Settings().kafka.username == "anna"
        return
    with pytest.raises(ValidationError, match="SASL_PLAINTEXT would send") as caught:
        Settings()
    assert "canary-7" not in str(caught.value)


@pytest.mark.parametrize("servers", ["kafka", "kafka:0", ":9092", "kafka:ninety"])
def test_an_address_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, servers: str) -> None:
    monkeypatch.setenv("TOCSIN_KAFKA__BOOTSTRAP_SERVERS", servers)
    with pytest.raises(ValidationError, match="not host:port"):
        Settings()


def test_metrics_stay_on_this_machine_unless_the_deployment_says_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    assert (is_loopback(Settings().metrics.host), Settings().metrics.port) == (True, None)
    monkeypatch.setenv("TOCSIN_METRICS__HOST", "0.0.0.0")
    monkeypatch.setenv("TOCSIN_METRICS__PORT", "0")
    assert (Settings().metrics.host, Settings().metrics.port) == ("0.0.0.0", 0)


def test_sources_are_named_with_commas_in_the_environment_and_the_file(
    monkeypatch: pytest.MonkeyPatch, nowhere: Path
) -> None:
    (nowhere / ".env").write_text("TOCSIN_METRICS__SOURCES=Reuters, kyivindependent.com,,Reuters\n")
    assert Settings().metrics.sources == ("Reuters", "kyivindependent.com")
    monkeypatch.setenv("TOCSIN_METRICS__SOURCES", "")
    assert Settings().metrics.sources == ()


def test_sources_are_shown_as_they_are_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOCSIN_METRICS__SOURCES", "Reuters,AFP")
    (shown,) = [each for each in described() if each.variable == "TOCSIN_METRICS__SOURCES"]
    assert (shown.value, shown.source) == ("Reuters,AFP", "environment")


@pytest.mark.parametrize(
    ("name", "value"), [("PORT", "-1"), ("PORT", "65536"), ("HOST", ""), ("SOURCES", ",".join(map(str, range(101))))]
)
def test_metrics_that_cannot_be_exported_are_refused(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"TOCSIN_METRICS__{name}", value)
    with pytest.raises(ValidationError):
        Settings()
