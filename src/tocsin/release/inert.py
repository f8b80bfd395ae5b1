"""Hostile text stays inert in a terminal: what a page says cannot drive the reader's screen."""

from __future__ import annotations

from typing import Final

# Joiners are format characters that Persian and the scripts of India are spelled with; they drive nothing.
_SPELLING: Final = frozenset("\u200c\u200d")


def plain(text: str) -> str:
    """Return `text` on one line, with a space for each control, format or surrogate character.

    Escape sequences (ECMA-48), overrides of writing direction (Unicode TR 36, 3.2) and line breaks go.
    """
    return "".join(c if c.isprintable() or c in _SPELLING else " " for c in text)
