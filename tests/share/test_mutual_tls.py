"""Mutual TLS: a token opens nothing without the certificate of the partner that it was given to."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from tests.share.certificates import Pair, issued, root
from tests.share.making import OPEN, befriend, entry, new_desk, sharing_of
from tests.share.nodes import introduce, node, statements
from tests.share.serving import served
from tocsin.cli import app
from tocsin.errors import FetchError, UserError
from tocsin.release import Partner
from tocsin.share.client import Peer, TaxiiServer, client_for, kept_token, pull, taxii_url
from tocsin.share.partnering import certified
from tocsin.share.sharing import Sharing
from tocsin.share.taxii import MEDIA
from tocsin.web.access import OnePerson
from tocsin.web.serving import Address, check
from tocsin.web.tls import context


@dataclass
class Site:
    """A desk served over mutual TLS, with two partners, each with a token and a certificate."""

    sharing: Sharing
    url: str
    tokens: dict[str, str]
    pairs: dict[str, Pair]

    def get(self, token: str, shown: Pair | None, path: str = "taxii2/api/collections/") -> httpx.Response:
        """Ask with the token of a partner and a certificate."""
        trust = ssl.create_default_context(cafile=self.pairs["root"].pem)
        if shown is not None:
            trust.load_cert_chain(shown.pem, shown.key)
        headers = {"accept": MEDIA} | ({"authorization": f"Bearer {token}"} if token else {})
        with httpx.Client(verify=trust, headers=headers, trust_env=False, timeout=60) as client:
            return client.get(self.url + path)


@pytest.fixture(scope="module")
def pairs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Pair]:
    folder = tmp_path_factory.mktemp("certificates")
    ours, other = root(folder, "root"), root(folder, "other")
    return {
        "root": ours, "server": issued(folder, "server", ours, server=True),
        "alpha": issued(folder, "alpha", ours), "bravo": issued(folder, "bravo", ours),
        "nobody": issued(folder, "nobody", ours), "expired": issued(folder, "expired", ours, days=-1),
        "stranger": issued(folder, "alpha-of-another-root", other),
        "server-as-client": issued(folder, "server-as-client", ours, server=True),
    }  # fmt: skip


@pytest.fixture
def site(tmp_path: Path, pairs: dict[str, Pair]) -> Iterator[Site]:
    desk = new_desk(tmp_path / "desk", entry(1))
    sharing = sharing_of(desk)
    sharing.mark("default", "", OPEN, by="test")
    tokens = {}
    for name in ("alpha", "bravo", "charlie"):
        partner = befriend(sharing, name)
        if name in pairs:
            sharing.save(certified(partner, [str(pairs[name].pem)]), by="test")
        tokens[name] = sharing.new_token(name, ["read", "sync"], 30, by="test")
    with served(desk, address=address(pairs)) as url:
        yield Site(sharing, url, tokens, pairs)
    desk.record.close()


def address(pairs: dict[str, Pair]) -> Address:
    server = pairs["server"]
    return Address(certificate=server.pem, key=server.key, client_ca=pairs["root"].pem)


def test_token_and_certificate_of_one_partner_together_open_the_way(site: Site) -> None:
    for name in ("alpha", "bravo"):
        assert site.get(site.tokens[name], site.pairs[name]).status_code == 200
        assert site.get(site.tokens[name], site.pairs[name], "exchange/items/").status_code == 200


@pytest.mark.parametrize(
    ("token", "shown"),
    [
        ("alpha", None),  # no certificate
        ("alpha", "bravo"),  # a stolen token, with the valid certificate of another partner
        ("bravo", "alpha"),
        ("alpha", "nobody"),  # under the right root, but nobody's
        ("charlie", "nobody"),  # a partner without a certificate of its own
        ("", "alpha"),  # a certificate alone
    ],
)
def test_neither_of_them_alone_does_and_no_answer_tells_which_was_wrong(
    site: Site, token: str, shown: str | None
) -> None:
    answers = []
    for path in ("taxii2/", "taxii2/api/collections/", "exchange/items/", "exchange/audit/"):
        answers.append(site.get(site.tokens.get(token, ""), site.pairs[shown] if shown else None, path))
    answers.append(site.get("no such token", site.pairs["alpha"]))
    assert {answer.status_code for answer in answers} == {401}
    assert len({answer.content for answer in answers}) == 1


@pytest.mark.parametrize("shown", ["stranger", "expired", "server-as-client"])
def test_a_certificate_that_is_not_good_ends_the_connection(site: Site, shown: str) -> None:
    with pytest.raises((httpx.NetworkError, httpx.RemoteProtocolError)):
        site.get(site.tokens["alpha"], site.pairs[shown])
    assert site.get(site.tokens["alpha"], site.pairs["alpha"]).status_code == 200


def test_plain_http_to_the_port_gets_nothing_and_the_server_lives(site: Site) -> None:
    plain = site.url.replace("https://", "http://")
    with pytest.raises((httpx.NetworkError, httpx.RemoteProtocolError)):
        httpx.get(plain + "taxii2/", headers={"authorization": f"Bearer {site.tokens['alpha']}"}, timeout=60)
    assert site.get(site.tokens["alpha"], site.pairs["alpha"]).status_code == 200


def test_a_browser_needs_no_certificate_for_the_pages(site: Site) -> None:
    assert site.get("", None, "about").status_code < 500
    assert site.get("", None, "openapi.json").status_code == 200


def test_a_certificate_that_is_taken_away_opens_nothing_from_then_on(site: Site) -> None:
    assert site.get(site.tokens["alpha"], site.pairs["alpha"]).status_code == 200
    site.sharing.save(
        certified(site.sharing.partner("alpha"), [site.pairs["nobody"].fingerprint.upper()]), by="test"
    )
    assert site.get(site.tokens["alpha"], site.pairs["alpha"]).status_code == 401
    assert site.get(site.tokens["alpha"], site.pairs["nobody"]).status_code == 200


def test_a_partner_with_a_certificate_is_not_known_without_it_on_a_server_that_asks_for_none(
    tmp_path: Path, pairs: dict[str, Pair]
) -> None:
    desk = new_desk(tmp_path / "desk", entry(1))
    sharing = sharing_of(desk)
    tokens = {
        name: sharing.new_token(befriend(sharing, name).id, ["read"], 1, by="test") for name in ("a", "b")
    }
    sharing.save(certified(sharing.partner("a"), [str(pairs["alpha"].pem)]), by="test")
    with served(desk) as url, httpx.Client(timeout=60, headers={"accept": MEDIA}) as client:
        found = {
            name: client.get(url + "taxii2/", headers={"authorization": f"Bearer {token}"})
            for name, token in tokens.items()
        }
    assert {name: answer.status_code for name, answer in found.items()} == {"a": 401, "b": 200}
    desk.record.close()


def test_our_client_shows_its_certificate_and_trusts_the_partners_own_root_alone(
    tmp_path: Path, pairs: dict[str, Pair]
) -> None:
    north, south = node(tmp_path / "north", entry(1), entry(2)), node(tmp_path / "south")
    north.mark("default", "", OPEN, by="test")
    introduce(north, "south", south, "north", tmp_path / "south")
    north.save(certified(north.partner("south"), [pairs["alpha"].fingerprint]), by="test")
    token = kept_token(tmp_path / "south", "north")
    alpha, bravo, ca = pairs["alpha"], pairs["bravo"], str(pairs["root"].pem)
    right: dict[str, Any] = {"client_cert": str(alpha.pem), "client_key": str(alpha.key), "ca": ca}
    wrong: list[tuple[dict[str, Any], str]] = [
        ({"ca": ca}, "401"),
        ({"client_cert": str(bravo.pem), "client_key": str(bravo.key), "ca": ca}, "401"),
        (right | {"ca": ""}, "cannot be reached"),
        (right | {"ca": str(pairs["stranger"].pem)}, "cannot be reached"),
    ]
    from tocsin.desk import Desk

    with Desk.open(tmp_path / "north") as desk, served(desk, address=address(pairs)) as url:
        place = f"127.0.0.1:{urlsplit(url).port}"
        reached = replace(south.partner("north"), url=url, allow=(place,))
        for files, line in wrong:
            with pytest.raises(FetchError, match=line):
                _pull(south, replace(reached, **files), token)
        assert _pull(south, replace(reached, **right), token) == 2
        partner = replace(reached, **right)
        with client_for(partner) as client:
            assert list(TaxiiServer(taxii_url(partner), token, client).collections())
    assert statements(south) == statements(north)


def _pull(sharing: Sharing, partner: Partner, token: str) -> int:
    with client_for(partner) as client:
        return pull(sharing, Peer(partner, token, client)).reports


def test_files_that_are_no_certificates_are_refused_in_one_line(
    tmp_path: Path, pairs: dict[str, Pair]
) -> None:
    junk, server, other = tmp_path / "junk.pem", pairs["server"], pairs["alpha"]
    junk.write_text("nothing")
    refused: list[Callable[[], object]] = [
        lambda: context(junk, server.key, None), lambda: context(server.pem, other.key, None),
        lambda: context(server.pem, server.key, junk),
        lambda: check(Address(client_ca=server.pem), OnePerson("x")),
        lambda: certified(Partner("a", "A"), [str(junk)]), lambda: certified(Partner("a", "A"), ["ab" * 31]),
    ]  # fmt: skip
    for each in refused:
        with pytest.raises(UserError) as caught:
            each()
        assert len(str(caught.value).splitlines()) == 1


def test_the_commands_keep_fingerprint_and_paths(
    tmp_path: Path,
    pairs: dict[str, Pair],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import io
    import sys

    new_desk(tmp_path / "desk").record.close()
    alpha = pairs["alpha"]

    def run(*arguments: str) -> int:
        monkeypatch.setattr(sys, "stdin", io.StringIO("token"))
        return app.run(["share", *arguments, "--desk", str(tmp_path / "desk")])

    pact = ("partner", "acme", "--purpose", "prevention", "--legal-basis", "letter")
    assert run(*pact, "--certificate", str(alpha.pem)) == 0
    assert f"shows certificate {alpha.fingerprint[:16]}" in capsys.readouterr().out
    there = ("connect", "acme", "--url", "https://desk.acme.example/")
    assert run(*there, "--client-cert", str(alpha.pem)) == 2
    assert "give both" in capsys.readouterr().err
    assert run(*there, "--client-cert", str(alpha.pem), "--client-key", str(pairs["bravo"].key)) == 2
    assert "cannot be used for TLS" in capsys.readouterr().err
    assert run(*there, "--client-cert", str(alpha.pem), "--client-key", str(alpha.key)) == 0
    with _sharing(tmp_path / "desk") as sharing:
        kept = sharing.partner("acme")
    assert (kept.client_cert, kept.client_key) == (str(alpha.pem), str(alpha.key))
    assert kept.certificates == {alpha.fingerprint}
    assert run("partner", "acme", "--no-certificate") == 0
    with _sharing(tmp_path / "desk") as sharing:
        assert sharing.partner("acme").certificates == frozenset()


def _sharing(folder: Path):  # type: ignore[no-untyped-def]
    from tocsin.cli.share_partners import opened

    return opened(folder)
