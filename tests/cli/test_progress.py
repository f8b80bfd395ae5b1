"""What takes long says so at a terminal, and nowhere else."""

from __future__ import annotations

import os
import pty
import subprocess
import sys

SCRIPT = """
import sys, time
from tocsin.cli import progress
progress.PATIENCE = float(sys.argv[1])
with progress.busy("counting sheep"):
    time.sleep(0.6)
print("done")
"""


def shown(patience: str, *, terminal: bool) -> str:
    ours, theirs = pty.openpty()
    errors = theirs if terminal else subprocess.DEVNULL
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, patience], stderr=errors, stdout=subprocess.PIPE, check=True,
        text=True, env=os.environ | {"TERM": "xterm"},
    )  # fmt: skip
    os.close(theirs)
    assert done.stdout == "done\n"
    try:
        return os.read(ours, 10_000).decode() if terminal else ""
    except OSError:
        return ""
    finally:
        os.close(ours)


def test_what_takes_long_says_so_at_a_terminal() -> None:
    assert "counting sheep" in shown("0.05", terminal=True)


def test_what_is_quick_says_nothing() -> None:
    assert "counting sheep" not in shown("30", terminal=True)
    assert shown("0.05", terminal=False) == ""
