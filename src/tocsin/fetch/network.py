"""Connections that go only where they may, and end when their time is up.

The check sits where the connection is made: a name is resolved once, every address found is checked, and the
connection goes to the very address that was checked, so that a second answer of the name server (DNS
rebinding) has no say. TLS still verifies the name.
"""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Callable, Iterable
from typing import Any, Final

import httpcore

from tocsin.fetch.addresses import checked

Resolver = Callable[[str, int], list[str]]
_LEAST: Final = 0.001


def resolved(host: str, port: int) -> list[str]:
    """Return the numeric addresses of `host`. Raises httpcore.ConnectError where there are none."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise httpcore.ConnectError(f"the name {host} is not known: {error}") from None
    return [str(entry[4][0]) for entry in found]


class Deadline:
    """The moment by which the exchange under way must be over."""

    def __init__(self) -> None:
        """Begin without one."""
        self._end = float("inf")

    def set(self, seconds: float) -> None:
        """Give the exchange that begins now `seconds`."""
        self._end = time.monotonic() + seconds

    def left(self, timeout: float | None) -> float:
        """Return the seconds that are left, at most `timeout`. Raises httpcore.ReadTimeout when none are."""
        seconds = self._end - time.monotonic()
        if seconds <= 0:
            raise httpcore.ReadTimeout("the time for it is up")
        return max(_LEAST, seconds if timeout is None else min(timeout, seconds))


class _TimedStream(httpcore.NetworkStream):
    """A stream each of whose steps has only what the whole exchange has left: slow drips end too."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        secured = self._stream.start_tls(ssl_context, server_hostname, self._deadline.left(timeout))
        return _TimedStream(secured, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class GuardedBackend(httpcore.NetworkBackend):
    """Connects to public addresses, and to those allowed as (host, port)."""

    def __init__(
        self,
        allow: frozenset[tuple[str, int]],
        deadline: Deadline,
        resolve: Resolver = resolved,
        inner: httpcore.NetworkBackend | None = None,
    ) -> None:
        """`resolve` finds the addresses of a name; `inner` connects to one of them."""
        self._allow = allow
        self._deadline = deadline
        self._resolve = resolve
        self._inner = inner or httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address of `host` that answers. Raises RefusedAddressError."""
        addresses = self._resolve(host, port)
        if (host.lower(), port) not in self._allow:
            addresses = checked(host, addresses)
        failure: Exception = httpcore.ConnectError(f"the name {host} has no address")
        for address in addresses:
            try:
                stream = self._inner.connect_tcp(
                    address, port, self._deadline.left(timeout), local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
                continue
            return _TimedStream(stream, self._deadline)
        raise failure
