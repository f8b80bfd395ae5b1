"""The group of commands, and the one place where errors become a line and an exit status."""

from __future__ import annotations

import errno
import importlib
import os
import sys
from typing import Final

import click

from tocsin import __version__
from tocsin.errors import TocsinError

# name -> (module, line shown in `tocsin --help`). The line stands here so that --help imports no command.
COMMANDS: Final = {
    "demo": ("tocsin.cli.demo", "Read the bundled dispatches of summer 2016 and show the result."),
    "init": ("tocsin.cli.init", "Make a desk: a folder with its settings and its record."),
    "read": ("tocsin.cli.read", "Read files, folders, feeds, pages or stdin into the record."),
    "watch": ("tocsin.cli.watch", "Poll the desk's feeds, politely, once or for ever."),
    "brief": ("tocsin.cli.brief", "The daily brief: new attacks, what changed, what was read."),
    "serve": ("tocsin.cli.serve", "Serve the desk to a browser: map, evidence, review."),
    "users": ("tocsin.cli.users", "Who may use the desk in a browser: names, roles, sessions, tokens."),
    "incidents": ("tocsin.cli.incidents", "List the incidents, now or as they were believed at a time."),
    "show": ("tocsin.cli.show", "One incident: its values, and the sentences behind each."),
    "documents": ("tocsin.cli.documents", "List what was read, the rejected included."),
    "merge": ("tocsin.cli.judge", "Say that two incidents are one."),
    "split": ("tocsin.cli.judge", "Say that reports do not belong to an incident."),
    "link": ("tocsin.cli.judge", "Say that two incidents are parts of one coordinated attack."),
    "unlink": ("tocsin.cli.judge", "Say that two incidents are not parts of one attack."),
    "correct": ("tocsin.cli.correct", "Set values of an incident right, or say that they are not known."),
    "reject": ("tocsin.cli.correct", "Say that what an incident was made of tells of no attack."),
    "audit": ("tocsin.cli.audit", "How right the record is, by a random sample that you look at."),
    "withdraw": ("tocsin.cli.withdraw", "Take a statement or a document back, with a reason."),
    "share": ("tocsin.cli.share", "Partners: what goes to whom, in which format, and what comes back."),
    "subscribe": ("tocsin.cli.subscribe", "Who is told what, when: by mail, webhook, chat or feed."),
    "code": ("tocsin.cli.code", "Print what coding alone makes of each document; nothing is stored."),
    "recode": ("tocsin.cli.recode", "Code again what an older coder has coded."),
    "definitions": ("tocsin.cli.definitions", "List the inclusion rules, and count incidents under each."),
    "check": ("tocsin.cli.check", "Check a public claim: verdict, interval, definitions, attacks behind it."),
    "claims": ("tocsin.cli.claims", "The register of claims, checked again when the record changes."),
    "measure": ("tocsin.cli.measure", "How often, how deadly, in bursts or not: figures with intervals."),
    "coverage": ("tocsin.cli.coverage", "Which sources hold which incidents, and what all of them missed."),
    "taxonomy": ("tocsin.cli.taxonomy", "Our codes, and those of GTD, ACLED, UCDP and others against them."),
    "places": ("tocsin.cli.places", "See which places a text names and how they are resolved."),
    "sources": ("tocsin.cli.sources", "List the feeds and how they are."),
    "expire": ("tocsin.cli.expire", "Drop source texts older than the retention rule allows."),
    "doctor": ("tocsin.cli.doctor", "Check environment, record and sources; say what was left out and why."),
}  # fmt: skip


class Commands(click.Group):
    """A group that imports a command's module only when that command is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of a day's work."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return one command; None where there is none of that name."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(COMMANDS[cmd_name][0])
        command: click.Command = getattr(module, cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing them."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="tocsin")
def tocsin() -> None:
    """An attack-monitoring desk: reads the news, keeps a traceable record of attacks, writes the brief.

    \b
    Start with:
      tocsin demo
      tocsin read FILE...
      tocsin brief
    """


def main() -> None:
    """Run the command line and exit: 0, 1 for a fault of ours, 2 for the user's mistake."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run `tocsin` with `arguments` and return the exit status; errors are one line on stderr."""
    try:
        result = tocsin.main(arguments, prog_name="tocsin", standalone_mode=False, color=_colour())
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        return 2
    except click.ClickException as error:
        return _say(_usage(error), 2)
    except TocsinError as error:
        return _say(str(error), error.exit_status)
    except (click.Abort, KeyboardInterrupt):
        return _say("stopped; what was acknowledged is stored", 130)
    except BrokenPipeError:
        return _unheard()
    except SystemExit as end:
        # click and rich make an exit with 1 of a broken pipe; no command of ours exits with 1.
        if end.code == 1:
            return _unheard()
        raise
    except OSError as error:
        return _system(error)
    except Exception as error:
        if os.environ.get("TOCSIN_TRACE"):
            raise
        what = f"{type(error).__name__}: {error}".splitlines()[0]
        return _say(f"a fault of ours ({what}); run again with TOCSIN_TRACE=1 and report what it prints", 1)
    return result if isinstance(result, int) else 0


def _unheard() -> int:
    """Fall silent: the reader of our output went away (`| head`), and nothing is wrong with that."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _colour() -> bool | None:
    """Return False where NO_COLOR (https://no-color.org) asks for none, else None: as the terminal allows."""
    return False if os.environ.get("NO_COLOR") else None


def _usage(error: click.ClickException) -> str:
    """Return click's complaint as one line of ours, with where to read on."""
    line = " ".join(error.format_message().split()).rstrip(".")
    asked = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else "tocsin"
    return f"{line[:1].lower()}{line[1:]}; see: {asked} --help"


def _system(error: OSError) -> int:
    where = f" ({error.filename})" if error.filename else ""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return _say(f"the disk is full{where}: make room and run the same command again", 2)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return _say(f"not allowed to write or read{where}: check the rights of the folder", 2)
    return _say(f"{error.strerror or error}{where}", 2)


def _say(line: str, status: int) -> int:
    click.echo(f"tocsin: {line}", err=True)
    return status
