"""Named inclusion rules: what counts is answered by a definition applied to the view, never stored."""

from tocsin.definitions.definition import Answer, Criterion, Definition, load, parse, shipped

__all__ = ["Answer", "Criterion", "Definition", "load", "parse", "shipped"]
