"""Fit the weights of words for themes: one ridge logistic regression a theme, by scikit-learn.

Needs the extra `training` (`pip install -e .[training]`); what it fits is shipped, so nobody else does.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from findings_graph.judgement.theme_words import Matrix, ThemeWords, measure_rarity
from findings_graph.quality.evaluation import Labelled
from training.labels import is_invented

_INTERCEPT = 2.0  # scale of the intercept's column: the larger, the freer of the penalty
_CLOSE = 1e-3


def fit_words(
    labels: Sequence[Labelled], counts: Sequence[Counter[str]], settings: Mapping[str, Any]
) -> ThemeWords:
    """Fit the weights of stems and pairs of stems for each theme that two findings or more require.

    Args:
        labels: annotated findings.
        counts: the stems of each, in the same order.
        settings: `words` of `train_themes.toml`.
    """
    sources: defaultdict[str, set[str]] = defaultdict(set)
    for label, count in zip(labels, counts, strict=True):
        for text in count:
            sources[text].add(label.report)
    kept = sorted(text for text, found in sources.items() if len(found) >= settings["sources"])
    stems = {text: index for index, text in enumerate(kept)}
    rarity = measure_rarity(counts, stems)
    blank = ThemeWords(stems, rarity, (), np.zeros((len(stems), 0)), np.zeros(0))
    rows = _rows(blank, counts)
    weight = np.array([1.0 if is_invented(label) else settings["real_weight"] for label in labels])
    times = Counter(theme for label in labels for theme in label.required)
    themes = tuple(sorted(theme for theme, number in times.items() if number > 1))
    weights = np.zeros((len(stems), len(themes)))
    bias = np.zeros(len(themes))
    for column, theme in enumerate(themes):
        truth = np.array([theme in label.required for label in labels])
        counted = truth | np.array([theme not in label.accepted for label in labels])
        importance = _balance(truth[counted], weight[counted])
        model = LogisticRegression(
            C=settings["strength"],
            solver="liblinear",
            intercept_scaling=_INTERCEPT,
            tol=_CLOSE,
            random_state=0,
        )
        model.fit(rows[counted], truth[counted], sample_weight=importance)
        weights[:, column] = model.coef_[0]
        bias[column] = model.intercept_[0]
    return ThemeWords(stems, rarity, themes, weights, bias)


def _rows(words: ThemeWords, counts: Sequence[Counter[str]]) -> csr_matrix:
    columns: list[int] = []
    values: list[float] = []
    ends = [0]
    for count in counts:
        places, found = words.vector(count)
        columns.extend(places)
        values.extend(found)
        ends.append(len(columns))
    return csr_matrix((values, columns, ends), shape=(len(counts), len(words.stems)))


def _balance(truth: np.ndarray[Any, np.dtype[np.bool_]], weight: Matrix) -> Matrix:
    """Scale the weights so that findings with the theme weigh as much as those without."""
    total, positive = weight.sum(), weight[truth].sum()
    scaled = np.where(truth, total / (2 * positive), total / (2 * (total - positive)))
    return np.asarray(weight * scaled)
