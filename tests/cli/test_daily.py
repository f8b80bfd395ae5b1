"""The commands of daily use, one after the other, as a person would type them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

from tests.cli.conftest import ROWS, Run


def _rows(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def test_read_makes_a_desk_and_reading_twice_adds_nothing(run: Run, articles: Path) -> None:
    first = run("read", str(articles))
    assert first.returncode == 0, first.stderr
    assert first.stdout.startswith("5 new documents; 3 reports of attacks; 1 in languages not read (fr 1)")
    again = run("read", str(articles))
    assert again.stdout.startswith("0 new documents; 5 already known; 0 reports")
    assert len(_rows(run("documents", "--format", "jsonl").stdout)) == 5


def test_documents_name_each_input_exactly(run: Run, articles: Path) -> None:
    run("read", str(articles))
    rows = _rows(run("documents", "--format", "jsonl").stdout)
    assert [row["url"] for row in rows] == [row["url"] for row in ROWS]
    assert [row["understood"] for row in rows] == [True, True, True, True, False]


def test_incidents_carry_values_with_quotes_that_are_slices(run: Run, articles: Path) -> None:
    run("read", str(articles))
    texts = {row["url"]: row["text"] for row in _rows(run("documents", "--format", "jsonl").stdout)}
    incidents = _rows(run("incidents", "--format", "jsonl").stdout)
    assert len(incidents) == 2
    lyon = next(i for i in incidents if i["place"]["country"] == "FR")  # type: ignore[index]
    assert lyon["killed"]["best"] == 6  # type: ignore[index]
    assert lyon["sources"] == 2
    for incident in incidents:
        for s in incident["statements"]:  # type: ignore[attr-defined]
            assert s["quote"] == texts[s["document"]][s["start"] : s["end"]]  # type: ignore[index]


def test_as_of_shows_what_was_believed_then(run: Run, articles: Path) -> None:
    run("read", str(articles))
    then = _rows(run("incidents", "--as-of", "2018-03-05T23:00Z", "--format", "jsonl").stdout)
    assert [i["killed"]["best"] for i in then] == [4]  # type: ignore[index]


def test_formats_reopen_with_the_same_rows(run: Run, articles: Path) -> None:
    run("read", str(articles))
    assert len(list(csv.DictReader(io.StringIO(run("incidents", "--format", "csv").stdout)))) == 2
    assert len(json.loads(run("incidents", "--format", "json").stdout)) == 2
    collection = json.loads(run("incidents", "--format", "geojson").stdout)
    assert len(collection["features"]) == 2
    assert "GeoNames" in collection["attribution"]
    assert collection["missing"]


def test_show_traces_and_explains(run: Run, articles: Path) -> None:
    run("read", str(articles))
    lyon = next(i for i in _rows(run("incidents", "--format", "jsonl").stdout) if i["reports"] == 2)
    shown = run("show", str(lyon["id"])[:6], "--why").stdout
    assert "killing four people" in shown
    assert "https://paper.example/lyon-2" in shown
    assert "Why they were put together" in shown
    assert "same" in shown


def test_split_and_merge_undo_each_other(run: Run, articles: Path) -> None:
    run("read", str(articles))
    lyon = next(i for i in _rows(run("incidents", "--format", "jsonl").stdout) if i["reports"] == 2)
    later = lyon["report_ids"][1]  # type: ignore[index]
    done = run("split", str(lyon["id"]), str(later)[:10], "--by", "desk", "--note", "another market")
    assert done.returncode == 0, done.stderr
    assert len(_rows(run("incidents", "--format", "jsonl").stdout)) == 3
    ids = [line.split(":")[0] for line in done.stdout.splitlines()]
    run("merge", *ids, "--by", "desk")
    after = _rows(run("incidents", "--format", "jsonl").stdout)
    assert len(after) == 2
    assert str(lyon["id"]) in [i["id"] for i in after]
    for old in ids:
        assert run("show", old).returncode == 0


def test_withdrawn_document_leaves_the_view(run: Run, articles: Path) -> None:
    run("read", str(articles))
    url = "https://paper.example/lyon-2"
    assert run("withdraw", "--document", url, "--reason", "retracted", "--by", "desk").returncode == 0
    lyon = next(
        i
        for i in _rows(run("incidents", "--format", "jsonl").stdout)
        if i["place"]["country"] == "FR"  # type: ignore[index]
    )
    assert (lyon["reports"], lyon["killed"]["best"]) == (1, 4)  # type: ignore[index]
    listed = run("documents").stdout.splitlines()
    assert [("withdrawn" in line) for line in listed if "toll rises to six" in line] == [True]
    again = run("withdraw", "--document", url, "--reason", "again", "--by", "desk")
    assert "withdrawn before" in again.stdout


def test_stdin_and_code(run: Run) -> None:
    done = run("code", "-", stdin="\n".join(json.dumps(row) for row in ROWS))
    rows = _rows(done.stdout)
    assert [row["document"] for row in rows] == [row["url"] for row in ROWS]
    assert [len(row["reports"]) for row in rows] == [1, 1, 1, 0, 0]  # type: ignore[arg-type]
    assert not Path("desk").exists()


def test_acknowledgement_is_one_line_a_document(run: Run, articles: Path) -> None:
    done = run("read", str(articles), "--format", "jsonl")
    assert [row["document"] for row in _rows(done.stdout)] == [row["url"] for row in ROWS]


def test_partly_bad_input_is_taken_and_listed(run: Run, articles: Path) -> None:
    articles.write_text(articles.read_text(encoding="utf-8") + "\n{broken\n", encoding="utf-8")
    done = run("read", str(articles))
    assert done.returncode == 0
    assert "line 6" in done.stderr
    errors = [row for row in _rows(run("documents", "--format", "jsonl").stdout) if row.get("error")]
    assert len(errors) == 1


def test_definitions_count_side_by_side(run: Run, articles: Path) -> None:
    run("read", str(articles))
    rows = {row["name"]: row for row in json.loads(run("definitions", "--count", "--format", "json").stdout)}
    assert rows["violent-attack"]["yes"] == 2
    assert rows["deadly-attack"]["yes"] == 2


def test_incidents_stand_by_the_day_of_the_attack(run: Run, articles: Path) -> None:
    rows = articles.read_text(encoding="utf-8").splitlines()
    run("read", "-", stdin="\n".join(reversed(rows)))
    starts = [i["date"]["start"] for i in _rows(run("incidents", "--format", "jsonl").stdout)]  # type: ignore[index]
    assert starts == sorted(starts)
    assert len(starts) == 2


def test_a_split_report_stands_alone_in_good_english(run: Run, articles: Path) -> None:
    run("read", str(articles))
    lyon = next(i for i in _rows(run("incidents", "--format", "jsonl").stdout) if i["reports"] == 2)
    later = lyon["report_ids"][1]  # type: ignore[index]
    assert run("split", str(lyon["id"]), str(later)).stdout.count("(1 report)") == 2
