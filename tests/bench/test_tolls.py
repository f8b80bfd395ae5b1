"""Deaths that a key tells of, and what is counted of the coder."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bench.muc4.texts import Text
from bench.tolls import Toll, counted, deaths, main, measure, published
from tests.bench.templates import make

FIVE = {
    18: '"LUCIA VARGAS"',
    19: ['"SAILORS"', '"CLERK": "LUCIA VARGAS"'],
    21: '4: "SAILORS"',
    23: ['DEATH: "SAILORS"', 'DEATH: "LUCIA VARGAS"'],
}


@pytest.mark.parametrize(
    ("number", "effect", "expected"),
    [
        ('4: "SAILORS" / "MEN"', 'DEATH: "MEN"', Toll(4, 4)),
        ('~4: "SAILORS"', 'DEATH: "SAILORS"', Toll(4, 4)),
        ('4 - 6: "SAILORS"', 'DEATH: "SAILORS"', Toll(4, 6)),
        ('4-: "SAILORS"', 'DEATH: "SAILORS"', Toll(4, None)),
        ('- 6: "SAILORS"', 'DEATH: "SAILORS"', Toll(1, 6)),
        ('4 / 6: "SAILORS"', 'DEATH: "SAILORS"', Toll(4, 6)),
        ('PLURAL: "SAILORS"', 'DEATH: "SAILORS"', None),
        ('4 / PLURAL: "SAILORS"', 'DEATH: "SAILORS"', None),
        ('4: "SAILORS"', 'DEATH: "OTHERS"', None),
        ('4: "SAILORS"', 'DEATH: "-"', None),
        ('4: "SAILORS"', 'INJURY: "SAILORS"', Toll(0, 0)),
        ('4: "SAILORS"', 'NO INJURY OR DEATH: "SAILORS"', Toll(0, 0)),
        ('4: "SAILORS"', '? DEATH: "SAILORS"', Toll(0, 4)),
        ('4: "SAILORS"', 'INJURY / DEATH: "SAILORS"', Toll(0, 4)),
    ],
)
def test_deaths_of_one_group(number: str, effect: str, expected: Toll | None) -> None:
    assert deaths(make({19: '"SAILORS"', 21: number, 23: effect})) == expected


def test_named_people_count_one_each_and_all_are_added() -> None:
    assert deaths(make(FIVE)) == Toll(5, 5)
    assert deaths(make({18: '"LUCIA"', 23: 'DEATH: "LUCIA"'})) == Toll(1, 1)
    assert deaths(make({4: "ARSON"})) == Toll(0, 0)


def test_counted_are_documents_with_one_template_of_several_deaths() -> None:
    five, one = make(FIVE), make({18: '"ANA"', 23: 'DEATH: "ANA"'})
    assert counted([five, one]) == Toll(5, 5)
    assert counted([five, make(FIVE, optional=True)]) == Toll(5, 5)
    assert counted([five, five]) is None
    assert counted([one]) is None
    assert counted([make({21: 'PLURAL: "MEN"', 23: 'DEATH: "MEN"'})]) is None


def test_a_range_is_met_by_what_lies_in_it() -> None:
    assert [Toll(4, 6).met_by(n) for n in (3, 4, 6, 7)] == [False, True, True, False]
    assert Toll(4, None).met_by(400)
    assert (Toll(1, 2) + Toll(3, None)) == Toll(4, None)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("\n   PORT HAVEN, 3 JAN 90 (RADIO) -- [TEXT] X", datetime(1990, 1, 3, tzinfo=UTC)),
        ("   HAVEN (NORLAND), 22 AUGUST 89 -- [TEXT] X", datetime(1989, 8, 22, tzinfo=UTC)),
        ("   HAVEN, NORLAND, 22 AUG 89 -- [TEXT] X", datetime(1989, 8, 22, tzinfo=UTC)),
        ("   HAVEN, 3 JAN (RADIO) -- [TEXT] X", None),
        ("   HAVEN, NO DATE -- [TEXT] ON 3 JAN 90", None),
    ],
)
def test_the_date_line(line: str, day: datetime | None) -> None:
    assert published(line) == day


TELLS = (
    "\n   HAVEN, 3 JAN 90 (RADIO) -- [TEXT] FIVE PEOPLE WERE KILLED WHEN A BOMB EXPLODED IN LIMA YESTERDAY.\n"
)


def test_the_coder_is_counted() -> None:
    texts = [
        Text("DEV-MUC3-9001", TELLS),
        Text("DEV-MUC3-9002", "\n   HAVEN, 3 JAN 90 -- [TEXT] THE HARBOR OPENED AGAIN.\n"),
        Text("DEV-MUC3-9003", TELLS),
        Text("DEV-MUC3-9004", "WITHOUT KEY"),
    ]
    keys = {"DEV-MUC3-9001": [make(FIVE)], "DEV-MUC3-9002": [], "DEV-MUC3-9003": []}
    figures = measure(texts, keys)
    assert figures["n"] == 1
    assert figures["n_irrelevant"] == 2
    assert figures["deaths_exact"] == 1.0
    assert figures["false_on_irrelevant"] == 0.5
    assert measure([], keys)["deaths_exact"] is None


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "texts").write_text(
        "DEV-MUC3-9002\n\n   HAVEN, 3 JAN 90 -- [TEXT] QUIET.\n", encoding="utf-8"
    )
    (tmp_path / "keys").write_text(
        "0.  MESSAGE: ID  DEV-MUC3-9002\n1.  MESSAGE: TEMPLATE  *\n", encoding="utf-8"
    )
    out = tmp_path / "out.json"
    main(["--texts", str(tmp_path / "texts"), "--keys", str(tmp_path / "keys"), "--json", str(out)])
    figures = json.loads(out.read_text(encoding="utf-8"))
    assert figures["false_on_irrelevant"] == 0.0
    assert figures["n"] == 0
    assert "false_on_irrelevant" in capsys.readouterr().out
