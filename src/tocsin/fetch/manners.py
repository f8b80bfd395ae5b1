"""Politeness towards hosts: a pause between two requests, Retry-After, and robots.txt."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

from protego import Protego

from tocsin.errors import FetchError

LONGEST_WAIT: Final = 30.0
"""Seconds that one request waits at most; a host that asks for more is left alone until then."""
ROBOTS_LIMIT: Final = 512_000
"""Bytes of robots.txt that are heeded (RFC 9309, section 2.5: at least 500 kibibytes)."""
ROBOTS_AGE: Final = 24 * 3600.0
"""Seconds for which robots.txt is remembered (section 2.4)."""


class Pace:
    """When each host was last asked, and until when it asked to be left alone."""

    def __init__(
        self, delay: float, clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:  # fmt: skip
        """`delay` is the least number of seconds between two requests to one host."""
        self._delay = delay
        self._clock = clock
        self._sleep = sleep
        self._next: dict[str, float] = {}
        self._slower: dict[str, float] = {}

    def wait(self, host: str) -> None:
        """Wait until `host` may be asked. Raises FetchError where that is longer than `LONGEST_WAIT`."""
        seconds = self._next.get(host, 0.0) - self._clock()
        if seconds > max(LONGEST_WAIT, self._delay):
            raise FetchError(f"{host} asked to be left alone for {seconds:.0f} s more", retry_after=seconds)
        if seconds > 0:
            self._sleep(seconds)
        self._next[host] = self._clock() + max(self._delay, self._slower.get(host, 0.0))

    def hold(self, host: str, seconds: float) -> None:
        """Leave `host` alone for `seconds` from now."""
        self._next[host] = max(self._next.get(host, 0.0), self._clock() + seconds)

    def slow(self, host: str, seconds: float) -> None:
        """Keep to the pause that `host` asks for in its robots.txt, within `LONGEST_WAIT`."""
        self._slower[host] = min(seconds, LONGEST_WAIT)

    def now(self) -> float:
        """Return the clock's seconds."""
        return self._clock()


def retry_after(value: str | None, now: datetime | None = None) -> float | None:
    """Return the seconds of a Retry-After header, given as seconds or as a date (RFC 9110, 10.2.3)."""
    if not value:
        return None
    if value.strip().isdecimal():
        return float(value.strip()[:9])
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
    return max(0.0, (moment - (now or datetime.now(UTC))).total_seconds())


class Robots:
    """What the robots.txt of each site allows us, remembered for a day (RFC 9309)."""

    def __init__(self, agent: str) -> None:
        """`agent` is the User-Agent header; its first word is the name that rules are looked up by."""
        self._agent = agent.split("/")[0].split()[0] if agent.strip() else "tocsin"
        self._rules: dict[str, tuple[float, Protego]] = {}

    def knows(self, site: str, now: float) -> bool:
        """Return whether the rules of `site` are known and not a day old."""
        kept = self._rules.get(site)
        return kept is not None and now - kept[0] < ROBOTS_AGE

    def learn(self, site: str, now: float, status: int, body: bytes) -> None:
        """Remember an answer: 2xx is rules, 4xx is no rules, anything else keeps us out (section 2.3.1)."""
        if 200 <= status < 300:
            text = body[:ROBOTS_LIMIT].decode("utf-8", "replace")
        else:
            text = "" if 400 <= status < 500 else "User-agent: *\nDisallow: /"
        self._rules[site] = (now, Protego.parse(text))

    def allows(self, site: str, url: str) -> bool:
        """Return whether `url` on `site` may be fetched; only after `learn`."""
        return self._rules[site][1].can_fetch(url, self._agent)

    def pause(self, site: str) -> float | None:
        """Return the seconds between requests that `site` asks for, where it does."""
        return self._rules[site][1].crawl_delay(self._agent)
