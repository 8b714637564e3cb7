"""Who may do what on a broker that denies by default, how we come in, and that no secret comes out."""

import asyncio
import contextlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import faust
import pytest
import typer
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.errors import KafkaError

from dev.kafka.acls import ROLES, allow, rules
from schemas.topics import Topic
from streams.cli import application
from streams.kafka.connection import Unreachable, client_options, unreachable
from streams.kafka.faust_auth import faust_credentials
from streams.kafka.reading import reader, until_end
from streams.kafka.sender import Sender, SendFailed
from streams.kafka.topics import create, find
from streams.settings import Settings
from streams.stage import Record
from tests.edges.securing import PASSWORDS, SUBJECT, Secured, environment, run
from tests.edges.test_cli_docs import commands

TOCSIN = (sys.executable, "-c", "from streams.cli import main; main()")
PREFIX, READERS = "tocsin-", "tocsin-reader-"
EVERY = set(Topic)
#: The promise; dev/kafka/acls.py must keep it.
MAY_WRITE = {
    "feeder": {Topic.ARTICLES},
    "worker": EVERY,
    "reader": set(),
    "operator": {Topic.ARTICLES, Topic.EVENTS},
}
MAY_READ = {
    "feeder": set(),
    "worker": {Topic.ARTICLES, Topic.EVENTS, Topic.INCIDENTS},
    "reader": {Topic.ALERTS, Topic.INCIDENTS, Topic.VERDICTS, Topic.HEARTBEATS},
    "operator": EVERY,
}


@pytest.fixture(scope="module")
def secured(kafka: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Secured]:
    """Give a broker with the topics, a record in each, and the rules; ``kafka`` skips where none can run."""
    secured = Secured(tmp_path_factory.mktemp("secured"))

    async def prepare() -> None:
        admin = secured.login("admin")
        await deploy(admin)
        for topic in Topic:
            await send(admin, topic)
        await allow(admin, list(rules("reader", f"User:{SUBJECT}", PREFIX, READERS)))

    with secured.broker:
        run(prepare())
        yield secured


async def deploy(admin: Settings) -> None:
    """Create the topics and give each role its rights; setting them twice is as good as once."""
    prefix = admin.topic_prefix
    await create(admin, partitions={Topic.ARTICLES: 1})
    wanted = [each for role in ROLES for each in rules(role, f"User:{role}", prefix, f"{prefix}reader-")]
    await allow(admin, wanted + wanted[:3])


async def send(settings: Settings, topic: Topic) -> None:
    async with Sender(settings) as sender:
        await sender.send([Record(topic=topic.name_with(PREFIX), key=b"k", value=b"v", timestamp_ms=5)])


async def read(settings: Settings, topic: Topic) -> int:
    async with reader(settings.kafka, topic.name_with(PREFIX)) as consumer:
        return len([each async for each in until_end(consumer)])


async def join(settings: Settings, group: str) -> None:
    """Commit in a consumer group."""
    consumer = AIOKafkaConsumer(**client_options(settings.kafka), group_id=group, enable_auto_commit=False)
    try:
        await consumer.start()
        consumer.subscribe([Topic.INCIDENTS.name_with(PREFIX)])
        await consumer.getmany(timeout_ms=1)
        await consumer.commit()
    except KafkaError as error:
        raise unreachable(settings.kafka, error) from None
    finally:
        await consumer.stop()


def allowed(action: Callable[[Settings, Topic], Awaitable[object]], settings: Settings) -> set[Topic]:
    """Try an action on every topic and return where it was allowed; a refusal must say so."""

    async def tried(topic: Topic) -> bool:
        try:
            await action(settings, topic)
        except (Unreachable, SendFailed) as error:
            assert "does not allow this on the " in str(error)
            return False
        return True

    async def work() -> list[bool]:
        return await asyncio.gather(*(tried(topic) for topic in Topic))

    return {topic for topic, done in zip(Topic, run(work()), strict=True) if done}


@pytest.mark.kafka
@pytest.mark.parametrize("role", ROLES)
def test_a_role_writes_and_reads_what_it_must_and_nothing_else(secured: Secured, role: str) -> None:
    settings = secured.login(role)
    assert allowed(send, settings) == MAY_WRITE[role]
    assert allowed(read, settings) == MAY_READ[role]


@pytest.mark.kafka
@pytest.mark.parametrize(
    ("role", "group", "may"),
    [
        ("worker", "tocsin-detect", True),
        ("worker", "tocsin-track", True),
        ("worker", "another", False),
        ("reader", "tocsin-reader-desk", True),
        ("reader", "tocsin-track", False),  # its offsets are the worker's: moving them would lose alerts
        ("operator", "tocsin-track", False),
    ],
)
def test_a_role_joins_its_own_groups_only(secured: Secured, role: str, group: str, may: bool) -> None:
    if may:
        run(join(secured.login(role), group))
        return
    with pytest.raises(Unreachable, match=f"does not allow the consumer group {group}"):
        run(join(secured.login(role), group))


@pytest.mark.kafka
def test_nobody_but_the_administrator_makes_topics_or_rules(secured: Secured) -> None:
    mine = list(rules("worker", "User:feeder", PREFIX, READERS))
    for role in ROLES:
        settings = secured.login(role)
        with pytest.raises(Unreachable, match="does not allow this on the topic other-"):
            run(create(settings.model_copy(update={"topic_prefix": "other-"})))
        with pytest.raises(Unreachable, match="does not allow this on the cluster"):
            run(allow(settings, mine))


@pytest.mark.kafka
def test_a_certificate_with_an_encrypted_key_lets_a_reader_in(secured: Secured) -> None:
    assert run(read(secured.certified(), Topic.ALERTS)) > 0
    assert allowed(send, secured.certified()) == set()
    with pytest.raises(Unreachable, match="does it ask for a certificate"):
        run(read(secured.certified(with_certificate=False), Topic.ALERTS))


@pytest.mark.kafka
@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"password": "wrong-canary"}, "refuses the login of reader"),
        ({"ca": "another-ca.pem"}, "is not trusted .* unable to get local issuer certificate"),
        ({"host": "127.0.0.1"}, "is not trusted .* certificate is not valid for '127.0.0.1'"),
    ],
)
def test_what_is_wrong_with_a_login_is_told_without_it(secured: Secured, wrong: dict[str, str], told: str) -> None:
    settings = secured.login("reader", **wrong)
    for attempt in (read(settings, Topic.ALERTS), send(settings, Topic.ALERTS), find(settings)):
        with pytest.raises(Unreachable, match=told) as raised:
            run(attempt)
        assert "canary" not in str(raised.value)


@pytest.mark.kafka
@pytest.mark.parametrize("way", ["login", "certificate"])
def test_faust_comes_in_by_login_and_by_certificate(secured: Secured, way: str) -> None:
    kafka = (secured.login("reader") if way == "login" else secured.certified()).kafka

    async def work() -> set[str]:
        app = faust.App(
            f"{READERS}faust",
            broker=[f"kafka://{each}" for each in kafka.servers],
            broker_credentials=faust_credentials(kafka),
            store="memory://",
            loop=asyncio.get_running_loop(),
        )
        client: AIOKafkaProducer = app.transport.create_producer()._new_producer()  # type: ignore[attr-defined]
        async with client:
            return set((await client.client.fetch_all_metadata()).topics())

    seen = run(work())
    assert seen == {topic.name_with(PREFIX) for topic in MAY_READ["reader"]}


def bare() -> dict[str, str]:
    """Give the environment without any setting of ours."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("TOCSIN_", "KAFKA_"))}


def tocsin(*arguments: str, **given: str) -> subprocess.CompletedProcess[str]:
    """Run a command with these variables and no other settings."""
    return subprocess.run(
        [*TOCSIN, *arguments], env={**bare(), **given}, capture_output=True, text=True, timeout=60, check=False
    )


VERBS = [
    ("config", "show"),
    ("topics", "list"),
    ("topics", "create"),
    ("subscribe", "-n", "1"),
    ("worker",),
    ("dead-letters", "list"),
    ("incidents",),
    ("incident", "45bdd5e8"),
]


@pytest.mark.parametrize("verb", VERBS, ids=" ".join)
def test_no_command_shows_a_secret_when_the_broker_is_not_there(verb: tuple[str, ...]) -> None:
    ended = tocsin(
        *verb,
        TOCSIN_KAFKA__BOOTSTRAP_SERVERS="127.0.0.1:1",
        TOCSIN_KAFKA__SECURITY_PROTOCOL="SASL_SSL",
        TOCSIN_KAFKA__USERNAME="worker",
        TOCSIN_KAFKA__PASSWORD="canary-password",
        TOCSIN_KAFKA__KEY_PASSWORD="canary-key",
    )
    assert ended.returncode == (0 if verb[0] == "config" else 1)
    assert "canary" not in ended.stdout + ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.kafka
def test_no_command_shows_a_secret_when_the_broker_refuses(secured: Secured) -> None:
    refused = environment(secured.login("reader", password="canary-wrong"))
    said = [tocsin(*verb, **refused) for verb in VERBS if verb[0] in ("subscribe", "worker")]
    assert [each.returncode for each in said] == [1] * len(said)
    assert all(each.stderr.count("refuses the login of reader") == 1 for each in said)
    assert "canary" not in "".join(each.stdout + each.stderr for each in said)
    listed = tocsin("topics", "describe", **environment(secured.login("operator")))
    assert (listed.returncode, listed.stderr) == (0, "")
    assert "canary" not in listed.stdout
    assert PASSWORDS["operator"] in environment(secured.login("operator")).values()  # the canary was there


def test_a_password_comes_from_a_file_and_is_not_shown(tmp_path: Path) -> None:
    (tmp_path / "kafka__password").write_text("canary-file\n")
    ended = tocsin(
        "config",
        "show",
        TOCSIN_SECRETS_DIR=str(tmp_path),
        TOCSIN_KAFKA__SECURITY_PROTOCOL="SASL_SSL",
        TOCSIN_KAFKA__USERNAME="worker",
    )
    assert "TOCSIN_KAFKA__PASSWORD\t**********\tsecret file" in ended.stdout
    assert "canary" not in ended.stdout + ended.stderr


@contextlib.contextmanager
def running(*arguments: str, log: Path, **given: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run a command beside the test; in the end it and its children are gone."""
    with log.open("wb") as out:
        process = subprocess.Popen([*TOCSIN, *arguments], env={**bare(), **given}, stdout=out, stderr=out)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(30)
        finally:
            process.kill()
            process.wait()


@pytest.mark.kafka
def test_an_article_becomes_an_alert_while_each_has_its_own_rights_only(secured: Secured, tmp_path: Path) -> None:
    each = {role: {**environment(secured.login(role)), "TOCSIN_TOPIC_PREFIX": "whole-"} for role in ROLES}
    run(deploy(secured.login("admin").model_copy(update={"topic_prefix": "whole-"})))
    news, log = tmp_path / "news.jsonl", tmp_path / "worker.log"
    news.write_text(
        '{"uri": "a", "headline": "Drone kills two in Kherson", "body": "A drone killed two in Kherson."}\n'
    )
    with running("worker", log=log, **each["worker"]):
        fed = tocsin("ingest", str(news), **each["feeder"])
        asked = ("--from", "-1h", "-n", "1", "-o", "jsonl", "-g", "whole-reader-desk")
        told = tocsin("subscribe", *asked, **each["reader"])
    assert (fed.returncode, told.returncode) == (0, 0), log.read_text()
    assert "Kherson" in json.loads(told.stdout)["headline"]
    assert "canary" not in log.read_text() + told.stderr + fed.stderr


@pytest.mark.parametrize("server", ["kafka:9092", "10.0.0.7:9092", "127.0.0.1:9092,kafka:9092"])
def test_a_password_is_not_sent_in_the_open_to_another_machine(server: str) -> None:
    ended = tocsin(
        "topics",
        "list",
        TOCSIN_KAFKA__BOOTSTRAP_SERVERS=server,
        TOCSIN_KAFKA__SECURITY_PROTOCOL="SASL_PLAINTEXT",
        TOCSIN_KAFKA__USERNAME="worker",
        TOCSIN_KAFKA__PASSWORD="canary",
    )
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "use SASL_SSL" in ended.stderr and "canary" not in ended.stderr


def test_no_option_takes_a_secret() -> None:
    # What stands on a command line stands in the list of processes.
    options = {
        name
        for _, command in commands(typer.main.get_command(application()))
        for parameter in command.params
        for name in (*parameter.opts, parameter.name)
    }
    assert {"--partitions", "--group"} <= options
    assert [name for name in options if re.search("pass|secret|token|user|login", name)] == []


def test_the_documented_rights_are_those_of_the_script() -> None:
    page = (Path(__file__).parent.parent.parent / "docs" / "security.md").read_text()
    rows = [[cell.strip() for cell in line.strip("| ").split("|")] for line in page.splitlines() if line[:1] == "|"]
    documented = {row[0]: tuple(set(cell.split(", ")) - {"-"} for cell in row[2:4]) for row in rows if row[0] in ROLES}
    assert documented == {
        role: tuple({topic.suffix for topic in may[role]} for may in (MAY_WRITE, MAY_READ)) for role in ROLES
    }
