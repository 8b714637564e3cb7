"""Which addresses may be connected to, by number and by name."""

import asyncio
import socket

import pytest

from streams.ingest.addresses import CheckedResolver, Forbidden, check_host, is_public


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "64:ff9b::5db8:d70e"])
def test_addresses_of_the_internet_are_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "100.100.100.200",
        "0.0.0.0", "224.0.0.1", "255.255.255.255", "168.63.129.16", "192.0.2.1", "::1", "::", "fe80::1", "fe80::1%eth0",
        "fd00:ec2::254", "ff02::1", "::ffff:10.0.0.1", "64:ff9b::a9fe:a9fe", "2002:7f00:1::", "not an address",
    ],
)  # fmt: skip
def test_addresses_of_this_network_and_machine_are_not(address: str) -> None:
    assert not is_public(address)


def resolve(host: str, allowed: frozenset[str] = frozenset()) -> list[str]:
    async def found() -> list[str]:
        resolver = CheckedResolver(allowed)
        return [each["host"] for each in await resolver.resolve(host, 80, socket.AF_UNSPEC)]

    return asyncio.run(found())


def test_a_name_that_means_this_machine_is_refused() -> None:
    with pytest.raises(Forbidden, match="localhost is on a private network or this machine; `--allow-host localhost`"):
        resolve("localhost")


def test_an_allowed_name_is_resolved_to_what_it_is() -> None:
    assert set(resolve("localhost", frozenset({"localhost"}))) <= {"127.0.0.1", "::1"}


def test_a_host_written_as_an_address_is_judged_without_a_name_server() -> None:
    check_host("93.184.215.14", frozenset())
    check_host("10.0.0.1", frozenset({"10.0.0.1"}))
    for host in ("10.0.0.1", "::1"):
        with pytest.raises(Forbidden):
            check_host(host, frozenset())
