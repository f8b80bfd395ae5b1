"""The reference pages are held to the code: settings, codes, properties, rules, flags, fields, feeds."""

from __future__ import annotations

import json
import re
from dataclasses import fields

import pytest

from tests.docs.pages import DOCS, ROOT, text
from tocsin.coding.coder import LONGEST_TEXT
from tocsin.coding.language import UNDERSTOOD
from tocsin.coding.status import STATUSES
from tocsin.definitions import parse, shipped
from tocsin.desk.settings import Settings
from tocsin.model import (
    DATE_PRECISIONS,
    OUTCOMES,
    PLACE_PRECISIONS,
    PROPERTIES,
    QUOTE_LIMIT,
    RELATIONS,
    SCOPES,
    Count,
    DateRange,
    Evidence,
    Incident,
    Place,
    Statement,
)
from tocsin.places.data import FOLDER
from tocsin.read import KINDS
from tocsin.read.columns import COLUMNS
from tocsin.read.sources import KINDS as FEED_KINDS
from tocsin.read.sources import REGIONS, FeedSource, shipped_sources
from tocsin.taxonomy import (
    ACTORS,
    ATTACK_TYPES,
    EVENTS,
    PROTECTED,
    SCHEMES,
    TARGET_TYPES,
    WEAPON_TYPES,
    Code,
    crosswalk,
)  # fmt: skip

INCIDENT = Incident(
    id="0" * 10, title="", date=DateRange(None, None), place=Place(None), attack_types=(), weapon_types=(),
    target_types=(), outcome=None, killed=Count(0, 0, 0), injured=None, perpetrators_killed=None, groups=(),
    scope="unknown", probability=0.0, reports=(), sources=0, documents=(), first_reported=None,
    last_changed=None, as_of=None, evidence=(),
)  # fmt: skip


def test_every_setting_is_explained_with_its_default() -> None:
    page = text("sources.md")
    for section in fields(Settings):
        defaults = getattr(Settings(), section.name)
        for setting in fields(defaults):
            row = re.search(
                rf"^\| `\[{section.name}\]` \| `{setting.name}` \| `(.*?)` \|", page, re.MULTILINE
            )
            assert row, f"[{section.name}] {setting.name} is not in docs/sources.md"
            assert row.group(1) == _toml(getattr(defaults, setting.name))


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return "[]" if not value else repr(list(value))
    return f'"{value}"' if isinstance(value, str) else repr(value)


@pytest.mark.parametrize("codes", [ATTACK_TYPES, WEAPON_TYPES, TARGET_TYPES, EVENTS, ACTORS])
def test_every_code_stands_in_its_table_as_the_code_says(codes: dict[str, Code]) -> None:
    page = text("taxonomy.md")
    for entry in codes.values():
        row = f"| `{entry.code}` | {entry.label} | {entry.meaning} |"
        assert row in page
        if entry.broader:
            assert f"{row} `{entry.broader}` |" in page


def test_the_protected_targets_are_marked() -> None:
    marked = re.findall(r"^\| `(\w+)` \|.*\| yes \|$", text("taxonomy.md"), re.MULTILINE)
    assert marked == list(PROTECTED)


def test_the_page_of_codes_has_no_code_that_there_is_not() -> None:
    rows = re.findall(r"^\| `(\w+)` \|", text("taxonomy.md"), re.MULTILINE)
    known = {*ATTACK_TYPES, *WEAPON_TYPES, *TARGET_TYPES, *OUTCOMES, *RELATIONS, *SCOPES, *PROPERTIES}
    known |= {*EVENTS, *ACTORS}
    assert set(rows) == known


def test_every_property_with_its_fields() -> None:
    page = text("taxonomy.md")
    for name, members in PROPERTIES.items():
        row = re.search(rf"^\| `{name}` \| .+? \| (.*?) ?\|$", page, re.MULTILINE)
        assert row, name
        assert set(re.findall(r"`(\w+)`", row.group(1))) == set(members or ())


def test_the_crosswalks_are_counted_right() -> None:
    page = text("taxonomy.md")
    for scheme in SCHEMES:
        rows = crosswalk(scheme)
        exact = sum(row.relation == "exact" for row in rows)
        assert f" | {len(rows)} | {exact} |" in page, scheme


def test_precisions() -> None:
    page = text("taxonomy.md")
    for precision in (*DATE_PRECISIONS, *PLACE_PRECISIONS):
        assert f"`{precision}`" in page


def test_every_shipped_definition_and_no_other() -> None:
    section = text("definitions.md").split("## The rules that come with tocsin")[1].split("\n### ")[0]
    listed = re.findall(r"^\| `([a-z0-9-]+)` \| ", section, re.MULTILINE)
    assert sorted(listed) == sorted(shipped())


def test_the_definition_on_the_page_can_be_read() -> None:
    blocks = re.findall(r"```toml\n(.*?)```", text("definitions.md"), re.DOTALL)
    for inner in blocks[1:]:
        parse(f'name = "x"\ntitle = "x"\nsource = "x"\n{inner}', "docs/definitions.md")
    rule = parse(blocks[0], "docs/definitions.md")
    assert rule.test(INCIDENT) == "no"
    assert len(rule.criteria) == 4


def test_every_field_of_an_incident_and_of_a_statement() -> None:
    page = text("formats.md")
    evidence = Evidence(Statement("s", "outcome", "failed"), "u").to_json()
    for name in (*INCIDENT.to_json(), *evidence, "low", "best", "high"):
        assert f"`{name}`" in page, name


def test_columns_kinds_and_limits_of_input() -> None:
    page = text("formats.md")
    for name in (*COLUMNS, *KINDS):
        assert f"`{name}`" in page, name
    assert f"at most {QUOTE_LIMIT} characters" in page
    for kind in KINDS:
        for command in ("read", "code"):
            assert f"`{kind}`" in text(f"commands/{command}.md")


def test_flags_of_documents() -> None:
    """Reading notes a flag as a tuple of one word; the page lists exactly those."""
    sources = (ROOT / "src" / "tocsin" / "read").glob("*.py")
    noticed = {flag for file in sources for flag in re.findall(r'\("([a-z_]+)",\)', file.read_text("utf-8"))}
    section = text("formats.md").split("They are in `flags`")[1].split("\n## ")[0]
    assert set(re.findall(r"^\| `([a-z_]+)` \|", section, re.MULTILINE)) == noticed


def test_codes_of_what_is_left_out() -> None:
    page = text("coding.md").split("## What is left out")[1].split("\n## ")[0]
    listed = set(re.findall(r"^\| `([a-z_]+)` \|", page, re.MULTILINE))
    assert listed == {*STATUSES, "beyond_limit"} - {"new"}


def test_reasons_why_a_document_has_no_report() -> None:
    """A reason of its own stands in the code as `reason="…"`; the others are codes of what is left out."""
    rooms = [
        *(ROOT / "src" / "tocsin" / "coding").glob("*.py"),
        *(ROOT / "src" / "tocsin" / "desk").glob("*.py"),
    ]
    given = {word for file in rooms for word in re.findall(r'reason="([a-z_]+)"', file.read_text("utf-8"))}
    page = text("coding.md").split("## Why a document has no report")[1].split("\n## ")[0]
    assert set(re.findall(r"^\| `([a-z_]+)` \|", page, re.MULTILINE)) == given


def test_the_size_of_the_gazetteer() -> None:
    rows = json.loads((FOLDER / "manifest.json").read_text(encoding="utf-8"))["rows"]
    assert f"gazetteer of {round(sum(rows.values()), -3):,} places" in " ".join(text("coding.md").split())


def test_the_limits_of_coding() -> None:
    page = " ".join(text("coding.md").split())
    assert f"{LONGEST_TEXT:,} characters" in page
    languages = {"en": "English"}
    assert f"reads only {languages[next(iter(UNDERSTOOD))]}" in page
    assert len(UNDERSTOOD) == 1


def test_the_shipped_feeds_are_counted_right() -> None:
    page = " ".join(text("sources.md").split())
    feeds = shipped_sources()
    languages = {feed.language for feed in feeds}
    assert f"{len(feeds)} feeds in {len(languages)} languages" in page
    assert not any(feed.verified for feed in feeds)
    for word in (*FEED_KINDS, *REGIONS):
        assert word in page
    for member in fields(FeedSource):
        assert f"`{member.name}`" in page or f"\n{member.name} = " in text("sources.md")


def test_there_is_a_page_for_every_kind_of_reader() -> None:
    for name in ("index.md", "tutorial.md", "coding.md", "rights.md", "faults.md", "postgresql.md"):
        assert (DOCS / name).is_file()
