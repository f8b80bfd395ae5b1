"""A fitted network as ONNX: matrices in int8 by channel, embeddings in int8 by row, the rest in float.

Dynamic quantisation after Krishnamoorthi 2018 as onnxruntime has it: weights symmetric by output channel,
activations asymmetric by tensor at run time. Weights that stand on a grid (`grid.py`) keep its steps. The
file is packed by Huffman codes alone (DEFLATE, RFC 1951): int8 holds no repetitions, but small numbers are
the most.
"""

from __future__ import annotations

import copy
import json
import tempfile
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from training import grid
from training.network import Reader

OUTPUTS: Final = ("start", "end", "attributes", "sentences", "tags", "document")


class _Graph(nn.Module):
    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, ...]:
        return self.reader.projections(ids, mask)


def shortened(reader: Reader, kept: Sequence[int]) -> Reader:
    """Return a copy of `reader` that knows the pieces `kept` alone, numbered in their order."""
    short = copy.deepcopy(reader)
    words = short.encoder.words
    short.encoder.words = nn.Embedding.from_pretrained(words.weight.detach()[list(kept)].clone())
    return short


def as_float(reader: Reader, path: Path) -> None:
    """Write `reader` as float ONNX: inputs `ids` and `mask` (batch, length), outputs as `OUTPUTS`."""
    ids = torch.ones(2, 16, dtype=torch.long)
    mask = torch.ones(2, 16)
    batch, length = torch.export.Dim("batch", min=1, max=256), torch.export.Dim("length", min=3, max=512)
    shapes = {"ids": {0: batch, 1: length}, "mask": {0: batch, 1: length}}
    program = torch.onnx.export(
        _Graph(reader.eval()), (ids, mask), input_names=["ids", "mask"], output_names=list(OUTPUTS),
        dynamic_shapes=shapes, opset_version=20, dynamo=True,
    )  # fmt: skip
    assert program is not None
    program.optimize()
    program.save(str(path))


def as_int8(source: Path, path: Path) -> None:
    """Quantise the float graph `source` and write it to `path`, as a gzip file."""
    with tempfile.TemporaryDirectory() as folder:
        halfway = Path(folder) / "matrices.onnx"
        quantize_dynamic(
            source, halfway, op_types_to_quantize=["MatMul", "Gemm"], per_channel=True,
            weight_type=QuantType.QInt8, extra_options={"MatMulConstBOnly": True},
        )  # fmt: skip
        model = onnx.load(str(halfway))
    _matrices(model, onnx.load(str(source)))
    _embeddings(model)
    packer = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | 16, 9, zlib.Z_HUFFMAN_ONLY)
    path.write_bytes(packer.compress(model.SerializeToString()) + packer.flush())


def _matrices(model: onnx.ModelProto, source: onnx.ModelProto) -> None:
    """Give the quantised matrices of `model` the steps of their grids, where those of `source` have any."""
    parts = {table.name: table for table in model.graph.initializer}
    for table in source.graph.initializer:
        numbers, scale = parts.get(f"{table.name}_quantized"), parts.get(f"{table.name}_scale")
        if numbers is None or scale is None:
            continue
        on = grid.found(torch.from_numpy(numpy_helper.to_array(table).T.copy()))
        if on is not None:
            whole = on[1].T.numpy().astype(np.int8)
            zero = parts[f"{table.name}_zero_point"]
            scale.CopyFrom(numpy_helper.from_array(on[0][:, 0].numpy(), scale.name))
            zero.CopyFrom(numpy_helper.from_array(np.zeros(len(on[0]), np.int8), zero.name))
            numbers.CopyFrom(numpy_helper.from_array(whole, numbers.name))


def _embeddings(model: onnx.ModelProto) -> None:
    """Store large tables that are only looked up as int8 with a scale for each row; what is gathered is
    multiplied by the gathered scale."""
    graph = model.graph
    tables = {t.name: t for t in graph.initializer if t.data_type == TensorProto.FLOAT and len(t.dims) == 2}
    for position, node in reversed(list(enumerate(graph.node))):
        table = tables.get(node.input[0]) if node.op_type == "Gather" else None
        if table is None or table.dims[0] < 500:
            continue
        scale, packed = _rows(numpy_helper.to_array(table))
        name, out = table.name, node.output[0]
        graph.initializer.remove(table)
        graph.initializer.extend(
            [numpy_helper.from_array(packed, f"{name}.int8"), numpy_helper.from_array(scale, f"{name}.scale")]
        )
        made = [
            helper.make_node("Gather", [f"{name}.int8", node.input[1]], [f"{out}.int8"], axis=0),
            helper.make_node("Gather", [f"{name}.scale", node.input[1]], [f"{out}.scale"], axis=0),
            helper.make_node("Cast", [f"{out}.int8"], [f"{out}.float"], to=TensorProto.FLOAT),
            helper.make_node("Mul", [f"{out}.float", f"{out}.scale"], [out]),
        ]
        graph.node.remove(node)
        for offset, new in enumerate(made):
            graph.node.insert(position + offset, new)


def _rows(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the scale of each row and its numbers in int8."""
    on = grid.found(torch.from_numpy(values.copy()))
    if on is not None:
        return on[0].numpy(), on[1].numpy().astype(np.int8)
    scale = np.maximum(np.abs(values).max(1, keepdims=True) / grid.MOST, 1e-12).astype(np.float32)
    return scale, np.clip(np.round(values / scale), -grid.MOST, grid.MOST).astype(np.int8)


def tokenizer(facts: dict[str, Any], path: Path) -> None:
    """Write a tokenizer file without spaces."""
    path.write_text(json.dumps(facts, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
