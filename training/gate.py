"""Fit the relevance gate: `python -m training.gate [--muc4 DIR] [--relevance DIR] [--final] [--out DIR]`.

Trained on MUC-4 dev, the dispatches and the ordinary texts beside this file; nothing else gives a weight.
The portal items and the broadcaster's news (`satp_train`, `bbc_train`) are watched, and the portal items help
to choose the threshold; `--final` looks at what is looked at rarely. Writes `gate.tsv` and `gate.json`.

A logistic regression with an L2 penalty pulls each weight towards a prior by hand (`_FOR`, `_AGAINST`) rather
than towards nothing: there are more words in the news than in our texts. Two models are fitted: over whole
texts, and over stretches of one or two sentences. Words that news writes with a capital are left out, so
that names and places teach nothing. Figures on training texts are of five folds, each scored by a model
that has not seen it.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bench import wikinews
from bench.muc4.keys import read_keys
from bench.muc4.template import STRING_SLOTS
from bench.muc4.texts import read_texts
from bench.relevance import texts
from tocsin.coding import gate
from tocsin.coding.gate import Term, Weights, words_of
from training import dispatches
from training.written import ORDINARY, SHORT, InputFaultError, Written, read_written

DATA: Final = Path(__file__).parents[2] / "shared" / "data"
FOLDS: Final = 5
SEED: Final = 7
LONG: Final = 600
"""Long ordinary texts that are made by joining short ones."""
RECALL: Final = 0.9925
"""What each kind of attack report must reach at the threshold: the aim and a little more."""
MARGIN: Final = 140
"""What the cut lies lower than recall on the texts at hand asks for: attacks told otherwise must pass too."""
PENALTY_WHOLE: Final = 1.0
PENALTY_NEAR: Final = 3.0
PRIOR: Final = 0.9
KEPT: Final = 8000
PAIR: Final = 0.6
"""How freely a pair of words moves, beside a single word."""
ORDINARY_KINDS: Final = frozenset({"ordinary", "metaphor", "numbers"})
"""Traps among the dispatches that are ordinary news; the others tell of violence and teach nothing here."""

_FOR: Final = {
    3.4: """
        abducted abduction abductors ablaze ambush ambushed ambushing arson assailants assassinated
        assassination beheaded beheading bomber bombers bombing bombings cadres detonate detonated
        detonator firebomb firebombed grenade grenades gunfire gunman gunmen gunned hijacked
        hijackers hostage hostages ied ieds insurgents jihadist jihadists kidnapped kidnappers
        kidnapping knifeman landmine landmines ltte lynched maoist maoists massacre massacred
        militants molotov mortar mortars naxalites naxals rammed ramming rampage sabotage sabotaged
        shabaab shelled shelling stabbed stabbing stabbings taliban terrorists
        torched ttp ulfa vbied waylaid bandits jihadis gunpoint
    """,
    2.6: """
        alight assassin assassinate assassins attacker attackers beheadings blast blasts blew bomb
        bombed bombs drones dynamite exploded explosive explosives extremists foiled guerrilla
        guerrillas gunshot hacked hijack hostages insurgent islamist islamists jihadi lynching
        machete militant missile missiles plot pylon pylons ransom rebels rocket rockets saboteurs
        separatist separatists hacking machetes razing
        bludgeoned herdsmen molotovs poisoning shooter slaughtered sniper stoned terrorist thwarted
    """,
    1.8: """
        acid armed arsonist arsonists attack attacked attacks bullets casualties deliberate
        deliberately drone executed explosion explosions fighters fired gas knife knives massacres
        murder murdered poison poisoned raid raided rebel shoot shooting shootings shot siege slain stab
        device devices injuring wounding hoodlums pirates razed invaded looted ransacked
        peacekeepers slit rifle rifles pistol stormed terror terrorism troops weapons wounded
    """,
    0.9: """
        army arrested bodies burned burnt civilians claimed crowd crowds damaged dead deadly
        deaths died driven drove fire hurt injured killed killing lorry militia mosque planned
        planning police policemen responsibility security soldiers steered suspected suspects
        seized crew synagogue threw troopers victims violence wounds
    """,
}
_AGAINST: Final = {
    -0.9: """
        actor actress album analysts award awards band bank box-office broadband chancellor chart
        coach console cup digital dollar economy election euros fans festival film firm game games
        goal growth investors labour league manifesto market match midfielder mobile movie music
        phone players premiership profits quarter rugby sales season shares singer software stock
        striker tax technology tennis tories tournament users virus voters
    """,
    -0.75: """
        aftershock aftershocks aircraft airline avalanche boiler capsized circuit coastguard collided
        collision crash crashed cyclone derailed derailment drought earthquake engineers erupted
        firefighters flight flood flooded floods heater heatwave hurricane jet kitchen landslide
        landslides lifeboat lightning magnitude overturned passengers pilot plane quake rain rescuers
        runway storm storms temperatures tornado tremor typhoon volcano weather wildfire wildfires winds
    """,
    -0.5: """
        aged appeal bail bill born campaign cancer candidate candidates career champion coalition
        companies company congress conservative convicted coroner defendant democrats disease firms
        fraud funeral hospitalised illness inflation inquest jury lawmakers lawsuit lawyer legislation
        magistrates married minister museum novelist obituary olympic parliament patients percent
        pneumonia poet poll polls price prices prize professor prosecutors referendum republican resign
        resignation resigned retired scientists researchers senate sentenced shareholders stocks stroke
        study sued survived tariff trading treaty trial vaccine verdict vote votes voting judge
    """,
}
_PAIRS: Final = {
    2.4: """
        blown_up blew_up opened_fire opening_fire shot_dead shot_down gunned_down car_bomb roadside_bomb
        bomb_threat suicide_bomber claimed_responsibility blew_himself blew_herself mowed_down mows_down
        ploughed_into plowed_into drove_into drives_into set_ablaze set_alight at_gunpoint at_knifepoint
        taken_hostage hand_grenade hacked_to beaten_to slit_the masked_men armed_men unidentified_men
        unknown_men death_threats bomb_hoax bomb_warning bomb_scare acid_attack knife_attack
        terrorist_attack terror_attack
    """,
    1.2: """
        suspected_of of_killing of_shooting went_off set_fire gave_chase fled_the murder_of killing_of
        assassination_of shooting_of attack_on attacks_on killed_by shot_by torched_by
    """,
    -1.8: """
        heart_attack heart_attacks hit_out hits_out shot_at box_office penalty_shoot shooting_star
        shoot_out killer_whale fire_engines fire_brigade price_war bull_market late_strike strike_action
        fired_home fired_from fired_off shot_up killed_off best_shot flu_shot cyber_attack
        hostile_takeover target_price shot_put attack_midfielder film_about
    """,
}
_HAND: Final[dict[Term, float]] = {
    word: weight for table in (_FOR, _AGAINST) for weight, words in table.items() for word in words.split()
} | {
    (pair.split("_")[0], pair.split("_")[1]): weight
    for weight, pairs in _PAIRS.items()
    for pair in pairs.split()
}
_SMALL: Final = re.compile(r"(?<![\w'’-])[a-z][a-z]+")
_CAPITAL: Final = re.compile(r"(?<=[a-z,] )[A-Z][a-z]+")
_SENTENCE_END: Final = re.compile(r"(?<=[.?!\"”]) +")
_Floats = NDArray[np.float64]
_Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Example:
    """A text to learn from. `source` is the written text that it is cut from; folds never part a source."""

    words: tuple[str, ...]
    attack: bool
    weight: float
    source: str

    @property
    def fold(self) -> int:
        """The fold of its source."""
        return fold_of(self.source)


@dataclass(frozen=True, slots=True)
class Report:
    """One MUC-4 text: whether its key has a template, and the strings that fill them."""

    id: str
    text: str
    relevant: bool
    fillers: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Inputs:
    """All that is learned from."""

    muc4: tuple[Report, ...]
    dispatches: tuple[dispatches.Dispatch, ...]
    ordinary: tuple[Written, ...]
    short: tuple[Written, ...] = ()
    """Short reports of attacks: the dispatches are all of a page."""


def fold_of(source: str) -> int:
    """Return the fold of a source: it stays the same when others are added."""
    return int(hashlib.sha256(source.encode()).hexdigest()[:8], 16) % FOLDS


# Reading


def read_dispatches(folder: Path = dispatches.FOLDER) -> list[dispatches.Dispatch]:
    """Return the dispatches of `folder`; one that is at fault is named and left out."""
    found = []
    for path in sorted(folder.glob("*.txt")):
        for name, block in dispatches.blocks(path):
            try:
                found.append(dispatches.parse(name, block))
            except dispatches.FaultError as fault:
                print(f"left out: {path.name}: {fault}")
    return found


def read_muc4(folder: Path, part: str) -> list[Report]:
    """Return the texts of one part ("dev", "tst1", "tst2") with what their keys say."""
    paths = sorted((folder / "texts").glob(f"{part}*"))
    if not paths:
        raise InputFaultError(f"no MUC-4 texts of the part {part} in {folder}")
    templates = read_keys(sorted((folder / "keys").glob(f"key-{part}*")), [])
    found = []
    for text in read_texts(paths):
        of_it = templates.get(text.id, [])
        strings = {
            string
            for template in of_it
            for slot in STRING_SLOTS
            for strings in template.strings(slot)
            for string in strings
            if len(string) > 3
        }
        found.append(Report(text.id, " ".join(text.body.split()), bool(of_it), frozenset(strings)))
    return found


def common_words(inputs: Inputs) -> frozenset[str]:
    """Return the words that our own texts write small: all others may be names."""
    small: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    own = [d.text for d in inputs.dispatches] + [w.text for w in (*inputs.ordinary, *inputs.short)]
    for text in own:
        if any(sign.isupper() for sign in text):
            small.update(set(_SMALL.findall(text)))
            capital.update({word.lower() for word in _CAPITAL.findall(text)})
    return frozenset(word for word in small if small[word] > 2 * capital[word])


# Examples


def _body(text: str) -> str:
    """A MUC-4 text without dateline and remarks in brackets."""
    plain = re.sub(r"\[[^\]]*\]", " ", text)
    dash = plain.find("--", 0, 400)
    return plain[dash + 2 :] if dash >= 0 else plain


def _example(title: str | None, text: str, attack: bool, weight: float, source: str) -> Example:
    return Example(tuple(words_of(title, text)), attack, weight, source)


def whole_examples(inputs: Inputs) -> list[Example]:
    """Return the examples of the model over whole texts."""
    found: list[Example] = []
    for report in inputs.muc4:
        body = _body(report.text)
        if report.relevant:
            found.append(_example(None, body, True, 0.5, report.id))
            found.append(_example(None, body[:900], True, 0.3, report.id))
        else:
            found.append(_example(None, body, False, 0.01, report.id))
    for d in inputs.dispatches:
        if d.incidents:
            found.append(_example(d.title, d.text, True, 1.0, d.id))
            found.append(_example(None, d.text, True, 0.5, d.id))
            telling = [d.text[s.start : s.end] for s in d.sentences if any(n > 0 for n in s.incidents)]
            found.append(_example(None, " ".join(telling[:2]), True, 0.7, d.id))
        elif d.kind in ORDINARY_KINDS:
            found.append(_example(d.title, d.text, False, 0.3, d.id))
    for w in inputs.ordinary:
        opening = " ".join(_SENTENCE_END.split(w.text)[:2])
        found.append(_example(None, opening, False, 0.02, w.source))
    for attack, written in ((False, inputs.ordinary), (True, inputs.short)):
        for w in written:
            found.append(_example(w.title, w.text, attack, 1.0, w.source))
            found.append(_example(None, w.text, attack, 0.5, w.source))
    return found + list(long_ordinary(inputs))


def long_ordinary(inputs: Inputs) -> Iterator[Example]:
    """Yield long ordinary texts, each joined from short ones of one fold."""
    dice = random.Random(SEED)  # noqa: S311 - no secret
    folds = [[w for w in inputs.ordinary if fold_of(w.source) == n] for n in range(FOLDS)]
    folds = [fold for fold in folds if fold]
    for _ in range(LONG):
        some = dice.choice(folds)
        joined = dice.sample(some, min(len(some), dice.choice((2, 3, 4, 6))))
        yield _example(None, " ".join(w.text for w in joined), False, 1.0, joined[0].source)


def near_examples(inputs: Inputs) -> list[Example]:
    """Return the examples of the model over stretches: sentences alone, and with the next one."""
    found: list[Example] = []
    for report in inputs.muc4:
        if report.relevant:
            found += _muc4_sentences(report)
    for d in inputs.dispatches:
        found += _dispatch_sentences(d)
    for w in inputs.ordinary:
        pieces = _SENTENCE_END.split(w.text)
        found.append(_example(w.title, pieces[0], False, 0.7, w.source))
        found += [_example(None, piece, False, 0.5, w.source) for piece in pieces]
        found += [_example(None, f"{one} {next_}", False, 1.0, w.source) for one, next_ in pairwise(pieces)]
    for w in inputs.short:
        found.append(_example(w.title, _SENTENCE_END.split(w.text)[0], True, 0.7, w.source))
        found.append(_example(None, w.text, True, 0.7, w.source))
    return [example for example in found if len(example.words) >= 3]


def _muc4_sentences(report: Report) -> Iterator[Example]:
    """Sentences with two fillers or more tell of the incident."""
    pieces = _SENTENCE_END.split(_body(report.text))
    for number, piece in enumerate(pieces):
        if sum(filler in piece for filler in report.fillers) >= 2:
            yield _example(None, piece, True, 0.5, report.id)
            if number + 1 < len(pieces):
                yield _example(None, f"{piece} {pieces[number + 1]}", True, 0.5, report.id)


def _dispatch_sentences(d: dispatches.Dispatch) -> Iterator[Example]:
    teaches = bool(d.incidents) or d.kind in ORDINARY_KINDS
    pieces = [d.text[s.start : s.end] for s in d.sentences]
    told = [any(n > 0 for n in s.incidents) for s in d.sentences]
    plain = [not s.incidents for s in d.sentences]
    if d.title and d.incidents:
        yield _example(d.title, pieces[0], True, 1.0, d.id)
    for n, piece in enumerate(pieces):
        if told[n]:
            yield _example(None, piece, True, 0.7, d.id)
        elif plain[n] and teaches:
            yield _example(None, piece, False, 0.5, d.id)
        if n + 1 == len(pieces):
            continue
        both = f"{piece} {pieces[n + 1]}"
        if told[n] and told[n + 1]:
            yield _example(None, both, True, 0.7, d.id)
        elif plain[n] and plain[n + 1]:
            if teaches:
                yield _example(None, both, False, 0.5, d.id)
        elif (told[n] or plain[n]) and (told[n + 1] or plain[n + 1]):
            yield _example(None, both, True, 0.3, d.id)


# Fitting


def terms_of(words: Sequence[str]) -> set[Term]:
    """Return the words and the pairs of neighbours."""
    return {*words, *pairwise(words)}


def vocabulary(examples: Iterable[Example], common: frozenset[str], single: int, pair: int) -> list[Term]:
    """Return the terms of common words that stand in enough sources, and the words of the prior."""
    sources: dict[str, set[Term]] = defaultdict(set)
    for example in examples:
        sources[example.source] |= terms_of(example.words)
    counts: Counter[Term] = Counter()
    for terms in sources.values():
        counts.update(terms)
    kept = set(_HAND)
    for term, count in counts.items():
        if isinstance(term, str):
            if count >= single and term in common:
                kept.add(term)
        elif count >= pair and term[0] in common and term[1] in common:
            kept.add(term)
    return sorted(kept, key=str)


@dataclass(frozen=True, slots=True)
class _Table:
    """Which terms stand in which text: numbers of terms, text after text; each text ends with an empty
    one."""

    terms: _Ints
    starts: _Ints
    width: int

    @classmethod
    def of(cls, all_words: Iterable[Sequence[str]], numbers: dict[Term, int]) -> _Table:
        terms: list[int] = []
        starts: list[int] = []
        for words in all_words:
            starts.append(len(terms))
            terms += sorted(numbers[term] for term in terms_of(words) if term in numbers)
            terms.append(len(numbers))
        return cls(np.array(terms), np.array(starts), len(numbers) + 1)

    def sums(self, weights: _Floats) -> _Floats:
        return np.add.reduceat(weights[self.terms], self.starts)

    def spread(self, errors: _Floats) -> _Floats:
        lengths = np.diff(self.starts, append=len(self.terms))
        return np.asarray(np.bincount(self.terms, np.repeat(errors, lengths), self.width), dtype=np.float64)


def fit(examples: Sequence[Example], terms: Sequence[Term], penalty: float) -> tuple[_Floats, float]:
    """Return the weights of `terms` and the bias that fit `examples` best, both classes of equal weight."""
    table = _Table.of((e.words for e in examples), {term: n for n, term in enumerate(terms)})
    attack = np.array([float(e.attack) for e in examples])
    weight = np.array([e.weight for e in examples])
    weight[attack == 1] *= weight[attack == 0].sum() / weight[attack == 1].sum()
    weight *= len(weight) / weight.sum()
    prior = np.array([PRIOR * _HAND.get(term, 0.0) for term in terms] + [0.0])
    free = np.array([1.0 if isinstance(term, str) else PAIR for term in terms] + [0.0])

    def loss(moves: _Floats) -> tuple[float, _Floats]:
        inner = np.append(moves[:-1], 0.0)
        logits = table.sums(prior + inner * free) + moves[-1]
        costs = weight * (np.logaddexp(0.0, logits) - attack * logits)
        errors = weight * (1 / (1 + np.exp(-np.clip(logits, -50, 50))) - attack)
        slope = table.spread(errors) * free + penalty * inner
        slope[-1] = errors.sum()
        return float(costs.sum() + penalty / 2 * (inner**2).sum()), slope

    moves = minimise(loss, np.zeros(len(terms) + 1))
    return (prior + np.append(moves[:-1], 0.0) * free)[:-1], float(moves[-1])


def minimise(loss: Callable[[_Floats], tuple[float, _Floats]], start: _Floats, steps: int = 300) -> _Floats:
    """Return where `loss` is least, by L-BFGS with a backtracking search."""
    at, (value, slope) = start, loss(start)
    moves: list[tuple[_Floats, _Floats]] = []
    for _ in range(steps):
        way, used = slope.copy(), []
        for step, bend in reversed(moves):
            share = (step @ way) / (step @ bend)
            used.append(share)
            way -= share * bend
        way *= (
            (moves[-1][0] @ moves[-1][1]) / (moves[-1][1] @ moves[-1][1])
            if moves
            else 1 / np.abs(slope).sum()
        )
        for (step, bend), share in zip(moves, reversed(used), strict=True):
            way += step * (share - (bend @ way) / (step @ bend))
        length = 1.0
        while True:
            there = at - length * way
            new_value, new_slope = loss(there)
            if new_value <= value - 1e-4 * length * float(slope @ way) or length < 1e-8:
                break
            length /= 2
        if (there - at) @ (new_slope - slope) > 1e-10:
            moves = [*moves[-9:], (there - at, new_slope - slope)]
        done = abs(value - new_value) < 1e-7 * abs(value)
        at, value, slope = there, new_value, new_slope
        if done:
            break
    return at


def train(whole: Sequence[Example], near: Sequence[Example], common: frozenset[str]) -> Weights:
    """Return the weights of both models, pruned to the `KEPT` terms that matter most, in hundredths."""
    whole_terms = vocabulary(whole, common, 3, 5)
    near_terms = vocabulary(near, common, 4, 6)
    whole_weights, _ = fit(whole, whole_terms, PENALTY_WHOLE)
    near_weights, _ = fit(near, near_terms, PENALTY_NEAR)
    matter: dict[Term, float] = defaultdict(float)
    for terms, weights in ((whole_terms, whole_weights), (near_terms, near_weights)):
        for term, weight in zip(terms, weights / weights.std(), strict=True):
            matter[term] = max(matter[term], abs(float(weight)))
    kept = {*sorted(matter, key=lambda term: (-matter[term], str(term)))[:KEPT], *_HAND}
    whole_terms = [term for term in whole_terms if term in kept]
    near_terms = [term for term in near_terms if term in kept]
    whole_weights, whole_bias = fit(whole, whole_terms, PENALTY_WHOLE)
    near_weights, near_bias = fit(near, near_terms, PENALTY_NEAR)
    return Weights(
        _hundredths(whole_terms, whole_weights),
        _hundredths(near_terms, near_weights),
        round(100 * (whole_bias + 2 * near_bias)),
    )


def _hundredths(terms: Sequence[Term], weights: _Floats) -> dict[Term, int]:
    rounded = {term: round(100 * float(weight)) for term, weight in zip(terms, weights, strict=True)}
    return {term: weight for term, weight in rounded.items() if weight}


# Choosing the threshold


def scores(weights: Weights, all_words: Iterable[Sequence[str]]) -> _Floats:
    """Return the score of each text."""
    return np.array([gate.score(weights, words) for words in all_words], dtype=np.float64)


def highest_cut(found: _Floats, recall: float) -> int:
    """Return the highest score that at least the share `recall` of `found` reaches."""
    ordered = np.sort(found)
    return int(ordered[int((1 - recall) * len(ordered) + 1e-9)])


def slope_of(attacks: _Floats, ordinary: _Floats) -> float:
    """Return how the log odds rise with the score, both classes of equal weight."""
    values = np.concatenate([attacks, ordinary]) / 100
    attack = np.concatenate([np.ones(len(attacks)), np.zeros(len(ordinary))])
    weight = np.concatenate(
        [np.full(len(attacks), 1 / len(attacks)), np.full(len(ordinary), 1 / len(ordinary))]
    )

    def loss(line: _Floats) -> tuple[float, _Floats]:
        logits = line[0] * values + line[1]
        errors = weight * (1 / (1 + np.exp(-np.clip(logits, -50, 50))) - attack)
        costs = weight * (np.logaddexp(0.0, logits) - attack * logits)
        return float(costs.sum()), np.array([errors @ values, errors.sum()])

    return float(minimise(loss, np.zeros(2))[0])


# The command


def read_inputs(muc4: Path) -> Inputs:
    """Read all that is learned from."""
    return Inputs(
        tuple(read_muc4(muc4, "dev")),
        tuple(read_dispatches()),
        tuple(read_written(ORDINARY)),
        tuple(read_written(SHORT)),
    )


def digests(muc4: Path) -> dict[str, str]:
    """Return the SHA-256 over the files of each input, in order of name."""
    groups = {
        "muc4/texts/dev*": sorted((muc4 / "texts").glob("dev*")),
        "muc4/keys/key-dev*": sorted((muc4 / "keys").glob("key-dev*")),
        "training/dispatches/*.txt": sorted(dispatches.FOLDER.glob("*.txt")),
        "training/ordinary/*.txt": sorted(ORDINARY.glob("*.txt")),
        "training/ordinary/attacks/*.txt": sorted(SHORT.glob("*.txt")),
    }
    return {
        name: hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()
        for name, paths in groups.items()
    }


def write(weights: Weights, about: dict[str, object], out: Path) -> int:
    """Write `weights` and their manifest to the folder `out`; return the bytes of the weights."""
    rows = sorted(
        (
            term if isinstance(term, str) else " ".join(term),
            weights.whole.get(term, 0),
            weights.near.get(term, 0),
        )
        for term in {*weights.whole, *weights.near}
    )
    body = "".join(f"{words}\t{whole}\t{near}\n" for words, whole, near in rows).encode("ascii")
    manifest = {
        "file": gate.NAME, "bytes": len(body), "sha256": hashlib.sha256(body).hexdigest(),
        "bias": weights.bias, "cut": weights.cut, "slope": weights.slope, **about,
    }  # fmt: skip
    out.mkdir(parents=True, exist_ok=True)
    (out / gate.NAME).write_bytes(body)
    (out / gate.MANIFEST).write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
    return len(body)


def folds_of(whole: Sequence[Example], near: Sequence[Example], common: frozenset[str]) -> Iterator[Weights]:
    """Yield for each fold the weights that have not seen it."""
    for fold in range(FOLDS):
        yield train([e for e in whole if e.fold != fold], [e for e in near if e.fold != fold], common)


class Unseen:
    """The chances that gates give to texts of ours, each by one that has not seen it."""

    def __init__(self, muc4: Path) -> None:
        """Train a gate for each fold of all that is learned from; `muc4` is the folder of the corpus."""
        inputs, about = read_inputs(muc4), gate.load()
        parts = folds_of(whole_examples(inputs), near_examples(inputs), common_words(inputs))
        self._weights = [replace(part, cut=about.cut, slope=about.slope) for part in parts]

    def chance(self, source: str, title: str | None, text: str) -> float:
        """Return the chance of a text that is learned from under the name `source`."""
        return gate.chance(self._weights[fold_of(source)], words_of(title, text))


def out_of_fold(
    inputs: Inputs, whole: Sequence[Example], near: Sequence[Example], common: frozenset[str]
) -> dict[str, _Floats]:
    """Return scores of the training texts by models that have not seen them, by kind."""
    found: dict[str, list[_Floats]] = defaultdict(list)
    traps = [d for d in inputs.dispatches if not d.incidents]
    for fold, weights in enumerate(folds_of(whole, near, common)):
        kinds: dict[str, list[tuple[str, str | None, str]]] = {
            "MUC-4 dev, relevant": [(r.id, None, r.text) for r in inputs.muc4 if r.relevant],
            "MUC-4 dev, irrelevant": [(r.id, None, r.text) for r in inputs.muc4 if not r.relevant],
            "dispatches with an attack": [(d.id, d.title, d.text) for d in inputs.dispatches if d.incidents],
            "dispatches, ordinary": [(d.id, d.title, d.text) for d in traps if d.kind in ORDINARY_KINDS],
            "dispatches, other violence": [
                (d.id, d.title, d.text) for d in traps if d.kind not in ORDINARY_KINDS
            ],
            "short reports": [(w.source, w.title, w.text) for w in inputs.short],
            "ordinary texts": [(w.source, w.title, w.text) for w in inputs.ordinary],
        }
        for kind, of_kind in kinds.items():
            held = (words_of(title, text) for source, title, text in of_kind if fold_of(source) == fold)
            found[kind].append(scores(weights, held))
    return {kind: np.concatenate(parts) for kind, parts in found.items()}


def rare(weights: Weights, muc4: Path, relevance: Path, csv: Path) -> dict[str, _Floats]:
    """Return scores of what is looked at rarely."""
    found = {
        f"MUC-4 {part}, relevant": scores(weights, (words_of(None, r.text) for r in read_muc4(muc4, part) if
        r.relevant)) for part in ("tst1", "tst2")
    }  # fmt: skip
    for name in ("satp_dev", "bbc_dev"):
        found[name] = scores(weights, (words_of(None, text) for text in texts(relevance / f"{name}.tsv")))
    attacks: list[list[str]] = []
    others: list[list[str]] = []
    for title, text, incidents in wikinews_articles(csv):
        (attacks if incidents else others).append(words_of(title, text))
    found["Wikinews 2019, attacks"] = scores(weights, attacks)
    found["Wikinews 2019, others"] = scores(weights, others)
    return found


def wikinews_articles(path: Path) -> Iterator[tuple[str, str, int]]:
    """Yield (title, text, attacks that it reports) of each article."""
    import csv  # only where it is asked for

    verdicts = wikinews.judgement(wikinews.JUDGEMENT)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            verdict = verdicts.get((row["date"][:10], wikinews.digest(row["title"])))
            yield row["title"], row["text"], verdict.incidents if verdict else 0


def show(found: dict[str, _Floats], cut: int) -> None:
    """Print the share of each kind that passes."""
    for kind, values in found.items():
        print(f"{kind:<28}{len(values):>6}{(values >= cut).mean():>9.1%} pass")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--muc4", type=Path, default=DATA / "muc4", metavar="DIR")
    parser.add_argument("--relevance", type=Path, default=DATA / "relevance", metavar="DIR")
    parser.add_argument(
        "--wikinews", type=Path, default=DATA / "wikinews" / "wikinews_2019.csv", metavar="CSV"
    )
    parser.add_argument("--final", action="store_true", help="look at what is looked at rarely, too")
    parser.add_argument("--out", type=Path, default=gate.FOLDER, metavar="DIR")
    options = parser.parse_args(arguments)
    inputs = read_inputs(options.muc4)
    common = common_words(inputs)
    whole, near = whole_examples(inputs), near_examples(inputs)
    folds = out_of_fold(inputs, whole, near, common)
    weights = train(whole, near, common)
    watched = {
        name: scores(weights, (words_of(None, text) for text in texts(options.relevance / f"{name}.tsv")))
        for name in ("satp_train", "bbc_train")
    }
    attacks = [folds["MUC-4 dev, relevant"], folds["dispatches with an attack"]]
    cut = min(highest_cut(found, RECALL) for found in (*attacks, watched["satp_train"])) - MARGIN
    slope = round(slope_of(np.concatenate(attacks), folds["ordinary texts"]), 3)
    weights = replace(weights, cut=cut, slope=slope)
    about = {"made_by": "python -m training.gate", "seed": SEED, "inputs": digests(options.muc4)}
    size = write(weights, about, options.out)
    print(f"{len({*weights.whole, *weights.near})} terms, {size} bytes, cut {cut}, slope {slope}")
    show({**folds, **watched}, cut)
    if options.final:
        show(rare(weights, options.muc4, options.relevance, options.wikinews), cut)


if __name__ == "__main__":
    main()
