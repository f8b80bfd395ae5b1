"""Public claims: understood from a sentence or a file, and checked against the record and cited counts."""

from tocsin.claims.check import TRIED, check, definitions_for
from tocsin.claims.checked import VERDICTS, Checked, Counted, Row, Scope
from tocsin.claims.cited import Cited, Example, examples
from tocsin.claims.files import Corrections, Given, corrected, parse
from tocsin.claims.reading import NotUnderstood, Understood, read
from tocsin.claims.telling import Line, told
from tocsin.claims.view import Coverage, View
from tocsin.claims.writing import looks_like_a_file, rewritten, skeleton, written

__all__ = [
    "TRIED", "VERDICTS", "Checked", "Cited", "Corrections", "Counted", "Coverage", "Example",
    "Given",
    "Line", "NotUnderstood", "Row", "Scope", "Understood", "View", "check", "corrected", "definitions_for",
    "examples", "looks_like_a_file", "parse", "read", "rewritten", "skeleton", "told", "written",
]  # fmt: skip
