#!/usr/bin/env python3
"""Give each login of a deployment the rights of its role; what no rule names, Kafka's authorizer denies.

    python dev/kafka/acls.py --feeder User:wire --worker User:worker --reader User:desk --operator User:ops

The connection is that of every command (``TOCSIN_KAFKA__...``), as a super user; ``TOCSIN_TOPIC_PREFIX`` names the
deployment. It adds rules and takes none away, so it may run twice. ``--print`` shows the rules and connects to nothing.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Iterator, Mapping, Sequence
from enum import IntEnum
from pathlib import Path
from typing import NamedTuple

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))  # a script finds its own folder only

from aiokafka.errors import ClusterAuthorizationFailedError, for_code
from aiokafka.protocol.admin import CreateAclsRequest

from schemas.topics import Topic
from streams.kafka.connection import Unreachable, admin
from streams.kafka.groups import group_name
from streams.settings import Settings
from streams.topology import TOPOLOGY


class Operation(IntEnum):
    """What may be done, by Kafka's number; READ and WRITE include DESCRIBE."""

    READ = 3
    WRITE = 4
    DESCRIBE = 8
    DESCRIBE_CONFIGS = 10


class Resource(IntEnum):
    """On what, by Kafka's number."""

    TOPIC = 2
    GROUP = 3


class Pattern(IntEnum):
    """How the name of the resource is meant, by Kafka's number."""

    LITERAL = 3
    PREFIXED = 4


ALLOW = 3
READ, WRITE = Operation.READ, Operation.WRITE
EVERY = tuple(Topic)

#: Role -> topics and what it may do there. docs/security.md shows the same as a table.
TOPICS: Mapping[str, Mapping[Operation, tuple[Topic, ...]]] = {
    "feeder": {WRITE: (Topic.ARTICLES,)},
    "worker": {
        READ: (Topic.ARTICLES, Topic.EVENTS, Topic.INCIDENTS),
        WRITE: EVERY,
        # It refuses to start on topics that would split incidents.
        Operation.DESCRIBE_CONFIGS: (Topic.EVENTS, Topic.INCIDENTS),
    },
    "reader": {READ: (Topic.ALERTS, Topic.INCIDENTS, Topic.VERDICTS, Topic.HEARTBEATS)},
    "operator": {
        READ: EVERY,  # dead letters and archives; what failed again after a redrive
        WRITE: (Topic.ARTICLES, Topic.EVENTS),  # redrive, retract
        Operation.DESCRIBE_CONFIGS: EVERY,  # topics describe
    },
}
ROLES = tuple(TOPICS)


class Rule(NamedTuple):
    """One thing that one principal may do, from any host."""

    principal: str
    operation: Operation
    resource: Resource
    name: str
    pattern: Pattern = Pattern.LITERAL

    def __str__(self) -> str:
        """Say it in a line."""
        more = "*" if self.pattern is Pattern.PREFIXED else ""
        return f"{self.principal} may {self.operation.name} {self.resource.name.lower()} {self.name}{more}"


def rules(role: str, principal: str, prefix: str, reader_groups: str) -> Iterator[Rule]:
    """Yield what a principal may do in a role; ``reader_groups``: how the names of the readers' groups begin."""
    for operation, topics in TOPICS[role].items():
        for topic in topics:
            yield Rule(principal, operation, Resource.TOPIC, topic.name_with(prefix))
    ours = [group_name(prefix, stage.name) for stage in TOPOLOGY]
    if role == "worker":
        yield from (Rule(principal, READ, Resource.GROUP, name) for name in ours)
    if role == "operator":  # looks at the lag and must not move the offsets
        yield from (Rule(principal, Operation.DESCRIBE, Resource.GROUP, name) for name in ours)
    if role == "reader":
        yield Rule(principal, READ, Resource.GROUP, reader_groups, Pattern.PREFIXED)


async def allow(settings: Settings, wanted: Sequence[Rule]) -> None:
    """Add the rules to the broker; a rule that is there already stays.

    Raises:
        Unreachable: no broker answers, it has no authorizer, or this login may not set rules.
    """
    async with admin(settings.kafka) as client:
        requests = [
            CreateAclsRequest(each.resource, each.name, each.pattern, each.principal, "*", each.operation, ALLOW)
            for each in wanted
        ]
        # The admin has no method for it, and knows how to send it.
        answers = await asyncio.gather(*(client._send_to_controller(request) for request in requests))  # noqa: SLF001
        for each, answer in zip(wanted, answers, strict=True):
            for code, message in answer.creation_responses:
                if (kind := for_code(code)) is ClusterAuthorizationFailedError:
                    raise kind
                if code:
                    raise Unreachable(f"the broker does not set `{each}`: {message or kind.__name__}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Set or print the rules; 0 done, 1 the broker refused or does not answer, 2 wrong usage."""
    parser = argparse.ArgumentParser(
        description="Set who may do what on the topics of a deployment (docs/security.md)."
    )
    for role in ROLES:
        parser.add_argument(f"--{role}", action="append", default=[], metavar="User:NAME", help=f"a {role}'s principal")
    parser.add_argument(
        "--reader-groups", metavar="PREFIX", help="how readers' groups begin [TOPIC_PREFIX + 'reader-']"
    )
    parser.add_argument("--print", action="store_true", dest="dry", help="show the rules and set none")
    asked = parser.parse_args(arguments)
    settings = Settings()
    groups = asked.reader_groups or f"{settings.topic_prefix}reader-"
    wanted = [
        rule
        for role in ROLES
        for principal in getattr(asked, role)
        for rule in rules(role, principal, settings.topic_prefix, groups)
    ]
    if not wanted:
        parser.error("name a principal for a role at least")
    if wrong := [each.principal for each in wanted if not each.principal.startswith("User:")]:
        parser.error(f"{wrong[0]}: a principal is User:NAME, or User:CN=... as the certificate says")
    if not asked.dry:
        try:
            asyncio.run(allow(settings, wanted))
        except Unreachable as error:
            print(f"acls: {error}", file=sys.stderr)
            return 1
    print("\n".join(map(str, wanted)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
