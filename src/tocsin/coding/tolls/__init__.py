"""Tolls: how many people a sentence says were killed or injured, and what one document says in the end."""

from __future__ import annotations

from tocsin.coding.tolls.find import find_tolls
from tocsin.coding.tolls.settle import settle
from tocsin.coding.tolls.shapes import Settled, Toll

__all__ = ["Settled", "Toll", "find_tolls", "settle"]
