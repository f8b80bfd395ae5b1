"""A fitted network as ONNX: matrices in int8 by channel, embeddings in int8 by row, the rest in float.

Dynamic quantisation after Krishnamoorthi 2018 as onnxruntime has it: weights symmetric by output channel,
activations asymmetric by tensor at run time.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from training.network import Reader

OUTPUTS = ("start", "end", "attributes", "sentences", "tags", "document")


class _Graph(nn.Module):
    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, ...]:
        return self.reader.projections(ids, mask)


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
    """Quantise the float graph `source` and write it to `path`."""
    with tempfile.TemporaryDirectory() as folder:
        halfway = Path(folder) / "matrices.onnx"
        quantize_dynamic(
            source, halfway, op_types_to_quantize=["MatMul", "Gemm"], per_channel=True,
            weight_type=QuantType.QInt8, extra_options={"MatMulConstBOnly": True},
        )  # fmt: skip
        model = onnx.load(str(halfway))
    _embeddings(model)
    onnx.save(model, str(path))


def _embeddings(model: onnx.ModelProto) -> None:
    """Store large tables that are only looked up as int8 with a scale for each row; what is gathered is
    multiplied by the gathered scale."""
    graph = model.graph
    tables = {t.name: t for t in graph.initializer if t.data_type == TensorProto.FLOAT and len(t.dims) == 2}
    for position, node in reversed(list(enumerate(graph.node))):
        table = tables.get(node.input[0]) if node.op_type == "Gather" else None
        if table is None or table.dims[0] < 500:
            continue
        values = numpy_helper.to_array(table)
        scale = np.maximum(np.abs(values).max(1, keepdims=True) / 127.0, 1e-12).astype(np.float32)
        packed = np.clip(np.round(values / scale), -127, 127).astype(np.int8)
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


def tokenizer(source: Path, path: Path) -> None:
    """Copy a tokenizer without what only its makers need: spaces, and limits of length."""
    made = json.loads(source.read_text(encoding="utf-8"))
    made["truncation"] = made["padding"] = None
    path.write_text(json.dumps(made, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
