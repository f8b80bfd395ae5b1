"""`tocsin measure nowcast|link|forecast`: what is not in yet, what stands beside, what may come."""

from __future__ import annotations

import click

COMMANDS: tuple[click.Command, ...] = ()
