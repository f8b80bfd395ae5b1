"""Mail over STARTTLS and over TLS from the first byte, to real servers with certificates of a test root."""

from __future__ import annotations

import ssl
from dataclasses import replace
from pathlib import Path

import pytest

from tests.share.certificates import issued, root
from tests.subscribe.making import Clock, add, desk_at, entry, teller
from tests.subscribe.receivers import mailbox
from tocsin.errors import FetchError
from tocsin.fetch.smtp import Postbox
from tocsin.subscribe.ways import PASSWORD, Ways

LOGIN = ("desk", "hush-hush")
WAYS = pytest.mark.parametrize("security", ["starttls", "tls"])


class Trust:
    """A root of the tests, a server's certificate under it, and whom a client trusts then."""

    def __init__(self, folder: Path, *, days: float = 30) -> None:
        self.root = root(folder, "root")
        made = issued(folder, "server", self.root, days=days, server=True)
        self.server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.server.load_cert_chain(made.pem, made.key)
        self.client = ssl.create_default_context(cafile=self.root.pem)


@WAYS
def test_a_mail_arrives_encrypted_from_whoever_signs_in(tmp_path: Path, security: str) -> None:
    trust = Trust(tmp_path)
    with mailbox(tls=trust.server, implicit=security == "tls", login=LOGIN) as box:
        post = Postbox("127.0.0.1", box.port, security, *LOGIN, trust=trust.client)
        post.send("desk@example.org", "reader@example.org", b"Subject: told\r\n\r\nTown1\r\n")
        assert box.encrypted == [True]
        assert box.logins == [LOGIN]
        (mail,) = box.mails
        assert mail["Subject"] == "told"
        wrong = replace(post, password="guess")
        with pytest.raises(FetchError, match="answered 535"):
            wrong.send("desk@example.org", "reader@example.org", b"x")
        assert len(box.raw) == 1


@WAYS
def test_a_server_that_nobody_vouches_for_gets_neither_mail_nor_password(
    tmp_path: Path, security: str
) -> None:
    trust = Trust(tmp_path)
    with mailbox(tls=trust.server, implicit=security == "tls", login=LOGIN) as box:
        with pytest.raises(FetchError, match="certificate verify failed"):
            Postbox("127.0.0.1", box.port, security, *LOGIN).send("a@example.org", "b@example.org", b"x")
        assert (box.raw, box.logins) == ([], [])


@WAYS
def test_a_certificate_that_has_expired_or_is_of_another_host_is_refused(
    tmp_path: Path, security: str
) -> None:
    trust = Trust(tmp_path, days=-1)
    with mailbox(tls=trust.server, implicit=security == "tls") as box:
        with pytest.raises(FetchError, match="certificate has expired"):
            Postbox("127.0.0.1", box.port, security, trust=trust.client).send("a@b.org", "c@d.org", b"x")
        assert box.raw == []
    (tmp_path / "other").mkdir()
    trust = Trust(tmp_path / "other")
    with mailbox(tls=trust.server, implicit=security == "tls") as box:
        with pytest.raises(FetchError, match="Hostname mismatch"):
            Postbox("localhost", box.port, security, trust=trust.client).send("a@b.org", "c@d.org", b"x")
        assert box.raw == []


@WAYS
def test_a_pass_sends_over_encryption(tmp_path: Path, security: str, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pki").mkdir()
    trust = Trust(tmp_path / "pki")
    monkeypatch.setenv(PASSWORD, LOGIN[1])
    # As an operator names a root of their own to OpenSSL.
    monkeypatch.setenv("SSL_CERT_FILE", str(trust.root.pem))
    server = mailbox(tls=trust.server, implicit=security == "tls", login=LOGIN)
    with server as box, desk_at(tmp_path / "desk", entry(1), smtp=box.port) as desk:
        mail = replace(desk.settings.mail, security=security, user=LOGIN[0])
        desk.settings = replace(desk.settings, mail=mail)
        add(desk, "reader")
        assert isinstance(teller(desk, Clock()).ways, Ways)
        assert teller(desk, Clock()).run().sent == 1
        assert box.encrypted == [True]
