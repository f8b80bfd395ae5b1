"""The training loop: labelled windows in, a fitted network out."""

from __future__ import annotations

import math
import random
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass

import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812 - the name that every torch program uses

from tocsin.coding.reader.schema import ATTRIBUTES, TELLS
from training.examples import Batch, Example, collate
from training.network import Outputs, Reader, pointer_loss
from training.teaching import Lesson, bridge, gathered, taught_losses


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run depends on, besides its data."""

    seed: int = 1
    epochs: float = 5
    rate: float = 2e-4
    head_rate: float = 1e-3
    batch: int = 8
    warmup: float = 0.1
    decay: float = 0.01
    dropout: float = 0.0
    frozen: int = 0
    """Layers from below that stay as they are; 1 and more freeze the embeddings too."""
    empty: float = 0.6
    """Share of the windows without a span that an epoch sees."""
    masked: float = 0.0
    """Share of the pieces that are hidden, so that a name is not learnt by heart."""
    any_mention: float = 0.0
    """Weight of the loss that asks for at least one mention of an entity; the rest asks for all."""


def fit(
    reader: Reader,
    examples: Sequence[Example],
    pad: int,
    settings: Settings,
    log: str = "",
    mask: int = 0,
    lessons: Sequence[Lesson] = (),
) -> dict[str, float]:
    """Fit `reader` in place and return the last mean losses and the seconds it took.

    `mask` is the piece that stands for a hidden one. `lessons`, one for each example, are what a teacher says
    of them.
    """
    rng = random.Random(settings.seed)  # noqa: S311 - order of batches, no secret
    torch.manual_seed(settings.seed)
    reader.train()
    reader.encoder.drop = settings.dropout
    _freeze(reader, settings.frozen)
    over = bridge(reader, lessons) if lessons else None
    optimizer = _optimizer(reader, settings, over)
    order = [b for _ in range(math.ceil(settings.epochs)) for b in _epoch(examples, settings, rng)]
    order = order[: max(1, round(len(order) * settings.epochs / math.ceil(settings.epochs)))]
    warm = max(1, int(len(order) * settings.warmup))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min((s + 1) / warm, max(0.02, (len(order) - s) / max(1, len(order) - warm)))
    )
    began = time.monotonic()
    mean: dict[str, float] = {}
    for step, indexes in enumerate(order):
        chosen = [examples[i] for i in indexes]
        batch = collate(chosen, pad)
        ids = _hidden(batch, settings.masked, mask)
        with torch.autocast("cpu", torch.bfloat16):
            hidden = reader.encoder(ids, batch.mask)
            projected = reader.heads(hidden, batch.mask)
        outputs = reader.outputs(projected, batch.roles)
        losses = losses_of(outputs, batch, chosen, settings)
        if over is not None:
            taught = gathered([lessons[i] for i in indexes], batch.ids.shape[1])
            losses |= taught_losses(outputs, hidden, over, batch, taught)
        total = sum(losses.values(), torch.zeros(()))
        optimizer.zero_grad(set_to_none=True)
        total.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        for name, value in losses.items():
            mean[name] = 0.98 * mean.get(name, value.item()) + 0.02 * value.item()
        if step % 50 == 49:
            took = time.monotonic() - began
            told = " ".join(f"{k} {v:.3f}" for k, v in mean.items())
            print(f"{log} {step + 1}/{len(order)} {took:.0f}s {told}", file=sys.stderr, flush=True)
    reader.eval()
    return {**mean, "seconds": time.monotonic() - began, "steps": len(order)}


def _hidden(batch: Batch, share: float, mask: int) -> Tensor:
    """The pieces of `batch`, a random share of them hidden; never the first, which stands for the whole."""
    hide = torch.rand(batch.ids.shape) < share
    hide[:, 0] = False
    return torch.where(hide & (batch.mask > 0), mask, batch.ids)


def described(settings: Settings) -> dict[str, float]:
    """Return the settings for the record of a run."""
    return asdict(settings)


def losses_of(
    outputs: Outputs, batch: Batch, chosen: Sequence[Example], settings: Settings
) -> dict[str, Tensor]:
    """Return the weighted losses of one batch by head."""
    n = len(chosen)
    scores, positive, allowed = (t.flatten(2) for t in (outputs.spans, batch.positive, batch.allowed))
    pointer = pointer_loss(scores, positive, allowed)
    spans = pointer.sum() / n
    if settings.any_mention:
        spans = (1 - settings.any_mention) * spans + settings.any_mention * _any(outputs, batch, chosen) / n
    return {
        "spans": spans,
        "attributes": 2.0 * _attributes(outputs, batch),
        "same": 0.5 * _same(outputs, batch),
        "sentences": _sentences(outputs, batch),
        "tags": 2.0 * _tags(outputs, batch),
        "document": _asked(outputs.document, batch.document) * 2.0,
    }


def _any(outputs: Outputs, batch: Batch, chosen: Sequence[Example]) -> Tensor:
    """Entities in place of mentions: the best of an entity's mentions must stand out, the others may."""
    total = torch.zeros(())
    for row, example in enumerate(chosen):
        groups: dict[tuple[int, int], list[tuple[int, int, int]]] = {}
        for span in example.spans:
            groups.setdefault((span.role, span.entity), []).append(
                (span.role - batch.roles.start, span.first, span.last - span.first)
            )
        scores = outputs.spans[row]
        wrong = scores.masked_fill(batch.positive[row] | ~batch.allowed[row], -1e4).flatten(1)
        zero = torch.zeros(len(wrong), 1)
        per_role = torch.logsumexp(torch.cat([wrong, zero], 1), 1)
        total = total + per_role.sum()
        by_role: dict[int, list[Tensor]] = {}
        for (role, _), mentions in groups.items():
            r, f, w = (torch.tensor(x) for x in zip(*mentions, strict=True))
            by_role.setdefault(role, []).append(torch.logsumexp(scores[r, f, w], 0))
        for best in by_role.values():
            total = total + torch.logsumexp(torch.cat([-torch.stack(best), torch.zeros(1)]), 0)
    return total


def _attributes(outputs: Outputs, batch: Batch) -> Tensor:
    row, first, last, values = batch.attributes
    half = outputs.attributes.shape[-1] // 2
    logits = outputs.attributes[row, first, :half] + outputs.attributes[row, last, half:]
    return _asked(logits[:, : len(ATTRIBUTES)], torch.where(values < 0, torch.nan, values))


def _same(outputs: Outputs, batch: Batch) -> Tensor:
    row, a, b, c, d, same = batch.pairs
    half = outputs.attributes.shape[-1] // 2
    left = (outputs.attributes[row, a, :half] + outputs.attributes[row, b, half:])[:, len(ATTRIBUTES) :]
    right = (outputs.attributes[row, c, :half] + outputs.attributes[row, d, half:])[:, len(ATTRIBUTES) :]
    logits = (left * right).sum(-1) / left.shape[-1] ** 0.5 + 1.0
    return _asked(logits[:, None], torch.where(same < 0, torch.nan, same)[:, None])


def _sentences(outputs: Outputs, batch: Batch) -> Tensor:
    """Means over the pieces of each sentence; three tells shut one another out, the rest stand alone."""
    row, first, last, values = batch.sentences
    if torch.isnan(values).all():
        return torch.zeros(())
    summed = torch.nn.functional.pad(outputs.sentences.cumsum(1), (0, 0, 1, 0))
    logits = (summed[row, last + 1] - summed[row, first]) / (last + 1 - first)[:, None]
    kinds = len(TELLS) - 1
    told = ~torch.isnan(values[:, 0])
    tells = F.cross_entropy(logits[told, :kinds], values[told, :kinds]) if told.any() else torch.zeros(())
    return tells + _asked(logits[:, kinds:], values[:, kinds:]) * 4.0


def _tags(outputs: Outputs, batch: Batch) -> Tensor:
    if (batch.tags < 0).all():
        return torch.zeros(())
    return F.cross_entropy(outputs.tags.flatten(0, 1), batch.tags.flatten(), ignore_index=-1)


def _asked(logits: Tensor, values: Tensor) -> Tensor:
    """Binary cross-entropy over the values that are not NaN."""
    asked = ~torch.isnan(values)
    if not asked.any():
        return torch.zeros(())
    return F.binary_cross_entropy_with_logits(logits[asked], values[asked])


def _epoch(examples: Sequence[Example], settings: Settings, rng: random.Random) -> list[list[int]]:
    """Batches of windows of one kind and alike in length, in random order."""
    taken = [i for i, e in enumerate(examples) if not e.muc or e.spans or rng.random() < settings.empty]
    taken.sort(key=lambda i: len(examples[i].window.ids) + rng.uniform(-25, 25))
    kinds = [[i for i in taken if examples[i].muc is muc] for muc in (True, False)]
    batches = [k[i : i + settings.batch] for k in kinds for i in range(0, len(k), settings.batch)]
    rng.shuffle(batches)
    return batches


def _freeze(reader: Reader, layers: int) -> None:
    reader.requires_grad_(True)
    parts: list[torch.nn.Module] = [reader.encoder.words, reader.encoder.places, reader.encoder.norm]
    parts += list(reader.encoder.layers[: max(0, layers - 1)])
    for part in parts if layers else []:
        part.requires_grad_(False)


def _optimizer(reader: Reader, settings: Settings, over: torch.nn.Module | None) -> torch.optim.Optimizer:
    encoder = [p for p in reader.encoder.parameters() if p.requires_grad]
    inner = {id(p) for p in reader.encoder.parameters()}
    heads = [p for p in reader.parameters() if id(p) not in inner]
    heads += over.parameters() if over is not None else []
    return torch.optim.AdamW(
        [{"params": encoder, "lr": settings.rate}, {"params": heads, "lr": settings.head_rate}],
        weight_decay=settings.decay, betas=(0.9, 0.98), eps=1e-6, fused=True,
    )  # fmt: skip
