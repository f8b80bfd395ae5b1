"""What others may send: forged, stale, huge, too much, with a full disk. A clear answer, and nothing lost."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

import httpx
import pytest
import schemathesis

from tests.web.conftest import Serve, Served
from tocsin.desk import Desk
from tocsin.errors import UserError
from tocsin.web.access import OnePerson, Reader
from tocsin.web.headers import HEADERS
from tocsin.web.limits import LARGEST_BODY, Allowance, host_name, is_loopback
from tocsin.web.serving import Address, check

INTERNALS = re.compile(
    r"Traceback|File \"|sqlite3|sqlalchemy|site-packages|/home/|/tmp/|\.py\b", re.IGNORECASE
)


def field(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, name
    return found[1]


def form(client: httpx.Client) -> dict[str, str]:
    page = client.get("/review", follow_redirects=True).text
    return {name: field(page, name) for name in ("token", "once", "item", "seen")}


@pytest.mark.parametrize(
    "path", ["/", "/map", "/review", "/api/incidents", "/nothing", "/openapi.json", "/static/0/desk.css"]
)
def test_get_and_head_carry_the_same_headers(shown: Served, path: str) -> None:
    got, head = httpx.get(shown.url + path), httpx.head(shown.url + path)
    assert (got.status_code, head.content) == (head.status_code, b"")
    for name, value in HEADERS.items():
        assert got.headers[name] == head.headers[name] == value
    assert "unsafe" not in got.headers["content-security-policy"]
    assert not INTERNALS.search(got.text) or path == "/openapi.json"


def test_another_name_for_this_machine_is_refused(shown: Served) -> None:
    for host in ("evil.example", "127.0.0.1.evil.example", "", "[::1].evil.example"):
        answer = httpx.get(shown.url + "/api/incidents", headers={"host": host})
        assert answer.status_code in (400, 421)
        assert "incidents" not in answer.text


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"token": ""}, 403),
        ({"token": "0" * 96}, 403),
        ({"item": "ffffffffff"}, 404),
        ({"item": "../../etc"}, 404),
        ({"seen": "9.stale"}, 409),
        ({"verdict": "drop table"}, 422),
        ({"verdict": "correct", "killed": "many"}, 422),
        ({"verdict": "correct", "killed": "9" * 1_000_000}, 422),
        ({"verdict": "correct", "place_name": "x" * 1_000_000}, 422),
        ({"verdict": "correct", "place_name": "a\x00b"}, 422),
        ({"verdict": "correct", "attack_types": "<script>alert(1)</script>"}, 422),
        ({"verdict": "accept", "note": "n" * 1_000_000}, 422),
        ({"verdict": "merge", "other": "ffffffffff"}, 422),
        ({"verdict": "merge"}, 422),
        ({"verdict": "split", "reports": "ffff"}, 422),
    ],
    ids=str,
)
def test_what_cannot_be_stored_is_told_and_changes_nothing(
    serve: Serve, change: dict[str, str], status: int
) -> None:
    served = serve()
    with httpx.Client(base_url=served.url) as client:
        answer = client.post("/review", data={**form(client), "verdict": "accept", **change})
    assert answer.status_code == status
    assert not INTERNALS.search(answer.text)
    assert "<script>alert" not in answer.text
    assert served.desk.record.reviews() == []


def test_a_form_of_another_browser_or_of_another_site_is_refused(serve: Serve) -> None:
    served = serve()
    with httpx.Client(base_url=served.url) as mine, httpx.Client(base_url=served.url) as other:
        data = form(mine) | {"verdict": "accept"}
        other.get("/review", follow_redirects=True)
        assert other.post("/review", data=data).status_code == 403
        assert mine.post("/review", data=data, headers={"origin": "https://evil.example"}).status_code == 403
        assert mine.post("/review", data=data, headers={"sec-fetch-site": "cross-site"}).status_code == 403
        assert served.desk.record.reviews() == []
        assert mine.post("/review", data=data, headers={"origin": served.url}).status_code == 303
        assert mine.post("/review/undo", data={"token": "x", "seq": "1"}).status_code == 403
        assert mine.post("/review/undo", data={"token": form(mine)["token"], "seq": "77"}).status_code == 404


def test_a_token_outlives_a_restart_and_differs_each_time(serve: Serve) -> None:
    served = serve()
    with httpx.Client(base_url=served.url) as client:
        one, two = form(client), form(client)
        assert one["token"] != two["token"]
        from tocsin.web.forms import KEY_FILE, Forms

        assert (served.desk.folder / KEY_FILE).stat().st_mode & 0o777 == 0o600
        served.app.state.forms = Forms.of(served.desk.folder)
        assert client.post("/review", data=one | {"verdict": "accept"}).status_code == 303


def test_too_large_and_too_many(serve: Serve) -> None:
    served = serve(per_minute=60)
    with httpx.Client(base_url=served.url) as client:
        assert client.post("/review", content=b"x" * (LARGEST_BODY + 1)).status_code == 413
        statuses = [client.get("/api/definitions").status_code for _ in range(230)]
        assert statuses.count(200) > 50
        assert set(statuses) == {200, 429}
        # One a second comes back: a page that takes longer than that is let in.
        asked = (client.get("/") for _ in range(20))
        refused = next(answer for answer in asked if answer.status_code == 429)
        assert int(refused.headers["retry-after"]) >= 1
        assert refused.headers["content-security-policy"] == HEADERS["content-security-policy"]


def test_an_allowance_of_ten_thousand_a_minute_refills_steadily() -> None:
    now = 0.0
    held = Allowance(3000, clock=lambda: now)
    granted = 0
    for number in range(10_000):
        now = number * 60 / 10_000
        granted += held.wait("client") == 0.0
    assert 5900 <= granted <= 6001
    assert held.wait("another") == 0.0


def test_a_full_disk_while_a_decision_is_saved(template: Path, tmp_path: Path) -> None:
    """The decision is told not to be stored, what was typed is there, and the record is as it was."""
    import shutil

    folder = tmp_path / "desk"
    shutil.copytree(template, folder)
    program = textwrap.dedent(
        """
        import re, resource, signal, sys
        from pathlib import Path
        from starlette.testclient import TestClient
        from tocsin.desk import Desk
        from tocsin.web import create_app

        folder = Path(sys.argv[1])
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        with Desk.open(folder) as desk, TestClient(create_app(desk), base_url="http://localhost") as client:
            page = client.get("/review").text
            def form(page):
                names = ("token", "once", "item", "seen")
                return {n: re.search(rf'name="{n}" value="([^"]*)"', page)[1] for n in names}

            data = form(page)
            data |= {"verdict": "correct", "killed": "77", "note": "kept note"}
            full = (folder / "record.sqlite-wal").stat().st_size
            resource.setrlimit(resource.RLIMIT_FSIZE, (full, resource.RLIM_INFINITY))
            refused = client.post("/review", data=data)
            resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
            text = refused.text
            kept = 'value="77"' in text and "kept note" in text
            print(refused.status_code, kept, str(folder) in text, len(desk.record.reviews()))
            print(client.post("/review", data=data | form(text), follow_redirects=False).status_code)
            print(len(desk.record.reviews()), desk.record.check())
        """
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(folder)], capture_output=True, text=True, check=False, timeout=120
    )
    assert done.stdout.splitlines() == ["503 True False 0", "303", "1 []"], done.stderr[-2000:]


def test_loopback_needs_nothing_and_a_public_address_needs_accounts_and_tls() -> None:
    class Users(OnePerson):
        needed = True

    check(Address("127.0.0.1"), OnePerson("x"))
    check(Address("::1"), OnePerson("x"))
    for host in ("0.0.0.0", "::", "192.0.2.1", "desk.example"):
        with pytest.raises(UserError, match="accounts"):
            check(Address(host), OnePerson("x"))
        with pytest.raises(UserError, match="unencrypted"):
            check(Address(host), Users("x"))
        check(Address(host, proxies=("192.0.2.9",)), Users("x"))
        check(Address(host, certificate=Path("c"), key=Path("k")), Users("x"))
    with pytest.raises(UserError, match="both"):
        check(Address(certificate=Path("c")), OnePerson("x"))
    with pytest.raises(UserError, match="accounts"):
        check(Address("127.0.0.1", proxies=("127.0.0.1",)), OnePerson("x"))


def test_the_command_refuses_a_public_address(template: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tocsin", "serve", "--host", "0.0.0.0", "--desk", str(template)],
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "accounts" in done.stderr


def test_a_role_that_may_not_is_refused(serve: Serve) -> None:
    class Onlooker(OnePerson):
        def reader(self, request: Any) -> Reader:
            return Reader("guest", "reader", request.state.session)

    served = serve(accounts=Onlooker("guest"))
    assert httpx.get(served.url + "/map").status_code == 200
    assert httpx.get(served.url + "/review").status_code == 403
    assert httpx.post(served.url + "/review", data={"verdict": "accept"}).status_code == 403


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("localhost:80", "localhost"),
        ("[::1]:80", "::1"),
        ("LOCALHOST", "localhost"),
        ("a:b", "a:b"),
        ("", ""),
    ],
)
def test_the_name_in_a_host_header(host: str, name: str) -> None:
    assert host_name(host) == name


def test_what_is_loopback() -> None:
    assert all(map(is_loopback, ("127.0.0.1", "127.9.9.9", "::1", "localhost")))
    assert not any(map(is_loopback, ("0.0.0.0", "::", "192.0.2.1", "x.example", "")))


def test_schemathesis_finds_no_server_error(template: Path) -> None:
    """Each documented operation, with what it documents and what it does not."""
    from tocsin.web import create_app

    with Desk.open(template) as desk:
        app = create_app(desk, per_minute=10_000_000, hosts=("testserver",))
        schema = schemathesis.openapi.from_asgi("/openapi.json", app)
        checked = 0
        for result in schema.get_all_operations():
            operation: Any = result.ok()  # type: ignore[union-attr]  # a schema of ours, and sound
            for case in _cases(operation):
                answer = case.call()
                assert answer.status_code < 500, (operation.label, case)
                case.validate_response(answer, checks=[schemathesis.checks.not_a_server_error])
                checked += 1
    assert checked > 100


def _cases(operation: Any) -> list[Any]:
    from hypothesis import HealthCheck, given, seed, settings

    found: list[Any] = []

    @seed(1)
    @settings(max_examples=30, database=None, deadline=None, suppress_health_check=list(HealthCheck))
    @given(operation.as_strategy())
    def collect(case: Any) -> None:
        found.append(case)

    collect()
    return found


WRONG = (
    "/api/incidents/zz", "/incidents/%00", "/static/0/../app.py", "/map?box=a", "/?on=9999-01-01",
    "/map?after=x", "/review?item=zz", "/figures?of=x",
)  # fmt: skip


def test_nothing_of_the_environment_is_told(shown: Served) -> None:
    secret = os.environ.get("HOME", "/root")
    for path in WRONG:
        answer = httpx.get(shown.url + path)
        assert answer.status_code in (400, 404, 422), path
        assert secret not in answer.text
        assert not INTERNALS.search(answer.text), path
