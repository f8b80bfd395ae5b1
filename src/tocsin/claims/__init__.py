"""Public claims: understood from a sentence or a file, and checked against the record and cited counts."""

from tocsin.claims.check import TRIED, check, definitions_for
from tocsin.claims.checked import FEWEST, VERDICTS, Checked, Counted, Row, Scope
from tocsin.claims.cited import Cited, Example, examples
from tocsin.claims.files import Corrections, Given, corrected, parse
from tocsin.claims.reading import NotUnderstood, Understood, read
from tocsin.claims.view import Coverage, View

__all__ = [
    "FEWEST", "TRIED", "VERDICTS", "Checked", "Cited", "Corrections", "Counted", "Coverage", "Example", "Given",
    "NotUnderstood", "Row", "Scope", "Understood", "View", "check", "corrected", "definitions_for", "examples",
    "parse", "read",
]  # fmt: skip
