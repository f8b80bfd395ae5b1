"""The development set: short dispatches of our own over every status, attack type and outcome."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tocsin.coding import Coder
from tocsin.model import Coding, Document, check_statement
from tocsin.taxonomy.codes import ATTACK_TYPES, LISTS, check_code

Case = dict[str, Any]
CASES: list[Case] = json.loads(Path(__file__).with_name("dispatches.json").read_text(encoding="utf-8"))
FLOOR_COUNT = 1.0
"""Share of the dispatches whose number of reports must be right. Raise it with the rules, never lower it."""
FLOOR_VALUES = 0.98
"""Share of the dispatches with reports whose types, targets and outcome must be right."""


def document(case: Case) -> Document:
    published = datetime.fromisoformat(case["published"]).replace(hour=12, tzinfo=UTC)
    return Document(case["id"], case["text"], case["title"] or None, published)


@pytest.fixture(scope="module")
def codings() -> dict[str, Coding]:
    coder = Coder()
    return {case["id"]: coder.code(document(case)) for case in CASES}


def told(coding: Coding, name: str) -> set[str]:
    return {s.value for report in coding.reports for s in report.statements if s.property == name}


def test_set_covers_every_type_and_outcome() -> None:
    assert len(CASES) >= 80
    assert {t for case in CASES for t in case.get("types", ())} == set(ATTACK_TYPES)
    assert {case.get("outcome") for case in CASES} >= LISTS["outcome"]


def test_number_of_reports(codings: dict[str, Coding]) -> None:
    wrong = [case["id"] for case in CASES if len(codings[case["id"]].reports) != case["events"]]
    assert 1 - len(wrong) / len(CASES) >= FLOOR_COUNT, wrong


def test_values(codings: dict[str, Coding]) -> None:
    attacks = [case for case in CASES if case["events"]]
    wrong = [case["id"] for case in attacks if not _right(case, codings[case["id"]])]
    assert 1 - len(wrong) / len(attacks) >= FLOOR_VALUES, wrong


def _right(case: Case, coding: Coding) -> bool:
    return (
        told(coding, "attack_type") == set(case["types"])
        and told(coding, "outcome") == {case["outcome"]}
        and (not case["targets"] or told(coding, "target_type") == set(case["targets"]))
    )


@pytest.mark.parametrize("case", [case for case in CASES if "told" in case], ids=lambda case: str(case["id"]))
def test_what_is_told_of_tolls_groups_and_scope(case: Case, codings: dict[str, Coding]) -> None:
    values = codings[case["id"]].reports[0].statements
    for name, expected in case["told"].items():
        if name == "groups":
            found: Any = sorted(
                f"{s.value['name']}/{s.value['relation']}" for s in values if s.property == "group"
            )
        elif name == "scope":
            found = next((s.value for s in values if s.property == "scope"), None)
        else:
            count = next((s.value for s in values if s.property == name), None) or {}
            found = count.get("low") if count.get("best") is None else count["best"]
        assert found == expected, name


@pytest.mark.parametrize(
    "case", [case for case in CASES if not case["events"]], ids=lambda case: str(case["id"])
)
def test_what_is_no_attack_says_why(case: Case, codings: dict[str, Coding]) -> None:
    coding = codings[case["id"]]
    assert not coding.relevant
    reason = coding.reason or ""
    assert reason in (case["why"], "not_relevant", "response", "metaphor")
    assert reason == "not_relevant" or coding.left_out[reason] > 0


def test_every_statement_is_sound(codings: dict[str, Coding]) -> None:
    for case in CASES:
        coding, text = codings[case["id"]], case["text"]
        for report in coding.reports:
            assert report.document == coding.document == document(case).id
            assert 0.5 < report.probability < 1
            assert {"attack_type", "date", "outcome"} <= {s.property for s in report.statements} | _typeless(
                case
            )
            for s in report.statements:
                check_statement(s)
                assert s.subject == report.id
                assert s.start is not None
                assert s.end is not None
                assert s.quote == text[s.start : s.end]
                assert s.said_at == document(case).published
                if isinstance(s.value, str):
                    check_code(s.property, s.value)


def _typeless(case: Case) -> set[str]:
    """A foiled plot may not say what was planned."""
    return set() if case.get("types") else {"attack_type"}
