"""The desk: one folder, and the wiring that turns what is read into a record of incidents."""

from tocsin.desk.account import Account
from tocsin.desk.coded import coded_rows
from tocsin.desk.deciding import linked, merged, separated
from tocsin.desk.desk import Desk, make
from tocsin.desk.examining import Finding, examine
from tocsin.desk.inputs import expect
from tocsin.desk.righting import corrected, rejected, restored
from tocsin.desk.rounds import source_rows, watching

__all__ = [
    "Account",
    "Desk",
    "Finding",
    "coded_rows",
    "corrected",
    "examine",
    "expect",
    "linked",
    "make",
    "merged",
    "rejected",
    "restored",
    "separated",
    "source_rows",
    "watching",
]
