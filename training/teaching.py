"""What the large reader says of the same windows, as a second, softer answer for the small one.

Its chances of every span and tag (Hinton, Vinyals and Dean 2015, "Distilling the knowledge in a neural
network") and its last hidden states, which the small one is drawn to through a linear bridge (Jiao et al.
2020, "TinyBERT").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812 - the name that every torch program uses

from training.examples import Batch, Example, collate
from training.network import Outputs, Reader

_AT_ONCE: Final = 8
_NEVER: Final = -30.0
_PLAUSIBLE: Final = -4.0
"""The teacher's score from which a span is asked about; that the rest are none the labels tell."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """What the teacher says of one window, in half precision: scores of spans (roles, length, WIDEST) and of
    tags (length, tags), hidden states (length, width)."""

    spans: Tensor
    tags: Tensor
    hidden: Tensor


@dataclass(frozen=True, slots=True)
class Taught:
    """The lessons of one batch, filled up to one length."""

    spans: Tensor
    tags: Tensor
    hidden: Tensor


def lessons(teacher: Reader, examples: Sequence[Example], pad: int) -> list[Lesson]:
    """Return what `teacher` says of `examples`, windows of its own tokenizer, in their order."""
    teacher.eval()
    found: dict[int, Lesson] = {}
    unique = {id(example): example for example in examples}
    by_kind = [[e for e in unique.values() if e.muc is muc] for muc in (True, False)]
    for kind in by_kind:
        kind.sort(key=lambda e: len(e.window.ids))
        for start in range(0, len(kind), _AT_ONCE):
            part = kind[start : start + _AT_ONCE]
            found |= {id(e): lesson for e, lesson in zip(part, _given(teacher, part, pad), strict=True)}
    return [found[id(example)] for example in examples]


@torch.inference_mode()
def _given(teacher: Reader, part: Sequence[Example], pad: int) -> list[Lesson]:
    batch = collate(part, pad)
    with torch.autocast("cpu", torch.bfloat16):
        hidden = teacher.encoder(batch.ids, batch.mask)
        projected = teacher.heads(hidden, batch.mask)
    said = teacher.outputs(projected, batch.roles)
    return [
        Lesson(
            said.spans[row, :, :size].clamp(_NEVER, -_NEVER).half(),
            said.tags[row, :size].half(),
            hidden[row, :size].half(),
        )
        for row, size in enumerate(len(e.window.ids) for e in part)
    ]


def gathered(given: Sequence[Lesson], length: int) -> Taught:
    """Return the lessons of one batch, of windows of one kind, filled up to `length`."""

    def filled(parts: Sequence[Tensor], fill: float, at: int) -> Tensor:
        sizes = [0] * (2 * parts[0].dim())
        rows = []
        for part in parts:
            # `pad` counts from the last dimension
            sizes[2 * (part.dim() - 1 - at) + 1] = length - part.shape[at]
            rows.append(F.pad(part.float(), sizes, value=fill))
        return torch.stack(rows)

    return Taught(
        filled([lesson.spans for lesson in given], _NEVER, 1),
        filled([lesson.tags for lesson in given], 0.0, 0),
        filled([lesson.hidden for lesson in given], 0.0, 0),
    )


def taught_losses(
    outputs: Outputs, hidden: Tensor, bridge: nn.Linear, batch: Batch, taught: Taught
) -> dict[str, Tensor]:
    """Return how far a batch is from its lessons: spans per window, tags and hidden states per piece."""
    n = len(batch.ids)
    soft = F.binary_cross_entropy_with_logits(outputs.spans, taught.spans.sigmoid(), reduction="none")
    held = batch.mask > 0
    apart = 1.0 - F.cosine_similarity(bridge(hidden.float())[held], taught.hidden[held], dim=-1)
    asked = batch.allowed & (taught.spans > _PLAUSIBLE)
    losses = {"taught spans": soft[asked].sum() / n, "taught hidden": 3.0 * apart.mean()}
    tagged = batch.tags >= 0
    if tagged.any():
        own, theirs = F.log_softmax(outputs.tags[tagged], -1), F.softmax(taught.tags[tagged], -1)
        losses["taught tags"] = 2.0 * F.kl_div(own, theirs, reduction="batchmean")
    return losses


def bridge(reader: Reader, given: Sequence[Lesson]) -> nn.Linear:
    """Return the bridge from the hidden states of `reader` to those of its teacher, straight at first."""
    made = nn.Linear(reader.encoder.width, given[0].hidden.shape[-1])
    nn.init.eye_(made.weight)
    nn.init.zeros_(made.bias)
    return made
