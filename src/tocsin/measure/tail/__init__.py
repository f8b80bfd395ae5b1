"""How deadly: the tail of tolls, and the chance of a large event."""

from tocsin.measure.tail.fit import tail
from tocsin.measure.tail.large import large_event

__all__ = ["large_event", "tail"]
