"""The reference pages are held to the code: settings, codes, properties, definitions, flags, fields, feeds."""

from __future__ import annotations

import re
from dataclasses import fields

import pytest

from tests.docs.pages import DOCS, text
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
from tocsin.read import KINDS
from tocsin.read.columns import COLUMNS
from tocsin.read.sources import KINDS as FEED_KINDS
from tocsin.read.sources import REGIONS, FeedSource, shipped_sources
from tocsin.taxonomy import ATTACK_TYPES, PROTECTED, TARGET_TYPES, WEAPON_TYPES

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


@pytest.mark.parametrize("codes", [ATTACK_TYPES, WEAPON_TYPES, TARGET_TYPES])
def test_every_code_stands_in_its_table_as_the_code_says(codes: dict[str, object]) -> None:
    page = text("taxonomy.md")
    for entry in codes.values():
        row = f"| `{entry.code}` | {entry.label} | {entry.meaning} |"  # type: ignore[attr-defined]
        assert row in page
        if entry.broader:  # type: ignore[attr-defined]
            assert f"{row} `{entry.broader}` |" in page  # type: ignore[attr-defined]


def test_the_protected_targets_are_marked() -> None:
    marked = re.findall(r"^\| `(\w+)` \|.*\| yes \|$", text("taxonomy.md"), re.MULTILINE)
    assert marked == list(PROTECTED)


def test_the_page_of_codes_has_no_code_that_there_is_not() -> None:
    rows = re.findall(r"^\| `(\w+)` \|", text("taxonomy.md"), re.MULTILINE)
    known = {*ATTACK_TYPES, *WEAPON_TYPES, *TARGET_TYPES, *OUTCOMES, *RELATIONS, *SCOPES, *PROPERTIES}
    assert set(rows) == known


def test_every_property_with_its_fields() -> None:
    page = text("taxonomy.md")
    for name, members in PROPERTIES.items():
        row = re.search(rf"^\| `{name}` \| .+? \| (.*?) ?\|$", page, re.MULTILINE)
        assert row, name
        assert set(re.findall(r"`(\w+)`", row.group(1))) == set(members or ())


def test_precisions() -> None:
    page = text("taxonomy.md")
    for precision in (*DATE_PRECISIONS, *PLACE_PRECISIONS):
        assert f"`{precision}`" in page


def test_every_shipped_definition_and_no_other() -> None:
    listed = re.findall(r"^\| `([a-z-]+)` \| ", text("definitions.md"), re.MULTILINE)
    assert sorted(listed) == sorted(shipped())


def test_the_definition_on_the_page_can_be_read() -> None:
    blocks = re.findall(r"```toml\n(.*?)```", text("definitions.md"), re.DOTALL)
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
    """Whatever reading can notice is a quoted word of lower case beside a flag of the page."""
    page = text("formats.md")
    listed = set(
        re.findall(
            r"^\| `([a-z_]+)` \| [^|]+ \|$", page.split("They are in `flags`")[1].split("##")[0], re.MULTILINE
        )
    )
    assert listed == {
        "no_date", "bad_date", "impossible_date", "day_only", "no_text", "summary", "truncated",
        "encoding_guessed",
    }  # fmt: skip


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
