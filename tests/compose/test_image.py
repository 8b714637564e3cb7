"""The Dockerfile, read without an engine: what it installs, what it leaves out, and as whom it runs."""

from __future__ import annotations

import fnmatch
import re
import tomllib
from collections.abc import Callable, Iterator
from typing import NamedTuple

import pytest

from schemas.topics import Topic
from streams.cli.doctor import HARD_LIMIT_S
from streams.settings import WorkerSettings
from tests.compose.checks import METRICS_PORT
from tests.compose.reading import ROOT, seconds

DOCKERFILE = (ROOT / "Dockerfile").read_text()
IGNORED = (ROOT / ".dockerignore").read_text()


class Step(NamedTuple):
    """One instruction: the number of its stage from 0, its word, and its arguments on one line."""

    stage: int
    word: str
    said: str


def steps(dockerfile: str) -> list[Step]:
    """Return the instructions of a Dockerfile, without comments and continuations."""
    text = re.sub(r"^\s*#.*\n", "", dockerfile, flags=re.MULTILINE)
    found: list[Step] = []
    stage = -1
    for line in re.sub(r"\\\n\s*", "", text).splitlines():
        word, _, said = line.strip().partition(" ")
        stage += word == "FROM"
        if word:
            found.append(Step(stage, word, said))
    return found


def one(word: str, dockerfile: str) -> str:
    """Return the arguments of an instruction that stands once in the last stage."""
    last = max(step.stage for step in steps(dockerfile))
    (said,) = (step.said for step in steps(dockerfile) if step.word == word and step.stage == last)
    return said


def faults(dockerfile: str) -> Iterator[str]:
    """Give what is wrong with a Dockerfile of Tocsin."""
    every = steps(dockerfile)
    last = every[-1].stage
    bases = [step.said.split()[0] for step in every if step.word == "FROM"]
    if len(set(bases)) != 1 or not re.fullmatch(r"python:3\.11\.\d+-slim-\w+", bases[0]):
        yield f"bases: {bases}"
    for step in every:
        if step.word == "RUN" and " install" in step.said:
            if not ({"--require-hashes", "--no-deps"} <= set(step.said.split()) or "--no-index" in step.said):
                yield f"installs what nobody checked: {step.said}"
            if step.stage == last:
                yield f"installs into the last stage: {step.said}"
        if step.word == "ADD" or "://" in step.said or re.search(r"index-url|apt-get|curl|wget", step.said):
            yield f"fetches: {step.said}"
        if step.word == "COPY" and step.stage == last and not step.said.startswith("--from=build"):
            yield f"copies sources: {step.said}"
    if not re.fullmatch(r"[1-9]\d+:[1-9]\d+", one("USER", dockerfile)):
        yield f"runs as {one('USER', dockerfile)}"
    if one("STOPSIGNAL", dockerfile) != "SIGTERM":
        yield "is not told to drain"
    health = one("HEALTHCHECK", dockerfile)
    timeout = re.search(r"--timeout=(\w+)", health)
    if 'CMD ["tocsin", "doctor"]' not in health or timeout is None or seconds(timeout[1]) <= HARD_LIMIT_S:
        yield f"health: {health}"
    if (one("ENTRYPOINT", dockerfile), one("CMD", dockerfile)) != ('["tocsin"]', '["worker"]'):
        yield "runs something else"  # in the form that gives the signal to tocsin, not to a shell
    if one("EXPOSE", dockerfile) != METRICS_PORT:
        yield f"exposes {one('EXPOSE', dockerfile)}"


def planted(old: str, new: str) -> Callable[[], str]:
    def text() -> str:
        assert old in DOCKERFILE
        head, _, tail = DOCKERFILE.rpartition(old)
        return head + new + tail

    return text


def test_the_dockerfile_has_no_fault() -> None:
    assert list(faults(DOCKERFILE)) == []


@pytest.mark.parametrize(
    ("dockerfile", "fault"),
    [
        (planted("python:3.11.14-slim-bookworm", "python:3.11-slim"), "bases"),
        (planted("--require-hashes --no-deps --only-binary :all: ", ""), "nobody checked"),
        (planted("USER 10001:10001", "RUN pip install --no-index x\nUSER 10001:10001"), "into the last stage"),
        (planted("USER 10001:10001", "RUN apt-get update\nUSER 10001:10001"), "fetches"),
        (planted("COPY --from=build /opt/tocsin", "COPY streams"), "copies sources"),
        (planted("USER 10001:10001", "USER root"), "runs as root"),
        (planted("STOPSIGNAL SIGTERM", "STOPSIGNAL SIGKILL"), "drain"),
        (planted("--timeout=15s", "--timeout=5s"), "health"),
        (planted('ENTRYPOINT ["tocsin"]', "ENTRYPOINT tocsin"), "something else"),
        (planted("EXPOSE 9464", "EXPOSE 9090"), "exposes"),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_a_planted_error_is_found(dockerfile: Callable[[], str], fault: str) -> None:
    assert [each for each in faults(dockerfile()) if fault in each] != []


def test_the_label_tells_the_version() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    assert f'org.opencontainers.image.version="{version}"' in DOCKERFILE
    assert f"image: tocsin:{version}" in (ROOT / "docker-compose.yml").read_text()


def sent(path: str) -> bool:
    """Say whether the engine is sent a path: the last line of .dockerignore that matches it or a parent decides."""
    kept = True
    for line in IGNORED.splitlines():
        pattern = line.strip().lstrip("!").removeprefix("**/")
        parts = path.split("/")
        starts = ["/".join(parts[:end]) for end in range(1, len(parts) + 1)]
        names = parts if line.startswith("**/") else starts
        if line and not line.startswith("#") and any(fnmatch.fnmatch(each, pattern) for each in names):
            kept = line.startswith("!")
    return kept


def test_the_engine_is_sent_what_the_dockerfile_copies_and_no_more() -> None:
    copied = [
        path for step in steps(DOCKERFILE) if step.word == "COPY" and step.stage == 0 for path in step.said.split()[:-1]
    ]
    assert [path for path in copied if not (ROOT / path).exists() or not sent(path)] == []
    assert "samples/stream.jsonl" in copied  # `tocsin demo` plays it
    wheel = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert {*wheel["packages"], *wheel["force-include"]} <= set(copied)
    for secret in (".env", ".git/config", ".kafka/kafka.log", "streams/__pycache__/x.pyc", ".venv/pyvenv.cfg", "tests"):
        assert not sent(secret), secret


def test_the_largest_record_and_the_drain_fit_what_the_files_say() -> None:
    """Both numbers stand in comments of docker-compose.yml."""
    text = (ROOT / "docker-compose.yml").read_text()
    assert f"{WorkerSettings().drain_seconds:.0f}; what is left comes again" in text
    assert Topic.ARTICLES.value.max_message_bytes == 4 * 1024 * 1024 and "an article of 4 MiB" in text
