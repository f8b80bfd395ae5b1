"""Reading answer keys: the notation of fills, and the layout of templates."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.muc4.fills import parse_fill, quote
from bench.muc4.keys import Fault, read_keys, read_templates
from bench.muc4.template import Alternative, Fill
from tests.bench.templates import fill

KEY = """\
; a comment
;;; another
0.  MESSAGE: ID                      DEV-MUC3-9001 (SITE, OTHER
1.  MESSAGE: TEMPLATE                1 (OPTIONAL)
2.  INCIDENT: DATE                   (- 04 FEB 90) / (01 FEB 90 - 04 FEB 90)
3.  INCIDENT: LOCATION               NORLAND: HAVEN (CITY / PORT): OLD TOWN (NEIGHBORHOOD)
4.  INCIDENT: TYPE                   BOMBING / ATTACK
5.  INCIDENT: STAGE OF EXECUTION     ACCOMPLISHED
6.  INCIDENT: INSTRUMENT ID          "TWO BOMBS" / "BOMBS"
                                     ?"FUSE"
7.  INCIDENT: INSTRUMENT TYPE        BOMB / EXPLOSIVE: "TWO BOMBS" / "BOMBS"
8.  PERP: INCIDENT CATEGORY          ? TERRORIST ACT
9.  PERP: INDIVIDUAL ID              "MEN OF THE
                                     \\"RED HAND\\" BAND" /
                                     "MEN"
10. PERP: ORGANIZATION ID            -
11. PERP: ORGANIZATION CONFIDENCE    -
12. PHYS TGT: ID                     *
;;; a comment in between
18. HUM TGT: NAME                    "ANA O'NEAL"
                                     "LUIS PAZ"
19. HUM TGT: DESCRIPTION             "MAYOR OF HAVEN" / "MAYOR": "ANA O'NEAL" / "O'NEAL"
                                     -: "LUIS PAZ"
21. HUM TGT: NUMBER                  1: "ANA O'NEAL"
23. HUM TGT: EFFECT OF INCIDENT      DEATH: "-"

0.  MESSAGE: ID                      DEV-MUC3-9001 (SITE)
1.  MESSAGE: TEMPLATE                2
4.  INCIDENT: TYPE                   ARSON

0.  MESSAGE: ID                      DEV-MUC3-9002
1.  MESSAGE: TEMPLATE                *
2.  INCIDENT: DATE                   *
"""


def test_a_key_is_read_by_document(tmp_path: Path) -> None:
    (tmp_path / "key").write_text(KEY, encoding="utf-8")
    keys = read_keys([tmp_path])
    assert list(keys) == ["DEV-MUC3-9001", "DEV-MUC3-9002"]
    assert keys["DEV-MUC3-9002"] == []
    first, second = keys["DEV-MUC3-9001"]
    assert (first.number, first.optional, first.type, first.types) == (
        1,
        True,
        "BOMBING",
        ("BOMBING", "ATTACK"),
    )
    assert (second.number, second.optional, second.type) == (2, False, "ARSON")
    assert first.strings(2) == [["- 04 FEB 90", "01 FEB 90 - 04 FEB 90"]]
    assert first.strings(3) == [
        ["NORLAND: HAVEN (CITY): OLD TOWN (NEIGHBORHOOD)", "NORLAND: HAVEN (PORT): OLD TOWN (NEIGHBORHOOD)"]
    ]
    assert first.strings(6) == [["TWO BOMBS", "BOMBS"], ["FUSE"]]
    assert [f.optional for f in first.fills(6)] == [False, True]
    assert first.fills(8)[0].optional
    assert first.strings(9) == [['MEN OF THE "RED HAND" BAND', "MEN"]]
    assert first.fills(10) == first.fills(12) == first.fills(24) == ()
    assert first.inapplicable == {12}
    assert first.strings(18) == [["ANA O'NEAL"], ["LUIS PAZ"]]
    assert first.strings(19) == [["MAYOR OF HAVEN", "MAYOR"]], "a null with a cross-reference is null"
    assert first.fills(19)[0].references == ("ANA O'NEAL", "O'NEAL")
    assert first.fills(23)[0].references == ("-",)


def test_a_set_fill_has_the_cross_reference_in_every_alternative() -> None:
    assert fill(11, 'REPORTED AS FACT / POSSIBLE: "RED DAWN" / "RD"') == Fill(
        (
            Alternative("REPORTED AS FACT", ("RED DAWN", "RD")),
            Alternative("POSSIBLE", ("RED DAWN", "RD")),
        )
    )


@pytest.mark.parametrize(
    ("slot", "line", "texts", "references"),
    [
        (23, '50: "RIDERS"', ("50",), ("RIDERS",)),
        (23, "GUN: -", ("GUN",), ("-",)),
        (20, '? ("CIVILIAN" / "DIPLOMAT"): "ANA"', ("CIVILIAN", "DIPLOMAT"), ("ANA",)),
        (11, '(POSSIBLE / ACQUITTED): "X"', ("POSSIBLE", "ACQUITTED"), ("X",)),
        (22, 'NORLAND : "SAILORS"', ("NORLAND",), ("SAILORS",)),
        (6, '"A BOMB"/"BOMB"', ("A BOMB", "BOMB"), ()),
        (9, '"MEN, AND/OR WOMEN: ALL"', ("MEN, AND/OR WOMEN: ALL",), ()),
        (3, "COASTLAND / INLAND", ("COASTLAND", "INLAND"), ()),
        (3, "NORLAND: HAVEN (CITY) - MILLS (TOWN)", ("NORLAND: HAVEN (CITY) - MILLS (TOWN)",), ()),
        (14, '~7 / 7: "CRANES" 	', ("~7", "7"), ("CRANES",)),
        (12, '"\\"OLD MILL\\" FARM"', ('"OLD MILL" FARM',), ()),
        # Slips of the kind that the distributed keys have.
        (6, 'RIFLES"', ("RIFLES",), ()),
        (13, '""HARBOR OFFICES"', ("HARBOR OFFICES",), ()),
        (19, '"16 RIDERS / "RIDERS"', ("16 RIDERS", "RIDERS"), ()),
        (9, "RIDERS", ("RIDERS",), ()),
        # What a system writes that escapes no quotes (scoring-guidelines, 3.1.1.1).
        (10, '""RED HAND""', ('"RED HAND"',), ()),
    ],
)
def test_notation(slot: int, line: str, texts: tuple[str, ...], references: tuple[str, ...]) -> None:
    found = fill(slot, line)
    assert found.texts == texts
    assert found.references == references


@pytest.mark.parametrize("line", ["-", "*", "", "?", "? -", '-: "ANA"'])
def test_a_null_is_no_fill(line: str) -> None:
    assert parse_fill(19, line) is None


@pytest.mark.parametrize("line", ['"A" / / "B"', "DEATH:", '"A" /', '"NOT CLOSED', '""'])
def test_what_cannot_be_read_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match=r"empty|nothing after|does not end"):
        parse_fill(23, line)


@given(st.text("AB \"\\/:()'-", min_size=1).filter(lambda t: t.strip() not in ("", "-")))
def test_a_quoted_string_comes_back(text: str) -> None:
    found = parse_fill(12, quote(text))
    assert found is not None
    assert found.texts == (" ".join(text.split()),)


@given(st.integers(2, 24), st.text('AB"\\/:()?*-~ 7', max_size=12))
def test_any_line_is_read_or_refused(slot: int, line: str) -> None:
    try:
        found = parse_fill(slot, line)
    except ValueError:
        return
    assert found is None or all(found.texts)


def test_faults_name_file_and_line_and_the_rest_is_read(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text(
        '     "NOWHERE"\n'
        "4.  INCIDENT: TYPE                   ARSON\n"
        "0.  MESSAGE: ID                      DEV-MUC3-9001\n"
        "1.  MESSAGE: TEMPLATE                ONE\n"
        "4.  INCIDENT: TYPE                   ARSON\n"
        "77. INCIDENT: KIND                   ARSON\n"
        '     "AGAIN NOWHERE"\n'
        '9.  PERP: INDIVIDUAL ID              "RIDERS\n'
        '10. PERP: ORGANIZATION ID            "LEAGUE"\n'
        "0.  MESSAGE: ID                      SOMETHING\n"
        "4.  INCIDENT: TYPE                   ARSON\n",
        encoding="utf-8",
    )
    templates, faults = read_templates(file)
    assert [fault.line for fault in faults] == [1, 2, 4, 6, 7, 8, 10]
    assert str(faults[-1]) == f"{file}:10: not a document id, the template is left out: SOMETHING"
    (only,) = templates
    assert only.type == "ARSON"
    assert only.strings(10) == [["LEAGUE"]]
    with pytest.raises(ValueError, match="key:1: a fill without slot"):
        read_keys([file])
    said: list[Fault] = []
    assert read_keys([file], said) == {"DEV-MUC3-9001": [only]}
    assert said == faults


def test_an_empty_file_and_a_document_in_two_files_are_faults(tmp_path: Path) -> None:
    (tmp_path / "a").write_text(KEY, encoding="utf-8")
    (tmp_path / "b").write_text(KEY, encoding="utf-8")
    with pytest.raises(ValueError, match="stands already in another file"):
        read_keys([tmp_path])
    (tmp_path / "b").write_text("\n", encoding="utf-8")
    with pytest.raises(ValueError, match="b:0: no template"):
        read_keys([tmp_path / "b"])
