"""Whole files: recognised or not, shuffled, in other encodings, packed, broken; any row of strings."""

from __future__ import annotations

import gzip
import io
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.datasets.files import ACLED, GTD, ROWS, TODAY, UCDP, items, one, value, write
from tocsin.datasets import DATASETS, Imported, LeftOut, dataset_named, read_dataset, recognised
from tocsin.datasets.importing import item
from tocsin.errors import NotFoundError
from tocsin.read import Rejected
from tocsin.read.tables import TableRow
from tocsin.record import Entry, check_entry


@pytest.mark.parametrize("name", sorted(set(ROWS) - {"ucdp-candidate"}))
def test_a_file_is_known_by_its_columns_in_any_order_and_case(tmp_path: Path, name: str) -> None:
    shuffled = {column.upper(): cell for column, cell in sorted(ROWS[name].items(), reverse=True)}
    path = write(tmp_path / "data.csv", [shuffled], delimiter=";")
    found = recognised(path)
    assert found is DATASETS[name]
    [there] = items(path, name)
    plain = one(name)
    assert isinstance(there, Imported)
    assert isinstance(plain, Imported)
    assert there.document.id == plain.document.id
    assert there.coding == plain.coding


@pytest.mark.parametrize(
    ("file", "expected"),
    [("GEDEvent_v24_1.csv", "ucdp-ged"), ("GEDEvent_v24_0_6.csv", "ucdp-candidate"),
     ("candidate.csv", "ucdp-candidate")],
)  # fmt: skip
def test_the_monthly_release_is_told_by_its_name(tmp_path: Path, file: str, expected: str) -> None:
    assert recognised(write(tmp_path / file, [UCDP])) is DATASETS[expected]


@pytest.mark.parametrize("text", ["", "url,text\nx,y\n", "a\n", "\x00\x01\x02", "id;best\n1;2\n"])
def test_what_is_no_known_dataset_is_left_to_the_readers(tmp_path: Path, text: str) -> None:
    path = tmp_path / "x.csv"
    path.write_text(text, "utf-8")
    assert recognised(path) is None
    assert recognised(tmp_path) is None
    assert recognised(tmp_path / "missing.csv") is None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1252"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    path = write(tmp_path / "gtd.csv", [GTD | {"city": "Bobo-Dioulassô"}], encoding=encoding)
    [found] = items(path, "gtd")
    place = value(found, "place")
    assert isinstance(place, dict)
    assert place["name"] == "Bobo-Dioulassô"
    assert isinstance(found, Imported)
    assert ("encoding_guessed" in found.document.flags) == (encoding == "windows-1252")


def test_packed_with_gzip(tmp_path: Path) -> None:
    plain = write(tmp_path / "a.csv", [UCDP]).read_bytes()
    path = tmp_path / "b.csv.gz"
    path.write_bytes(gzip.compress(plain))
    assert recognised(path) is DATASETS["ucdp-ged"]
    assert len(items(path, "ucdp-ged")) == 1


def test_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "gtd.xlsx"
    path.write_bytes(_workbook([list(GTD), list(GTD.values())]))
    assert recognised(path) is DATASETS["gtd"]
    [found] = items(path, "gtd")
    assert value(found, "killed") == {"low": 7, "best": 7, "high": 7}


def test_a_damaged_workbook_is_one_rejection(tmp_path: Path) -> None:
    path = tmp_path / "gtd.xlsx"
    path.write_bytes(b"PK\x03\x04 and no more")
    assert recognised(path) is None
    [found] = items(path, "gtd")
    assert isinstance(found, Rejected)
    assert "not a workbook" in found.reason


def test_a_file_of_another_layout_says_which_columns_it_lacks(tmp_path: Path) -> None:
    [found] = items(write(tmp_path / "a.csv", [ACLED]), "gtd")
    assert isinstance(found, Rejected)
    assert "not a file of GTD: no column attacktype1, eventid" in found.reason


def test_two_columns_of_one_name_are_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", [UCDP])
    header, rest = path.read_text("utf-8").split("\n", 1)
    path.write_text(f"{header.strip()},best\n{rest.strip()},9\n", "utf-8")
    [found] = items(path, "ucdp-ged")
    assert isinstance(found, Rejected)
    assert found.reason == "two columns are called best"


def test_good_rows_come_in_and_each_broken_one_says_where(tmp_path: Path) -> None:
    rows = [ACLED | {"event_id_cnty": f"B{n}"} for n in range(5)]
    rows[1] |= {"fatalities": "-1"}
    rows[3] |= {"sub_event_type": "Peaceful protest"}
    found = items(write(tmp_path / "a.csv", rows), "acled")
    assert [type(i) for i in found] == [Imported, Rejected, Imported, LeftOut, Imported]
    assert isinstance(found[1], Rejected)
    assert (found[1].where, found[1].document) == ("line 3", "acled:B1")


def test_a_quote_that_never_closes_does_not_take_its_neighbours(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", [UCDP | {"id": str(n)} for n in range(4)])
    lines = path.read_text("utf-8").splitlines()
    lines[2] = lines[2].replace("Front of the North", '"Front of the North', 1)
    path.write_text("\n".join(lines), "utf-8")
    found = items(path, "ucdp-ged")
    assert [type(i).__name__ for i in found].count("Imported") == 3
    assert [i.where for i in found if isinstance(i, Rejected)] == ["line 3"]


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    small, large = (
        write(tmp_path / f"{n}.csv", ({**UCDP, "id": str(i)} for i in range(n))) for n in (100, 1000)
    )
    peaks = []
    for path in (small, small, large):
        tracemalloc.start()
        for _ in read_dataset(path, DATASETS["ucdp-ged"]):
            pass
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[2] < 2 * peaks[1] + 200_000


cell = st.one_of(
    st.text(max_size=20),
    st.sampled_from(["", "0", "1", "-1", "3.0", "1e400", "nan", "43525", "2019-03-01",
                     "99", "Unknown", "\x00", "\ud800"]),
)  # fmt: skip


@pytest.mark.parametrize("name", sorted(ROWS))
@given(data=st.data())
@settings(deadline=None, max_examples=60)
def test_any_row_of_strings_is_taken_left_out_or_listed_with_a_reason(name: str, data: st.DataObject) -> None:
    sound = {column.casefold(): value for column, value in ROWS[name].items()}
    used = sorted(set(DATASETS[name].columns) & set(sound))
    changed = data.draw(st.dictionaries(st.sampled_from(used), cell, max_size=6))
    row = sound | changed
    found = item(TableRow(7, tuple(row.values())), list(row), DATASETS[name], "f.csv", TODAY)
    if isinstance(found, Imported):
        check_entry(Entry(found.document, found.coding))
    elif isinstance(found, Rejected):
        assert found.reason
        assert "\n" not in found.reason
        assert found.where == "line 7"
    else:
        assert found.why


@given(st.lists(cell, max_size=60), st.sampled_from(sorted(ROWS)))
@settings(deadline=None, max_examples=60)
def test_a_row_of_nothing_but_noise_never_raises(cells: list[str], name: str) -> None:
    columns = list(DATASETS[name].columns)
    found = item(TableRow(2, tuple(cells[: len(columns)])), columns, DATASETS[name], "f.csv", TODAY)
    assert isinstance(found, Imported | LeftOut | Rejected)


def test_a_name_of_no_dataset_lists_what_there_is() -> None:
    with pytest.raises(NotFoundError, match="ucdp-ged"):
        dataset_named("gtdd")
    assert dataset_named("ucdp") is DATASETS["ucdp-ged"]


def _workbook(rows: list[list[str]]) -> bytes:
    """Return the least workbook (ECMA-376) that holds `rows` as texts."""
    sheet = "".join(
        "<row>" + "".join(f'<c t="inlineStr"><is><t>{c}</t></is></c>' for c in row) + "</row>" for row in rows
    )
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    doc = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    pack = "http://schemas.openxmlformats.org/package/2006"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{pack}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/s.xml" ContentType="{kind}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{pack}/relationships"><Relationship Id="a" '
        f'Type="{doc}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{doc}"><sheets>'
        '<sheet name="s" sheetId="1" r:id="b"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{pack}/relationships"><Relationship Id="b" '
        f'Type="{doc}/worksheet" Target="s.xml"/></Relationships>',
        "xl/s.xml": f'<worksheet xmlns="{main}"><sheetData>{sheet}</sheetData></worksheet>',
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return made.getvalue()
