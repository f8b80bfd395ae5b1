"""Named inclusion rules: what counts is answered by a definition applied to the view, never stored."""

from tocsin.definitions.criterion import Answer, Criterion, Ground, Several
from tocsin.definitions.definition import Definition, load, parse, shipped

__all__ = ["Answer", "Criterion", "Definition", "Ground", "Several", "load", "parse", "shipped"]
