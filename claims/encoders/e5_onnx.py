"""multilingual-e5-small as an ONNX graph: float32, or with 8-bit matrix products.

The 8-bit graph holds each matrix in 8 bits with one scale per output column, and rounds what is
multiplied with it token by token: each token's row is divided by its own largest value. The usual
dynamic quantisation has one scale for the whole batch, so that a claim's vector would change with
the claims beside it; here the products are sums of integers, and no row sees another.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from claims.encoders.e5_source import Weights, state_of

# Slower than the two steps it joins, in ONNX Runtime 1.31 on x86: 50 against 18 microseconds.
SLOW_FUSIONS = ["SkipLayerNormFusion"]
_MICROSOFT = "com.microsoft"
_STEPS = 127  # of the 8-bit values, each side of zero


def write_graph(weights: Weights, path: Path, int8: bool) -> None:
    """Write the encoder's layers at `path`.

    Input "embeddings": float32 (batch, tokens, hidden), the sum of word, place and type
    embeddings of texts of one length. Output "states": float32 of the same shape.
    """
    import onnx

    graph = _Graph(state_of(weights), weights, int8)
    value = graph.norm("embeddings", "embeddings.LayerNorm")
    for layer in range(weights.layers):
        value = graph.layer(value, f"encoder.layer.{layer}.")
    graph.step("Identity", [value], "states")
    onnx.save(graph.model(), str(path))


class _Graph:
    def __init__(self, state: dict[str, np.ndarray], weights: Weights, int8: bool) -> None:
        self._state, self._weights, self._int8 = state, weights, int8
        self._nodes: list[Any] = []
        self._constants: dict[str, np.ndarray] = {
            "step": np.array(1 / _STEPS, np.float32),
            "zero": np.array(_STEPS + 1, np.uint8),
            "signed_zero": np.array(0, np.int8),
            "least": np.array(1e-6, np.float32),
            "last": np.array([-1], np.int64),
        }

    def layer(self, value: str, name: str) -> str:
        """One transformer layer; the names are those of `state_of`."""
        parts = [f"{name}.{part}" for part in ("q", "k", "v")]
        both = self._linear(
            value, *(f"{name}attention.self.{p}" for p in ("query", "key", "value"))
        )
        self._node("Split", [both], parts, axis=-1, num_outputs=3)
        heads = self._weights.heads
        seen = self.step("MultiHeadAttention", parts, f"{name}.seen", _MICROSOFT, num_heads=heads)
        told = self._linear(seen, f"{name}attention.output.dense")
        value = self.step("Add", [told, value], f"{name}.sum")
        value = self.norm(value, f"{name}attention.output.LayerNorm")
        inner = self._linear(value, f"{name}intermediate.dense")
        inner = self.step("Gelu", [inner], f"{name}.gelu", _MICROSOFT)
        value = self.step("Add", [self._linear(inner, f"{name}output.dense"), value], f"{name}.end")
        return self.norm(value, f"{name}output.LayerNorm")

    def norm(self, value: str, name: str) -> str:
        scale = self._constant(f"{name}.weight", self._state[f"{name}.weight"])
        shift = self._constant(f"{name}.bias", self._state[f"{name}.bias"])
        inputs, epsilon = [value, scale, shift], self._weights.epsilon
        return self.step("LayerNormalization", inputs, f"{name}.out", axis=-1, epsilon=epsilon)

    def _linear(self, value: str, *names: str) -> str:
        matrix = np.concatenate([self._state[f"{name}.weight"] for name in names])
        bias = np.concatenate([self._state[f"{name}.bias"] for name in names])
        product = self._product_int8 if self._int8 else self._product
        shift = self._constant(f"{names[0]}.bias", bias)
        return self.step("Add", [product(value, matrix, names[0]), shift], f"{names[0]}.out")

    def _product(self, value: str, matrix: np.ndarray, name: str) -> str:
        return self.step("MatMul", [value, self._constant(name, matrix.T)], f"{name}.product")

    def _product_int8(self, value: str, matrix: np.ndarray, name: str) -> str:
        scales = np.abs(matrix).max(axis=1) / _STEPS
        rounded = np.rint(matrix / scales[:, None]).astype(np.int8)
        sizes = self.step("Abs", [value], f"{name}.sizes")
        most = self.step("ReduceMax", [sizes, "last"], f"{name}.most", keepdims=1)
        most = self.step("Max", [most, "least"], f"{name}.scale")
        even = self.step("Div", [value, most], f"{name}.even")
        small = self.step("QuantizeLinear", [even, "step", "zero"], f"{name}.small")
        columns = self._constant(f"{name}.scales", scales)
        inputs = [small, self._constant(name, rounded.T), "step", columns, "zero", "signed_zero"]
        product = self.step("MatMulIntegerToFloat", inputs, f"{name}.product", _MICROSOFT)
        return self.step("Mul", [product, most], f"{name}.scaled")

    def step(self, kind: str, inputs: list[str], output: str, domain: str = "", **more: Any) -> str:
        self._node(kind, inputs, [output], domain, **more)
        return output

    def _node(
        self, kind: str, inputs: list[str], outputs: list[str], domain: str = "", **more: Any
    ) -> None:
        from onnx import helper

        self._nodes.append(helper.make_node(kind, inputs, outputs, domain=domain, **more))

    def _constant(self, name: str, value: np.ndarray) -> str:
        self._constants[name] = value
        return name

    def model(self) -> Any:
        from onnx import TensorProto, helper, numpy_helper

        shape = ["batch", "tokens", self._weights.hidden]
        ends = [
            helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)
            for name in ("embeddings", "states")
        ]
        used = {name for node in self._nodes for name in node.input}
        constants = [
            numpy_helper.from_array(np.ascontiguousarray(value), name)
            for name, value in self._constants.items()
            if name in used
        ]
        graph = helper.make_graph(self._nodes, "e5", ends[:1], ends[1:], constants)
        versions = [helper.make_opsetid("", 18), helper.make_opsetid(_MICROSOFT, 1)]
        return helper.make_model(graph, opset_imports=versions, ir_version=9)
