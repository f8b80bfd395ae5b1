"""Accounts over a real server: who gets in, what each role may do, what is noted, what ends when."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
import schemathesis
from fastapi.routing import APIRoute

from frontend.build import MODULES
from tests.web.conftest import Open, Serve, Served
from tests.web.test_bad_input import INTERNALS, _cases, field
from tocsin.desk import Desk
from tocsin.desk.passwords import hashed
from tocsin.desk.signing import digest
from tocsin.errors import InternalError, UserError
from tocsin.record import ROLES, Sought
from tocsin.web import create_app
from tocsin.web.access import OPEN, check_guarded, every_route, role_of
from tocsin.web.serving import Address, check
from tocsin.web.signing import inside
from tocsin.web.team import COOKIE, Team

PASSWORD = "four words of no sense"  # written for these tests
BY_LINK = ("/language", "/confirm/{token}", "/unsubscribe/{token}")
NOW = datetime(2026, 1, 1, tzinfo=UTC)
AXE = MODULES / "axe-core" / "axe.min.js"


@pytest.fixture(scope="session")
def stored() -> str:
    return hashed("anybody", PASSWORD)


@pytest.fixture
def team(serve: Serve, stored: str) -> Iterator[Served]:
    """A desk with one user of each role, called after it."""
    served = serve(team=lambda desk: people(desk, stored))
    yield served
    served.app.state.accounts.trail.close()


def people(desk: Desk, stored: str) -> Team:
    for role in reversed(ROLES):
        desk.record.accounts.add(role, role, stored, at=NOW)
    return Team(desk)


@contextmanager
def signed(served: Served, name: str) -> Iterator[httpx.Client]:
    """Give a client of a user who has signed in through the form."""
    with httpx.Client(base_url=served.url, timeout=60) as client:
        token = field(client.get("/sign-in").text, "token")
        answer = client.post("/sign-in", data={"token": token, "name": name, "password": PASSWORD})
        assert (answer.status_code, answer.headers["location"]) == (303, "/")
        yield client


def routes(served: Served) -> list[APIRoute]:
    return [route for route in every_route(served.app.routes) if isinstance(route, APIRoute)]


def filled(served: Served, route: APIRoute) -> str:
    incident = served.desk.record.incidents()[0]
    id_ = incident.reports[0] if route.path.startswith("/reports") else incident.id
    # Figures take long to make: who may see them is told that there are none of this name.
    return route.path.replace("{id}", id_) + "?of=none&format=none"


def test_every_route_asks_for_a_role_and_refuses_those_below_it(team: Served) -> None:
    with ExitStack() as stack:
        clients = {role: stack.enter_context(signed(team, role)) for role in ROLES}
        nobody = stack.enter_context(httpx.Client(base_url=team.url, timeout=60))
        tried = 0
        for route in routes(team):
            needed = role_of(route)
            if needed is None:
                assert route.path in OPEN
                continue
            for method in sorted(route.methods or ()):
                path = filled(team, route)
                answer = nobody.request(method, path)
                assert answer.status_code == (303 if method == "GET" and "/api" not in path else 401), path
                assert "sign-in" in answer.headers.get("location", "sign-in")
                for role, client in clients.items():
                    refused = client.request(method, path).status_code == 403
                    below = ROLES.index(role) < ROLES.index(needed)
                    # A form without its token is refused for everybody, and so is no proof.
                    assert refused == below if method == "GET" else refused or not below, (role, path)
                    tried += 1
    assert tried > 80


def test_the_roles_that_routes_ask_for(team: Served) -> None:
    asked = {route.path: role_of(route) for route in routes(team)}
    assert {asked[path] for path in ("/", "/map", "/figures", "/incidents/{id}", "/api/incidents")} == {
        "reader"
    }
    assert {asked[path] for path in ("/review", "/review/undo")} == {"reviewer"}
    assert {asked[p] for p in ("/download", "/incidents/{id}/export", "/figures/data")} == {"publisher"}
    assert asked["/subscriptions"] == "publisher"
    assert {asked[path] for path in ("/users", "/trail")} == {"administrator"}


def test_a_route_that_asks_for_no_role_keeps_the_desk_from_starting(team: Served) -> None:
    @team.app.get("/forgotten")
    def forgotten() -> None:
        """Nothing."""

    with pytest.raises(InternalError, match="/forgotten"):
        check_guarded(team.app)


def test_no_form_is_taken_without_its_token(team: Served) -> None:
    users = team.desk.record.accounts.users()
    with signed(team, "administrator") as client:
        for route in routes(team):
            # A language is chosen before anybody signs in, by a form that goes by where it was sent from; and
            # whoever holds the address for a subscription needs no form.
            if "POST" in (route.methods or ()) and route.path not in BY_LINK:
                audit = route.path.startswith("/review/audit")
                item, verdict = ("1", "skip") if audit else (filled_id(team), "accept")
                data = {"do": "remove", "name": "reader", "item": item, "verdict": verdict}
                for token in ("", "0" * 96, field(httpx.get(team.url + "/sign-in").text, "token")):
                    answer = client.post(route.path, data={**data, "token": token})
                    assert answer.status_code == 403, route.path
    assert team.desk.record.accounts.users() == users
    assert team.desk.record.reviews() == []


def filled_id(served: Served) -> str:
    return served.desk.record.incidents()[0].id


def test_an_unknown_name_and_a_wrong_password_are_answered_alike_and_then_slowed(team: Served) -> None:
    answers = {}
    team.app.state.accounts.door._clock = lambda: NOW
    for name in ("reader", "nobody-of-this-name"):
        with httpx.Client(base_url=team.url) as client:
            token = field(client.get("/sign-in").text, "token")
            data = {"token": token, "name": name, "password": "not the right one"}
            found = [client.post("/sign-in", data=data) for _ in range(6)]
            assert [one.status_code for one in found] == [403] * 5 + [429]
            assert found[-1].headers["retry-after"] == "3"
            answers[name] = re.sub(r'(token|name)" value="[^"]*"', "", found[0].text)
            assert not INTERNALS.search(found[0].text)
            assert "not the right one" not in found[0].text
        team.app.state.accounts.store.forgive([digest("address|127.0.0.1")])
    assert len(set(answers.values())) == 1
    # The right password waits too, and is let in afterwards.
    with httpx.Client(base_url=team.url) as client:
        data |= {"token": field(client.get("/sign-in").text, "token"), "name": "reader", "password": PASSWORD}
        assert client.post("/sign-in", data=data).status_code == 429
    team.app.state.accounts.store.forgive([digest("name|reader")])
    with signed(team, "READER "):
        pass


def test_the_cookie_says_nothing_and_its_secret_is_not_stored(team: Served) -> None:
    with signed(team, "reader") as client:
        secret = client.cookies[COOKIE]
        assert len(secret) >= 43
        folder = team.desk.folder
        held = b"".join((folder / name).read_bytes() for name in ("record.sqlite", "record.sqlite-wal"))
        assert secret.encode() not in held
        assert digest(secret).encode() in held
        assert PASSWORD.encode() not in held
        token = field(client.get("/account").text, "token")
        out = client.post("/sign-out", data={"token": token})
        assert out.headers["location"] == "/sign-in"
        assert httpx.get(team.url, cookies={COOKIE: secret}).status_code == 303


def test_the_flags_of_the_cookie(serve: Serve, stored: str) -> None:
    for tls, name in ((False, "tocsin-user="), (True, "__Host-tocsin-user=")):
        served = serve(team=lambda desk: people(desk, stored), tls=tls)
        with httpx.Client(base_url=served.url) as client:
            page = client.get("/sign-in")
            own = {"cookie": page.headers["set-cookie"].partition(";")[0]}
            data = {"token": field(page.text, "token"), "name": "reader", "password": PASSWORD}
            client.cookies.clear()
            given = client.post("/sign-in", data=data, headers=own).headers["set-cookie"]
        assert given.startswith(name)
        assert {"httponly", "samesite=lax", "path=/"} <= {part.strip().lower() for part in given.split(";")}
        assert ("secure" in given.lower().replace("__host", "")) == tls


@pytest.mark.parametrize("change", ["role", "password", "remove", "end"])
def test_a_change_ends_what_is_open_at_once(team: Served, change: str, stored: str) -> None:
    store = team.desk.record.accounts
    with signed(team, "reviewer") as client, signed(team, "reader") as other:
        assert client.get("/review", follow_redirects=True).status_code == 200
        if change == "role":
            store.set_role("reviewer", "reader", at=NOW)
        elif change == "password":
            store.set_password("reviewer", stored, at=NOW)
        elif change == "remove":
            store.remove("reviewer", at=NOW)
        else:
            assert store.end("reviewer") == 1
        assert client.get("/review").headers["location"].startswith("/sign-in")
        assert other.get("/").status_code == 200


def test_a_session_ends_when_it_idles_and_at_its_end(team: Served) -> None:
    door = team.app.state.accounts.door
    with signed(team, "reader") as client:
        held = door.holder(client.cookies[COOKIE])
        now = held.session.created
        for later, there in ((59, True), (61, False)):
            door._clock = lambda later=later: now + timedelta(minutes=later)
            assert (client.get("/").status_code == 200) == there
        team.app.state.accounts.trail.seen(held.session.hash, now + timedelta(hours=11, minutes=30))
        team.app.state.accounts.trail.flush()
        for later, there in ((11 * 60 + 59, True), (12 * 60, False)):
            door._clock = lambda later=later: now + timedelta(minutes=later)
            assert (client.get("/").status_code == 200) == there


def test_a_token_reads_for_a_script_and_sends_no_form(team: Served) -> None:
    door = team.app.state.accounts.door
    secret = door.token("publisher", "nightly", 1)
    bearer = {"authorization": f"Bearer {secret}"}
    assert httpx.get(team.url + "/api/count", headers=bearer).json()["total"] > 0
    assert httpx.get(team.url + "/download?format=csv", headers=bearer).status_code == 200
    assert httpx.get(team.url + "/users", headers=bearer).status_code == 403
    assert httpx.post(team.url + "/review", headers=bearer, data={"item": filled_id(team)}).status_code == 403
    assert httpx.get(team.url + "/api/count", cookies={COOKIE: secret}).status_code == 401
    for wrong in (secret[:-1], secret + "x", "tocsin_", "x"):
        refused = httpx.get(team.url + "/api/count", headers={"authorization": f"Bearer {wrong}"})
        assert (refused.status_code, refused.headers["www-authenticate"]) == (401, "Bearer")
    door._clock = lambda: datetime.now(UTC) + timedelta(days=1)
    assert httpx.get(team.url + "/api/count", headers=bearer).status_code == 401


def test_decisions_carry_the_users_name_and_agreement_counts_by_user(team: Served, stored: str) -> None:
    from tocsin.desk.reviewing import agreement

    record = team.desk.record
    record.accounts.add("second", "reviewer", stored, at=NOW)
    both = next(i for i in record.incidents() if len(i.reports) > 1)
    for name in ("reviewer", "second"):
        with signed(team, name) as client:
            page = client.get(f"/review?item={both.id}").text
            data = {key: field(page, key) for key in ("token", "once", "item", "seen")}
            assert client.post("/review", data=data | {"verdict": "accept"}).status_code == 303
    assert [review.reviewer for review in record.reviews()] == ["reviewer", "second"]
    (pair,) = agreement(record.reviews())
    assert ({pair.first, pair.second}, pair.n, pair.agreed) == ({"reviewer", "second"}, 1, 1.0)
    with signed(team, "reviewer") as client:
        page = client.get(f"/review?item={both.id}").text
        data = {key: field(page, key) for key in ("token", "once", "item", "seen")}
        split = data | {"verdict": "split", "reports": both.reports[1]}
        assert client.post("/review", data=split).status_code == 303
    assert {j.author for j in record.judgements() if j.origin == "human"} == {"reviewer"}


def test_a_decision_sent_after_signing_out_is_kept_and_can_be_sent_again(team: Served) -> None:
    with signed(team, "reviewer") as client:
        page = client.get("/review", follow_redirects=True).text
        data = {key: field(page, key) for key in ("token", "once", "item", "seen")}
        data |= {"verdict": "correct", "killed": "77", "note": 'kept "note" <b>'}
        team.desk.record.accounts.end("reviewer")
        lost = client.post("/review", data=data)
        assert lost.status_code == 401
        assert field(lost.text, "killed") == "77"
        assert "kept &#34;note&#34; &lt;b&gt;" in lost.text
        assert 'name="token"' not in lost.text
        again = {name: field(lost.text, name) for name in data if name != "token"} | {"note": data["note"]}
    with signed(team, "reviewer") as client:
        stale = client.post("/review", data=again)
        assert stale.status_code == 403
        assert 'value="77"' in stale.text
        assert team.desk.record.reviews() == []
        fresh = {key: field(stale.text, key) for key in ("token", "once", "item", "seen")}
        assert client.post("/review", data=again | fresh).status_code == 303
    assert [(r.verdict, r.note) for r in team.desk.record.reviews()] == [("correct", data["note"])]


def test_the_trail_says_who_looked_and_who_changed_and_not_what_was_searched(team: Served) -> None:
    incident = filled_id(team)
    with signed(team, "reviewer") as client:
        client.get(f"/incidents/{incident}")
        client.get("/map?text=very-private-search&country=FR")
        client.get("/download?text=very-private-search")
        page = client.get(f"/review?item={incident}").text
        data = {key: field(page, key) for key in ("token", "once", "item", "seen")}
        client.post("/review", data=data | {"verdict": "unsure"})
        client.post("/review/undo", data={"token": data["token"], "seq": "1"})
    with signed(team, "administrator") as client:
        page = client.get("/trail?who=reviewer").text
    steps = [line.step for line in team.desk.record.accounts.trail(Sought(who="reviewer"))][::-1]
    assert [(step.act, step.what) for step in steps] == [
        ("signed in", ""), ("look", f"/incidents/{incident}"), ("look", "/map"), ("refused", "/download"),
        ("look", "/review"), ("decided", f"unsure {incident}"), ("undone", f"1 {incident}"),
    ]  # fmt: skip
    assert {step.address for step in steps} == {"127.0.0.1"}
    assert f"unsure {incident}" in page
    assert "very-private-search" not in page
    held = (team.desk.folder / "record.sqlite-wal").read_bytes()
    assert b"very-private-search" not in held


def test_the_trail_has_filters_and_pages(team: Served) -> None:
    trail = team.app.state.accounts.trail
    for number in range(250):
        trail.note("reader", "look", f"/incidents/{number:03}", "192.0.2.7")
    with signed(team, "administrator") as client:
        seen: list[str] = []
        path: str | None = "/trail?who=reader&act=look"
        while path:
            page = client.get(path).text
            seen += re.findall(r"/incidents/(\d{3})", page)
            found = re.search(r'<a href="([^"]+)" rel="next"', page)
            path = found[1].replace("&amp;", "&") if found else None
        assert seen == [f"{number:03}" for number in reversed(range(250))]
        assert re.findall(r"/incidents/(\d{3})", client.get("/trail?what=/incidents/24").text)[0] == "249"
        assert "/incidents/" not in client.get("/trail?until=2020-01-01").text
        assert client.get("/trail?since=x").status_code == 422
        assert client.get("/trail?until=9999-12-31").status_code == 200


def test_a_record_that_cannot_be_written_costs_no_page_and_no_line(team: Served) -> None:
    trail = team.app.state.accounts.trail
    with signed(team, "reader") as client:
        trail.flush()
        before = len(team.desk.record.accounts.trail(Sought(who="reader")))
        holder = sqlite3.connect(
            team.desk.folder / "record.sqlite", isolation_level=None, check_same_thread=False
        )
        holder.execute("BEGIN IMMEDIATE")
        assert client.get("/").status_code == 200
        assert client.get("/map").status_code == 200
        holder.execute("ROLLBACK")
        holder.close()
        assert trail.flush()
    after = team.desk.record.accounts.trail(Sought(who="reader"))
    assert [line.step.what for line in after[: len(after) - before]] == ["/map", "/"]


def test_the_administrator_keeps_the_users(team: Served) -> None:
    store = team.desk.record.accounts
    with signed(team, "administrator") as client:

        def send(**data: str) -> httpx.Response:
            return client.post("/users", data={"token": field(client.get("/users").text, "token"), **data})

        assert send(do="add", name="New.One", role="reviewer", password=PASSWORD).status_code == 303
        assert store.user("new.one").role == "reviewer"
        assert send(do="role", name="new.one", role="reader").status_code == 303
        assert store.user("new.one").role == "reader"
        was = store.user("new.one").password
        assert send(do="password", name="new.one", password=PASSWORD + "!").status_code == 303
        assert store.user("new.one").password != was
        assert send(do="remove", name="new.one").status_code == 303
        for wrong in (
            {"do": "add", "name": "new.one", "role": "reader", "password": PASSWORD},
            {"do": "add", "name": "Bad Name", "role": "reader", "password": PASSWORD},
            {"do": "add", "name": "other", "role": "king", "password": PASSWORD},
            {"do": "add", "name": "other", "role": "reader", "password": "short"},
            {"do": "remove", "name": "administrator"},
            {"do": "role", "name": "administrator", "role": "reader"},
            {"do": "role", "name": "nobody", "role": "reader"},
        ):  # fmt: skip
            refused = send(**wrong)
            assert refused.status_code == 422, wrong
            assert 'role="alert"' in refused.text
            assert PASSWORD not in refused.text
        assert send(do="rename", name="reader").status_code == 422
    assert [user.name for user in store.users()] == sorted(ROLES)


def test_only_pages_of_this_desk_come_after_signing_in() -> None:
    for path in ("/", "/map?country=FR", "/incidents/1", "/review?item=a#b"):
        assert inside(path) == path
    for path in (
        "//evil.example",
        "https://evil.example",
        "evil",
        "",
        "/\\evil.example",
        "/a\nb",
        "javascript:x",
    ):
        assert inside(path) == "/"


def test_signing_in_and_out_by_keyboard_alone(team: Served, tab: Open) -> None:
    visit = tab(team)
    page = visit.go("/?on=2016-07-15")
    assert page.url.startswith(f"{team.url}/sign-in")
    page.keyboard.type("administrator")
    page.keyboard.press("Tab")
    page.keyboard.type("wrong words of no sense")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.get_by_role("alert").inner_text() == "Name or password is not right."
    assert page.locator("#name").input_value() == "administrator"
    visit.said.clear()
    page.keyboard.type(PASSWORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url == f"{team.url}/?on=2016-07-15"
    assert "administrator" in page.locator(".masthead .who").inner_text()
    page.wait_for_load_state("networkidle")
    page.locator(".masthead .who a").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.get_by_role("button", name="Sign out").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url == f"{team.url}/sign-in"
    page.go_back()
    page.reload()
    assert page.url.startswith(f"{team.url}/sign-in")
    assert visit.said == []
    assert visit.strange() == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_on_the_pages_of_accounts(team: Served, tab: Open, scheme: str) -> None:
    visit = tab(team, color_scheme=scheme, bypass_csp=True, viewport={"width": 360, "height": 700})
    page = visit.go("/sign-in")
    for path in ("/sign-in", "/account", "/users", "/trail", "/subscriptions"):
        page = visit.go(path)
        assert page.locator("h1").count() == 1
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path
        page.add_script_tag(path=AXE)
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        grave = [(r["id"], r["nodes"][0]["html"][:120]) for r in found["violations"]
                 if r["impact"] in ("serious", "critical")]  # fmt: skip
        assert grave == [], path
        if path == "/sign-in":
            page.fill("#name", "administrator")
            page.fill("#password", PASSWORD)
            page.get_by_role("button", name="Sign in").click()
            page.wait_for_url("**/")


def test_it_works_without_javascript(team: Served, tab: Open) -> None:
    page = tab(team, java_script_enabled=False).go("/users")
    page.fill("#name", "administrator")
    page.fill("#password", PASSWORD)
    with page.expect_navigation():
        page.get_by_role("button", name="Sign in").click()
    assert page.url == f"{team.url}/users"
    page.fill("#name", "another")
    page.fill("#password", PASSWORD)
    with page.expect_navigation():
        page.get_by_role("button", name="Add", exact=True).click()
    assert page.get_by_role("link", name="another").is_visible()
    with page.expect_navigation():
        page.get_by_role("button", name="Remove another").click()
    assert page.get_by_role("link", name="another").count() == 0


def test_each_role_is_shown_only_what_it_may_do(team: Served) -> None:
    for role in ROLES:
        with signed(team, role) as client:
            page = client.get("/map").text
            assert ('href="/review"' in page) == (role != "reader")
            assert ("/download?" in page) == (role in ("publisher", "administrator"))
            assert ('href="/users"' in page) == (role == "administrator")


def test_schemathesis_finds_no_server_error_with_a_session(
    template: Path, tmp_path: Path, stored: str
) -> None:
    import shutil

    shutil.copytree(template, tmp_path / "desk")
    with Desk.open(tmp_path / "desk") as desk:
        team = people(desk, stored)
        app = create_app(desk, accounts=team, per_minute=10_000_000, hosts=("testserver",))
        secret = team.door.enter("reader", PASSWORD, "192.0.2.1")
        assert isinstance(secret, str)
        schema = schemathesis.openapi.from_asgi("/openapi.json", app)
        statuses: dict[int, int] = {}
        for result in schema.get_all_operations():
            operation: Any = result.ok()  # type: ignore[union-attr]  # a schema of ours, and sound
            for case in _cases(operation):
                answer = case.call(cookies={COOKIE: secret})
                assert answer.status_code < 500, (operation.label, case)
                assert answer.status_code != 401
                case.validate_response(answer, checks=[schemathesis.checks.not_a_server_error])
                statuses[answer.status_code] = statuses.get(answer.status_code, 0) + 1
        team.trail.close()
    assert statuses[200] > 20


def test_a_public_address_needs_an_administrator_and_encryption(template: Path, tmp_path: Path) -> None:
    import shutil

    shutil.copytree(template, tmp_path / "desk")
    command = [sys.executable, "-m", "tocsin"]
    desk = ["--desk", str(tmp_path / "desk")]

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*command, *arguments, *desk], input=PASSWORD + "\n", capture_output=True, text=True, check=False,
            timeout=100,
        )  # fmt: skip

    refused = run("serve", "--host", "0.0.0.0")
    assert (refused.returncode, refused.stderr.count("\n")) == (2, 1)
    assert "tocsin users add NAME --role administrator" in refused.stderr
    assert run("users", "add", "ana", "--role", "administrator", "--password-file", "-").returncode == 0
    refused = run("serve", "--host", "0.0.0.0")
    assert (refused.returncode, refused.stderr.count("\n")) == (2, 1)
    assert "--tls-cert" in refused.stderr
    assert "--behind-proxy" in refused.stderr
    refused = run("serve", "--host", "0.0.0.0", "--behind-proxy", "my-proxy")
    assert (refused.returncode, refused.stderr.count("\n")) == (2, 1)
    assert "192.0.2.9" in refused.stderr
    with Desk.open(tmp_path / "desk") as opened:
        check(Address("0.0.0.0", proxies=("10.0.0.0/24",)), Team(opened))
        with pytest.raises(UserError, match="unencrypted"):
            check(Address("0.0.0.0"), Team(opened))
