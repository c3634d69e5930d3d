"""How the words of a finding speak for each theme: a bag of word stems and pairs of stems.

It weighs what no single cue says. Its weights are trained by `extract/training/train_themes.py` and
shipped as `rules/theme_words.npz`: only stems that occur in two sources are kept, so that the names
and turns of one report do not count.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import pairwise

import numpy as np
import numpy.typing as npt

_WORD = re.compile(r"\w+")
_ENDING = re.compile(r"(?:ations?|ments?|ings?|edly|ed|ly|ies|es|s|er|ers|ive|ively|al|ance)$")
_SHORTEST_CUT = 6
_SHORTEST_STEM = 4

Matrix = npt.NDArray[np.float64]


def stem(word: str) -> str:
    """Cut a common ending from a long word; digits become `#`."""
    if word.isdigit():
        return "#"
    if len(word) < _SHORTEST_CUT:
        return word
    cut = _ENDING.sub("", word)
    return cut if len(cut) >= _SHORTEST_STEM else word


class Stemmer:
    """Counts the stems and pairs of neighbouring stems of folded text, remembering stems met."""

    def __init__(self) -> None:
        self._met: dict[str, str] = {}

    def count(self, folded: str) -> Counter[str]:
        """Return how often each stem and each pair of stems occurs in a folded text."""
        met = self._met
        stems: list[str] = []
        for word in _WORD.findall(folded):
            found = met.get(word)
            if found is None:
                found = met[word] = stem(word)
            stems.append(found)
        counts = Counter(stems)
        counts.update(map(" ".join, pairwise(stems)))
        return counts


@dataclass(frozen=True, slots=True)
class ThemeWords:
    """Weights of stems for themes.

    Args:
        stems: index of each stem or pair.
        rarity: inverse document frequency of each.
        themes: notations, in the order of the columns.
        weights: stems × themes.
        bias: one for each theme.
    """

    stems: dict[str, int]
    rarity: Matrix
    themes: tuple[str, ...]
    weights: Matrix
    bias: Matrix

    def vector(self, counts: Counter[str]) -> tuple[list[int], list[float]]:
        """Return the places and values of a finding's stems: damped counts times rarity, unit length."""
        places: list[int] = []
        values: list[float] = []
        rarity = self.rarity
        for text, number in counts.items():
            place = self.stems.get(text)
            if place is not None:
                places.append(place)
                values.append((1.0 + math.log(number)) * float(rarity[place]))
        length = math.sqrt(sum(value * value for value in values)) or 1.0
        return places, [value / length for value in values]

    def score(self, counts: Counter[str]) -> dict[str, float]:
        """Return the score of each theme: its log-odds in balanced classes."""
        places, values = self.vector(counts)
        scores = self.bias.copy()
        if places:
            scores = scores + np.asarray(values) @ self.weights[places]
        return dict(zip(self.themes, scores.tolist(), strict=True))


def load_theme_words() -> ThemeWords:
    """Load the shipped weights."""
    with (
        files("findings_graph").joinpath("rules", "theme_words.npz").open("rb") as stream,
        np.load(stream, allow_pickle=False) as data,
    ):
        return ThemeWords(
            {text: index for index, text in enumerate(_lines(data["stems"]))},
            data["rarity"].astype(np.float64),
            tuple(map(str, data["themes"])),
            data["weights"].astype(np.float64),
            data["bias"].astype(np.float64),
        )


def _lines(stored: npt.NDArray[np.uint8]) -> list[str]:
    return stored.tobytes().decode("utf-8").split("\n")


def measure_rarity(documents: Sequence[Counter[str]], stems: dict[str, int]) -> Matrix:
    """Return the smoothed inverse document frequency of each stem."""
    found = np.zeros(len(stems))
    for document in documents:
        for text in document:
            if text in stems:
                found[stems[text]] += 1
    return np.asarray(np.log((1.0 + len(documents)) / (1.0 + found)) + 1.0)
