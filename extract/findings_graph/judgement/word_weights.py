"""How the words of a finding speak for each theme or polarity: a bag of word stems and pairs of stems.

It weighs what no single cue says. The weights are trained by `extract/training/train_themes.py` and
`train_polarity.py` and shipped as `rules/theme_words.npz` and `rules/polarity_words.npz`: only stems that
occur in two sources are kept, so that the names and turns of one report do not count.
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
from spacy.attrs import IDX, LENGTH, SENT_START
from spacy.lang.en.stop_words import STOP_WORDS
from spacy.tokens import Doc

from findings_graph.judgement.cues import fold

_WORD = re.compile(r"\w+")
_ENDING = re.compile(r"(?:ations?|ments?|ings?|edly|ed|ly|ies|es|s|er|ers|ive|ively|al|ance)$")
_OUTER_START = re.compile(r"(?:\w+['’-])+\Z")
_OUTER_END = re.compile(r"(?:['’-]\w+)+")
_LONGEST = 40  # characters of the longest compound
_DIGITS = 9  # of a score: beyond them, machines may differ
_SHORTEST_CUT = 6
_SHORTEST_STEM = 4
_MOST_SHOWN = 6
_GAIN = 1.0  # what another word must add to be shown

_WORDS = "finding_words"

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

    def stems(self, folded: str) -> list[str]:
        """Return the stem of each word of a folded text, in order."""
        met = self._met
        stems: list[str] = []
        for word in _WORD.findall(folded):
            found = met.get(word)
            if found is None:
                found = met[word] = stem(word)
            stems.append(found)
        return stems

    def count(self, folded: str) -> Counter[str]:
        """Return how often each stem and each pair of stems occurs in a folded text."""
        stems = self.stems(folded)
        counts = Counter(stems)
        counts.update(map(" ".join, pairwise(stems)))
        return counts


_STEMMER = Stemmer()


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a document.

    Args:
        text: its text.
        folded: the text as cues and stems are looked for in it (`cues.fold`).
        counts: how often each stem and each pair of neighbouring stems occurs.
    """

    text: str
    folded: str
    counts: Counter[str]


def read_words(doc: Doc) -> Words:
    """Return the words of a document, counted once however many components ask."""
    found = doc.user_data.get(_WORDS)
    length = doc[-1].idx + len(doc[-1].text_with_ws) if len(doc) else 0
    if not isinstance(found, Words) or len(found.text) != length:  # a part of another document
        text = doc.text  # made anew from the tokens at each asking
        folded = fold(text)
        found = doc.user_data[_WORDS] = Words(text, folded, _STEMMER.count(folded))
    return found


def find_sentences(doc: Doc) -> list[tuple[int, int]]:
    """Return the half-open extents of a document's sentences (faster than `doc.sents`)."""
    if not len(doc):
        return []
    table = doc.to_array([SENT_START, IDX, LENGTH])
    firsts = np.flatnonzero(table[:, 0] == 1)
    lasts = np.append(firsts[1:], len(table)) - 1
    starts = table[firsts, 1].tolist()
    ends = (table[lasts, 1] + table[lasts, 2]).tolist()
    return list(zip(starts, ends, strict=True))


@dataclass(frozen=True, slots=True)
class WordWeights:
    """Weights of stems for labels: themes, or polarities.

    Args:
        stems: index of each stem or pair.
        rarity: inverse document frequency of each.
        labels: in the order of the columns.
        weights: stems × labels.
        bias: one for each label.
    """

    stems: dict[str, int]
    rarity: Matrix
    labels: tuple[str, ...]
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

    def score(self, counts: Counter[str], reach: float = 1.0) -> dict[str, float]:
        """Return the score of each label; a theme's is its log-odds in balanced classes.

        Args:
            counts: the stems of a finding.
            reach: how much they count beside the bias, 0–1.
        """
        places, values = self.vector(counts)
        scores = self.bias.copy()
        if places:
            scores = scores + reach * (np.asarray(values) @ self.weights[places])
        rounded = (round(score, _DIGITS) for score in scores.tolist())
        return dict(zip(self.labels, rounded, strict=True))


def find_strongest(
    weights: WordWeights, words: Words, sentences: Sequence[tuple[int, int]], *, label: str
) -> tuple[int, int]:
    """Return the half-open extent of the few words that speak most for a label.

    It begins and ends with a word that has a meaning of its own: no "of", no figure.

    Args:
        weights: of stems.
        words: of the document.
        sentences: half-open extents of its sentences; the words stand in one of them.
        label: one of the weights' labels.
    """
    column = weights.labels.index(label)
    folded = words.folded
    content = [word for word in _WORD.findall(folded) if _is_content(word)]

    def weigh(text: str) -> float:
        place = weights.stems.get(text)
        if place is None:
            return 0.0
        return float(weights.weights[place, column] * weights.rarity[place])

    best = (-math.inf, 0, len(folded))
    for start, end in sentences:
        places = [match.span() for match in _WORD.finditer(folded, start, end)]
        stems = _STEMMER.stems(folded[start:end])
        ends = [not content or _is_content(folded[a:b]) for a, b in places]
        for first in range(len(stems)):
            total = 0.0
            for last in range(first, min(first + _MOST_SHOWN, len(stems))):
                total += weigh(stems[last])
                if last > first:
                    total += weigh(f"{stems[last - 1]} {stems[last]}")
                value = total - _GAIN * (last - first)
                if ends[first] and ends[last] and value > best[0]:
                    best = (value, places[first][0], places[last][1])
    return _whole_words(folded, best[1], best[2])


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Widen an extent over the parts of its outer words that an apostrophe or a hyphen sets off."""
    before = _OUTER_START.search(text, max(start - _LONGEST, 0), start)
    after = _OUTER_END.match(text, end)
    return before.start() if before else start, after.end() if after else end


def _is_content(word: str) -> bool:
    return len(word) > 1 and word not in STOP_WORDS and not word.isdigit()


def load_word_weights(name: str) -> WordWeights:
    """Load shipped weights.

    Args:
        name: of their file in `rules/`.
    """
    with (
        files("findings_graph").joinpath("rules", name).open("rb") as stream,
        np.load(stream, allow_pickle=False) as data,
    ):
        return WordWeights(
            {text: index for index, text in enumerate(_lines(data["stems"]))},
            data["rarity"].astype(np.float64),
            tuple(map(str, data["labels"])),
            data["weights"] * data["step"].astype(np.float64),
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
