"""`tocsin measure` as a person meets it, on the demo's desk."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tocsin.cli.app import run
from tocsin.cli.measure import measure
from tocsin.definitions import shipped


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the desk of the demo."""
    folder = tmp_path_factory.mktemp("measure") / "desk"
    assert run(["demo", "--desk", str(folder)]) == 0
    return folder


@pytest.fixture
def said(desk: Path, capsys: pytest.CaptureFixture[str]) -> object:
    """Return a callable that runs `tocsin measure …` on that desk: status, what it prints, its errors."""

    def call(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        status = run(["measure", *arguments, "--desk", str(desk)])
        out = capsys.readouterr()
        return status, out.out, out.err

    return call


def test_every_estimator_of_the_issue_has_its_command() -> None:
    assert set(measure.commands) == {
        "rate", "gap", "grid", "compare", "changes", "tail", "excite", "near-repeat", "share", "undercount",
        "nowcast", "link", "forecast",
    }  # fmt: skip


def test_a_gap_says_what_it_rests_on(said: object) -> None:
    assert callable(said)
    status, out, _ = said("gap", "--region", "Europe", "--since", "2016-06-01", "--until", "2016-08-01")
    assert status == 0
    assert out.startswith("Mean gap between attacks: ")
    for part in ("hours (95 % interval", "in 62 days", "violent-attack in Europe", "width", "assumes"):
        assert part in out


def test_as_of_goes_back(said: object) -> None:
    assert callable(said)
    late = json.loads(said("rate", "--draws", "0", "--format", "json")[1])[0]
    early = json.loads(said("rate", "--draws", "0", "--format", "json", "--as-of", "2016-07-01")[1])[0]
    assert early["n"] < late["n"]
    assert early["as_of"].startswith("2016-07-01")
    assert all(n > 0 for n in late["details"]["left_out"].values())


def test_a_polygon_a_list_and_a_continent(said: object, tmp_path: Path) -> None:
    assert callable(said)
    square = {"type": "Polygon", "coordinates": [[[-11, 35], [40, 35], [40, 72], [-11, 72], [-11, 35]]]}
    (tmp_path / "west.geojson").write_text(json.dumps(square))
    until = ("--since", "2016-06-01", "--until", "2016-08-31", "--draws", "0", "--format", "jsonl")
    in_polygon = json.loads(said("rate", "--region", str(tmp_path / "west.geojson"), *until)[1])
    in_europe = json.loads(said("rate", "--region", "Europe", *until)[1])
    in_two = json.loads(said("rate", "--region", "FR,DE", *until)[1])
    assert in_polygon["definition"] == "violent-attack in west"
    assert in_polygon["n"] >= in_europe["n"] > in_two["n"] > 0


def test_few_in_a_polygon_are_withheld(said: object, tmp_path: Path) -> None:
    assert callable(said)
    nice = {"type": "Polygon", "coordinates": [[[9, 49.2], [10.5, 49.2], [10.5, 50.2], [9, 50.2], [9, 49.2]]]}
    (tmp_path / "small.geojson").write_text(json.dumps(nice))
    status, out, err = said("rate", "--region", str(tmp_path / "small.geojson"))
    assert (status, out) == (2, "")
    assert "withheld" in err


def test_no_forecast_for_a_place_smaller_than_a_country(said: object, tmp_path: Path) -> None:
    assert callable(said)
    square = {"type": "Polygon", "coordinates": [[[0, 0], [9, 0], [9, 9], [0, 9], [0, 0]]]}
    (tmp_path / "town.geojson").write_text(json.dumps(square))
    status, _, err = said("forecast", "--region", str(tmp_path / "town.geojson"))
    assert status == 2
    assert "no forecast is made for a place smaller than a country" in err


def test_a_grid_over_definitions_and_windows(said: object) -> None:
    assert callable(said)
    windows = ("--window", "2016-07-01:2016-07-31", "--window", "2016-06-01:2016-08-31")
    status, out, _ = said("grid", *windows)
    assert status == 0
    assert "moves the answer most" in out or "move the answer most" in out
    rows = list(csv.DictReader(io.StringIO(said("grid", *windows, "--format", "csv")[1])))
    assert len(rows) == 2 * len(shipped())
    assert rows[0]["row"] == "violent-attack, 2016-07-01 to 2016-07-31"


def test_compare_tells_the_price_of_hindsight(said: object) -> None:
    assert callable(said)
    asked = ("compare", "--since", "2016-07-10", "--until", "2016-07-20")
    assert "chosen afterwards" in said(*asked)[1]
    assert "chosen beforehand" in said(*asked, "--chosen-beforehand")[1]
    assert said("compare", "--since", "2016-07-10")[0] == 2


def test_shares_of_protected_targets_with_few_withheld(said: object) -> None:
    assert callable(said)
    rows = [json.loads(line) for line in said("share", "--format", "jsonl")[1].splitlines()]
    assert len(rows) == 7
    few = [row for row in rows if row["value"] is None]
    assert few
    assert all("withheld" in row["notes"][0] and row["details"]["part"] is None for row in few)
    assert said("share", "--target", "temples")[0] == 2


def test_undercount_from_a_file_and_from_sources(said: object, tmp_path: Path) -> None:
    assert callable(said)
    rows = [
        "a,b,c",
        *["1,1,0"] * 20,
        *["1,0,1"] * 15,
        *["0,1,1"] * 10,
        *["1,0,0"] * 30,
        *["0,1,0"] * 25,
        *["1,1,1"] * 9,
    ]
    (tmp_path / "lists.csv").write_text("\n".join([*rows, *["0,0,1"] * 12]))
    status, out, _ = said("undercount", "--lists", str(tmp_path / "lists.csv"))
    assert status == 0
    assert "Events in all" in out
    assert "the whole range of the models" in out
    (tmp_path / "bad.csv").write_text("a,b\n1,maybe\n")
    status, _, err = said("undercount", "--lists", str(tmp_path / "bad.csv"))
    assert status == 2
    assert "line 2: 'maybe' is neither 0 nor 1" in err
    assert "is told by source 'nobody'" in said("undercount", "--source", "nobody", "--source", "none")[2]


def test_a_chart_is_written(said: object, tmp_path: Path) -> None:
    assert callable(said)
    for name, begins in (("a.png", b"\x89PNG"), ("a.svg", b"<svg"), ("a.json", b"{")):
        status, _, err = said("changes", "--plot", str(tmp_path / name))
        assert status == 0
        assert (tmp_path / name).read_bytes().startswith(begins)
        assert "chart written to" in err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("gap", "--region", "Atlantis"), "no region or country 'Atlantis'"),
        (("gap", "--region", "CN"), "no event: name the window"),
        (("gap", "--since", "2016-08-01", "--until", "2016-07-01"), "before it begins"),
        (("gap", "--definition", "no-such"), "no definition"),
        (("forecast",), "too few to try a forecast on"),
        (("nowcast", "--as-of", "2016-07-31"), "too few to learn the delay from"),
        (("near-repeat", "--km", "5", "--km", "1"), "limits that rise"),
        (("link",), "give either --series FILE or --panel FILE"),
        (("tail", "--region", "GB"), "too few for a tail"),
        (("rate", "--definition", "a", "--definition", "b"), "takes one --definition"),
        (("grid", "--window", "july"), "is not a window"),
    ],
)
def test_what_cannot_be_answered_is_one_line(said: object, arguments: tuple[str, ...], says: str) -> None:
    assert callable(said)
    status, out, err = said(*arguments)
    assert (status, out) == (2, "")
    assert says in err
    assert err.count("\n") == 1


def test_a_series_and_a_panel_are_read(said: object, tmp_path: Path) -> None:
    assert callable(said)
    (tmp_path / "s.csv").write_text("month,territory\n2016-06,3\n2016-07,x\n")
    assert "line 3: 'x' is not a number" in said("link", "--series", str(tmp_path / "s.csv"))[2]
    (tmp_path / "p.csv").write_text(
        "country,year,gdp,attacks\nFrance,2015,3,1\nFrance,2016,4,2\nFrance,2017,5,2\n"
    )
    status, _, err = said("link", "--panel", str(tmp_path / "p.csv"), "--counts", "attacks")
    assert status == 2
    assert "country-years of 1 countries are too few" in err
    assert "the table has no 'gni'" in said("link", "--panel", str(tmp_path / "p.csv"), "--column", "gni")[2]


def test_every_figure_of_the_record_splits_its_width_or_says_why_not(said: object) -> None:
    assert callable(said)
    window = ("--since", "2016-07-01", "--until", "2016-07-31")
    asked: tuple[tuple[str, ...], ...] = (
        ("rate",), ("gap",), ("compare", *window), ("changes",), ("excite",), ("near-repeat",),
    )  # fmt: skip
    for arguments in asked:
        more = () if arguments[0] in ("rate", "gap") else ("--draws", "8")
        (found,) = json.loads(said(*arguments, *more, "--format", "json")[1])
        if arguments[0] == "near-repeat":
            assert any("the width is not split" in note for note in found["notes"])
        else:
            assert sum(found["width"].values()) == pytest.approx(1), arguments
            assert found["width"]["coding"] > 0, arguments
        word = "at its word" if arguments[0] in ("rate", "gap") else "is taken at its word"
        (plain,) = json.loads(said(*arguments, "--draws", "0", "--format", "json")[1])
        assert plain["width"] is None
        assert arguments[0] in ("rate", "gap") or any(word in note for note in plain["notes"])


def test_a_grid_carries_the_doubt_of_each_row(said: object) -> None:
    assert callable(said)
    rows = json.loads(
        said("grid", "--definition", "violent-attack", "--definition", "gtd", "--format", "json")[1]
    )
    assert len(rows) == 2
    assert all(sum(row["width"].values()) == pytest.approx(1) for row in rows)
    assert rows[1]["width"]["definition"] > rows[0]["width"]["definition"]


def test_what_says_no_probability_of_its_rows_is_said_so(said: object, tmp_path: Path) -> None:
    assert callable(said)
    (tmp_path / "l.csv").write_text("a,b\n" + "1,1\n" * 20 + "1,0\n" * 9 + "0,1\n" * 7)
    told = said("undercount", "--lists", str(tmp_path / "l.csv"))[1]
    assert "no probability of their rows" in " ".join(told.split())
    codes = {
        "FRA": "France",
        "DEU": "Germany",
        "ITA": "Italy",
        "ESP": "Spain",
        "BEL": "Belgium",
        "POL": "Poland",
    }
    years = range(2008, 2016)
    heads = ",".join(f'"{year}"' for year in years)
    lines = [
        f'"{name}","{code}","Hardship","X.Y",' + ",".join(f'"{(k * 7 + y * 3) % 11}"' for y in years) + ","
        for k, (code, name) in enumerate([*codes.items(), ("WLD", "World")])
    ]
    above = '"Data Source","World Development Indicators",\n\n"Last Updated Date","2024-06-28",\n\n'
    head = f'"Country Name","Country Code","Indicator Name","Indicator Code",{heads},\n'
    (tmp_path / "wb.csv").write_text(above + head + "\n".join(lines) + "\n", encoding="utf-8-sig")
    rows = [
        f"{100 + k},{name},{year},{(k * 5 + year * 7) % 13}"
        for k, name in enumerate(codes.values()) for year in range(2009, 2017)
    ]  # fmt: skip
    (tmp_path / "cy.csv").write_text("country_id_cy,country_cy,year_cy,os_any_cy\n" + "\n".join(rows) + "\n")
    status, out, err = said(
        "link",
        "--panel",
        str(tmp_path / "wb.csv"),
        "--panel",
        str(tmp_path / "cy.csv"),
        "--counts",
        "os_any_cy",
    )
    assert status == 0, err
    for part in (
        "Hardship", "48 country-years", "1 group of countries in the table left out, such as World",
        "with one country left out", "association, not identified", "says no probability",
    ):  # fmt: skip
        assert part in " ".join(out.split()), out
