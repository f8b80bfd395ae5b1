"""This node's key: who we are to partners, and what makes a withdrawal or a pack ours.

A node's id is the fingerprint of its public key, so that whoever has the key can check the id, also of a node
that is not its partner. Ed25519 (RFC 8032). The key lies in the desk's folder and is readable by its owner.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tocsin.desk.keys import kept
from tocsin.errors import DeskError, MissingExtraError

FILE: Final = "node.key"


@dataclass(frozen=True, slots=True)
class Node:
    """An identity that can sign. `key` is the public key as 64 hex digits; `id` its fingerprint."""

    _private: Any
    key: str
    id: str

    def sign(self, data: bytes) -> str:
        """Return the signature of `data` as hex."""
        signature: bytes = self._private.sign(data)
        return signature.hex()

    def secret(self, purpose: str) -> bytes:
        """Return 32 secret bytes for one purpose, the same each time."""
        from cryptography.hazmat.primitives import serialization

        raw: bytes = self._private.private_bytes(
            serialization.Encoding.Raw, serialization.PrivateFormat.Raw, serialization.NoEncryption()
        )
        return hashlib.sha256(b"tocsin " + purpose.encode() + b"\0" + raw).digest()


def node_id(key: str) -> str:
    """Return the id of the node whose public key is `key` (hex)."""
    return hashlib.sha256(bytes.fromhex(key)).hexdigest()[:40]


def open_node(folder: Path) -> Node:
    """Return the node of the desk in `folder`, making its key the first time.

    Raises DeskError where the key cannot be read or is none, MissingExtraError without `cryptography`.
    """
    path = folder / FILE
    try:
        return _node(kept(path, _seed).decode("ascii").strip())
    except OSError as error:
        raise DeskError(f"{path} cannot be read or made: {error.strerror}; check its permissions") from error
    except ValueError as error:
        raise DeskError(
            f"{path} is no key; put it back from a backup, or remove it to be a new node"
        ) from error


def verified(key: str, signature: str, data: bytes) -> bool:
    """Return whether `signature` (hex) of `data` was made with the private half of `key` (hex)."""
    from cryptography.exceptions import InvalidSignature

    try:
        _ed25519().Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(
            bytes.fromhex(signature), data
        )
    except (InvalidSignature, ValueError):
        return False
    return True


def _seed() -> bytes:
    return os.urandom(32).hex().encode() + b"\n"


def _node(seed: str) -> Node:
    from cryptography.hazmat.primitives import serialization

    private = _ed25519().Ed25519PrivateKey.from_private_bytes(bytes.fromhex(seed))
    raw = private.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    return Node(private, raw.hex(), node_id(raw.hex()))


def _ed25519() -> Any:
    try:
        from cryptography.hazmat.primitives.asymmetric import ed25519
    except ImportError as error:
        raise MissingExtraError("sharing with partners", "share") from error
    return ed25519
