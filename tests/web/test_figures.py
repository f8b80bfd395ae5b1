"""The page's figures: those of the command line, with the record's doubt, and with what was asked for."""

from __future__ import annotations

import html
import json
import re
import subprocess
import sys
from collections.abc import Iterator

import httpx
import pytest

from bench.web.generated import make
from tests.web.conftest import Served
from tocsin.desk import Desk
from tocsin.desk.auditing import Ask, drawn, said

Said = dict[str, object]


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A desk of 400 made-up incidents, each an attack with a doubt of its own, in fifteen countries."""
    folder = tmp_path_factory.mktemp("many") / "desk"
    make(folder, 400)
    with Desk.open(folder) as desk:
        served = Served(desk, per_minute=100_000)
        yield served
        served.stop()


def of_page(served: Served, query: str) -> Said:
    answer = httpx.get(f"{served.url}/figures/data?{query}", timeout=120)
    assert answer.status_code == 200, answer.text
    found: Said = answer.json()
    return found


def of_command(served: Served, *words: str) -> Said:
    command = [sys.executable, "-m", "tocsin", "measure", *words, "--format", "json"]
    folder = str(served.desk.folder)
    told = subprocess.run(
        [*command, "--desk", folder], capture_output=True, text=True, check=False, timeout=120
    )  # fmt: skip
    assert told.returncode == 0, told.stderr
    found: list[Said] = json.loads(told.stdout)
    return found[0]


@pytest.mark.parametrize(("of", "country"), [("rate", "FR"), ("gap", None), ("changes", "FR")])
def test_the_page_says_what_the_command_says(many: Served, of: str, country: str | None) -> None:
    days = ("2022-01-01", "2026-06-30")
    asked = f"of={of}&since={days[0]}&until={days[1]}" + (f"&country={country}" if country else "")
    words = [of, "--since", days[0], "--until", days[1], *(("--region", country) if country else ())]
    page, command = of_page(many, asked), of_command(many, *words)
    for key in ("value", "low", "high", "n", "exposure", "width", "method", "checks"):
        assert page.get(key) == command.get(key), key


def test_the_doubt_is_in_the_figure_and_its_width_is_split(many: Served) -> None:
    found = of_page(many, "of=rate&since=2022-01-01&until=2026-06-30")
    width = found["width"]
    assert isinstance(width, dict)
    assert set(width) == {"chance", "definition", "coding"}
    assert sum(width.values()) == pytest.approx(1.0)
    assert width["coding"] > 0
    assert "draws of the record's doubt" in str(found["method"])
    page = html.unescape(httpx.get(f"{many.url}/figures?of=rate").text)
    assert re.search(r"coding \d+ %", page)


def test_the_tail_carries_the_doubt_about_each_toll(many: Served) -> None:
    found = of_page(many, "of=tail")
    assert "draws of the record's doubt" in str(found["method"])


def test_what_was_asked_for_stands_in_the_figure(many: Served) -> None:
    found = of_page(many, "of=rate&attack=bombing&country=TR&since=2022-01-01&until=2026-06-30")
    assert found["definition"] == "violent-attack in TR, only attack bombing"
    wide = of_page(many, "of=rate&region=European Union&since=2022-01-01&until=2026-06-30")
    assert wide["definition"] == "violent-attack in European Union"
    left = found["details"]
    assert isinstance(left, dict)
    assert left["left_out"]["elsewhere"] > 0


def test_a_filtered_figure_leans_on_the_audit_of_its_own_definition(many: Served) -> None:
    audits = many.desk.record.audits
    for rule in ("violent-attack", "deadly-attack"):
        drawn(many.desk.record, Ask(3, 0, seed=7, definition=rule), by="anna")
        audit = audits.find()
        for number, item in enumerate(audits.items(audit)):
            body = said(many.desk.record, item, "right")
            audits.label(item.seq, body, once=f"{rule}-{number}", reviewer="anna")
    found = of_page(many, "of=rate&attack=bombing&since=2022-01-01&until=2026-06-30")["audit"]
    assert isinstance(found, dict)
    assert found["definition"] == "violent-attack"
    assert "another definition" not in str(found["line"])
