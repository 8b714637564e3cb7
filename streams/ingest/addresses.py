"""Decide which network addresses a feed may be fetched from: those of the internet, none of this network or machine.

A name is resolved once, and the connection goes to an address that was judged: a second answer of the name server
(DNS rebinding) is never asked for. Example: ``is_public("169.254.169.254")`` is False: a cloud's metadata service.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Set

from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver

#: Public by its number, but the host of a virtual machine answers there (Azure's wire server).
_NOT_PUBLIC = {ipaddress.ip_address("168.63.129.16")}
#: IPv6 addresses that stand for an IPv4 address in their last 32 bits: NAT64.
_NAT64 = ipaddress.ip_network("64:ff9b::/96")

_Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class Forbidden(OSError):
    """A host has no address that may be connected to."""


def is_public(address: str) -> bool:
    """Say whether an address may be connected to.

    >>> is_public("93.184.215.14"), is_public("10.0.0.1"), is_public("::ffff:127.0.0.1"), is_public("fe80::1%eth0")
    (True, False, False, False)
    """
    try:
        found: _Address = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return all(each.is_global and not each.is_multicast and each not in _NOT_PUBLIC for each in _meant(found))


def _meant(address: _Address) -> list[_Address]:
    """Return an address and the IPv4 addresses that it leads to."""
    if not isinstance(address, ipaddress.IPv6Address):
        return [address]
    if address.ipv4_mapped is not None:
        return [address.ipv4_mapped]
    inside: list[_Address | None] = [address.sixtofour, *(address.teredo or ())]
    if address in _NAT64:
        return [ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)]
    return [address, *(each for each in inside if each is not None)]


def check_host(host: str, allowed: Set[str]) -> None:
    """Refuse a host that is written as an address and must not be connected to; names are judged when resolved.

    Raises:
        Forbidden: it is such an address.
    """
    try:
        ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return
    if host not in allowed and not is_public(host):
        raise Forbidden(_refusal(host))


class CheckedResolver(AbstractResolver):
    """Resolve names to the addresses that may be connected to. ``allowed``: hosts that are not judged, lower case."""

    def __init__(self, allowed: Set[str]) -> None:
        self._allowed = allowed
        self._resolver = ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Return the addresses of a host.

        Raises:
            Forbidden: none of them is public.
        """
        found = await self._resolver.resolve(host, port, family)
        if host.lower() in self._allowed:
            return found
        public = [each for each in found if is_public(each["host"])]
        if not public:
            raise Forbidden(_refusal(host))
        return public

    async def close(self) -> None:
        """Give nothing back: there is nothing."""
        await self._resolver.close()


def _refusal(host: str) -> str:
    return f"{host} is on a private network or this machine; `--allow-host {host}` allows it"
