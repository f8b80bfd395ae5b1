"""Whose word is taken about who asks."""

from __future__ import annotations

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.datastructures import Headers

from tests.web.conftest import Serve
from tocsin.errors import UserError
from tocsin.web.proxies import Proxies

DECLARED = Proxies(["192.0.2.9", "10.0.0.0/24", "2001:db8::/32"])


def asked(came: str, forwarded: str, scheme: str = "https") -> tuple[str, str]:
    headers = Headers({"x-forwarded-for": forwarded, "x-forwarded-proto": scheme})
    return DECLARED.asker({"type": "http", "client": (came, 1), "scheme": "http"}, headers)


@pytest.mark.parametrize(
    ("came", "forwarded", "who"),
    [
        ("192.0.2.9", "198.51.100.7", "198.51.100.7"),
        ("192.0.2.9", "203.0.113.1, 198.51.100.7", "198.51.100.7"),
        ("192.0.2.9", "198.51.100.7, 10.0.0.3", "198.51.100.7"),
        ("192.0.2.9", "198.51.100.7, unknown, 10.0.0.3", "10.0.0.3"),
        ("192.0.2.9", "", "192.0.2.9"),
        ("2001:db8::1", "2001:DB9::5", "2001:db9::5"),
    ],
)
def test_who_asks_behind_declared_proxies(came: str, forwarded: str, who: str) -> None:
    assert asked(came, forwarded) == (who, "https")


@given(st.ip_addresses(), st.text(max_size=40).filter(lambda t: t.isascii() and t.isprintable()), st.text())
def test_nobody_elses_word_is_taken(came: object, forwarded: str, scheme: str) -> None:
    if str(came) not in DECLARED:
        clean = "".join(c for c in scheme if c.isascii() and c.isprintable())
        assert asked(str(came), forwarded, clean) == (str(came), "http")


def test_what_is_no_address_is_told() -> None:
    for wrong in ("proxy.example", "10.0.0.1/24", "", "192.0.2.300"):
        with pytest.raises(UserError, match="--behind-proxy"):
            Proxies([wrong])


def test_a_desk_behind_a_proxy_lets_only_the_proxy_in_and_only_over_https(serve: Serve) -> None:
    behind = serve(proxies=("127.0.0.1",), direct=False, tls=True)
    https = {"x-forwarded-proto": "https", "x-forwarded-for": "198.51.100.7"}
    assert httpx.get(behind.url + "/api/count", headers=https).status_code == 200
    for scheme in ("http", "https, http", ""):
        answer = httpx.get(behind.url + "/api/count", headers={"x-forwarded-proto": scheme})
        assert answer.status_code == 403
        assert "proxy" in answer.text
    aside = serve(proxies=("192.0.2.9",), direct=False, tls=True)
    assert httpx.get(aside.url + "/api/count", headers=https).status_code == 403


def test_each_asker_behind_a_proxy_has_an_allowance_and_nobody_takes_anothers(serve: Serve) -> None:
    for proxies, alone in ((("127.0.0.1",), True), ((), False)):
        served = serve(proxies=proxies, per_minute=60)
        statuses = set()
        with httpx.Client(base_url=served.url) as client:
            for n in range(200):
                asker = {"x-forwarded-for": f"198.51.100.{n}"}
                statuses.add(client.get("/static/0/x.css", headers=asker).status_code)
        assert (429 not in statuses) == alone
