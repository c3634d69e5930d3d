"""What the cues of a text say for and against: its clauses weighed, its sentences named and added up.

A sentence is cut into clauses; in each the cues for and against are weighed with negation, shares
and change; a granted clause ("Although …") weighs less; the text adds up its sentences.
"""

from __future__ import annotations

import itertools
import math
from bisect import bisect_left
from dataclasses import dataclass, field, replace
from typing import TypeVar

from spacy.language import Language
from spacy.tokens import Doc

from findings_graph.judgement.polarity_clauses import split_clauses
from findings_graph.judgement.polarity_cues import CueMatcher, Mark, load_cues
from findings_graph.judgement.polarity_reading import Reading, read_clause
from findings_graph.judgement.polarity_shares import Share, find_shares
from findings_graph.judgement.word_weights import find_sentences

_Placed = TypeVar("_Placed", Mark, Share)

SILENT = 0.45  # less mass than this, for and against together, is no judgement
SILENT_MORE = 0.15  # what each further sentence adds to that
SENTENCE_MOST = 1.5  # most that a sentence weighs for or against
COUNTED = 1.0  # weight of a granted clause that gives a share: two figures set side by side
# The lesser side's share of the greater from which a text is mixed. An inspector who blames seldom
# does it by the way: a little blame spoils praise sooner than a little praise excuses blame.
SPOILT = 0.4
EXCUSED = 0.75
EXCUSED_APART = 0.85  # the same where no "but" sets one side against the other
HEADLINE = 1.4  # weight of the first of several sentences: it says what the finding is about
CLOSE = 1.2  # weight of the last: it says how things stand
ANSWERED = 0.6  # weight of a trouble that leaders had answered by the time of the inspection
OUTRIGHT = 3.0  # times that praise must outweigh blame in the sentence that tells the answer
SLIGHT = 0.25  # least by which each side of a "but" must lean for the sentence to be mixed


@dataclass(frozen=True, slots=True)
class Account:
    """What the cues of a text come to.

    Args:
        value: `strength`, `improvement`, `mixed` or `neutral`, as the cues alone have it.
        whole: the mass for and against, each with its heaviest cue.
        sentences: (start, end, value) of each sentence.
        opposed: whether a "but" sets one side against the other.
    """

    value: str
    whole: Reading
    sentences: tuple[tuple[int, int, str], ...]
    opposed: bool


def _name(reading: Reading, sentences: int = 1, excused: float = EXCUSED) -> str:
    """Name the side that outweighs the other, if either does."""
    if reading.good + reading.bad < SILENT + SILENT_MORE * (sentences - 1):
        return "neutral"
    if reading.good > reading.bad:
        return "mixed" if reading.bad >= SPOILT * reading.good else "strength"
    return "mixed" if reading.good >= excused * reading.bad else "improvement"


def _add(readings: list[tuple[Reading, float]], most: float = math.inf) -> Reading:
    """Add readings by weight; each side's cue is that of the heaviest reading, the first of equals."""
    good, bad = (max(readings, key=side, default=None) for side in (_weighs_for, _weighs_against))
    return Reading(
        min(sum(map(_weighs_for, readings)), most),
        min(sum(map(_weighs_against, readings)), most),
        good[0].good_cue if good else None,
        bad[0].bad_cue if bad else None,
    )


@dataclass(slots=True)
class _Side:
    """The clauses of a sentence up to the next "but", and whether a share is given in them."""

    parts: list[tuple[Reading, float]] = field(default_factory=list)
    counted: bool = False


def _balanced(one: _Side, other: _Side) -> bool:
    """Whether praise stands against blame, neither of them slight.

    That a thing was done, but not used, is blame alone: one side must praise outright or the other
    name a trouble, or both give figures.
    """
    first, second = _add(one.parts), _add(other.parts)
    kind, unkind = (first, second) if first.good > second.good else (second, first)
    side, against = (one, other) if kind is first else (other, one)
    told = any(reading.praised for reading, _ in side.parts) or (one.counted and other.counted)
    told = told or any(reading.troubled for reading, _ in against.parts)
    return told and min(kind.good - kind.bad / 2, unkind.bad - unkind.good) >= SLIGHT


def _weighs_for(part: tuple[Reading, float]) -> float:
    return part[0].good * part[1]


def _weighs_against(part: tuple[Reading, float]) -> float:
    return part[0].bad * part[1]


def _within(things: list[_Placed], start: int, end: int) -> list[_Placed]:
    """Return those that begin in a stretch of the text; they stand in its order."""
    first = bisect_left(things, start, key=_begins)
    return things[first : bisect_left(things, end, lo=first, key=_begins)]


def _begins(thing: Mark | Share) -> int:
    return thing.start


class CueWeigher:
    """Weighs the cues of documents that have sentence boundaries."""

    def __init__(self, nlp: Language) -> None:
        table = load_cues()
        self._find_cues = CueMatcher(nlp, table)
        self._words = table.words

    def weigh(self, doc: Doc) -> Account:
        """Return what the cues of a document say."""
        text = doc.text  # made anew from the tokens at each asking
        marks, shares = self._find_cues(doc), find_shares(text)
        bounds = find_sentences(doc)
        readings = [
            self._read(text, a, b, _within(marks, a, b), _within(shares, a, b)) for a, b in bounds
        ]
        names = tuple((a, b, _name(r)) for (a, b), r in zip(bounds, readings, strict=True))
        readings = self._lessen_answered(text, readings, bounds)
        weights = [1.0] * len(readings)
        if len(readings) > 1:
            weights[0], weights[-1] = HEADLINE, CLOSE
        whole = _add(list(zip(readings, weights, strict=True)))
        opposed = any(mark.cue.kind == "contrast" and mark.cue.weight for mark in marks)
        value = _name(whole, len(bounds), EXCUSED if opposed else EXCUSED_APART)
        return Account(value, whole, names, opposed)

    def _lessen_answered(
        self, text: str, readings: list[Reading], bounds: list[tuple[int, int]]
    ) -> list[Reading]:
        """Lessen the blame of the sentences before the first that says what was done about it."""
        for i in range(1, len(readings)):
            reading = readings[i]
            outright = reading.good > 0 and reading.good >= OUTRIGHT * reading.bad
            if outright and self._words.answer.match(text, *bounds[i]):
                lessened = [replace(before, bad=before.bad * ANSWERED) for before in readings[:i]]
                return lessened + readings[i:]
        return readings

    def _read(
        self, text: str, start: int, end: int, marks: list[Mark], shares: list[Share]
    ) -> Reading:
        """Judge one sentence: its clauses by their weight."""
        parts = []
        sides = [_Side()]
        for clause in split_clauses(text, start, end, marks):
            inside = _within(marks, clause.start, clause.end)
            figures = _within(shares, clause.start, clause.end)
            reading = read_clause(text, clause, inside, figures, self._words)
            parts.append((reading, COUNTED if clause.granted and figures else clause.weight))
            if clause.against:
                sides.append(_Side())
            sides[-1].parts.append(parts[-1])
            sides[-1].counted |= bool(figures)
        whole = _add(parts, SENTENCE_MOST)
        if any(_balanced(one, other) for one, other in itertools.pairwise(sides)):
            return replace(
                whole,
                good=max(whole.good, EXCUSED * whole.bad),
                bad=max(whole.bad, SPOILT * whole.good),
            )
        return whole
