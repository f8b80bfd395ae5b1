"""The one door to the network: a guarded, polite client for public web addresses."""

from __future__ import annotations

import ssl
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Final

import httpcore
import httpx

from tocsin import __version__
from tocsin.errors import FetchError, RefusedAddressError, first_line
from tocsin.fetch.addresses import port_of, web_address
from tocsin.fetch.manners import LONGEST_WAIT, ROBOTS_LIMIT, Pace, Robots, retry_after
from tocsin.fetch.network import Deadline, GuardedBackend, Resolver, resolved
from tocsin.fetch.tls import Tls, secured
from tocsin.read.compressed import BombError, Inflater

USER_AGENT: Final = f"tocsin/{__version__} (attack monitoring desk)"
KEPT_ALIVE: Final = 2.0
"""Seconds for which a connection is used again: common servers close an idle one after five."""
_REDIRECTS: Final = (301, 302, 303, 307, 308)
_PERMANENT: Final = (301, 308)
_ACCEPT: Final = (
    "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/xml,*/*;q=0.5"
)


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer with status 2xx or 304. `url` is where it came from, after redirects.

    `redirected_permanently_to` is where the asked address says it has moved for good, if it does.
    """

    url: str
    status: int
    body: bytes
    content_type: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    not_modified: bool = False
    redirected_permanently_to: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class _Answer:
    status: int
    headers: dict[str, str]
    body: bytes = b""


@dataclass(slots=True)
class _Hops:
    """The way of one request through its redirects."""

    seen: list[str] = field(default_factory=list)
    permanent: str | None = None
    lasting: bool = True

    def follow(self, status: int, target: str) -> None:
        self.lasting = self.lasting and status in _PERMANENT
        if self.lasting:
            self.permanent = target


class Client:
    """A context in which public web addresses are fetched, one at a time; not shared between threads.

    Guards: http and https only, public addresses only (also after a redirect), `allow` lists "host:port"
    that may be fetched besides; `timeout` seconds for a whole exchange; `max_bytes` of body, packed and
    unpacked. Manners: `delay` seconds between requests to one host, Retry-After, robots.txt. Proxies in the
    environment are not used: behind one, nothing of the above could be checked.
    """

    def __init__(
        self,
        *,
        user_agent: str = "",
        allow: Iterable[str] = (),
        delay: float = 1.0,
        timeout: float = 20,
        max_bytes: int = 10_000_000,
        max_redirects: int = 5,
        robots: bool = True,
        tls: Tls | None = None,
        resolve: Resolver = resolved,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """Without `user_agent` it is `USER_AGENT`; `tls` are certificates for a partner's server.

        `resolve`, `clock` and `sleep` are the name server and the clock; `robots` off is for one's own.
        """
        self._agent = user_agent or USER_AGENT
        self._allow = frozenset(_allowed(entry) for entry in allow)
        self._timeout = timeout
        self._max_bytes = max_bytes
        self._max_redirects = max_redirects
        self._deadline = Deadline()
        self._pace = Pace(delay, clock, sleep)
        self._robots = Robots(self._agent) if robots else None
        self._tls = tls
        self._resolve = resolve
        self._pool: httpcore.ConnectionPool | None = None

    def __enter__(self) -> Client:
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the connections."""
        if self._pool is not None:
            self._pool.close()
            self._pool = None

    def get(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> Fetched:
        """Fetch `url`; with `etag` or `last_modified` of an earlier answer, only if it has changed since.

        Raises RefusedAddressError where the address, or one it redirects to, is not fetched, and FetchError
        where it does not answer with what was asked, each with one line for a person.
        """
        conditions = {"if-none-match": etag, "if-modified-since": last_modified}
        hops = _Hops()
        target = web_address(url)
        while True:
            self._obey_robots(target)
            answer = self._patient(target, {k: v for k, v in conditions.items() if v}, self._max_bytes)
            if answer.status not in _REDIRECTS:
                return _fetched(target, answer, hops)
            target = self._next(target, answer, hops)

    def call(self, method: str, url: str, *, headers: Mapping[str, str], body: bytes = b"") -> Fetched:
        """Speak to a partner's server: `method` with `headers` and `body`, following no redirect.

        A redirect would carry a token elsewhere; robots.txt is for crawlers: not asked. Raises as `get`.
        """
        target = web_address(url)
        answer = self._patient(target, dict(headers), self._max_bytes, method=method, content=body)
        if answer.status in _REDIRECTS:
            raise FetchError(f"{target} redirects, which a partner's server must not", status=answer.status)
        return _fetched(target, answer, _Hops())

    def _next(self, target: httpx.URL, answer: _Answer, hops: _Hops) -> httpx.URL:
        location = answer.headers.get("location")
        if not location:
            raise FetchError(f"{target} redirects to nowhere", status=answer.status)
        hops.seen.append(str(target))
        following = _joined(target, location)
        if str(following) in hops.seen:
            raise FetchError(f"{hops.seen[0]} redirects in a ring", status=answer.status)
        if len(hops.seen) > self._max_redirects:
            raise FetchError(f"{hops.seen[0]} redirects more than {self._max_redirects} times")
        hops.follow(answer.status, str(following))
        return following

    def _obey_robots(self, target: httpx.URL) -> None:
        if self._robots is None:
            return
        site = f"{target.scheme}://{target.host}:{port_of(target)}"
        if not self._robots.knows(site, self._pace.now()):
            answer = self._robots_txt(target)
            self._robots.learn(site, self._pace.now(), answer.status, answer.body)
            pause = self._robots.pause(site)
            if pause is not None:
                self._pace.slow(_host(target), pause)
        if not self._robots.allows(site, str(target)):
            raise FetchError(f"{target}: robots.txt of {target.host} keeps us out")

    def _robots_txt(self, target: httpx.URL) -> _Answer:
        """Return the answer to robots.txt; its redirects are followed like others (RFC 9309, 2.3.1.2)."""
        place, hops = target.copy_with(raw_path=b"/robots.txt", fragment=None), _Hops()
        while True:
            answer = self._once(place, {}, ROBOTS_LIMIT, partial=True)
            if answer.status not in _REDIRECTS:
                return answer
            try:
                place = self._next(place, answer, hops)
            except FetchError:
                return _Answer(404, {})

    def _patient(
        self, target: httpx.URL, headers: dict[str, str], limit: int, *, method: str = "GET",
        content: bytes = b"",
    ) -> _Answer:  # fmt: skip
        """Ask; where the host is busy and says for how long, ask once more after that (within reason)."""
        answer = self._once(target, headers, limit, method=method, content=content)
        seconds = retry_after(answer.headers.get("retry-after"))
        if answer.status not in (429, 503) or seconds is None:
            return answer
        self._pace.hold(_host(target), seconds)
        if seconds > LONGEST_WAIT:
            raise FetchError(
                f"{target} answered {answer.status} and asks to wait {seconds:.0f} s",
                status=answer.status, retry_after=seconds,
            )  # fmt: skip
        return self._once(target, headers, limit, method=method, content=content)

    def _once(
        self, target: httpx.URL, headers: dict[str, str], limit: int, *, partial: bool = False,
        method: str = "GET", content: bytes = b"",
    ) -> _Answer:  # fmt: skip
        self._pace.wait(_host(target))
        self._deadline.set(self._timeout)
        try:
            return self._exchange(target, headers, limit, partial, method, content)
        except httpcore.TimeoutException:
            raise FetchError(f"{target} took longer than {self._timeout:g} s") from None
        except (httpcore.NetworkError, httpcore.ProtocolError, ssl.SSLError, OSError) as error:
            raise FetchError(f"{target} cannot be reached: {first_line(error)}") from None
        except BombError as error:
            raise FetchError(f"{target} {error}") from None
        except zlib.error:
            raise FetchError(f"{target} sent damaged compressed data") from None

    def _exchange(
        self, target: httpx.URL, headers: dict[str, str], limit: int, partial: bool, method: str,
        content: bytes,
    ) -> _Answer:  # fmt: skip
        steps = dict.fromkeys(("connect", "read", "write", "pool"), self._timeout)
        place = httpcore.URL(
            scheme=target.raw_scheme, host=target.raw_host, port=target.port, target=target.raw_path
        )
        asked: dict[bytes | str, bytes | str] = {
            "host": target.netloc, "user-agent": self._agent, "accept": _ACCEPT,
            "accept-encoding": "gzip, deflate",
        }  # fmt: skip
        asked.update(headers)
        if content:
            asked["content-length"] = str(len(content))
        with self._connections().stream(
            method, place, headers=asked, content=content or None, extensions={"timeout": steps}
        ) as response:
            names = {
                key.decode("latin-1").lower(): value.decode("latin-1") for key, value in response.headers
            }
            answer = _Answer(response.status, names)
            if 200 <= response.status < 300:
                chunks = _chunks(response.iter_stream(), names, str(target), limit, partial)
                answer.body = b"".join(chunks)
            return answer

    def _connections(self) -> httpcore.ConnectionPool:
        if self._pool is None:
            self._pool = httpcore.ConnectionPool(
                ssl_context=secured(self._tls),
                max_connections=4, keepalive_expiry=KEPT_ALIVE,
                network_backend=GuardedBackend(self._allow, self._deadline, self._resolve),
            )  # fmt: skip
        return self._pool


def _allowed(entry: str) -> tuple[str, int]:
    host, _, port = entry.rpartition(":")
    if not host or not port.isdecimal():
        raise RefusedAddressError(f"{entry!r} cannot be allowed: write it as host:port")
    return host.strip("[]").lower(), int(port)


def _joined(base: httpx.URL, location: str) -> httpx.URL:
    try:
        whole = base.join(location)
    except (httpx.InvalidURL, ValueError):
        raise RefusedAddressError(f"{base} redirects to {location!r}, which is not an address") from None
    return web_address(str(whole)).copy_with(fragment=None)


def _host(target: httpx.URL) -> str:
    return f"{target.host}:{port_of(target)}"


def _chunks(
    raw: Iterable[bytes], headers: dict[str, str], url: str, limit: int, partial: bool
) -> Iterator[bytes]:
    """Yield the body unpacked, never more than `limit` bytes: cut there if `partial`, else BombError."""
    encoding = headers.get("content-encoding", "").strip().lower()
    if encoding not in ("", "identity", "gzip", "x-gzip", "deflate"):
        raise FetchError(f"{url} sent content encoding {encoding!r}, which was not asked for")
    announced = headers.get("content-length", "")
    if announced.isdecimal() and int(announced) > limit and not partial:
        raise BombError(f"is larger than {limit / 1e6:g} MB")
    inflater = Inflater(limit, encoding) if encoding not in ("", "identity") else None
    size = 0
    for packed in raw:
        chunk = inflater.feed(packed) if inflater else packed
        size += len(chunk)
        if size > limit:
            if partial:
                return
            raise BombError(f"is larger than {limit / 1e6:g} MB")
        yield chunk
    if inflater and not inflater.complete:
        raise zlib.error("it ends too early")


def _fetched(target: httpx.URL, answer: _Answer, hops: _Hops) -> Fetched:
    status = answer.status
    if not (200 <= status < 300 or status == 304):
        asks = retry_after(answer.headers.get("retry-after"))
        raise FetchError(f"{target} answered {status}", status=status, retry_after=asks)
    return Fetched(
        url=str(target), status=status, body=answer.body,
        content_type=answer.headers.get("content-type"), etag=answer.headers.get("etag"),
        last_modified=answer.headers.get("last-modified"), not_modified=status == 304,
        redirected_permanently_to=hops.permanent, headers=answer.headers,
    )  # fmt: skip
