"""`tocsin init DIR`."""

from __future__ import annotations

from pathlib import Path

import click

from tocsin.cli.options import desk_option


@click.command()
@click.argument("named", type=click.Path(file_okay=False, path_type=Path), metavar="[DIR]", required=False)
@desk_option
def init(named: Path | None, folder: Path) -> None:
    """Make a desk in DIR (or in --desk): its settings (tocsin.toml) and an empty record (record.sqlite).

    \b
    Example:
      tocsin init my-desk
      export TOCSIN_DESK=my-desk
    """
    import shlex

    from tocsin.desk import Desk, make

    folder = named or folder
    make(folder)
    Desk.open(folder).record.close()
    click.echo(f"A desk stands in {folder}. Next: tocsin read FILE --desk {shlex.quote(str(folder))}")
