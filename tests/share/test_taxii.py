"""The TAXII 2.1 server as a stranger's client sees it, on a real socket."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
import taxii2client.v21 as t21

from tests.share.making import OPEN, SECRET, befriend, entry, new_desk, sharing_of
from tests.share.serving import served
from tocsin.record import now
from tocsin.share.collections import make_collection
from tocsin.share.publish import INCIDENTS
from tocsin.share.sharing import Sharing
from tocsin.share.stix_names import TLP_MARKING
from tocsin.share.taxii import MEDIA

GREEN = TLP_MARKING["GREEN"]


@dataclass
class Site:
    """A served desk with two partners and a collection that both may add to."""

    sharing: Sharing
    url: str
    tokens: dict[str, str]
    shared: str

    def client(self, partner: str) -> httpx.Client:
        headers = {"authorization": f"Bearer {self.tokens[partner]}", "accept": MEDIA, "content-type": MEDIA}
        return httpx.Client(base_url=self.url, headers=headers, timeout=30)

    def objects(self, collection: str = "") -> str:
        return f"taxii2/api/collections/{collection or self.shared}/objects/"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    desk = new_desk(tmp_path / "desk", entry(1), entry(2, source="secret", town="Hiddenville"))
    sharing = sharing_of(desk)
    sharing.mark("default", "", OPEN, by="test")
    sharing.mark("source", "secret", SECRET, by="test")
    tokens = {}
    for name in ("alpha", "bravo"):
        befriend(sharing, name)
        tokens[name] = sharing.new_token(name, ["read", "write", "sync"], 30, by="test")
    shared = make_collection(sharing, "Shared", ["*"], by="test").id
    with served(desk) as url:
        yield Site(sharing, url, tokens, shared)
    desk.record.close()


def stix(number: int, *, marking: str = GREEN, **more: Any) -> dict[str, Any]:
    """Return an incident as somebody else's tool writes it."""
    made = {
        "type": "incident", "spec_version": "2.1", "name": f"Incident {number}",
        "id": f"incident--{uuid.uuid5(uuid.NAMESPACE_URL, str(number))}",
        "created": "2024-01-01T00:00:00.000Z", "modified": "2024-01-01T00:00:00.000Z",
        "object_marking_refs": [marking],
    }  # fmt: skip
    return made | more


def post(client: httpx.Client, site: Site, objects: list[Any]) -> dict[str, Any]:
    answer = client.post(site.objects(), content=json.dumps({"objects": objects}))
    assert answer.status_code == 202, answer.text
    body: dict[str, Any] = answer.json()
    return body


def test_a_strangers_client_walks_adds_filters_and_pages(site: Site) -> None:
    connection = t21.Server(
        site.url + "taxii2/", auth=t21.TokenAuth(site.tokens["alpha"]) if hasattr(t21, "TokenAuth") else None,
        user=None if hasattr(t21, "TokenAuth") else "alpha",
        password=None if hasattr(t21, "TokenAuth") else site.tokens["alpha"],
    )  # fmt: skip
    root = connection.api_roots[0]
    shared = next(c for c in root.collections if c.id == site.shared)
    ids = [stix(n)["id"] for n in range(10_000)]
    for first in range(0, len(ids), 2000):
        status = shared.add_objects({"objects": [stix(n) for n in range(first, first + 2000)]})
        assert (status.status, status.success_count, status.failure_count) == ("complete", 2000, 0)
    pages = [page["objects"] for page in t21.as_pages(shared.get_objects, per_request=900)]
    assert {len(page) for page in pages[:-1]} == {900}
    walked = [thing["id"] for page in pages for thing in page]
    assert walked == ids
    assert [o["id"] for o in shared.get_objects(id=ids[7_000:7_003])["objects"]] == ids[7_000:7_003]
    assert shared.get_object(walked[3])["objects"][0]["name"] == "Incident 3"
    assert shared.get_objects(type=["report"]).get("objects") is None
    assert len(shared.get_manifest(limit=10)["objects"]) == 10
    assert root.get_status(status.id).success_count == 2000


def test_inside_one_collection_each_partner_gets_what_it_may_have(site: Site) -> None:
    names = {}
    for partner in ("alpha", "bravo"):
        with site.client(partner) as client:
            answer = client.get(site.objects(INCIDENTS), params={"limit": 1000})
            names[partner] = answer.text
    assert "Hiddenville" in names["alpha"]
    assert "Hiddenville" not in names["bravo"]
    assert "Town1" in names["bravo"]


def test_hidden_and_absent_are_answered_alike(site: Site) -> None:
    with site.client("alpha") as client:
        seen = client.get(site.objects(INCIDENTS), params={"limit": 1000}).json()["objects"]
    with site.client("bravo") as client:
        visible = {
            o["id"] for o in client.get(site.objects(INCIDENTS), params={"limit": 1000}).json()["objects"]
        }
        hidden = next(o["id"] for o in seen if o["type"] == "incident" and o["id"] not in visible)
        absent = f"incident--{uuid.uuid4()}"
        for tail in ("", "versions/"):
            one, other = (client.get(f"{site.objects(INCIDENTS)}{i}/{tail}") for i in (hidden, absent))
            assert (one.status_code, one.content) == (404, other.content)
        answers = [client.get(site.objects(INCIDENTS), params={"match[id]": i}) for i in (hidden, absent)]
        assert answers[0].content == answers[1].content


def test_one_bad_object_does_not_touch_the_others(site: Site) -> None:
    person = {
        "type": "identity",
        "spec_version": "2.1",
        "id": f"identity--{uuid.uuid4()}",
        "name": "Jo Testperson",
        "created": "2024-01-01T00:00:00Z",
        "modified": "2024-01-01T00:00:00Z",
        "identity_class": "individual",
    }
    bad: list[Any] = [
        {"type": "incident"}, person, 7, [], stix(1, modified="2023-01-01T00:00:00Z"), stix(2, name=""),
        stix(3, id="incident--nonsense"), stix(4, spec_version="2.0"), stix(5, created="yesterday"),
    ]  # fmt: skip
    with site.client("alpha") as client:
        status = post(client, site, [stix(100), *bad, stix(101)])
        assert (status["success_count"], status["failure_count"]) == (2, len(bad))
        answer = client.get(site.objects())
        assert [o["name"] for o in answer.json()["objects"]] == ["Incident 100", "Incident 101"]
    with site.client("bravo") as client:
        assert "Testperson" not in client.get(site.objects()).text
    assert len(site.sharing.exchange.quarantined()) == len(bad)


def test_the_same_again_adds_nothing_and_other_bytes_are_a_conflict(site: Site) -> None:
    with site.client("alpha") as client:
        assert post(client, site, [stix(1)])["success_count"] == 1
        assert post(client, site, [stix(1)])["success_count"] == 1
        status = post(client, site, [stix(1, name="Other")])
        assert status["failure_count"] == 1
        assert [o["name"] for o in client.get(site.objects()).json()["objects"]] == ["Incident 1"]
    assert any("other content" in q.reason for q in site.sharing.exchange.quarantined())


def test_versions_and_the_last_of_them(site: Site) -> None:
    later = stix(1, modified="2024-02-01T00:00:00Z", name="Later")
    with site.client("alpha") as client:
        post(client, site, [stix(1), later])
        url = f"{site.objects()}{later['id']}/"
        assert [o["name"] for o in client.get(url).json()["objects"]] == ["Later"]
        every = client.get(url, params={"match[version]": "all"}).json()["objects"]
        assert [o["name"] for o in every] == ["Incident 1", "Later"]
        first = client.get(url, params={"match[version]": "first"}).json()["objects"]
        assert [o["name"] for o in first] == ["Incident 1"]
        assert len(client.get(url + "versions/").json()["versions"]) == 2


def test_an_unmarked_object_goes_back_to_its_author_and_to_nobody_else(site: Site) -> None:
    bare = stix(1)
    del bare["object_marking_refs"]
    with site.client("alpha") as client:
        post(client, site, [bare])
        assert len(client.get(site.objects()).json()["objects"]) == 1
    with site.client("bravo") as client:
        assert client.get(site.objects()).json() == {"more": False}


def test_an_object_inherits_the_markings_of_what_it_refers_to_round_a_cycle(site: Site) -> None:
    one, two = (f"note--{uuid.uuid4()}" for _ in range(2))
    note = {"type": "note", "spec_version": "2.1", "created": "2024-01-01T00:00:00Z",
            "modified": "2024-01-01T00:00:00Z", "content": "see the other"}  # fmt: skip
    red = TLP_MARKING["RED"]
    with site.client("alpha") as client:
        status = post(client, site, [
            note | {"id": one, "object_refs": [two], "object_marking_refs": [GREEN]},
            note | {"id": two, "object_refs": [one], "object_marking_refs": [red]},
        ])  # fmt: skip
        assert status["success_count"] == 2
    with site.client("bravo") as client:
        assert client.get(site.objects()).json() == {"more": False}


def test_cursors_are_opaque_and_open_for_their_owner_and_question_only(site: Site) -> None:
    with site.client("alpha") as alpha, site.client("bravo") as bravo:
        post(alpha, site, [stix(n) for n in range(30)])
        first = alpha.get(site.objects(), params={"limit": 10}).json()
        assert first["more"] is True
        cursor = first["next"]
        assert alpha.get(site.objects(), params={"limit": 10, "next": cursor}).status_code == 200
        for client, params in (
            (bravo, {"next": cursor}),
            (alpha, {"next": cursor, "match[type]": "incident"}),
            (alpha, {"next": cursor[:-4] + "AAAA"}),
            (alpha, {"next": "10"}),
            (alpha, {"next": "é" * 10}),
        ):
            assert client.get(site.objects(), params=params).status_code == 400


@pytest.mark.parametrize("limit", ["-1", "0", "1e3", "٣", "9" * 400, "", "null"])
def test_a_limit_that_is_none_is_refused(site: Site, limit: str) -> None:
    with site.client("alpha") as client:
        assert client.get(site.objects(), params={"limit": limit}).status_code == 400


def test_a_huge_limit_is_capped(site: Site) -> None:
    with site.client("alpha") as client:
        post(client, site, [stix(n) for n in range(1005)])
        body = client.get(site.objects(), params={"limit": 10**12}).json()
        assert len(body["objects"]) == 1000


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"[" * 1_000_000, 400),
        (b'{"objects":' + b"[" * 900_000 + b"]" * 900_000 + b"}", 400),
        (b'{"objects":[{"type":"incident","type":"x"}]}', 400),
        (b'{"objects":[NaN]}', 400),
        (b"\xff\xfe", 400),
        (b"{}", 422),
        (b'{"objects":{}}', 422),
        (b'{"objects":[]}', 422),
        (b"7" * 10_000, 400),
    ],
)
def test_poison_is_refused_and_the_server_lives(site: Site, body: bytes, status: int) -> None:
    with site.client("alpha") as client:
        assert client.post(site.objects(), content=body).status_code == status
        assert client.get(site.objects()).status_code == 200


def test_gigantic_strings_and_bodies(site: Site) -> None:
    with site.client("alpha") as client:
        status = post(client, site, [stix(1, name="x" * 900_000), stix(2)])
        assert (status["success_count"], status["failure_count"]) == (1, 1)
        assert client.post(site.objects(), content=b" " * 2_100_000).status_code == 413


def test_hostile_text_comes_back_as_it_was_in_inert_json(site: Site) -> None:
    name = "</script><img src=x onerror=alert(1)>\u202e\x1b[31m"
    with site.client("alpha") as client:
        post(client, site, [stix(1, name=name)])
        answer = client.get(site.objects())
        assert answer.json()["objects"][0]["name"] == name
        assert answer.headers["content-type"].startswith("application/taxii+json")
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_tokens_expire_are_revoked_and_are_kept_as_hashes_only(site: Site) -> None:
    sharing = site.sharing
    token = site.tokens["bravo"]
    assert sharing.caller(token, now()) is not None
    stored = json.dumps([[k, f.body] for k, f in sharing.exchange.facts("token").items()])
    assert token not in stored
    assert sharing.revoke("bravo", by="test") == 1
    with site.client("bravo") as client:
        answer = client.get(site.objects())
        assert answer.status_code == 401
        assert "www-authenticate" in answer.headers


def test_the_kill_switch_stops_everything_at_once(site: Site) -> None:
    with site.client("alpha") as client:
        assert client.get(site.objects()).status_code == 200
        site.sharing.switch(stopped=True, reason="test", by="test")
        for path in ("taxii2/", "taxii2/api/", site.objects(), "exchange/items/"):
            assert client.get(path).status_code == 503
        site.sharing.switch(stopped=False, reason="test", by="test")
        assert client.get(site.objects()).status_code == 200


def test_a_partner_taken_off_gets_nothing_more(site: Site) -> None:
    site.sharing.take_off("bravo", by="test")
    with site.client("bravo") as client:
        for path in ("taxii2/", site.objects(), "exchange/items/"):
            assert client.get(path).status_code == 401


def test_what_is_withdrawn_is_gone_at_the_next_poll(site: Site) -> None:
    with site.client("bravo") as client:
        before = client.get(site.objects(INCIDENTS), params={"limit": 1000})
        incident = next(o for o in before.json()["objects"] if o["type"] == "incident")
        site.sharing.record.withdraw(document="https://wire.example/1", reason="false", by="desk")
        after = client.get(site.objects(INCIDENTS), params={"limit": 1000, "match[version]": "all"})
        assert "Town1" not in after.text
        told = [o for o in after.json()["objects"] if o["id"] == incident["id"]]
        assert [o.get("revoked") for o in told] == [True]


def test_every_answer_is_in_the_audit_log_and_the_chain_holds(site: Site) -> None:
    from tocsin.record.disclosing import faults

    with site.client("alpha") as client:
        post(client, site, [stix(n) for n in range(5)])
        client.get(site.objects())
    rows = list(site.sharing.exchange.disclosures())
    assert rows[-1].partner == "alpha"
    assert rows[-1].count == 5
    assert faults(rows) == []


def test_a_token_that_asks_too_often_waits_and_the_others_do_not(tmp_path: Path) -> None:
    desk = new_desk(tmp_path / "desk", entry(1))
    sharing = sharing_of(desk)
    tokens = [sharing.new_token(befriend(sharing, n).id, ["read"], 1, by="test") for n in ("alpha", "bravo")]
    with served(desk, per_token=1) as url, httpx.Client(timeout=60) as client:
        answers = [
            [client.get(url + "taxii2/", headers={"authorization": f"Bearer {token}"}) for _ in range(times)]
            for token, times in zip(tokens, (2, 1), strict=True)
        ]
    assert [[a.status_code for a in each] for each in answers] == [[200, 429], [200]]
    assert int(answers[0][-1].headers["retry-after"]) > 0
    desk.record.close()


def test_other_media_types_are_refused(site: Site) -> None:
    with site.client("alpha") as client:
        assert client.get("taxii2/", headers={"accept": "text/html"}).status_code == 406
        assert (
            client.get("taxii2/", headers={"accept": "application/taxii+json;version=2.0"}).status_code == 406
        )
        answer = client.post(site.objects(), content=b"{}", headers={"content-type": "application/json"})
        assert answer.status_code == 415


def test_a_token_reads_only_where_its_scope_says(site: Site) -> None:
    auditor = site.sharing.new_token("bravo", ["audit"], 1, by="test")
    headers = {"authorization": f"Bearer {auditor}"}
    with httpx.Client(base_url=site.url, headers=headers) as client:
        assert client.get(site.objects()).status_code == 403
        assert client.get("exchange/items/").status_code == 403
        assert client.post(site.objects(), content=b"{}", headers={"content-type": MEDIA}).status_code == 403
        assert client.get("exchange/audit/").status_code == 200
