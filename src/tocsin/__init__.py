"""tocsin: an attack-monitoring desk.

The record is an append-only set of content-addressed statements; everything shown is a view of it.
"""

__version__ = "0.1.0"
