"""Every partner, every report, every way out: what the oracle refuses stands in no byte that leaves."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path

import pytest

from tests.release import oracle
from tests.release.cases import agreement, marking, some
from tests.share.making import entry, new_desk, sharing_of
from tocsin.errors import InputError
from tocsin.record import Filter, now
from tocsin.release import Partner
from tocsin.share.exporting import export
from tocsin.share.formats import FOLDERS, FORMATS
from tocsin.share.line import lines_for
from tocsin.share.pack import pack
from tocsin.share.paging import released_page
from tocsin.share.publish import INCIDENTS, publish
from tocsin.share.sharing import Caller, Sharing
from tocsin.share.stix_names import stix_id
from tocsin.share.taxii import Taxii
from tocsin.share.taxii_asking import RefusedError

REPORTS = 90
MANY = 12
PARTNERS = ("alpha", "bravo", "charlie")
Way = Callable[[Sharing, Partner, Path], bytes]


def town(number: int) -> str:
    return f"Zqtown{number:03d}x"


def toll(number: int) -> int:
    # Long enough not to stand in some hash by chance, and apart from sums with the injured.
    return 987_650_000 + 100 * number


@pytest.fixture(scope="module")
def sharing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sharing]:
    """A desk whose every report has a source, and a marking, of its own; partners of all kinds."""
    rng = random.Random(42)
    folder = tmp_path_factory.mktemp("matrix")
    entries = [entry(n, town=town(n), killed=toll(n), source=f"s{n}") for n in range(REPORTS)]
    desk = new_desk(folder / "desk", *entries)
    made = sharing_of(desk)
    for number in range(REPORTS):
        made.mark("source", f"s{number}", marking(rng) if rng.random() < 0.9 else None, by="test")
    for number in range(MANY):
        pact = agreement(rng)
        begins = now() - timedelta(days=1 if number != 7 else -1)
        shifted = type(pact)(**{f: getattr(pact, f) for f in (
            "purposes", "legal_basis", "ceiling", "onward", "hidden", "place_km", "handling")},
            starts=begins, expires=now() + timedelta(days=30))  # fmt: skip
        name = PARTNERS[number % 3] if number < 3 else f"p{number}"
        key = sharing_of(new_desk(folder / name)).node
        made.save(
            Partner(name, name, shifted, some(rng, ("north", "south")), now() if number == 8 else None,
                    node=key.id, key=key.key),
            by="test",
        )  # fmt: skip
    publish(made)
    yield made
    desk.record.close()


def taxii(sharing: Sharing, partner: Partner, _: Path) -> bytes:
    page = released_page(
        sharing,
        partner,
        INCIDENTS,
        Filter(versions=frozenset({"all"})),
        after=0,
        limit=1000,
        at=now(),
        way="test",
    )
    assert not page.more
    return b"\n".join(page.bodies)


def manifest(sharing: Sharing, partner: Partner, _: Path) -> bytes:
    caller = Caller(partner, frozenset({"read"}), "test")
    return Taxii(sharing).manifest(caller, INCIDENTS, [("limit", "1000")]).body


def sync(sharing: Sharing, partner: Partner, _: Path) -> bytes:
    return b"\n".join(lines_for(sharing, partner, 0, 1000, way="sync")[0])


def packed(sharing: Sharing, partner: Partner, folder: Path) -> bytes:
    try:
        pack(sharing, partner, folder / "a.pack")
    except InputError:
        return b""
    return (folder / "a.pack").read_bytes()


def exported(format_: str) -> Way:
    def way(sharing: Sharing, partner: Partner, folder: Path) -> bytes:
        place = folder / format_
        export(sharing, format_, place, to=partner.id, released_by="")
        if format_ == "parquet":
            import polars

            return polars.read_parquet(place).write_csv().encode()
        files = sorted(place.iterdir()) if format_ in FOLDERS else [place]
        return b"\n".join(file.read_bytes() for file in files)

    return way


WAYS: dict[str, Way] = {
    "taxii": taxii, "sync": sync, "pack": packed, **{f: exported(f) for f in FORMATS},
}  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_what_the_oracle_refuses_stands_in_no_byte(sharing: Sharing, tmp_path: Path, way: str) -> None:
    marks = sharing.markings().by_key
    told = 0
    assert len(WAYS) * len(sharing.partners()) * REPORTS >= 10_000
    for partner in sharing.partners():
        folder = tmp_path / partner.id
        folder.mkdir()
        text = WAYS[way](sharing, partner, folder).decode()
        for number in range(REPORTS):
            mark = marks.get(f"source:s{number}")
            policy = {"markings": [mark.to_json()] if mark else [], "hops": 0, "keep_until": None}
            allowed = oracle.may_have(policy, partner.to_json(), False, now())
            hidden = partner.agreement.hidden if partner.agreement else frozenset()
            coarse = (partner.agreement.place_km if partner.agreement else 0) >= 10
            tells = {"killed": str(toll(number)) in text, "place": town(number) in text}
            if not allowed:
                assert not any(tells.values()), (partner.id, number, mark)
                assert f"//s{number}.example" not in text
                continue
            told += 1
            # Who claims is called after the town: hidden places hide it only where claims are hidden, too.
            assert tells["killed"] is ("killed" not in hidden)
            if coarse or "place" in hidden:
                assert not tells["place"] or "group" not in hidden
            if "group" in hidden and (coarse or "place" in hidden):
                assert not tells["place"]
    assert told > 20


def test_ids_of_what_is_hidden_stand_in_no_listing_and_no_error(sharing: Sharing) -> None:
    marks = sharing.markings().by_key
    api = Taxii(sharing)
    by_source = {i.evidence[0].source: i for i in sharing.record.incidents()}
    for partner in sharing.partners():
        caller = Caller(partner, frozenset({"read"}), "test")
        listing = manifest(sharing, partner, Path()).decode()
        for number in range(REPORTS):
            mark = marks.get(f"source:s{number}")
            policy = {"markings": [mark.to_json()] if mark else [], "hops": 0, "keep_until": None}
            identity = stix_id("incident", by_source[f"s{number}"].id)
            allowed = oracle.may_have(policy, partner.to_json(), False, now())
            assert (identity in listing) is allowed
            for ask in () if allowed else (api.object, api.versions):
                with pytest.raises(RefusedError) as refused:
                    ask(caller, INCIDENTS, identity, [])
                assert (refused.value.status, refused.value.line) == (404, "there is no such object")


def test_the_audit_log_holds_no_value_of_an_attack(sharing: Sharing) -> None:
    text = json.dumps([asdict(row) for row in sharing.exchange.disclosures()])
    assert text.count('"partner"') > 5
    assert not [n for n in range(REPORTS) if town(n) in text or str(toll(n)) in text]
