"""What a statistic is as it stands in a passage, and the sentences that it stands in."""

from __future__ import annotations

import re
from dataclasses import dataclass

from findings_graph.counts.populations import Sample

_SENTENCE_END = re.compile(r"[.!?][”\"’')\]]*\s+(?=[\"“‘'(\[]?[A-Z0-9])")
_ABBREVIATION = re.compile(
    r"\b(?:e\.g|i\.e|vs|approx|nos|st|dr|mr|mrs|ms|cf|para|pp)\.$", re.IGNORECASE
)
_INITIAL = re.compile(r"(?<![A-Za-z])[A-Z]\.$")


@dataclass(frozen=True, slots=True)
class StatisticMention:
    """One count, with what it is out of.

    Args:
        numerator: how many.
        denominator: out of how many; none where only the count and its percentage are printed.
        percentage: as printed beside the count, else none.
        fraction: proportion as printed beside the count, such as `a third`, else none.
        population: notation of a population in ontology/scales.ttl.
        subset: the part of the population that the denominator covers, such as `licence cases`.
        counted: short clause of what is counted.
        start: first character of the count, 0-based.
        end: one past its last.
        sentence_start: first character of its sentence.
        sentence_end: one past its last.
        rule: form of the count and rule of its population, joined by a slash.
        understood: false where nothing tells what it is out of.
    """

    numerator: int | None
    denominator: int | None
    percentage: float | None
    fraction: str | None
    population: str
    subset: str | None
    counted: str
    start: int
    end: int
    sentence_start: int
    sentence_end: int
    rule: str
    understood: bool


@dataclass(frozen=True, slots=True)
class Place:
    """A sentence of a passage, with what is known of where it stands."""

    text: str
    first: int
    last: int
    section: str | None
    sample: Sample


def sentence_bounds(text: str) -> list[tuple[int, int]]:
    """Return the half-open extents of the sentences of a passage, without surrounding spaces."""
    bounds = []
    start = 0
    for stop in _SENTENCE_END.finditer(text):
        head = text[start : stop.start() + 1]
        if _INITIAL.search(head) or _ABBREVIATION.search(head):
            continue
        bounds.append((start, stop.start() + len(stop.group().rstrip())))
        start = stop.end()
    if text[start:].strip():
        bounds.append((start, len(text.rstrip())))
    return bounds
