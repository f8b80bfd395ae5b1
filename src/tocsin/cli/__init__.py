"""The command line: `tocsin COMMAND`. Light to start; each command's module is imported when it is called."""

from tocsin.cli.app import main

__all__ = ["main"]
