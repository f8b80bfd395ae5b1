"""The process that extracts pages: takes pickled pages on stdin, answers documents on stdout.

Started by `pool` as `python -m tocsin.read.worker`; the pickles are our own, between our own processes.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import sys
from typing import Final

from tocsin.read.outcome import Page, Read, Rejected

_MEMORY_LIMIT: Final = 3 << 30
"""Address space in bytes: a page that wants more fails alone instead of taking the machine with it."""


def main() -> None:
    """Answer pages until stdin ends. Whatever libraries print goes to stderr, not among the answers."""
    _limit_memory()
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    while True:
        try:
            page: Page = pickle.load(sys.stdin.buffer)  # noqa: S301 - written by our own parent process
        except EOFError:
            return
        pickle.dump(_extracted(page), out)
        out.flush()


def _limit_memory() -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_LIMIT, resource.getrlimit(resource.RLIMIT_AS)[1]))


def _extracted(page: Page) -> Read:
    from tocsin.read.pages import extract

    try:
        return extract(page)
    except Exception as error:  # one page must not end the reading of the others, whatever is in it
        why = f"extraction failed: {type(error).__name__}"
        return Rejected(page.input, page.where, why, page.url)


if __name__ == "__main__":
    main()
