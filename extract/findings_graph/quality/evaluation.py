"""Measures of themes and polarity against annotated findings.

A theme given that no annotator gave is a false positive; a theme that both gave and that is not given, a
false negative; a theme that only one annotator gave counts neither way. Macro F1 is the mean over the
themes that were required or wrongly given.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

Item = TypeVar("Item")
_LOW, _HIGH = 0.025, 0.975


@dataclass(frozen=True, slots=True)
class Labelled:
    """A finding as annotators labelled it.

    Args:
        report: name of its inspection, such as `east-kent-2024`.
        section: its section, such as `1.2`.
        text: its text without footnote marks.
        required: themes that every annotator gave.
        accepted: themes that any annotator gave; holds `required`.
        polarity: the values that count as right; empty where it was not annotated.
    """

    report: str
    section: str
    text: str
    required: frozenset[str]
    accepted: frozenset[str]
    polarity: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Counts:
    """True positives, false positives and false negatives."""

    hits: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        """The share of what was given that was right; 0 where nothing was given."""
        return self.hits / (self.hits + self.wrong) if self.hits + self.wrong else 0.0

    @property
    def recall(self) -> float:
        """The share of what was required that was given; 0 where nothing was required."""
        return self.hits / (self.hits + self.missed) if self.hits + self.missed else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = 2 * self.hits + self.wrong + self.missed
        return 2 * self.hits / total if total else 0.0


@dataclass(frozen=True, slots=True)
class ThemeScores:
    """Scores of the themes given to a set of findings."""

    findings: int
    overall: Counts
    themes: dict[str, Counts]

    @property
    def micro_f1(self) -> float:
        """F1 over all themes of all findings."""
        return self.overall.f1

    @property
    def macro_f1(self) -> float:
        """Mean F1 of the themes that were required or wrongly given."""
        return sum(c.f1 for c in self.themes.values()) / len(self.themes) if self.themes else 0.0

    def line(self) -> str:
        """Return the scores in one line."""
        return (
            f"{self.findings} findings, precision {self.overall.precision:.3f}, recall "
            f"{self.overall.recall:.3f}, micro F1 {self.micro_f1:.3f}, macro F1 {self.macro_f1:.3f}"
        )


@dataclass(frozen=True, slots=True)
class Interval:
    """A 95 % bootstrap interval."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class PolarityScores:
    """How often the polarity given was one that counts as right, and what was taken for what."""

    findings: int
    right: int
    confusion: dict[tuple[str, str], int]  # (annotated, given)

    @property
    def accuracy(self) -> float:
        """The share of findings whose polarity was right; 0 where none was annotated."""
        return self.right / self.findings if self.findings else 0.0


def score_themes(pairs: Iterable[tuple[Labelled, Collection[str]]]) -> ThemeScores:
    """Score the themes given to findings against their annotation."""
    hits: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    findings = 0
    for label, given in pairs:
        findings += 1
        themes = set(given)
        hits.update(themes & label.required)
        wrong.update(themes - label.accepted)
        missed.update(label.required - themes)
    met = sorted(hits | wrong | missed)
    return ThemeScores(
        findings,
        Counts(hits.total(), wrong.total(), missed.total()),
        {theme: Counts(hits[theme], wrong[theme], missed[theme]) for theme in met},
    )


def score_polarity(pairs: Iterable[tuple[Labelled, str]]) -> PolarityScores:
    """Score the polarity given to findings; those without an annotated polarity are left out."""
    confusion: Counter[tuple[str, str]] = Counter()
    right = findings = 0
    for label, given in pairs:
        if not label.polarity:
            continue
        findings += 1
        correct = given in label.polarity
        right += correct
        confusion[given if correct else "/".join(sorted(label.polarity)), given] += 1
    return PolarityScores(findings, right, dict(sorted(confusion.items())))


def confuse_themes(pairs: Iterable[tuple[Labelled, Collection[str]]]) -> dict[tuple[str, str], int]:
    """Return how often a theme was missed (first) in a finding wrongly given another (second)."""
    confusion: Counter[tuple[str, str]] = Counter()
    for label, given in pairs:
        themes = set(given)
        confusion.update(
            (missed, wrong)
            for missed in label.required - themes
            for wrong in themes - label.accepted
        )
    return dict(sorted(confusion.items(), key=lambda item: (-item[1], item[0])))


def bootstrap(
    items: Sequence[Item],
    measure: Callable[[Sequence[Item]], float],
    *,
    rounds: int = 1000,
    seed: int = 0,
) -> Interval:
    """Return the 95 % interval of a measure over findings drawn again with replacement."""
    draw = random.Random(seed)  # noqa: S311 - a reproducible sample, no secret
    values = sorted(measure(draw.choices(items, k=len(items))) for _ in range(rounds))
    return Interval(values[int(_LOW * rounds)], values[min(int(_HIGH * rounds), rounds - 1)])
