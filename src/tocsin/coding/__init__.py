"""Coding: one document in, the reports of attacks that it tells out, each value with its sentence."""

from tocsin.coding.coder import Coder, code
from tocsin.coding.version import CODER

__all__ = ["CODER", "Coder", "code"]
