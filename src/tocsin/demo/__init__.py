"""The summer of 2016: the dispatches of the demo, written for tocsin from public facts (see dispatches/)."""

from tocsin.demo.summer import NAMED, SINCE, UNTIL, Named, inputs, match

__all__ = ["NAMED", "SINCE", "UNTIL", "Named", "inputs", "match"]
