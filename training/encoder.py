"""The encoder that is fine-tuned: MPNet, read from its safetensors file.

Written out rather than taken from a library, so that it has a forward pass with fused attention, exports to
ONNX without tricks and needs nothing but torch. Weight names are those of the published file.
"""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Final

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812 - the name that every torch program uses

from training.grid import Linear

_FIRST: Final = 2
"""The row of the first position: the two before it stand for padding."""


class Layer(nn.Module):
    """One transformer block, norm after the residual."""

    def __init__(self, width: int, heads: int, inner: int, epsilon: float) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = Linear(width, 3 * width)
        self.out = Linear(width, width)
        self.norm1 = nn.LayerNorm(width, eps=epsilon)
        self.up = Linear(width, inner)
        self.down = Linear(inner, width)
        self.norm2 = nn.LayerNorm(width, eps=epsilon)

    def forward(self, x: Tensor, bias: Tensor, drop: float) -> Tensor:
        """`x` is (batch, length, width), `bias` is added to the attention scores."""
        batch, length, width = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4)
        mixed = F.scaled_dot_product_attention(q, k, v, attn_mask=bias.to(q.dtype))
        mixed = self.out(mixed.transpose(1, 2).reshape(batch, length, width))
        x = self.norm1(x + F.dropout(mixed, drop, self.training))
        return self.norm2(x + F.dropout(self.down(F.gelu(self.up(x))), drop, self.training))


class Encoder(nn.Module):
    """Token ids (batch, length) and their mask to hidden states (batch, length, width)."""

    def __init__(self, config: dict[str, int | float | str]) -> None:
        super().__init__()
        self.width = int(config["hidden_size"])
        self.heads = int(config["num_attention_heads"])
        epsilon = float(config["layer_norm_eps"])
        self.words = nn.Embedding(int(config["vocab_size"]), self.width)
        self.places = nn.Embedding(int(config["max_position_embeddings"]), self.width)
        self.norm = nn.LayerNorm(self.width, eps=epsilon)
        self.layers = nn.ModuleList(
            Layer(self.width, self.heads, int(config["intermediate_size"]), epsilon)
            for _ in range(int(config["num_hidden_layers"]))
        )
        self.relative = nn.Embedding(32, self.heads)
        self.drop = 0.0

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """`mask` is 1 where a token stands and 0 for padding."""
        length = ids.shape[1]
        at = torch.arange(length, device=ids.device)
        x = self.norm(self.words(ids) + self.places(at + _FIRST))
        bias = (1.0 - mask[:, None, None, :].float()) * -10000.0
        bias = bias + self.relative(_buckets(at)).detach().permute(2, 0, 1)[None]
        for layer in self.layers:
            x = layer(x, bias, self.drop)
        return x


def _buckets(at: Tensor) -> Tensor:
    """The relative positions of MPNet (Song et al. 2020), as T5 buckets them: 32, both directions, to 128."""
    distance = at[:, None] - at[None, :]
    sign = (distance < 0).long() * 16
    n = distance.abs()
    far = 8 + (torch.log(n.float().clamp(min=1) / 8) / math.log(128 / 8) * 8).long()
    return sign + torch.where(n < 8, n, far.clamp(max=15))


def load(folder: Path) -> Encoder:
    """Return the encoder of a folder with `config.json` and `model.safetensors`."""
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    encoder = Encoder(config)
    raw = load_file(str(folder / "model.safetensors"))
    state = {
        "words.weight": raw["embeddings.word_embeddings.weight"],
        "places.weight": raw["embeddings.position_embeddings.weight"],
        "norm.weight": raw["embeddings.LayerNorm.weight"],
        "norm.bias": raw["embeddings.LayerNorm.bias"],
        "relative.weight": raw["encoder.relative_attention_bias.weight"],
    }
    names = ("attn.q", "attn.k", "attn.v")
    for i in range(len(encoder.layers)):
        base, here = f"encoder.layer.{i}.", f"layers.{i}."
        for part in ("weight", "bias"):
            state[f"{here}qkv.{part}"] = torch.cat([raw[f"{base}attention.{n}.{part}"] for n in names])
            state[f"{here}out.{part}"] = raw[f"{base}attention.attn.o.{part}"]
            state[f"{here}norm1.{part}"] = raw[f"{base}attention.LayerNorm.{part}"]
            state[f"{here}up.{part}"] = raw[f"{base}intermediate.dense.{part}"]
            state[f"{here}down.{part}"] = raw[f"{base}output.dense.{part}"]
            state[f"{here}norm2.{part}"] = raw[f"{base}output.LayerNorm.{part}"]
    state |= {name: step for name, step in encoder.state_dict().items() if name.endswith(".step")}
    encoder.load_state_dict(state)
    return encoder
