"""What the reader reads of a document: its title, where it has one, in front of its text."""

from __future__ import annotations


def joined(title: str | None, text: str) -> tuple[str, int]:
    """Return title and text as one, and how many code points stand before the text in it."""
    head = f"{' '.join(title.split())}\n\n" if title and title.strip() else ""
    return head + text, len(head)
