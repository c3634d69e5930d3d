"""Fit the weights of words for themes: one ridge logistic regression a theme, by scikit-learn; store weights of words.

Needs the extra `training` (`pip install -e .[training]`); what it fits is shipped, so nobody else does.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from findings_graph.judgement.word_weights import Matrix, WordWeights, measure_rarity
from findings_graph.quality.evaluation import Labelled
from training.labels import is_invented

_INTERCEPT = 2.0  # scale of the intercept's column: the larger, the freer of the penalty
_CLOSE = 1e-3
_STEPS = 127  # weights are stored as bytes


def fit_words(
    labels: Sequence[Labelled], counts: Sequence[Counter[str]], settings: Mapping[str, Any]
) -> WordWeights:
    """Fit the weights of stems and pairs of stems for each theme that two findings or more require.

    Args:
        labels: annotated findings.
        counts: the stems of each, in the same order.
        settings: `words` of `train_themes.toml`.
    """
    blank = keep_stems(counts, [label.report for label in labels], settings["sources"])
    stems, rarity = blank.stems, blank.rarity
    rows = count_rows(blank, counts)
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
    return WordWeights(stems, rarity, themes, weights, bias)


def keep_stems(counts: Sequence[Counter[str]], sources: Sequence[str], least: int) -> WordWeights:
    """Return weights for no label yet, of the stems that occur in so many sources.

    Args:
        counts: the stems of each finding.
        sources: the report or file that each comes from, in the same order.
        least: in how many of them a stem must occur.
    """
    places: defaultdict[str, set[str]] = defaultdict(set)
    for count, source in zip(counts, sources, strict=True):
        for text in count:
            places[text].add(source)
    kept = sorted(text for text, found in places.items() if len(found) >= least)
    stems = {text: place for place, text in enumerate(kept)}
    rarity = measure_rarity(counts, stems)
    return WordWeights(stems, rarity, (), np.zeros((len(stems), 0)), np.zeros(0))


def count_rows(words: WordWeights, counts: Sequence[Counter[str]]) -> csr_matrix:
    """Return one row a finding: the values of its stems, in the order of the weights' stems."""
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


def store(words: WordWeights, path: Path) -> None:
    """Write weights where the package reads them, each as one byte times the step of its label."""
    step = np.abs(words.weights).max(axis=0) / _STEPS
    np.savez_compressed(
        path,
        stems=np.frombuffer("\n".join(words.stems).encode("utf-8"), dtype=np.uint8),
        rarity=words.rarity.astype(np.float32),
        labels=np.array(words.labels),
        weights=np.rint(words.weights / step).astype(np.int8),
        step=step.astype(np.float32),
        bias=words.bias.astype(np.float32),
    )
