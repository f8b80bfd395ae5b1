"""Rows that may not be passed on: marked on the desk's own pages; in no download, answer, feed or message."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from itertools import product
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx
import polars
import pytest
from fastapi.routing import APIRoute
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.datasets.files import ACLED, GTD, write
from tests.share.making import START
from tests.subscribe.making import Clock, add, desk_at, entry, first_report, teller
from tests.web.conftest import Open, Served
from tests.web.test_accounts import people, signed
from tocsin.desk import Desk
from tocsin.desk.passwords import hashed
from tocsin.model import Judgement
from tocsin.subscribe.telling import feed_path
from tocsin.web.access import every_route

INSIDE = {
    "/map", "/map/list", "/map/points", "/incidents/{id}", "/incidents/{id}/card", "/reports/{id}",
}  # fmt: skip
"""Pages to look at, and what their scripts draw. Every other answer may be handed on."""
SECRETS = ("Hollowgate", "Hollow Front", "HLW9001", "HLW9002", "201905010001", "Mirefold")
"""Stand in the restricted rows only. All of it is written for these tests."""
ROWS = [
    ACLED | {"event_id_cnty": "HLW9001", "event_date": "2021-05-01", "year": "2021", "location": "Hollowgate",
             "actor1": "Hollow Front", "fatalities": "4", "assoc_actor_2": ""},
    ACLED | {"event_id_cnty": "HLW9002", "event_date": "2021-05-01", "year": "2021", "location": "Hollowgate",
             "actor1": "Hollow Front", "fatalities": "61", "latitude": "13.1", "assoc_actor_2": ""},
]  # fmt: skip
OTHER = GTD | {"eventid": "201905010001", "city": "Mirefold", "gname": "Hollow Front"}


def fill(folder: Path) -> Desk:
    """Return a desk of two attacks in the news, three restricted rows, one of them of the first attack."""
    news = [entry(1), entry(4000, town="Farwick", killed=12, published=START)]
    desk = desk_at(folder / "desk", *news)
    write(folder / "acled.csv", ROWS)
    write(folder / "gtd.csv", [OTHER])
    desk.read([str(folder / "acled.csv"), str(folder / "gtd.csv")])
    rows = {m.document.name: m.id for m in desk.record.inside.mentions()}
    a, b = sorted((first_report(news[0]), rows["acled:HLW9001"]))
    told = Judgement(a, b, "same", 1.0, "analyst", origin="human", made_at=datetime(2021, 6, 1, tzinfo=UTC))
    desk.record.add_judgements([told])
    assert len(desk.record.inside.incidents()) == 4
    assert len(desk.record.incidents()) == 2
    return desk


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with fill(tmp_path_factory.mktemp("restricted")) as made:
        yield made


@pytest.fixture(scope="module")
def served(desk: Desk) -> Iterator[Served]:
    running = Served(desk, per_minute=1_000_000)
    yield running
    running.stop()


@contextmanager
def asking(served: Served) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=served.url, timeout=60) as client:
        yield client


def told(answer: httpx.Response) -> list[str]:
    """Return which secrets an answer has, in its bytes or its headers."""
    text = repr(answer.headers) + (
        repr(polars.read_parquet(io.BytesIO(answer.content)).to_dicts())
        if "parquet" in answer.headers.get("content-type", "")
        else answer.content.decode("utf-8", "replace")
    )
    return [secret for secret in SECRETS if secret in text]


def hidden_only(desk: Desk) -> str:
    """Return the id of an incident that rests on restricted rows alone."""
    out = {i.id for i in desk.record.incidents()}
    return next(i.id for i in desk.record.inside.incidents() if i.id not in out)


def mixed(desk: Desk) -> str:
    return next(i.id for i in desk.record.inside.incidents() if "acled:HLW9001" in i.documents)


def test_the_list_shows_them_marked_and_without_them_on_request(served: Served) -> None:
    with asking(served) as client:
        every, without = client.get("/map").text, client.get("/map?restricted=out").text
        drawn = client.get("/map/points").json(), client.get("/map/points?restricted=out").json()
    assert "Hollowgate" in every
    assert every.count('class="badge restricted" title="ACLED"') == 2
    assert every.count('class="badge restricted" title="GTD"') == 1
    assert 'data-total="4"' in every
    assert "nothing that is taken along, sent or shared has it" in every
    assert not [secret for secret in SECRETS if secret in without]
    assert 'data-total="2"' in without
    assert "badge restricted" not in without
    assert [one["total"] for one in drawn] == [4, 2]


def test_an_incident_and_a_row_say_whose_they_are_and_under_which_licence(served: Served) -> None:
    record = served.desk.record
    row = next(m.id for m in record.inside.mentions() if m.document.name == "acled:HLW9001")
    with asking(served) as client:
        both, alone = client.get(f"/incidents/{mixed(served.desk)}"), client.get(f"/reports/{row}")
        hidden = client.get(f"/incidents/{hidden_only(served.desk)}").text
        card = client.get(f"/incidents/{mixed(served.desk)}/card").text
    for page in (both.text, alone.text, hidden):
        assert "Restricted: for use at this desk only." in page
    assert "ACLED terms of use: rows may not be passed on" in both.text
    assert "ACLED terms of use: rows may not be passed on" in alone.text
    assert "badge restricted" in card
    # What news alone say is not marked: the badges of the head and of the row's own sentences.
    says = re.findall(r'<p class="by">(.*?)</p>', both.text, re.DOTALL)
    assert {"badge restricted" in by for by in says if "acled" in by.lower()} == {True}
    assert {"badge restricted" in by for by in says if "wire" in by.lower()} == {False}
    assert "/export?format=json" in both.text
    assert "/export" not in hidden
    assert "/review?item=" not in hidden


def ways_out(served: Served) -> Iterator[str]:
    """Every address that answers GET and is no page to look at, with what it takes."""
    record = served.desk.record.inside
    incidents = [i.id for i in record.incidents()]
    assert len(incidents) == 4
    formats = ("csv", "json", "jsonl", "geojson", "parquet", "svg", "png")
    for route in every_route(served.app.routes):
        if not isinstance(route, APIRoute) or "GET" not in (route.methods or ()) or route.path in INSIDE:
            continue
        if "{digest}" in route.path or "{token}" in route.path:
            continue  # our own files; the feed has a test of its own
        paths = (
            [route.path.replace("{id}", one) for one in incidents] if "{id}" in route.path else [route.path]
        )
        assert not any("{" in path for path in paths), route.path
        names = {parameter.name for parameter in route.dependant.query_params}
        for path in paths:
            yield path
            yield f"{path}?on=2021-05-01"
            if "format" in names:
                kinds = [f"format={kind}" for kind in formats]
                more = [f"&of={of}&save=1" for of in ("rate", "gap", "claim")] if "of" in names else [""]
                yield from (f"{path}?{kind}{rest}" for kind, rest in product(kinds, more))
            if "item" in names:
                yield from (f"{path}?item={one}" for one in incidents)
            if "statements" in names:
                yield f"{path}?statements=true&limit=500"


def test_no_other_answer_of_the_desk_has_a_byte_of_them(served: Served) -> None:
    asked = 0
    with asking(served) as client:
        for path in ways_out(served):
            answer = client.get(path, follow_redirects=True)
            assert told(answer) == [], path
            asked += answer.status_code == 200
    assert asked > 40
    assert told(httpx.get(f"{served.url}/map")) != []


texts = st.sampled_from(["", "Hollowgate", "hollow", "Town1", "bomb"])
FILTERS = st.fixed_dictionaries(
    {},
    optional={
        "country": st.sampled_from(["BF", "FR"]), "source": st.sampled_from(["ACLED", "GTD", "wire"]),
        "group": st.sampled_from(["Hollow Front", "Front of Town1"]), "killed": st.integers(0, 70),
        "text": texts, "since": st.sampled_from(["2019-01-01", "2021-05-01"]),
        "until": st.sampled_from(["2021-05-01", "2025-01-01"]), "box": st.just("-10,5,10,20"),
        "definition": st.sampled_from(["violent-attack", "deadly-attack"]),
        "restricted": st.sampled_from(["", "out"]),
    },
)  # fmt: skip


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    filters=FILTERS,
    way=st.sampled_from(["/api/incidents?statements=true", "/api/points?", "/api/count?", *(
        f"/download?format={kind}" for kind in ("csv", "json", "jsonl", "geojson", "parquet")
    )]),
)  # fmt: skip
def test_whatever_is_asked_for_they_neither_leave_nor_count(
    served: Served, filters: dict[str, Any], way: str
) -> None:
    """The answer is the same, byte for byte, as where the filter says to leave them out."""
    with asking(served) as client:
        answers = [client.get(f"{way}&{urlencode(filters | {'restricted': which})}") for which in ("", "out")]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].content == answers[1].content
    assert told(answers[0]) == []


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(filters=FILTERS)
def test_what_a_page_leaves_out_is_what_no_download_has(served: Served, filters: dict[str, Any]) -> None:
    query = urlencode(filters | {"restricted": "out"})
    with asking(served) as client:
        page = client.get(f"/map/list?{query}")
        rows = client.get(f"/download?format=jsonl&{query}").text.splitlines()
    assert page.status_code == 200
    assert f'data-total="{len(rows)}"' in page.text
    assert "badge restricted" not in page.text


def test_a_feed_and_a_letter_have_nothing_of_them(tmp_path: Path) -> None:
    clock = Clock()
    with fill(tmp_path) as desk:
        feed = add(desk, "readers", "feed", "")
        letter = add(desk, "reader")
        served = Served(desk, per_minute=1_000_000)
        try:
            teller(desk, clock).run()
            answer = httpx.get(served.url + feed_path(teller(desk, clock).ways.key, feed))
        finally:
            served.stop()
        messages = [m for one in (feed, letter) for m in desk.record.outbox.messages(one.seq)]
    assert answer.status_code == 200
    assert "Farwick" in answer.text
    assert told(answer) == []
    assert messages
    assert not [secret for secret in SECRETS if secret in repr(messages)]


@pytest.mark.parametrize(
    ("least", "see"),
    [
        ("reader", ["reader", "reviewer", "publisher", "administrator"]),
        ("publisher", ["publisher", "administrator"]),
        ("nobody", []),
    ],
)
def test_the_settings_say_who_sees_them(tmp_path: Path, least: str, see: list[str]) -> None:
    password = hashed("anybody", "four words of no sense")
    with fill(tmp_path) as desk:
        desk.settings = replace(desk.settings, web=replace(desk.settings.web, restricted=least))
        served = Served(desk, per_minute=1_000_000, team=lambda one: people(one, password))
        hidden = hidden_only(desk)
        paths = ("/map", "/map/list", "/map/points", f"/incidents/{hidden}", f"/incidents/{hidden}/card")
        try:
            for role in ("reader", "reviewer", "publisher", "administrator"):
                with signed(served, role) as client:
                    answers = [client.get(path) for path in paths]
                assert [bool(told(answer)) for answer in answers] == [role in see] * len(paths), role
                assert [answer.status_code for answer in answers[3:]] == [200 if role in see else 404] * 2
                assert ('name="restricted"' in answers[0].text) == (role in see)
        finally:
            served.stop()
            served.app.state.accounts.trail.close()


def test_in_a_browser_the_list_the_map_and_the_filter_agree(served: Served, tab: Open) -> None:
    visit = tab(served)
    page = visit.go("/map")
    assert page.locator("#map").get_attribute("data-count") == "4"
    page.locator('input[name="restricted"]').check()
    page.locator('#found[data-total="2"]').wait_for()
    page.locator('#map[data-count="2"]').wait_for(state="attached")
    assert "restricted=out" in page.url
    assert page.locator(".badge.restricted").count() == 0
    page.locator('input[name="restricted"]').uncheck()
    page.locator('#found[data-total="4"]').wait_for()
    assert page.locator("#found .badge.restricted").count() == 3
    assert visit.said == []
