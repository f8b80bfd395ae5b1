"""`tocsin share …`: the group; its commands stand in `share_partners`, `share_exchange` and `share_files`."""

from __future__ import annotations

import click

from tocsin.cli import share_exchange, share_files, share_partners


@click.group()
def share() -> None:
    """Partners: what goes to whom, in which format, by which line, and what comes back.

    \b
    Example:
      tocsin share partner acme --purpose prevention --legal-basis "treaty 12" --ceiling GREEN
      tocsin share mark --default --tlp GREEN --audience anyone
      tocsin share explain 3f2a91 --to acme
    """


for _command in (*share_partners.COMMANDS, *share_exchange.COMMANDS, *share_files.COMMANDS):
    share.add_command(_command)
