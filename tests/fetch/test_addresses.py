"""Private addresses are refused, however they are written and whatever leads there."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable

import httpcore
import pytest

from tests.fetch.site import Site, page, redirect
from tocsin.errors import RefusedAddressError
from tocsin.fetch import Client
from tocsin.fetch.addresses import checked, is_public
from tocsin.fetch.network import Deadline, GuardedBackend

PRIVATE = [
    "0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "127.9.9.9", "169.254.169.254", "172.16.0.1",
    "192.0.0.8", "192.168.1.1", "192.88.99.1", "198.18.0.1", "203.0.113.5", "224.0.0.1", "240.0.0.1",
    "255.255.255.255", "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "64:ff9b::7f00:1",
    "64:ff9b::a00:1", "64:ff9b:1::1", "100::1", "2001::1", "2001:db8::1", "2002:7f00:1::", "fc00::1",
    "fd12::1", "fe80::1", "fec0::1", "ff02::1",
]  # fmt: skip
PUBLIC = ["8.8.8.8", "1.1.1.1", "93.184.216.34", "2606:4700:4700::1111", "2a00:1450::1", "64:ff9b::808:808"]


@pytest.mark.parametrize("address", PRIVATE)
def test_private_addresses_are_not_public(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


def test_one_private_address_among_public_ones_is_enough() -> None:
    assert checked("news.example", PUBLIC) == PUBLIC
    with pytest.raises(RefusedAddressError, match=r"192\.168\.1\.1"):
        checked("news.example", [*PUBLIC, "192.168.1.1"])


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "2130706433", "0x7f000001", "0177.0.0.1", "127.1", "0", "[::1]",
     "[::ffff:127.0.0.1]", "[::ffff:7f00:1]"],
)  # fmt: skip
def test_loopback_is_refused_however_it_is_written(site: Site, host: str) -> None:
    with Client(delay=0) as client, pytest.raises(RefusedAddressError):
        client.get(f"http://{host}:{site.port}/")
    assert site.asked == []


@pytest.mark.parametrize("host", ["169.254.169.254", "10.0.0.1", "[fe80::1]", "[64:ff9b::a9fe:a9fe]"])
def test_a_redirect_to_a_private_address_is_refused(site: Site, client: Client, host: str) -> None:
    site.pages["/"] = redirect(f"http://{host}/latest/meta-data/")
    with pytest.raises(RefusedAddressError, match="not on the public internet"):
        client.get(site.url())


def test_a_redirect_to_another_port_of_loopback_is_refused(site: Site, client: Client) -> None:
    with Site({"/": page("secret")}) as other:
        site.pages["/"] = redirect(other.url())
        with pytest.raises(RefusedAddressError):
            client.get(site.url())
        assert other.asked == []


@pytest.mark.parametrize(
    "url",
    ["file:///etc/passwd", "ftp://news.example/", "gopher://x/", "javascript:alert(1)", "//news.example/",
     "news.example", "", "http://", "http:///path", "http://user:word@news.example/", "http://news.example:0/",
     "http://news.example:99999/", "http://[::1/", "http://a b/", "http://[fe80::1%25lo]/"],
)  # fmt: skip
def test_what_is_no_plain_web_address_is_refused(url: str) -> None:
    with Client(delay=0) as client, pytest.raises(RefusedAddressError):
        client.get(url)


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://x/", "http://u:p@news.example/", "http://["])
def test_a_redirect_to_no_web_address_is_refused(site: Site, client: Client, target: str) -> None:
    site.pages["/"] = redirect(target)
    with pytest.raises(RefusedAddressError):
        client.get(site.url())


@pytest.mark.parametrize("entry", ["", "127.0.0.1", "host:", ":80", "host:http"])
def test_what_is_allowed_is_a_host_and_a_port(entry: str) -> None:
    with pytest.raises(RefusedAddressError, match="host:port"):
        Client(allow=[entry])


class _Recorder(httpcore.NetworkBackend):
    def __init__(self) -> None:
        self.hosts: list[str] = []

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        del port, timeout, local_address, socket_options
        self.hosts.append(host)
        raise httpcore.ConnectError("not today")


def test_the_connection_goes_to_the_very_address_that_was_checked() -> None:
    answers = {80: [["127.0.0.1"], ["8.8.8.8", "1.1.1.1"]]}
    network = _Recorder()
    backend = GuardedBackend(frozenset(), Deadline(), lambda _host, port: answers[port].pop(), network)
    with pytest.raises(httpcore.ConnectError):
        backend.connect_tcp("rebinding.example", 80)
    assert network.hosts == ["8.8.8.8", "1.1.1.1"]
    with pytest.raises(RefusedAddressError):
        backend.connect_tcp("rebinding.example", 80)
    assert network.hosts == ["8.8.8.8", "1.1.1.1"]
