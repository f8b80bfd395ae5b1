"""The brief tells of a claim whose verdict changed in its window, in every format, and of none else."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.brief.builders import NOW, SINCE, UNTIL
from tocsin.brief import as_text, compose, dumps, to_html, to_markdown
from tocsin.definitions import load
from tocsin.model import address
from tocsin.record import ClaimCheck, Record

TEXT = "Twelve attacks <b>in</b> France"


@pytest.fixture
def record(tmp_path: Path) -> Record:
    """A record with one claim: supported before the window, refuted within it."""
    made = Record.open(tmp_path / "record.sqlite")
    claim = made.add_claim('sentence = "x"', by="desk", at=SINCE - timedelta(days=2))
    body = {"claim": {"text": TEXT}}
    before = ClaimCheck(claim.id, SINCE - timedelta(days=1), 1, "supported", address(1), body, ())
    change = ("The verdict was “supported” and is “not supported”.", "New behind it: Lyon.")
    made.add_claim_check(before)
    made.add_claim_check(
        replace(
            before, at=SINCE + timedelta(hours=3), verdict="not supported", digest=address(2), change=change
        )
    )
    return made


def test_a_changed_verdict_stands_in_every_format(record: Record) -> None:
    brief = compose(record, SINCE, UNTIL, load("violent-attack"), NOW)
    [claim] = brief.claims
    assert (claim.was, claim.verdict) == ("supported", "not supported")
    for text in (as_text(brief), to_markdown(brief), to_html(brief)):
        assert "whose verdict changed" in text.lower()
        assert "New behind it: Lyon." in text
    assert json.loads(dumps(brief))["claims"][0]["verdict"] == "not supported"
    assert "<b>in</b>" not in to_html(brief)


def test_a_window_without_a_change_says_nothing_of_claims(record: Record) -> None:
    later = compose(record, UNTIL, UNTIL + timedelta(days=1), load("violent-attack"), NOW)
    assert later.claims == ()
    assert "verdict" not in as_text(later)
