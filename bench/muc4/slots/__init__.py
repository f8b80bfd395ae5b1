"""From an incident with its fillers to all official slots of a MUC-4 template."""

from bench.muc4.slots.assembly import Said, Settings, slots

__all__ = ["Said", "Settings", "slots"]
