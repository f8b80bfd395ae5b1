"""Lines of weights over signs: logistic regressions with a quadratic penalty, for two answers and more."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

Array = NDArray[np.float64]


def logistic(x: Array, y: Array, penalty: float | Array, counts: Array | None = None) -> Array:
    """Return the weights of a logistic regression; `counts` weighs the rows, a `penalty` may be by column."""
    weight = np.ones(len(y)) if counts is None else counts

    def loss(w: Array) -> tuple[float, Array]:
        z = x @ w
        value = weight * (np.logaddexp(0, z) - y * z)
        gradient = x.T @ (weight * (1 / (1 + np.exp(-z)) - y)) + penalty * w
        return float(value.sum() + (penalty * w * w).sum() / 2), gradient

    weights: Array = minimize(loss, np.zeros(x.shape[1]), jac=True, method="L-BFGS-B").x
    return weights


def softmax(x: Array, y: Array, penalty: Array) -> Array:
    """Return the weights (columns of `x`, columns of `y`) of a regression on one answer of several.

    `y` has a one in the column of the answer; `penalty` is by column of `x`.
    """
    shape = x.shape[1], y.shape[1]

    def loss(flat: Array) -> tuple[float, Array]:
        w = flat.reshape(shape)
        z = x @ w
        z -= z.max(1, keepdims=True)
        log = z - np.log(np.exp(z).sum(1, keepdims=True))
        value = float(-(y * log).sum() + 0.5 * (penalty[:, None] * w * w).sum())
        return value, (x.T @ (np.exp(log) - y) + penalty[:, None] * w).ravel()

    options = {"maxiter": 300}
    flat = minimize(loss, np.zeros(shape[0] * shape[1]), jac=True, method="L-BFGS-B", options=options).x
    weights: Array = flat.reshape(shape)
    return weights
