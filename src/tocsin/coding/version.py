"""The name under which this coder signs its statements."""

from typing import Final

CODER: Final = "reader-5.1"
