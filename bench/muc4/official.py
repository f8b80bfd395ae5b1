"""The official MUC-4 score: recall, precision and F over the fills of slots 2 to 24.

Written from scoring-guidelines.v7 and from what the MUC-4 papers define: REC = (COR + 0.5 PAR) / POS,
PRE = (COR + 0.5 PAR) / ACT, F = 2 PRE REC / (PRE + REC), where POS counts the fills of the key and ACT those
of the response. The score is that of the row ALL TEMPLATES. Slots 0 and 1 are not scored.

The program of 1992 asked a person about mismatches; here rules answer that are fixed beforehand:

- String fills: `phrases.verdict`. The same words without nonessential modifiers are correct, the same head
  with other modifiers is partially correct, and so on; what no rule covers is incorrect. The one pair of
  words that is held to be equal in meaning is the one that the guidelines give.
- A partially correct score is never distributed over several key values (3.1.1.3, which allows it).
- DATE: a day within the key's range is partially correct, never fully (3.2.2 leaves that open); "close" is
  not enough. LOCATION: the right country with whatever place is partially correct; names are not looked up
  for synonyms. `values` has both.
- A number or set fill that is correct but whose cross-reference is not is partially correct (3.1.2; for
  numbers by analogy). A cross-reference is correct where its string is correct, and needs no fill of its own.
- A description that is partially correct and has a tag that does not resemble the key's is incorrect, since
  3.2.19 wants it proved that the text was understood.
- Templates are mapped so that most points come out (one to one, optimally over the document), under the
  content-based conditions: at least a partial match of the incident type and of one perpetrator or target
  slot. Nobody maps by hand, and nobody maps to NIL what may be mapped.
- Fills in a slot that is inapplicable (*) in the key are spurious.
- Of a response fill that gives several alternatives only the first counts.

An optional template of the key that nothing is mapped to, and an optional fill that nothing matches, count
nowhere. Rows: MATCHED ONLY counts mapped templates; MATCHED/MISSING also those of the key that are left;
MATCHED/SPURIOUS also those of the response that are left; ALL TEMPLATES both; SET FILLS ONLY and STRING FILLS
ONLY are ALL TEMPLATES for these slots alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bench.muc4.alignment import SCORED, Slots, align
from bench.muc4.tally import Counts, total
from bench.muc4.template import SET_SLOTS, SLOTS, STRING_SLOTS, Template


def score_official(
    responses: Mapping[str, Sequence[Template]], keys: Mapping[str, Sequence[Template]]
) -> dict[str, Any]:
    """Return recall, precision and F1, under "rows" those of each row with the counts, and "slots" by slot.

    Scored are the documents of `keys`; one without response counts as found irrelevant. "templates" counts
    the templates that were mapped, missing, spurious, and optional and left out.
    """
    documents = [align(responses.get(document, ()), templates) for document, templates in keys.items()]
    matched = _sum(slots for document in documents for slots in document.matched)
    missing = _sum(slots for document in documents for slots in document.missing)
    spurious = _sum(slots for document in documents for slots in document.spurious)
    everything = _sum([matched, missing, spurious])
    rows = {
        "MATCHED ONLY": total(matched.values()),
        "MATCHED/MISSING": total(_sum([matched, missing]).values()),
        "MATCHED/SPURIOUS": total(_sum([matched, spurious]).values()),
        "ALL TEMPLATES": total(everything.values()),
        "SET FILLS ONLY": total(everything[slot] for slot in SET_SLOTS),
        "STRING FILLS ONLY": total(everything[slot] for slot in STRING_SLOTS),
    }
    whole = rows["ALL TEMPLATES"].figures()
    return {
        "recall": whole["recall"],
        "precision": whole["precision"],
        "f1": whole["f1"],
        "rows": {name: counts.figures() for name, counts in rows.items()},
        "slots": {SLOTS[slot]: counts.figures() for slot, counts in everything.items()},
        "templates": {
            "matched": sum(len(document.matched) for document in documents),
            "missing": sum(len(document.missing) for document in documents),
            "spurious": sum(len(document.spurious) for document in documents),
            "optional_left_out": sum(document.left_out for document in documents),
        },
    }


def _sum(templates: Iterable[Slots]) -> dict[int, Counts]:
    counts = dict.fromkeys(SCORED, Counts())
    for slots in templates:
        for slot, more in slots.items():
            counts[slot] += more
    return counts
