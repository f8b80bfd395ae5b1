"""Opaque cursors: encrypted and signed, bound to the caller and to what it asked for.

A cursor that another caller holds, that was made for another question, or that was changed, opens nothing.
It tells nothing, either: the distance between two places would tell how much is hidden. Fernet (AES and
HMAC-SHA256).
"""

from __future__ import annotations

import base64
import json
from typing import Any

from tocsin.errors import InputError
from tocsin.share.node import Node


class Cursors:
    """Makes and reads cursors under a node's key."""

    def __init__(self, node: Node) -> None:
        """Derive the key from the node's."""
        from cryptography.fernet import Fernet

        self._fernet = Fernet(base64.urlsafe_b64encode(node.secret("cursors")))

    def make(self, partner: str, question: Any, place: int) -> str:
        """Return the cursor that goes on after `place`."""
        text = json.dumps([partner, question, place], sort_keys=True)
        return self._fernet.encrypt(text.encode()).decode()

    def read(self, cursor: str, partner: str, question: Any) -> int:
        """Return the place of a cursor. Raises InputError where it is not this caller's for this question."""
        from cryptography.fernet import InvalidToken

        try:
            asked, about, place = json.loads(self._fernet.decrypt(cursor.encode()))
        except (InvalidToken, ValueError, UnicodeError):
            raise InputError("the cursor is not one of ours; begin again without it") from None
        if asked != partner or about != json.loads(json.dumps(question, sort_keys=True)):
            raise InputError("the cursor is not for this question; begin again without it")
        return int(place)
