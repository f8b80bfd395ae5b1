"""`tocsin measure`: one command a question, each answered with an interval, its grounds and its checks."""

from __future__ import annotations

import click

from tocsin.cli.measure import counts, models, outlook


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def measure() -> None:
    """Measure the record: how often, how deadly, in bursts or not, how much is missing, what may come.

    Every answer has its interval, the number of events behind it, the definition, and what was checked.

    \b
    Examples:
      tocsin measure gap --region Europe --since 2016-06-01 --until 2016-08-01
      tocsin measure grid --region EU
      tocsin measure tail --plot tail.png
    """


for _command in (*counts.COMMANDS, *models.COMMANDS, *outlook.COMMANDS):
    measure.add_command(_command)
