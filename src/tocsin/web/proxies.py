"""Who asks, where a proxy stands before the desk: its word is taken only where it was declared.

Source: RFC 7239, section 8.1 (what is forwarded is believed only from proxies that are known); the de facto
headers X-Forwarded-For and X-Forwarded-Proto.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Collection

from starlette.datastructures import Headers
from starlette.types import Scope

from tocsin.errors import UserError


class Proxies:
    """The declared proxies: addresses, or networks in CIDR notation."""

    def __init__(self, declared: Collection[str] = ()) -> None:
        """Raises UserError where one is not an address."""
        try:
            self._networks = [ipaddress.ip_network(text) for text in declared]
        except ValueError as error:
            raise UserError(
                f"--behind-proxy takes addresses such as 192.0.2.9 or 10.0.0.0/24: {error}"
            ) from error

    def __contains__(self, address: str) -> bool:
        """Tell whether `address` is a declared proxy's."""
        try:
            found = ipaddress.ip_address(address)
        except ValueError:
            return False
        return any(found in network for network in self._networks if network.version == found.version)

    def asker(self, scope: Scope, headers: Headers) -> tuple[str, str]:
        """Return the address that asks and the scheme that it came by.

        Of a chain of declared proxies it is the last address that is none of theirs: what stands before it
        was written by the asker. A proxy that forwards no address that can be read is the asker itself.
        """
        address = str((scope.get("client") or ("local",))[0])
        scheme = str(scope.get("scheme", "http"))
        if address not in self:
            return address, scheme
        scheme = headers.get("x-forwarded-proto", "https").rpartition(",")[2].strip().lower()
        for named in reversed(",".join(headers.getlist("x-forwarded-for")).split(",")):
            try:
                address = str(ipaddress.ip_address(named.strip()))
            except ValueError:
                break
            if address not in self:
                break
        return address, scheme
