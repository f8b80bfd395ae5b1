"""Politeness: pauses, Retry-After and robots.txt, on a clock of the tests' own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from tests.fetch.site import Answer, Handler, Site, page, redirect, status
from tocsin.errors import FetchError
from tocsin.fetch import Client
from tocsin.fetch.manners import retry_after


class Clock:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.seconds = 1000.0
        self.slept: list[float] = []

    def now(self) -> float:
        return self.seconds

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.seconds += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def polite(site: Site, clock: Clock) -> Iterator[Client]:
    allow = [site.allowed, f"localhost:{site.port}"]
    with Client(allow=allow, delay=2.0, clock=clock.now, sleep=clock.sleep) as client:
        yield client


def robots(rules: str) -> Answer:
    return page(rules, "text/plain")


def test_requests_to_one_host_keep_their_distance(site: Site, polite: Client, clock: Clock) -> None:
    site.pages["/"] = page("x")
    for _ in range(3):
        polite.get(site.url())
    assert site.paths() == ["/robots.txt", "/", "/", "/"]
    assert clock.slept == [2.0, 2.0, 2.0]


def test_other_hosts_do_not_wait(site: Site, polite: Client, clock: Clock) -> None:
    site.pages["/"] = page("x")
    polite.get(site.url())
    before = len(clock.slept)
    polite.get(f"http://localhost:{site.port}/")
    assert clock.slept[before:] == [2.0]  # between its own robots.txt and page, none for the other host


def test_robots_txt_keeps_us_out_of_pages_and_feeds(site: Site, polite: Client) -> None:
    site.pages["/robots.txt"] = robots("User-agent: *\nDisallow: /private\nDisallow: /*.xml$\n")
    site.pages |= {"/private/a": page("x"), "/feed.xml": page("x"), "/news": page("x")}
    for path in ("/private/a", "/feed.xml"):
        with pytest.raises(FetchError, match=r"robots\.txt"):
            polite.get(site.url(path))
    assert polite.get(site.url("/news")).body == b"x"
    assert site.paths() == ["/robots.txt", "/news"]


def test_rules_for_our_name_go_before_those_for_all(site: Site, polite: Client) -> None:
    site.pages["/robots.txt"] = robots("User-agent: *\nDisallow: /\n\nUser-agent: tocsin\nAllow: /\n")
    site.pages["/"] = page("x")
    assert polite.get(site.url()).status == 200


@pytest.mark.parametrize(("code", "allowed"), [(404, True), (403, True), (500, False), (503, False)])
def test_robots_txt_that_is_missing_lets_in_and_broken_keeps_out(
    site: Site, polite: Client, code: int, allowed: bool
) -> None:
    site.pages |= {"/robots.txt": status(code), "/": page("x")}
    if allowed:
        assert polite.get(site.url()).status == 200
    else:
        with pytest.raises(FetchError, match=r"robots\.txt"):
            polite.get(site.url())


def test_a_redirect_into_what_robots_txt_forbids_is_not_followed(site: Site, polite: Client) -> None:
    site.pages |= {"/robots.txt": robots("User-agent: *\nDisallow: /private\n"), "/": redirect("/private")}
    with pytest.raises(FetchError, match=r"robots\.txt"):
        polite.get(site.url())
    assert "/private" not in site.paths()


def test_robots_txt_is_asked_again_after_a_day(site: Site, polite: Client, clock: Clock) -> None:
    site.pages["/"] = page("x")
    polite.get(site.url())
    clock.seconds += 23 * 3600
    polite.get(site.url())
    clock.seconds += 2 * 3600
    polite.get(site.url())
    assert site.paths().count("/robots.txt") == 2


def test_a_crawl_delay_is_kept_within_reason(site: Site, polite: Client, clock: Clock) -> None:
    site.pages |= {"/robots.txt": robots("User-agent: *\nCrawl-delay: 3600\n"), "/": page("x")}
    polite.get(site.url())
    polite.get(site.url())
    assert clock.slept[-1] == 30.0


def busy_once(seconds: str) -> Answer:
    answers = iter([status(503, retry_after=seconds)])

    def answer(handler: Handler) -> None:
        next(answers, page("back"))(handler)

    return answer


def test_a_short_retry_after_is_waited_for(site: Site, polite: Client, clock: Clock) -> None:
    site.pages["/"] = busy_once("7")
    assert polite.get(site.url()).body == b"back"
    assert clock.slept[-1] == 7.0


def test_a_long_retry_after_leaves_the_host_alone(site: Site, polite: Client, clock: Clock) -> None:
    site.pages["/"] = status(429, retry_after="600")
    with pytest.raises(FetchError, match="wait 600 s") as caught:
        polite.get(site.url())
    assert (caught.value.status, caught.value.retry_after) == (429, 600.0)
    asked = len(site.asked)
    with pytest.raises(FetchError, match="left alone"):
        polite.get(site.url("/other"))
    assert len(site.asked) == asked
    clock.seconds += 601
    site.pages["/"] = page("back")
    assert polite.get(site.url()).body == b"back"


def test_retry_after_is_seconds_or_a_date() -> None:
    now = datetime(2016, 7, 14, 20, 0, tzinfo=UTC)
    assert retry_after("120", now) == 120.0
    assert retry_after("Thu, 14 Jul 2016 20:01:30 GMT", now) == 90.0
    assert retry_after("Thu, 14 Jul 2016 19:00:00 GMT", now) == 0.0
    assert retry_after("soon", now) is None
    assert retry_after("\N{SUPERSCRIPT TWO}", now) is None
    assert retry_after(None, now) is None
