"""`tocsin places`: what is shown of a text, and a gazetteer of one's own."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Run
from tests.places.test_geonames import LINES


def test_look_says_where_and_why(run: Run) -> None:
    done = run("places", "look", "--why", "A bomb went off in Tripoli, Lebanon.")
    assert done.returncode == 0
    assert "Tripoli: Tripoli, North Lebanon, LB" in done.stdout
    assert "why Tripoli, Tripoli, LY" in done.stdout
    assert "within named +" in done.stdout
    assert "CC BY 4.0" in done.stdout


def test_look_in_json_has_readings_with_their_grounds(run: Run) -> None:
    (row,) = json.loads(run("places", "look", "It was in Nice, they said.", "--format", "json").stdout)
    assert row["geonames_id"] == 2990440
    readings = row["readings"]
    assert readings[0]["country"] == "FR"
    assert readings[0]["probability"] >= readings[-1]["probability"]
    assert readings[0]["grounds"]["log_population"] > 0


def test_the_view_is_the_desks_or_the_commands(run: Run, tmp_path: Path) -> None:
    text = "Shots were fired in Yalta."
    assert "UA" in (shown := run("places", "look", text).stdout)
    assert "disputed: another country in the view of RU" in shown
    assert "Yalta: Yalta, Crimea, RU" in run("places", "look", text, "--view", "RU").stdout
    assert run("init", "desk").returncode == 0
    (tmp_path / "desk" / "tocsin.toml").write_text('[places]\nview = "RU"\n', encoding="utf-8")
    assert "Yalta: Yalta, Crimea, RU" in run("places", "look", text).stdout
    wrong = run("places", "look", text, "--view", "XX")
    assert wrong.returncode == 2
    assert "no view 'XX'" in wrong.stderr
    assert len(wrong.stderr.splitlines()) == 1


def test_a_desk_uses_the_table_that_it_built(run: Run, tmp_path: Path) -> None:
    (tmp_path / "BF.txt").write_text("\n".join(LINES) + "\n", encoding="utf-8")
    assert run("init", "desk").returncode == 0
    done = run("places", "build", "--geonames", "BF.txt")
    assert done.returncode == 0, done.stderr
    assert "left out: coordinates out of range: 1" in done.stdout
    (tmp_path / "desk" / "tocsin.toml").write_text('[places]\ngazetteer = "gazetteer"\n', encoding="utf-8")
    assert (
        "Qarma, Région du Zondo, BF" in run("places", "look", "Gunmen struck in Qarma, Burkina Faso.").stdout
    )
    dispatch = {
        "url": "https://agency.example/qarma", "published": "2021-06-05T10:00:00Z", "source": "Agency",
        "title": "Gunmen kill nine in Qarma",
        "text": "Gunmen killed nine people in the village of Qarma in Burkina Faso on Friday, police said.",
    }  # fmt: skip
    (tmp_path / "one.jsonl").write_text(json.dumps(dispatch) + "\n", encoding="utf-8")
    assert run("read", "one.jsonl").returncode == 0
    listed = [json.loads(row) for row in run("incidents", "--format", "jsonl").stdout.splitlines()]
    assert [(row["place"]["name"], row["place"]["lat"]) for row in listed] == [("Qarma", 12.5)]
    (tmp_path / "desk" / "gazetteer" / "gazetteer.bin").write_bytes(b"damaged")
    broken = run("places", "look", "Qarma")
    assert broken.returncode == 2
    assert "damaged" in broken.stderr
    assert "tocsin places build" in broken.stderr


def test_build_wants_one_source(run: Run) -> None:
    done = run("places", "build")
    assert done.returncode == 2
    assert "--geonames FILE" in done.stderr
