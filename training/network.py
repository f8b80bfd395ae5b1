"""The reader's network: one encoder, and heads that are all linear in the hidden state of a token.

A span head scores each stretch of at most `WIDEST` pieces for each role as start times end (efficient global
pointer, Su et al. 2022), so that both borders are decided together; every other head is a projection that the
runtime adds up over the tokens of a span, a sentence or an incident.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from tocsin.coding.reader.schema import ATTRIBUTES, DEPTH, DOCUMENT, ROLES, SAME, SENTENCES, TAGS, WIDEST
from training.encoder import Encoder


@dataclass(frozen=True, slots=True)
class Outputs:
    """What the network says of one batch (batch, length, …); `spans` is (batch, trained roles,
    length, WIDEST), the last axis being end minus start."""

    spans: Tensor
    attributes: Tensor
    sentences: Tensor
    tags: Tensor
    document: Tensor


class Reader(nn.Module):
    """Encoder and heads, as the schema of the runtime lists them."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder
        width = encoder.width
        self.roles = roles = len(ROLES)
        self.start = nn.Linear(width, roles * (DEPTH + 1))
        self.end = nn.Linear(width, roles * (DEPTH + 1))
        self.breadth = nn.Parameter(torch.zeros(roles, WIDEST))
        self.attributes = nn.Linear(width, 2 * (len(ATTRIBUTES) + SAME))
        self.sentences = nn.Linear(width, SENTENCES)
        self.tags = nn.Linear(width, len(TAGS))
        self.document = nn.Linear(2 * width, len(DOCUMENT))
        self.dropout = nn.Dropout(0.1)

    def projections(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, ...]:
        """Return (start, end, attributes, sentences, tags, document): what the exported graph puts out."""
        return self.heads(self.encoder(ids, mask), mask)

    def heads(self, hidden: Tensor, mask: Tensor) -> tuple[Tensor, ...]:
        """Return the projections of hidden states (batch, length, width)."""
        held = mask[:, :, None].to(hidden.dtype)
        mean = (hidden * held).sum(1) / held.sum(1)
        top = torch.cat([hidden[:, 0], mean], -1)
        h = self.dropout(hidden)
        return (
            self.start(h),
            self.end(h),
            self.attributes(h),
            self.sentences(h),
            self.tags(h),
            self.document(self.dropout(top)),
        )

    def outputs(self, projected: tuple[Tensor, ...], roles: slice) -> Outputs:
        """Return what the projections come to for `roles`."""
        start, end, *rest = (t.float() for t in projected)
        return Outputs(self.band(start, end, roles), *rest)

    def band(self, start: Tensor, end: Tensor, roles: slice = slice(None)) -> Tensor:
        """Return the scores (batch, roles, length, WIDEST) of all spans of `roles`; beyond the end -1e4."""
        batch, length, _ = start.shape
        left = start.view(batch, length, self.roles, DEPTH + 1)[:, :, roles].transpose(1, 2)
        right = end.view(batch, length, self.roles, DEPTH + 1)[:, :, roles].transpose(1, 2)
        right = nn.functional.pad(right, (0, 0, 0, WIDEST - 1))
        rows = []
        for wide in range(WIDEST):
            shifted = right[:, :, wide : wide + length]
            rows.append((left[..., :DEPTH] * shifted[..., :DEPTH]).sum(-1) / DEPTH**0.5 + shifted[..., DEPTH])
        scores = torch.stack(rows, -1) + left[..., DEPTH, None] + self.breadth[roles][:, None, :]
        over = torch.arange(length, device=start.device)[:, None] + torch.arange(WIDEST, device=start.device)
        return scores.masked_fill(over >= length, -1e4)


def pointer_loss(scores: Tensor, positive: Tensor, allowed: Tensor) -> Tensor:
    """Return the multi-label loss per window and role (batch, roles): log(1 + sum e^s) over what is wrong
    plus
    log(1 + sum e^-s) over what is right (Su et al. 2022). The three have one shape, (batch, roles, spans)."""
    wrong = scores.masked_fill(positive | ~allowed, -1e4)
    right = (-scores).masked_fill(~(positive & allowed), -1e4)
    zero = torch.zeros_like(scores[..., :1])
    return torch.logsumexp(torch.cat([wrong, zero], -1), -1) + torch.logsumexp(
        torch.cat([right, zero], -1), -1
    )
