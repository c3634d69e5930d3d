"""Ridge logistic regression by iteratively reweighted least squares, in numpy alone."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float64]

_ROUNDS = 25
_CLOSE = 1e-7


def _curve(margins: Matrix) -> Matrix:
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(margins, -30.0, 30.0))))


def fit_primal(rows: Matrix, truth: Matrix, importance: Matrix, ridge: Matrix) -> Matrix:
    """Fit one weight a column; `ridge` holds the penalty of each column."""
    weights = np.zeros(rows.shape[1])
    for _ in range(_ROUNDS):
        guess = _curve(rows @ weights)
        slope = rows.T @ (importance * (guess - truth)) + ridge * weights
        bend = (rows * (importance * guess * (1.0 - guess))[:, None]).T @ rows + np.diag(ridge)
        step = np.linalg.solve(bend, slope)
        weights -= step
        if float(np.abs(step).max()) < _CLOSE:
            break
    return weights
