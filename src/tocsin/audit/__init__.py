"""How right the record is, by a sample that a person looked at: draw, labels, result. Pure."""

from tocsin.audit.agreement import Agreement, agreed
from tocsin.audit.drawing import Drawn, allocate, draw, frame_digest
from tocsin.audit.intervals import Interval, lower_bound, proportion, upper_bound, wilson
from tocsin.audit.labels import DOCUMENT_VERDICTS, INCIDENT_VERDICTS, SLOT_ANSWERS, SLOTS, check_label
from tocsin.audit.result import Labelled, Result, Slot, Stratum, result
from tocsin.audit.telling import NOT_AUDITED, Audited, chosen, with_audit

__all__ = [
    "DOCUMENT_VERDICTS", "INCIDENT_VERDICTS", "NOT_AUDITED", "SLOTS", "SLOT_ANSWERS", "Agreement",
    "Audited", "Drawn", "Interval", "Labelled", "Result", "Slot", "Stratum", "agreed", "allocate",
    "check_label", "chosen", "draw", "frame_digest", "lower_bound", "proportion", "result", "upper_bound",
    "wilson", "with_audit",
]  # fmt: skip
