"""Each format: others can read it, what comes back, and the table of what is lost, which the docs print."""

from __future__ import annotations

import csv
import json
import os
from pathlib import Path
from typing import Any

import pymisp
import pytest
from lxml import etree

from tests.docs.pages import DOCS
from tests.share.making import OPEN, befriend, empty, entry, new_desk, same, sharing_of
from tocsin.desk import Desk
from tocsin.errors import InputError
from tocsin.release.tables import FLAT
from tocsin.resolve import emptied
from tocsin.share.exporting import bring, export
from tocsin.share.formats import FORMATS
from tocsin.share.sharing import Sharing
from tocsin.share.stix_names import ATTACK, TLP_MARKING
from tocsin.share.stix_reading import read_bundle

FIELDS = (
    "id", "title", "date", "place", "attack_types", "weapon_types", "target_types", "outcome", "killed",
    "injured", "perpetrators_killed", "groups", "scope", "probability", "reports", "sources", "documents",
    "first_reported", "statements",
)  # fmt: skip
OTHERS = " of others"
SUFFIX = {"stix": ".json", "geojson": ".geojson.json", "csv": ".csv", "parquet": ".parquet"}


@pytest.fixture
def sharing(tmp_path: Path) -> Sharing:
    one, two = entry(1, whole=True), entry(2, source="paper", killed=5, whole=True)
    desk = new_desk(tmp_path / "one", one, two, entry(3, town="=Other", street="Street 3", whole=True))
    desk.record.add_judgements([same(one, two)])
    made = sharing_of(desk)
    made.mark("default", "", OPEN, by="test")
    befriend(made, "alpha")
    return made


def exported(sharing: Sharing, format_: str, folder: Path, **more: Any) -> Path:
    place = folder / f"out{SUFFIX.get(format_, '')}"
    export(sharing, format_, place, to="alpha", released_by=more.get("released_by", ""))
    return place


def without_ours(bundle: Any) -> Any:
    """Return a bundle as a tool writes it that knows STIX and the OASIS extension, and not ours."""
    for thing in bundle["objects"]:
        thing.get("extensions", {}).pop(ATTACK, None)
    bundle["objects"] = [o for o in bundle["objects"] if o["id"] != ATTACK]
    return bundle


def written(sharing: Sharing, format_: str, folder: Path) -> Path:
    """Export into a folder of its own: what another format left there is not read with it."""
    folder.mkdir()
    place = exported(sharing, format_.removesuffix(OTHERS), folder)
    if format_.endswith(OTHERS):
        place.write_text(json.dumps(without_ours(json.loads(place.read_text("utf-8")))), "utf-8")
    return place


def fate(before: dict[str, Any], after: dict[str, Any], field: str) -> str:
    """Say what became of a field on the way out and back: kept, changed or lost."""
    if after[field] == before[field]:
        return "kept"
    return "lost" if after[field] in (None, [], "unknown") else "changed"


def round_trip(sharing: Sharing, format_: str, tmp_path: Path) -> dict[str, str]:
    """Return the fate of each field of an incident, the worst over all incidents."""
    before = [i.to_json() for i in sharing.record.incidents()]
    # What is not there is kept by any way.
    assert not [field for i in before for field in FIELDS if i[field] in (None, [])]
    place = written(sharing, format_, tmp_path / f"out-{format_}")
    with Desk.open(tmp_path / f"back-{format_}", create=True) as desk:
        again = sharing_of(desk)
        partner = befriend(again, "north")
        bring(again, place, partner)
        assert desk.record.check() == []
        after = [i.to_json() for i in desk.record.incidents()]
    by_point = {i["place"]["lat"]: i for i in after}
    assert len(by_point) == len(before)
    order = ("kept", "changed", "lost")
    fates = {}
    for field in FIELDS:
        found = [fate(i, by_point[i["place"]["lat"]], field) for i in before]
        fates[field] = max(found, key=order.index)
    return fates


def fate_of_not_known(sharing: Sharing, format_: str, tmp_path: Path) -> str:
    """Say what became of a reviewer's word that the dead of each incident are not counted by anybody."""
    for number, incident in enumerate(sharing.record.incidents()):
        if incident.killed is not None:
            empty(sharing.record, "killed", which=number)
    place = written(sharing, format_, tmp_path / f"not-known-out-{format_}")
    with Desk.open(tmp_path / f"not-known-{format_}", create=True) as desk:
        again = sharing_of(desk)
        bring(again, place, befriend(again, "north"))
        after = desk.record.incidents()
    assert [i.killed for i in after] == [None, None]
    return "kept" if all("killed" in emptied(i) for i in after) else "lost"


def loss_table(sharing: Sharing, tmp_path: Path) -> str:
    ways = ["stix", f"stix{OTHERS}", *(f for f in FORMATS if f not in ("stix", "misp-feed"))]
    fates = {f: round_trip(sharing, f, tmp_path) for f in ways}
    head = "| field | " + " | ".join(fates) + " |\n|---|" + "---|" * len(fates) + "\n"
    lines = [f"| {field} | " + " | ".join(fates[f][field] for f in fates) + " |" for field in FIELDS]
    last = [fate_of_not_known(sharing, f, tmp_path) for f in ways]
    lines.append("| that a value is not known | " + " | ".join(last) + " |")
    return head + "\n".join(lines) + "\n"


def test_the_loss_table_of_the_docs_is_what_happens(sharing: Sharing, tmp_path: Path) -> None:
    table = loss_table(sharing, tmp_path)
    page = DOCS / "losses.md"
    text = page.read_text("utf-8")
    start, end = (text.index(f"<!-- {word} of the table -->") for word in ("begin", "end"))
    head = text[: start + len("<!-- begin of the table -->")]
    made = f"{head}\n\n{table}\n{text[end:]}"
    if os.environ.get("TOCSIN_WRITE_DOCS"):
        page.write_text(made, "utf-8")
    assert page.read_text("utf-8") == made
    assert all(row.split(" | ")[1] == "kept" for row in table.splitlines()[2:])


def test_pymisp_reads_every_event_and_the_feed_names_them(sharing: Sharing, tmp_path: Path) -> None:
    for path in exported(sharing, "misp", tmp_path).iterdir():
        event = pymisp.MISPEvent()
        event.load_file(str(path))
        assert {o.name for o in event.objects} == {"attack", "geolocation"}
        radius = event.get_objects_by_name("geolocation")[0].get_attributes_by_relation("accuracy-radius")
        assert float(radius[0].value) > 0
        assert event.tags[0].name == "tlp:green"
    feed = tmp_path / "feed"
    export(sharing, "misp-feed", feed, to="alpha", released_by="")
    manifest = json.loads((feed / "manifest.json").read_text("utf-8"))
    assert len(manifest) == 2
    for uuid in manifest:
        event = pymisp.MISPEvent()
        event.load_file(str(feed / f"{uuid}.json"))
        assert event.uuid == uuid
    assert (feed / "hashes.csv").stat().st_size


def test_cap_keeps_to_its_schema_and_is_a_draft_until_somebody_releases_it(
    sharing: Sharing, tmp_path: Path
) -> None:
    schema = etree.XMLSchema(etree.parse(str(Path(__file__).parent / "cap12.xsd")))
    space = {"c": "urn:oasis:names:tc:emergency:cap:1.2"}
    for released_by, status in (("", "Draft"), ("A. Officer", "Actual")):
        for path in exported(sharing, "cap", tmp_path, released_by=released_by).iterdir():
            alert = etree.parse(str(path))
            schema.assertValid(alert)
            assert alert.findtext("c:status", namespaces=space) == status
            assert alert.findtext("c:scope", namespaces=space) == "Restricted"
            assert alert.findtext(".//c:eventCode/c:value", namespaces=space) == "OET-193"
            lat, _, lon = alert.findtext(".//c:circle", namespaces=space).split()[0].partition(",")
            assert float(lat) > 40 > float(lon)


def test_tables_hold_the_same_rows_stay_inert_and_bring_their_codebook(
    sharing: Sharing, tmp_path: Path
) -> None:
    import polars

    place = exported(sharing, "csv", tmp_path)
    with place.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 2
    assert not [v for row in rows for v in row.values() if v.startswith(("=", "+", "-", "@"))]
    with place.with_suffix(".codebook.csv").open(encoding="utf-8", newline="") as file:
        *columns, note = csv.DictReader(file)
    assert [row["column"] for row in columns] == list(FLAT)
    assert note["meaning"] == "audit: not audited"
    parquet = polars.read_parquet(exported(sharing, "parquet", tmp_path))
    assert parquet.columns == list(FLAT)
    assert parquet.height == 2


def test_geojson_has_longitude_first_and_never_a_point_without_a_radius(
    sharing: Sharing, tmp_path: Path
) -> None:
    body = json.loads(exported(sharing, "geojson", tmp_path).read_text("utf-8"))
    for feature in body["features"]:
        lon, lat = feature["geometry"]["coordinates"]
        assert lat > 40 > lon
        assert feature["properties"]["place"]["radius_km"] > 0
    assert "missing" in body


def test_somebody_elses_stix_is_taken_as_far_as_it_goes_and_without_persons() -> None:
    def thing(kind: str, number: int, **more: Any) -> dict[str, Any]:
        identity = f"{kind}--00000000-0000-4000-8000-{number:012d}"
        times = {"created": "2024-01-01T00:00:00Z", "modified": "2024-01-02T00:00:00Z"}
        return {"type": kind, "spec_version": "2.1", "id": identity, **times, **more}

    core = "extension-definition--ef765651-680c-498d-9894-99799f2fa126"
    incident = thing("incident", 1, name="Something", created_by_ref=thing("identity", 2)["id"], extensions={
        core: {"extension_type": "property-extension", "determination": "failed-attempt",
               "investigation_status": "new", "incident_types": ["bombing", "unknown-word"]}})  # fmt: skip
    place = thing("location", 3, latitude=1.5, longitude=2.5, country="bj", name="Somewhere")
    bundle = {"type": "bundle", "id": "bundle--x", "objects": [
        incident, thing("identity", 2, name="A body", identity_class="organization"), place,
        thing("identity", 4, name="Jo Testperson", identity_class="individual"),
        thing("relationship", 5, relationship_type="located-at", source_ref=incident["id"],
              target_ref=place["id"]),
    ]}  # fmt: skip
    brought = read_bundle(bundle, "acme")
    [report] = brought.reports
    said = {s.property: s.value for s in report.coding.reports[0].statements}
    assert said["attack_type"] == "bombing"
    assert said["outcome"] == "failed"
    assert (said["place"]["country"], said["place"]["radius_km"]) == ("BJ", 25.0)
    [(name, reason)] = brought.left_out
    assert name.endswith("4")
    assert reason == "identities of individuals are not kept"
    assert "Testperson" not in str(brought.reports)


def test_a_sighting_is_a_second_report_of_the_same_attack(tmp_path: Path) -> None:
    def thing(kind: str, number: int, **more: Any) -> dict[str, Any]:
        identity = f"{kind}--00000000-0000-4000-8000-{number:012d}"
        times = {"created": "2024-01-01T00:00:00Z", "modified": "2024-01-02T00:00:00Z"}
        marked = {"object_marking_refs": [TLP_MARKING["GREEN"]]}
        return {"type": kind, "spec_version": "2.1", "id": identity, **times, **marked, **more}

    incident = thing("incident", 1, name="Something", created_by_ref=thing("identity", 2)["id"])
    place = thing("location", 4, latitude=1.5, longitude=2.5, country="bj", name="Somewhere", precision=4000)
    seen = thing("sighting", 5, sighting_of_ref=incident["id"], first_seen="2024-01-01T05:00:00Z",
                 last_seen="2024-01-01T06:00:00Z", count=7, confidence=90,
                 where_sighted_refs=[thing("identity", 3)["id"], place["id"]])  # fmt: skip
    left = [
        thing("sighting", 6, sighting_of_ref=thing("incident", 99)["id"]),
        thing("opinion", 7, opinion="agree", object_refs=[incident["id"]]),
    ]
    elsewhere = thing("sighting", 8, sighting_of_ref=thing("malware", 1)["id"])
    damaged = thing("sighting", 9, sighting_of_ref=incident["id"], where_sighted_refs=7, first_seen=5)
    bodies = [thing("identity", n, name=f"Body {n}", identity_class="organization") for n in (2, 3)]
    things = [incident, place, seen, *left, elsewhere, damaged, *bodies]
    path = tmp_path / "theirs.json"
    path.write_text(json.dumps({"type": "bundle", "id": "bundle--x", "objects": things}), "utf-8")
    with Desk.open(tmp_path / "other", create=True) as desk:
        other = sharing_of(desk)
        brought = bring(other, path, befriend(other, "acme"))
        assert sorted(name[-1] for name, _ in brought.left_out) == ["6", "7"]
        [made] = desk.record.incidents()
        assert (len(made.reports), made.sources) == (3, 3)
        assert (str(made.date.start), made.place.country, made.place.radius_km) == ("2024-01-01", "BJ", 4.0)
        assert made.killed is None
        assert desk.record.check() == []


def test_each_source_of_an_incident_is_told_as_having_seen_it(sharing: Sharing, tmp_path: Path) -> None:
    objects = json.loads(exported(sharing, "stix", tmp_path).read_text("utf-8"))["objects"]
    names = {o["id"]: o["name"] for o in objects if o["type"] == "identity"}
    told: dict[str, list[tuple[str, int]]] = {}
    for o in objects:
        if o["type"] == "sighting":
            told.setdefault(o["sighting_of_ref"], []).append((names[o["where_sighted_refs"][0]], o["count"]))
    assert sorted(sorted(each) for each in told.values()) == [[("Paper", 1), ("Wire", 1)], [("Wire", 1)]]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.json", b"["), ("a.json", b"{}"), ("a.json", b'{"type":"bundle","objects":5}'),
        ("a.xml", b"<alert/>"),
        ("a.xml", b'<!DOCTYPE a [<!ENTITY x "y">]><alert>&x;</alert>'), ("a.csv", b"\x00\xff,,\n"),
        ("a.parquet", b"PAR1nonsense"), ("a.json", b'{"Event":{"Object":[]}}'), ("a.json", b"[" * 100_000),
    ],
)  # fmt: skip
def test_files_that_are_nothing_are_refused_in_one_line(
    sharing: Sharing, tmp_path: Path, name: str, data: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(InputError) as caught:
        bring(sharing, path, sharing.partner("alpha"))
    assert "\n" not in str(caught.value)
