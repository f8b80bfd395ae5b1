"""A refusal is a page in the reader's language that says what to do; the API refuses in English."""

from __future__ import annotations

import re
from collections.abc import Iterator

import httpx
import pytest

from tests.web.conftest import Serve, Served
from tests.web.test_accounts import people, signed, stored  # noqa: F401 - `stored` is a fixture
from tests.web.test_bad_input import INTERNALS
from tocsin.language import TONGUES, load
from tocsin.web.access import NEEDED
from tocsin.web.faults import _LINES, LARGE
from tocsin.web.forms import STALE
from tocsin.web.limits import LARGEST_BODY, MANY, NAME

PAGE = {"accept": "text/html,application/xhtml+xml"}
OTHERS = [one for one in TONGUES if one != "en"]


def line_of(answer: httpx.Response) -> str:
    """Return what a page of a refusal says, with its quotes as they are read."""
    assert answer.headers["content-type"].startswith("text/html"), answer.text
    found = re.search(r'<p class="standfirst" dir="auto">(.*?)</p>', answer.text, re.DOTALL)
    assert found
    assert not INTERNALS.search(answer.text)
    return found[1].replace("&#39;", "'").replace("&#34;", '"')


def asking(served: Served, language: str) -> httpx.Client:
    return httpx.Client(base_url=served.url, timeout=60, headers=PAGE | {"accept-language": language})


@pytest.fixture
def team(serve: Serve, stored: str) -> Iterator[Served]:  # noqa: F811 - the fixture of that name
    served = serve(team=lambda desk: people(desk, stored))
    yield served
    served.app.state.accounts.trail.close()


def test_who_may_not_is_told_which_role_it_takes_and_who_gives_it(team: Served) -> None:
    with signed(team, "reader") as client:
        for language in TONGUES:
            for path, needed in (("/users", "administrator"), ("/figures/chart?save=1", "publisher")):
                words = load(language)
                answer = client.get(path, headers=PAGE | {"accept-language": language})
                assert answer.status_code == 403
                roles = {"needed": words(needed), "role": words("reader")}
                assert line_of(answer) == words(NEEDED, name="reader", **roles)
                assert answer.headers["content-language"] == language
        said = client.get("/api/nothing", headers={"accept-language": "ru"})
    assert said.json() == {"status": 404, "error": "There is nothing at this address."}


@pytest.mark.parametrize("language", TONGUES)
@pytest.mark.parametrize(
    ("method", "path", "status", "detail"),
    [
        ("GET", "/incidents/ffffffffff", 404, "there is no incident ffffffffff"),
        ("GET", "/map?after=nowhere", 400, "no page ended at"),
        ("GET", "/map?since=yesterday", 422, "since: "),
        ("POST", "/map", 405, ""),
    ],
)
def test_what_cannot_be_answered_says_what_to_do(
    shown: Served, language: str, method: str, path: str, status: int, detail: str
) -> None:
    with asking(shown, language) as client:
        answer = client.request(method, path)
    assert answer.status_code == status
    assert line_of(answer) == load(language)(_LINES[status])
    assert "tocsin incidents" not in answer.text  # a command is no help in a browser
    beside = re.findall(r'<bdi lang="en" dir="ltr">(.*?)</bdi>', answer.text)
    assert (beside[0].startswith(detail) if beside else "") == bool(detail) or not detail


@pytest.mark.parametrize("language", TONGUES)
def test_a_form_of_another_session_leads_back_to_its_page(shown: Served, language: str) -> None:
    with asking(shown, language) as client:
        back = {"referer": f"{shown.url}/audit"}
        answer = client.post("/audit", data={"token": "0" * 96}, headers=back)
        foreign = client.post(
            "/audit", data={"token": "0"}, headers={"referer": "https://evil.example/audit"}
        )
    assert (answer.status_code, foreign.status_code) == (403, 403)
    assert line_of(answer) == load(language)(STALE)
    assert '<a href="/audit">' in answer.text
    assert "evil.example" not in foreign.text


def test_too_large_is_said_whether_or_not_its_size_was_declared(shown: Served) -> None:
    def pieces() -> Iterator[bytes]:
        for _ in range(LARGEST_BODY // 100_000 + 2):
            yield b"note=" + b"x" * 100_000 + b"&"

    kind = {"content-type": "application/x-www-form-urlencoded"}
    for language in TONGUES:
        with asking(shown, language) as client:
            declared = client.post("/review", content=b"x" * (LARGEST_BODY + 1), headers=kind)
            streamed = client.post("/review", content=pieces(), headers=kind)
        for answer in (declared, streamed):
            assert answer.status_code == 413
            assert line_of(answer) == load(language)(LARGE)


@pytest.mark.parametrize("language", TONGUES)
def test_too_many_is_a_page_for_a_reader_and_a_fault_for_a_program(serve: Serve, language: str) -> None:
    # One more each half minute: of sixty a minute one more is let through as soon as a second has passed.
    served = serve(per_minute=2)
    with asking(served, language) as client:
        answers = [client.get("/tiles") for _ in range(12)]
        refused = answers[-1]
        api = client.get("/api/count")
        plain = client.get("/tiles", headers={"accept": "*/*"})
    words = load(language)
    assert refused.status_code == api.status_code == plain.status_code == 429
    assert line_of(refused) == words(MANY)
    assert int(refused.headers["retry-after"]) >= 1
    assert api.json() == {"status": 429, "error": MANY}
    assert plain.text == words(MANY) + "\n"
    assert refused.headers["content-security-policy"]


def test_another_name_gets_a_line_and_no_page(shown: Served) -> None:
    for language in OTHERS:
        with asking(shown, language) as client:
            answer = client.get("/", headers={"host": "evil.example"})
        assert (answer.status_code, answer.text) == (421, load(language)(NAME) + "\n")
        assert answer.headers["content-type"].startswith("text/plain")
