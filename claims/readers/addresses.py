"""Which network addresses a page may be fetched from: public ones, unless the user allows others.

A feed or a page from outside names addresses of its own choosing; without this check it could make
the program read a service that only this machine or its network can reach.
"""

from __future__ import annotations

import ipaddress
import socket
from urllib.parse import urlsplit

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_NAT64_LOCAL = ipaddress.ip_network("64:ff9b:1::/48")
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class Refused(Exception):
    """An address that must not be fetched; `str()` says why in one line."""


def is_public(address: Address) -> bool:
    """Whether packets to `address` leave for the public internet, inner addresses included."""
    if isinstance(address, ipaddress.IPv6Address):
        if address in _NAT64_LOCAL:
            return False
        for inner in _inner_addresses(address):
            return is_public(inner)
    return address.is_global and not address.is_multicast and not address.is_reserved


def _inner_addresses(address: ipaddress.IPv6Address) -> list[ipaddress.IPv4Address]:
    """IPv4 addresses that an IPv6 address stands for: mapped, 6to4, Teredo, NAT64."""
    if address.ipv4_mapped:
        return [address.ipv4_mapped]
    if address.sixtofour:
        return [address.sixtofour]
    if address.teredo:
        return [address.teredo[1]]
    if address in _NAT64 or (int(address) >> 32 == 0 and int(address) > 1):
        return [ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)]
    return []


def split_address(url: str) -> tuple[str, str, int]:
    """Scheme, host and port of a web address. Raises Refused for anything else."""
    try:
        parts = urlsplit(url)
        scheme, host, port = parts.scheme.lower(), parts.hostname, parts.port
    except ValueError:
        raise Refused("is no valid web address") from None
    if scheme not in ("http", "https"):
        raise Refused(f"has the scheme {scheme[:20]!r}; only http and https are fetched")
    if not host or any(char.isspace() or char in "\\%" for char in host):
        raise Refused("names no host")
    if parts.username is not None or parts.password is not None:
        raise Refused("carries a user name or password; leave it out")
    return scheme, host, port or (443 if scheme == "https" else 80)


def resolve(host: str, port: int, allow_private: bool) -> list[str]:
    """Addresses of `host`, in the order to try. Raises Refused where one of them is not public.

    The caller connects to one of these very addresses, so the name can't resolve to another one
    between the check and the connection.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise Refused(
            f"host {host[:80]!r} can't be found; check the address and the network"
        ) from None
    addresses = list(dict.fromkeys(str(item[4][0]).split("%")[0] for item in found))
    if not allow_private:
        for address in addresses:
            if not is_public(ipaddress.ip_address(address)):
                what = f"leads to {address}, a private or local address"
                raise Refused(f"{what}; --allow-private permits that")
    return addresses
