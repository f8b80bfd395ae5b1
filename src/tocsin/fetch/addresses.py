"""Which addresses may be fetched: web addresses on the public internet, and what a user allowed by name.

A page, a feed or a redirect could otherwise make the desk read the machine's own services, a router or a
cloud's metadata (server-side request forgery, CWE-918).
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from typing import Final

import httpx

from tocsin.errors import RefusedAddressError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

# Beyond what the ipaddress module of this or that Python version knows as not global (IANA special-purpose
# registries; RFC 6890). Prefixes that carry an IPv4 address inside are refused whole, NAT64's excepted.
_REFUSED: Final = tuple(
    ipaddress.ip_network(block)
    for block in (
        "0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.31.196.0/24", "192.52.193.0/24",
        "192.88.99.0/24", "192.175.48.0/24", "198.18.0.0/15", "224.0.0.0/4", "240.0.0.0/4",
        "::/96", "::ffff:0:0/96", "::ffff:0:0:0/96", "64:ff9b:1::/48", "100::/64", "2001::/23",
        "2001:db8::/32", "2002::/16", "3fff::/20", "5f00::/16", "fec0::/10", "ff00::/8",
    )
)  # fmt: skip
_NAT64: Final = ipaddress.IPv6Network("64:ff9b::/96")


def is_public(address: Address) -> bool:
    """Return whether `address` is on the public internet; NAT64 (RFC 6052) goes by the address inside."""
    if isinstance(address, ipaddress.IPv6Address) and address in _NAT64:
        return is_public(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    if any(address.version == block.version and address in block for block in _REFUSED):
        return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def checked(host: str, found: Iterable[str]) -> list[str]:
    """Return the addresses that `host` resolves to. Raises RefusedAddressError if any is not public.

    One private address among public ones is enough: that is how a name is made to point inward.
    """
    addresses = list(dict.fromkeys(found))
    for text in addresses:
        if not is_public(ipaddress.ip_address(text.split("%")[0])):
            raise RefusedAddressError(
                f"{host} is {text}, not on the public internet: not fetched; "
                "if it is yours, allow it as host:port in the settings"
            )
    return addresses


def web_address(url: str) -> httpx.URL:
    """Return `url` parsed. Raises RefusedAddressError where it is no plain http or https address."""
    try:
        parsed = httpx.URL(url.strip())
    except (httpx.InvalidURL, ValueError, TypeError) as error:
        raise RefusedAddressError(f"{url!r} is not an address: {error}") from None
    if parsed.scheme not in ("http", "https"):
        raise RefusedAddressError(f"{url!r}: only http and https are fetched")
    # httpx writes what no host name may have as %xx; so does a zone of an IPv6 address (fe80::1%eth0).
    if not parsed.host or "%" in parsed.host:
        raise RefusedAddressError(f"{url!r} names no host")
    if parsed.userinfo:
        raise RefusedAddressError("an address with a user name or password in it is not fetched")
    if not 0 < port_of(parsed) < 65536:
        raise RefusedAddressError(f"{url!r}: there is no port {parsed.port}")
    return parsed


def port_of(url: httpx.URL) -> int:
    """Return the port of `url`, that of its scheme where it names none."""
    if url.port is not None:
        return url.port
    return 443 if url.scheme == "https" else 80
