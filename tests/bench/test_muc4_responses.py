"""Response files: written and read back, scored with faults in them, and the command as a whole."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.muc4.__main__ import main
from bench.muc4.fills import quote
from bench.muc4.keys import by_document, parse_templates
from bench.muc4.measure import score_predicted
from bench.muc4.predicted import Predicted, predictions
from bench.muc4.responses import read_responses, response_fill, write_responses
from bench.muc4.template import Template
from bench.muc4.texts import Text
from tests.bench.templates import fill, templates

KEY = """\
0.  MESSAGE: ID                     DEV-MUC3-9001
1.  MESSAGE: TEMPLATE               1
4.  INCIDENT: TYPE                  BOMBING
9.  PERP: INDIVIDUAL ID             "MASKED MEN" / "MEN"
18. HUM TGT: NAME                   "LUCIA VARGAS"
19. HUM TGT: DESCRIPTION            "CLERK": "LUCIA VARGAS"

0.  MESSAGE: ID                     DEV-MUC3-9002
1.  MESSAGE: TEMPLATE               *

0.  MESSAGE: ID                     DEV-MUC3-9003
1.  MESSAGE: TEMPLATE               *
"""
TEXTS = "DEV-MUC3-9001\n\n HAVEN.\n\nDEV-MUC3-9002\n\n MILLS.\n\nDEV-MUC3-9004\n\n NO KEY.\n"
SLOTS = {4: ["BOMBING"], 9: ['"MEN"'], 18: ['"LUCIA VARGAS"'], 19: ['"CLERK": "LUCIA VARGAS"']}
BOMBING: dict[str, Any] = {
    "incident_type": "BOMBING",
    "PerpInd": [["men"]],
    "Victim": [["Lucia Vargas"]],
    "slots": SLOTS,
}
FIRST = Predicted("DEV-MUC3-9001", True, {"PerpInd": [["men"]], "Victim": [["Lucia Vargas"]]}, [BOMBING])


def test_the_layout_is_that_of_the_documentation() -> None:
    text = write_responses(
        {"DEV-MUC3-9001": [{4: ["KIDNAPPING"], 18: ['"ANA"', '"LUIS"']}], "DEV-MUC3-9002": []}
    )
    first, second = text.split("\n\n")
    lines = first.split("\n")
    assert lines[0] == "0.  MESSAGE: ID                     DEV-MUC3-9001"
    assert lines[1] == "1.  MESSAGE: TEMPLATE               1"
    assert lines[2] == "2.  INCIDENT: DATE                  -"
    assert lines[6] == "6.  INCIDENT: INSTRUMENT ID         *", "does not apply to a kidnapping"
    assert lines[10] == "10. PERP: ORGANIZATION ID           -"
    assert lines[16] == "16. PHYS TGT: EFFECT OF INCIDENT    *"
    assert lines[18] == '18. HUM TGT: NAME                   "ANA"'
    assert lines[19] == " " * 36 + '"LUIS"'
    assert second.split("\n")[1] == "1.  MESSAGE: TEMPLATE               *"


def test_a_fill_of_a_key_as_a_response() -> None:
    assert response_fill(fill(19, '"CLERK" / "AIDE": "LUCIA" / "VARGAS"')) == '"CLERK": "LUCIA"'
    assert response_fill(fill(21, '~7 / 7: "RIDERS"')) == '~7: "RIDERS"'
    assert response_fill(fill(2, "- 13 MAY 88")) == "- 13 MAY 88"
    assert response_fill(fill(12, '"\\"OLD\\" MILL"')) == '"\\"OLD\\" MILL"'


@given(
    st.dictionaries(st.sampled_from(["DEV-MUC3-9001", "TST1-MUC3-9002"]), st.lists(templates(), max_size=3))
)
@settings(max_examples=40, deadline=None)
def test_what_is_written_is_read_back(documents: dict[str, list[Template]]) -> None:
    slots = {
        document: [{s: [response_fill(f) for f in fs] for s, fs in t.slots.items()} for t in found]
        for document, found in documents.items()
    }
    read, faults = parse_templates(write_responses(slots), Path("x"), response=True)
    assert faults == []
    back = {
        document: [{s: [response_fill(f) for f in fs] for s, fs in t.slots.items()} for t in found]
        for document, found in by_document(read).items()
    }
    assert back == slots
    assert [t.number for t in read if 1 not in t.inapplicable] == [
        n for found in documents.values() for n in range(1, len(found) + 1)
    ]


@given(st.text("AB \"\\/:()?'-", min_size=1).filter(lambda t: t.strip() not in ("", "-")))
def test_any_string_survives(text: str) -> None:
    written = write_responses({"DEV-MUC3-9001": [{12: [quote(text)]}]})
    (template,), faults = parse_templates(written, Path("x"), response=True)
    assert faults == []
    assert template.strings(12) == [[" ".join(text.split())]]


def test_a_response_that_is_partly_bad_is_scored_for_the_rest(tmp_path: Path) -> None:
    (tmp_path / "a").write_text(
        "0.  MESSAGE: ID                     DEV-MUC3-9001\n"
        "1.  MESSAGE: TEMPLATE               1\n"
        "4.  INCIDENT: TYPE                  BOMBING / ATTACK\n"
        '9.  PERP: INDIVIDUAL ID             ? "MEN"\n'
        '10. PERP: ORGANIZATION ID           "LEAGUE" /\n'
        "99. NO: SLOT                        X\n",
        encoding="utf-8",
    )
    (tmp_path / "b").write_text(
        "0.  MESSAGE: ID    DEV-MUC3-9001\n4.  INCIDENT: TYPE   ARSON\n", encoding="utf-8"
    )
    responses, faults = read_responses([tmp_path])
    assert [(fault.path.name, fault.line) for fault in faults] == [
        ("a", 3),
        ("a", 4),
        ("a", 5),
        ("a", 6),
        ("b", 0),
    ]
    assert [template.type for template in responses["DEV-MUC3-9001"]] == ["BOMBING", "ARSON"]
    assert responses["DEV-MUC3-9001"][0].strings(9) == [["MEN"]]
    assert not responses["DEV-MUC3-9001"][0].fills(9)[0].optional


def test_all_four_scores_of_a_prediction() -> None:
    keys = by_document(parse_templates(KEY, Path("key"))[0])
    called = [FIRST, Predicted("DEV-MUC3-9002", True), Predicted("DEV-MUC3-9003", False)]
    figures, faults = score_predicted(called, keys)
    assert faults == []
    assert figures["ree"]["f1"] == figures["templates"]["f1"] == figures["official"]["f1"] == 1.0
    assert figures["relevance"]["precision"] == 0.5
    assert figures["relevance"]["recall"] == 1.0
    assert figures["documents"] == 3
    assert predictions([FIRST])["DEV-MUC3-9001"] == [
        {
            "incident_type": "BOMBING",
            "PerpInd": [["men"]],
            "PerpOrg": [],
            "Target": [],
            "Victim": [["Lucia Vargas"]],
            "Weapon": [],
        }
    ]
    assert score_predicted([], keys)[0]["official"]["f1"] == 0.0
    with pytest.raises(ValueError, match="predicted twice"):
        score_predicted([FIRST, FIRST], keys)


def test_the_command_predicts_scores_and_writes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def predict(texts: list[Text]) -> list[Predicted]:
        assert [text.id for text in texts] == ["DEV-MUC3-9001", "DEV-MUC3-9002"]
        return [FIRST, Predicted("DEV-MUC3-9002", False)]

    module = ModuleType("bench.muc4.predict")
    module.predict = predict  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "bench.muc4.predict", module)
    (tmp_path / "key").write_text(KEY, encoding="utf-8")
    (tmp_path / "texts").write_text(TEXTS, encoding="utf-8")
    out = {name: str(tmp_path / name) for name in ("predictions", "responses", "json")}
    main(
        ["--texts", str(tmp_path / "texts"), "--keys", str(tmp_path / "key")]
        + [word for name, path in out.items() for word in (f"--{name}", path)]
    )
    printed = capsys.readouterr()
    assert printed.err.splitlines() == [
        "DEV-MUC3-9004 has no key and is left out",
        "documents of the keys without text, left out: 1",
    ]
    assert "official (ALL TEMPLATES)" in printed.out
    figures = json.loads(Path(out["json"]).read_text(encoding="utf-8"))
    assert {"ree", "templates", "official", "relevance", "documents_per_second", "peak_memory_mb"} < set(
        figures
    )
    assert figures["documents"] == 2
    assert figures["official"]["f1"] == figures["relevance"]["f1"] == 1.0
    assert list(json.loads(Path(out["predictions"]).read_text(encoding="utf-8"))) == [
        "DEV-MUC3-9001",
        "DEV-MUC3-9002",
    ]
    main(["score", "--keys", str(tmp_path / "key"), "--responses", out["responses"], "--json", out["json"]])
    assert json.loads(Path(out["json"]).read_text(encoding="utf-8"))["f1"] == 1.0


def test_faults_are_said_in_a_line_each(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "key").write_text(KEY, encoding="utf-8")
    bad = "0.  MESSAGE: ID  DEV-MUC3-9001\n4.  INCIDENT: TYPE  BOMBING\n18. HUM TGT: NAME  ?!\n"
    (tmp_path / "answer").write_text(
        bad + '18. HUM TGT: NAME  "LUCIA VARGAS\n0.  MESSAGE: ID  DEV-MUC3-9999\n', encoding="utf-8"
    )
    main(["score", "--keys", str(tmp_path / "key"), "--responses", str(tmp_path / "answer")])
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 3
    assert said[1].startswith(f"{tmp_path / 'answer'}:4: slot 18: a quoted string does not end")
    assert said[2] == "DEV-MUC3-9999 has no key and is left out"


@pytest.mark.parametrize("what", ["keys", "responses", "nothing in common"])
def test_nothing_to_score_is_status_2(tmp_path: Path, what: str, capsys: pytest.CaptureFixture[str]) -> None:
    key, answer = tmp_path / "key", tmp_path / "answer"
    if what != "keys":
        key.write_text(KEY, encoding="utf-8")
    if what != "responses":
        answer.write_text(KEY.replace("-9", "-8"), encoding="utf-8")
    with pytest.raises(SystemExit) as stop:
        main(["score", "--keys", str(key), "--responses", str(answer)])
    assert stop.value.code == 2
    assert "bench.muc4: " in capsys.readouterr().err
