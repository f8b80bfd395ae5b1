"""Other people's rows at the command line: read, counted, and kept out of what is made to be handed on."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from tests.cli.conftest import ROWS
from tests.datasets.files import ACLED, GTD, UCDP, write
from tocsin.cli.app import run as run_here


@dataclass
class Done:
    """What a command came to."""

    returncode: int
    written: bytes
    stderr: str

    @property
    def stdout(self) -> str:
        """Return what was written, as text."""
        return self.written.decode()


Stocked = Callable[..., Done]
# Made-up words that stand in restricted rows only; the tolls are as odd, so that a sum would show.
PLACE, GROUP, TOLL = "Hollowgate", "Brigade of Grey Herons", "8417"
EXPORTS = [
    ["incidents", "--format", "csv"], ["incidents", "--format", "json"], ["incidents", "--format", "jsonl"],
    ["incidents", "--format", "geojson"], ["incidents", "--format", "parquet"],
    ["incidents", "--format", "jsonl", "--definition", "gtd"],
    ["documents", "--format", "csv"], ["documents", "--format", "json"], ["documents", "--format", "jsonl"],
    ["documents", "--format", "parquet"],
    ["brief", "--since", "3d"], ["brief", "--since", "3d", "--format", "html"],
    ["brief", "--since", "3d", "--format", "markdown"], ["brief", "--since", "3d", "--format", "json"],
    ["brief", "--since", "3d", "--format", "text", "--output", "b.txt"],
    ["definitions", "count", "--format", "json"], ["definitions", "count", "--format", "csv"],
    ["coverage", "--format", "json"], ["coverage", "--format", "csv"],
    ["sources", "--format", "json"], ["doctor", "--format", "json"],
]  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a desk of news, an open dataset and two restricted ones."""
    tmp_path = tmp_path_factory.mktemp("stocked")
    (tmp_path / "articles.jsonl").write_text("\n".join(json.dumps(row) for row in ROWS), "utf-8")
    hidden = {"fatalities": TOLL, "location": PLACE, "actor1": GROUP}
    broken = {"event_id_cnty": "B2", "fatalities": f"-{TOLL}"}
    write(tmp_path / "acled.csv", [ACLED | hidden, ACLED | hidden | broken])
    write(tmp_path / "gtd.csv", [GTD | {"nkill": TOLL, "nkillter": "0", "city": PLACE, "gname": GROUP}])
    write(tmp_path / "ged.csv", [UCDP])
    done = _run(tmp_path, "read", "articles.jsonl", "acled.csv", "gtd.csv", "ged.csv")
    assert done.returncode == 0, done.stderr
    return tmp_path


@pytest.fixture
def stocked(folder: Path) -> Stocked:
    """Return a callable that runs `tocsin ARGUMENTS` there."""
    return partial(_run, folder)


def _run(folder: Path, *arguments: str, stdin: str | None = None) -> Done:
    """Run `tocsin ARGUMENTS` in `folder`, in this process: the start of Python would be most of the time."""
    del stdin
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in range(2))
    with chdir(folder), redirect_stdout(out), redirect_stderr(err):
        try:
            status = run_here(list(arguments))
        except SystemExit as end:
            status = int(end.code or 0)
    told: list[bytes] = [stream.buffer.getvalue() for stream in (out, err)]
    return Done(status, told[0], told[1].decode())


@pytest.fixture
def run(tmp_path: Path) -> Stocked:
    """Return a callable that runs `tocsin ARGUMENTS` in an empty folder."""
    return partial(_run, tmp_path)


def test_read_says_what_it_recognised_and_under_which_licence(run: Stocked, tmp_path: Path) -> None:
    rows = [UCDP, UCDP | {"id": "2", "best": "-1"}]
    write(tmp_path / "ged.csv", rows)
    protest = ACLED | {"event_id_cnty": "B2", "sub_event_type": "Peaceful protest"}
    write(tmp_path / "acled.csv", [ACLED, protest])
    done = run("read", "ged.csv", "acled.csv")
    assert done.returncode == 0
    assert "ged.csv read as UCDP GED (CC BY 4.0): 1 row; 1 broken" in done.stderr
    assert "left out ged.csv line 3: best: -1 is no number of people" in done.stderr
    assert "acled.csv read as ACLED" in done.stderr
    assert "1 left out as no attack (protest 1)" in done.stderr
    assert "no export has them" in done.stderr
    assert done.stdout.startswith("2 new documents; 2 reports of attacks; 1 unreadable")
    again = run("read", "ged.csv", "acled.csv")
    assert again.stdout.startswith("0 new documents; 2 already known; 0 reports")
    beside = (tmp_path / "desk" / "rejected.jsonl").read_text("utf-8")
    lines = [json.loads(line) for line in beside.splitlines()]
    assert [(line["in"], line["where"]) for line in lines] == [("ged.csv", "line 3")]


def test_a_folder_of_both_is_taken_apart(run: Stocked, articles: Path, tmp_path: Path) -> None:
    folder = tmp_path / "all"
    (folder / "deep").mkdir(parents=True)
    articles.rename(folder / "articles.jsonl")
    write(folder / "deep" / "ged.csv", [UCDP])
    done = run("read", "all")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("6 new documents; 4 reports")


def test_a_mapping_file_reads_any_table(run: Stocked, tmp_path: Path) -> None:
    write(tmp_path / "list.csv", [{"when": "2019-03-01", "land": "BF", "dead": "3"}])
    (tmp_path / "list.toml").write_text(
        'name = "ours"\ntitle = "Our list"\nlicence = "our own"\nrestricted = false\n'
        '[columns]\ndate = "when"\ncountry = "land"\nkilled = "dead"\n[constants]\nattack_type = "bombing"\n',
        "utf-8",
    )
    done = run("read", "list.csv", "--as", "list.toml")
    assert done.returncode == 0, done.stderr
    [incident] = [json.loads(line) for line in run("incidents", "--format", "jsonl").stdout.splitlines()]
    assert (incident["killed"]["best"], incident["attack_types"]) == (3, ["bombing"])
    assert {s["origin"] for s in incident["statements"]} == {"import"}


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["read", "ged.csv", "--as", "nothing"], "no dataset 'nothing'"),
        (["read", "ged.csv", "--as", "gtd"], "not a file of GTD"),
        (["read", "-", "--as", "gtd"], "is no file"),
        (["read", "ged.csv", "--as", "no.toml"], "mapping no.toml cannot be read"),
    ],
)
def test_mistakes_are_one_line_and_status_two(
    run: Stocked, tmp_path: Path, arguments: list[str], says: str
) -> None:
    write(tmp_path / "ged.csv", [UCDP])
    done = run(*arguments)
    assert done.returncode == 2
    assert says in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr


def test_show_names_file_line_and_cells(stocked: Stocked) -> None:
    rows = [json.loads(line) for line in stocked("incidents", "--format", "jsonl").stdout.splitlines()]
    [ucdp] = [i for i in rows if i["documents"] == ["ucdp-ged:90001"]]
    shown = stocked("show", ucdp["id"]).stdout
    assert "ged.csv line 2" in shown
    assert "low: 6 best: 7 high: 9" in shown
    assert "counted: ucdp-one-sided, yes  (import, " in shown


def test_the_users_own_screen_shows_restricted_rows_and_says_so(stocked: Stocked) -> None:
    for command, there in ((["incidents"], PLACE), (["documents"], "ACLED BFO9001")):
        done = stocked(*command)
        assert there in done.stdout
        assert "in no export" in done.stderr
    listed = stocked("incidents").stdout.splitlines()
    hidden = next(line for line in listed if PLACE in line)
    shown = stocked("show", hidden.split()[0])
    assert GROUP in shown.stdout
    assert stocked("show", hidden.split()[0], "--format", "json").returncode == 2


@pytest.mark.parametrize("arguments", EXPORTS, ids=" ".join)
def test_no_export_has_a_restricted_row(stocked: Stocked, folder: Path, arguments: list[str]) -> None:
    done = stocked(*arguments)
    assert done.returncode == 0, done.stderr
    written = b"".join(p.read_bytes() for p in folder.glob("b.*"))
    for word in (PLACE, GROUP, TOLL, f"{int(TOLL):,}", "BFO9001", "acled:", "gtd:"):
        assert word.encode() not in done.written + written, word
