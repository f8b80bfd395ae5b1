"""What an error says on one line."""

from __future__ import annotations

import pytest

from tocsin.errors import first_line


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (ValueError("no PEM\nin this file"), "no PEM"),
        (ValueError(), "ValueError"),
        (TimeoutError("\nlater"), "TimeoutError"),
        (OSError(2, "no such file"), "[Errno 2] no such file"),
    ],
)
def test_one_line_is_said_of_an_error(error: Exception, line: str) -> None:
    assert first_line(error) == line
