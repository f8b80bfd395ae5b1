"""The check: (claim, view of a record, definitions, cited counts) -> Checked. A pure function."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final, cast

from tocsin.audit import chosen
from tocsin.claims.asking import Findings, Question
from tocsin.claims.checked import Checked, Row, Scope, Verdict
from tocsin.claims.cited import Cited, known_origin
from tocsin.claims.comparing import check_comparison
from tocsin.claims.figures import figure_of
from tocsin.claims.frequency import check_frequency
from tocsin.claims.pricing import cited_price
from tocsin.claims.scope import about_the_same_time, compare_scope, covered_countries
from tocsin.claims.standing import of_count, of_rate, verdict_of
from tocsin.claims.superlative import check_superlative
from tocsin.claims.view import View
from tocsin.claims.wording import claimed, in_place, listed, number
from tocsin.definitions import Definition, shipped
from tocsin.measure import Estimate, gap_of, rate_of
from tocsin.model import Claim
from tocsin.release import FEWEST

TRIED: Final = ("violent-attack", "completed-attack", "deadly-attack")
"""The definitions that a claim is checked under unless told otherwise, the stated one first."""


def definitions_for(stated: Definition | None = None) -> dict[str, Definition]:
    """Return the definitions to try, `stated` first."""
    tried = {name: rule for name, rule in shipped().items() if name in TRIED}
    ordered = {name: tried[name] for name in TRIED}
    return (
        ordered
        if stated is None
        else {stated.name: stated, **{k: v for k, v in ordered.items() if k != stated.name}}
    )


def check(
    claim: Claim,
    view: View | None,
    definitions: Mapping[str, Definition] | None = None,
    cited: Sequence[Cited] = (),
) -> Checked:
    """Return the verdict on a claim: what the record says (`view` None: no record) and what cited counts say.

    Without counts of its own, a claim that repeats a number whose origin ships with tocsin is checked against
    that origin. The first of `definitions` is the one stated.
    """
    tried = dict(definitions or definitions_for())
    question = Question(claim, view or View(), tried)
    found = _findings(question) if view is not None else Findings(because=("There is no record to ask.",))
    known = known_origin(claim) if not cited else None
    counts = tuple(cited) or (known.cited if known else ())
    origin = next((one for one in counts if one.origin), None)
    scope = compare_scope(claim, origin) if origin else ()
    cited_rows = tuple(_cited_row(claim, one) for one in counts)
    verdict = _verdict(found, scope, cited_rows, claim, counts)
    made = Checked(
        claim=claim, verdict=verdict, because=_because(claim, found, scope, cited_rows, counts, verdict),
        rows=(*found.rows, *cited_rows), scope=scope, price=found.price, price_note=found.price_note,
        cited_price=cited_price(counts, chosen_afterwards=claim.chosen_afterwards), spread=found.spread,
        incidents=found.incidents, coverage=str(found.coverage) if found.coverage else "",
        definition=next(iter(tried)), as_of=view.as_of if view else None,
        cautions=_cautions(claim, found, counts),
        audit=chosen(view.audits if view else (), next(iter(tried))),
    )  # fmt: skip
    return replace(made, figure=figure_of(made))


def _findings(question: Question) -> Findings:
    if question.claim.kind in ("gap", "rate", "count"):
        return check_frequency(question)
    if question.claim.kind in ("deadliest", "first"):
        return check_superlative(question)
    return check_comparison(question)


def _cited_row(claim: Claim, one: Cited) -> Row:
    estimate = _cited_estimate(claim, one)
    standing = "no grounds"
    if claim.amount is not None and claim.kind == "gap":
        standing = of_rate(estimate, claim.amount, inverse=True)
    elif claim.amount is not None and claim.kind in ("count", "rate"):
        standing = (
            of_count(one.n, one.n, claim.amount) if claim.kind == "count" else of_rate(estimate, claim.amount)
        )
    note = one.derived or ""
    return Row("cited", one.label, estimate, standing, note, one.who, one.source)  # type: ignore[arg-type]


def _cited_estimate(claim: Claim, one: Cited) -> Estimate:
    if claim.kind == "gap":
        return gap_of(one.n, one.days)
    from tocsin.claims.frequency import DAYS_OF

    factor = DAYS_OF.get(claim.unit, one.days)
    made = rate_of(one.n, one.days)
    unit = claim.unit if claim.unit in DAYS_OF else "events"
    scaled = [None if x is None else x * factor for x in (made.value, made.low, made.high)]
    return replace(made, value=scaled[0], low=scaled[1], high=scaled[2], unit=unit)


def _verdict(
    found: Findings, scope: Sequence[Scope], rows: Sequence[Row], claim: Claim, cited: Sequence[Cited]
) -> Verdict:
    if any(not s.matches for s in scope if s.aspect in ("where", "what")):
        return "wrong scope"
    if found.verdict is not None:
        return cast(Verdict, found.verdict)
    thin = bool(found.coverage and found.coverage.thin)
    own = verdict_of(found.rows, thin=thin, bounded_below=_bounded_below(claim))
    if own != "cannot tell":
        return own
    same = [row.standing for row, one in zip(rows, cited, strict=True) if _same_scope(claim, one)]
    if not same:
        return own
    if "agrees" in same:
        return "supported" if set(same) <= {"agrees", "compatible"} else "depends on the definition"
    return "not supported" if set(same) <= {"more", "fewer"} else own


def _bounded_below(claim: Claim) -> bool:
    """Say whether more attacks than were read could not break a claim: "at least", tolls, shares, ratios."""
    if claim.kind not in ("gap", "rate", "count") or claim.side.subject.counted != "attacks":
        return True
    lower = ("at most", "fewer than") if claim.kind == "gap" else ("at least", "more than")
    return claim.amount is not None and claim.amount.bound in lower


def _same_scope(claim: Claim, one: Cited) -> bool:
    """Say whether a cited count is of about the place, kind and time that the claim speaks of."""
    ours, theirs = covered_countries(claim.side.area), covered_countries(one.side.area)
    shared = len(ours & theirs) / max(len(ours | theirs), 1)
    same_what = set(claim.side.subject.groups) == set(one.side.subject.groups)
    return shared > 0.8 and same_what and about_the_same_time(claim.side.period, one.side.period)


def _because(
    claim: Claim,
    found: Findings,
    scope: Sequence[Scope],
    rows: Sequence[Row],
    cited: Sequence[Cited],
    verdict: Verdict,
) -> tuple[str, ...]:
    told: list[str] = []
    origin = next((one for one in cited if one.origin), None)
    if origin is not None:
        told.append(_origin_sentence(claim, origin))
        told += [s.sentence for s in scope if not s.matches]
        told += _cited_sentences(claim, rows, cited)
    told += found.because
    if found.coverage and found.coverage.thin and found.rows and verdict == "cannot tell":
        if found.rows[0].standing == "fewer":
            told.append(f"So little was read that this refutes nothing: {found.coverage}.")
        elif found.rows[0].standing == "agrees":
            told.append(f"So little was read that more may well have happened: {found.coverage}.")
    if verdict == "depends on the definition" and found.rows:
        told.append(_depends(found))
    return tuple(filter(None, told))


def _origin_sentence(claim: Claim, origin: Cited) -> str:
    said = f"{number(claim.amount, 'hours')} hours" if claim.kind == "gap" else claimed(claim)
    return f"The number ({said}) comes from {origin.source}."


def _cited_sentences(claim: Claim, rows: Sequence[Row], cited: Sequence[Cited]) -> list[str]:
    here = covered_countries(claim.side.area)
    inside = [
        row for row, one in zip(rows, cited, strict=True)
        if row.estimate and row.estimate.value and covered_countries(one.side.area) & here
        and covered_countries(one.side.area) <= here | {"CY"}
    ]  # fmt: skip
    known = [row for row in rows if row.estimate and row.estimate.value]
    told = []
    if inside and claim.kind == "gap":
        apart = [row for row in inside if row.standing in ("more", "fewer")]
        values = sorted(round(row.estimate.value or 0) for row in inside if row.estimate)
        which = "all" if len(apart) == len(inside) else str(len(apart))
        told.append(
            f"Of {len(inside)} cited counts {in_place(claim.side)} the {number(claim.amount, 'hours')} hours "
            f"lie outside the exact interval of {which}: "
            f"they give one every {listed([f'{v:,}' for v in values])} hours."
        )
    if len(known) > 1:
        values_ = [row.estimate.value for row in known if row.estimate and row.estimate.value]
        first = known[0].estimate
        assert first is not None
        between = max(values_) / min(values_)
        if first.low and first.high:
            told.append(
                f"Over all these counts the definition moves the answer {between:.0f}-fold; chance, within "
                f"the first, {first.high / first.low:.1f}-fold."
            )
    return told


def _depends(found: Findings) -> str:
    """Return which readings bear the claim out and which do not."""
    parts = []
    for standing, words in (("agrees", "it holds"), ("more", "there are more"), ("fewer", "there are fewer")):
        labels = [
            r.label for r in found.rows if r.standing == standing and r.about not in ("window", "cited")
        ]
        if labels:
            parts.append(f"{words} {'; '.join(labels)}")
    told = ". ".join(f"{part[:1].upper()}{part[1:]}" for part in parts)
    return f"The answer depends on what is counted. {told}." if told else ""


def _cautions(claim: Claim, found: Findings, cited: Sequence[Cited]) -> tuple[str, ...]:
    notes = list(found.cautions)
    if not cited and claim.source is None:
        notes.append("No source of the number is given, so its scope could not be compared with one.")
    if any(row.note.endswith("withheld") for row in found.rows):
        notes.append(
            f"Figures from fewer than {FEWEST} attacks are withheld; the attacks themselves are listed."
        )
    checks = [
        c.detail for row in found.rows[:1] if row.estimate for c in row.estimate.checks if c.passed is False
    ]
    notes += [f"{detail[:1].upper()}{detail[1:]}." for detail in checks]
    return tuple(notes)
