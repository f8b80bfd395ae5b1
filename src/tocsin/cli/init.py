"""`tocsin init DIR`."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), metavar="DIR")
def init(folder: Path) -> None:
    """Make a desk in DIR: its settings (tocsin.toml) and an empty record (record.sqlite).

    \b
    Example:
      tocsin init my-desk
      export TOCSIN_DESK=my-desk
    """
    from tocsin.desk import Desk, make

    make(folder)
    Desk.open(folder).record.close()
    click.echo(f"A desk stands in {folder}. Next: tocsin read FILE --desk {folder}")
