"""`tocsin doctor` on feeds: the worst are named, the many are counted."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from tocsin.desk import Desk, examine
from tocsin.desk.examining import NAMED
from tocsin.model import Source
from tocsin.record import Poll

NOW = datetime(2024, 5, 6, 12, tzinfo=UTC)


def test_many_failing_feeds_are_counted_and_the_worst_come_first(tmp_path: Path) -> None:
    names = [f"feed-{n:02}" for n in range(NAMED + 5)]
    with Desk.open(tmp_path / "desk", create=True) as desk:
        desk.record.add_sources(Source(name, f"https://{name}.example/feed") for name in names)
        for name in names:
            desk.record.add_poll(Poll(name, NOW - timedelta(hours=2), ok=False))
        desk.record.add_poll(Poll(names[-1], NOW - timedelta(hours=1), ok=False))
    lines = [f.line for f in examine(tmp_path / "desk", NOW) if f.part == "Sources"]
    assert lines[0] == f"{names[-1]}: failed 2 times in a row, last well: never"
    assert lines[1] == f"{names[0]}: failed once, last well: never"
    assert lines[NAMED] == "5 more fail: see `tocsin sources`"
    assert len(lines) == NAMED + 2


def test_the_extras_that_are_looked_for_are_those_that_are_used() -> None:
    import tomllib

    from tocsin.desk.examining import EXTRAS

    project = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["project"]
    for extra, module in EXTRAS.items():
        wanted = project["optional-dependencies"][extra]
        assert any(requirement.startswith(module) for requirement in wanted), extra
