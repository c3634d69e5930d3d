"""Ridge logistic regression by iteratively reweighted least squares, in numpy alone."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float64]

_ROUNDS = 25
_DUAL_ROUNDS = 8
_CLOSE = 1e-7
_NEAR = 1e-3


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


def fit_dual(kernel: Matrix, truth: Matrix, importance: Matrix, ridge: float) -> Matrix:
    """Fit one coefficient a row, for data with more columns than rows.

    Args:
        kernel: rows × rows, products of the rows; add a constant for an intercept.
        truth: 0 or 1 for each row.
        importance: weight of each row; 0 leaves it out.
        ridge: penalty on the squared length of the weights.
    """
    margins = np.zeros(len(truth))
    used = importance > 0
    inner = kernel[np.ix_(used, used)]
    coefficients = np.zeros(len(truth))
    for _ in range(_DUAL_ROUNDS):
        guess = _curve(margins[used])
        bend = np.maximum(importance[used] * guess * (1.0 - guess), 1e-9)
        target = margins[used] + importance[used] * (truth[used] - guess) / bend
        found = np.linalg.solve(inner + np.diag(ridge / bend), target)
        coefficients = np.zeros(len(truth))
        coefficients[used] = found
        after = kernel @ coefficients
        moved = float(np.abs(after - margins).max())
        margins = after
        if moved < _NEAR:
            break
    return coefficients
