"""`tocsin doctor`."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from tocsin.cli.options import desk_option, format_option

_MARKS = {"ok": ("✓", "green"), "note": ("·", None), "warn": ("!", "yellow"), "bad": ("✗", "red")}


@click.command()
@format_option("text", "json", default="text")
@desk_option
def doctor(format_: str, folder: Path) -> None:
    """Check the environment, the record and the sources, and say what each stage left out and why.

    Exit status 2 where something must be mended.

    \b
    Example:
      tocsin doctor --desk my-desk
    """
    from tocsin.cli import output
    from tocsin.cli.progress import busy
    from tocsin.desk import examine

    with busy("examining the desk"):
        findings = examine(folder, datetime.now(UTC))
    if format_ == "json":
        output.write_json({"part": f.part, "level": f.level, "line": f.line} for f in findings)
    else:
        part = ""
        for finding in findings:
            if finding.part != part:
                part = finding.part
                click.secho(part, bold=True)
            mark, colour = _MARKS[finding.level]
            click.echo("  " + click.style(mark, fg=colour) + " " + output.plain(finding.line))
    if any(finding.level == "bad" for finding in findings):
        raise SystemExit(2)
