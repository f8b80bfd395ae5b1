"""Weights on a coarse grid, so that a file of them is short: each row has a step of its own, a share of its
spread, and only whole steps are used.

A normal row with a step of 0.3 of its spread holds 3.8 bits a weight (Gish and Pierce 1968: entropy of a
uniform quantiser), which Huffman codes nearly reach, while the runtime still reads plain int8. While a
network is fitted, what it computes with is on the grid and what moves is not ("straight through", Bengio,
Léonard and Courville 2013), so that it learns to do with it.
"""

from __future__ import annotations

from typing import Final

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812 - the name that every torch program uses

MOST: Final = 127
"""Steps from zero at most: what int8 holds."""
_OFF: Final = 0.01
"""Steps that a number may be off the grid: what is lost in float."""


def steps(weight: Tensor, share: float) -> Tensor:
    """Return the step (rows, 1) of each row of `weight`: `share` of its standard deviation."""
    return (share * weight.detach().std(1, keepdim=True)).clamp_min(1e-8)


def whole(weight: Tensor, step: Tensor) -> Tensor:
    """Return how many steps each weight is from zero, as whole numbers in float."""
    return (weight / step).round().clamp(-MOST, MOST)


def put(weight: Tensor, share: float) -> None:
    """Put a matrix on the grid that it itself sets."""
    step = steps(weight, share)
    weight.data = whole(weight.detach(), step) * step


def found(weight: Tensor) -> tuple[Tensor, Tensor] | None:
    """Return the steps (rows, 1) and the whole numbers of rows that are on a grid; None where one is not."""
    size = weight.abs()
    step = torch.where(size > 0, size, torch.inf).amin(1, keepdim=True)
    numbers = weight / step
    off = (numbers - numbers.round()).abs().max()
    if not torch.isfinite(step).all() or off > _OFF or numbers.abs().max() > MOST + _OFF:
        return None
    return step, numbers.round()


class Linear(nn.Linear):
    """A linear map; once `step` is set, it computes with its weights on the grid."""

    step: Tensor

    def __init__(self, inputs: int, outputs: int) -> None:
        super().__init__(inputs, outputs)
        self.register_buffer("step", torch.zeros(outputs, 1))

    def coarsen(self, share: float) -> None:
        """Set the grid from the weights as they are."""
        self.step = steps(self.weight, share)

    def forward(self, x: Tensor) -> Tensor:
        """`x` is (…, inputs)."""
        if not self.training or not self.step.any():
            return super().forward(x)
        weight = self.weight.detach()
        off = whole(weight, self.step).mul_(self.step).sub_(weight)
        return F.linear(x, self.weight + off, self.bias)

    def settle(self) -> None:
        """Put the weights themselves on the grid, after fitting."""
        if self.step.any():
            self.weight.data = whole(self.weight.data, self.step) * self.step
