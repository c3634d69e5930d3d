"""Polarity of a finding's text: strength, improvement, mixed or neutral, with the cue that decides.

A sentence is cut into clauses; in each the cues for and against are weighed with negation, shares
and change; a granted clause ("Although …") weighs less; the finding adds up its sentences.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from findings_graph.polarity_clauses import COUNTED, Reading, read_clause, split_clauses
from findings_graph.polarity_cues import CueMatcher, load_cues
from findings_graph.polarity_shares import find_shares

if TYPE_CHECKING:
    from findings_graph.polarity_cues import Mark

SILENT = 0.45  # less mass than this, for and against together, is no judgement
SILENT_MORE = 0.15  # what each further sentence adds to that
SENTENCE_MOST = 1.5  # most that a sentence weighs for or against
# The lesser side's share of the greater from which a text is mixed. An inspector who blames seldom
# does it by the way: a little blame spoils praise sooner than a little praise excuses blame.
SPOILT = 0.4
EXCUSED = 0.8


@dataclass(frozen=True, slots=True)
class PolarityCall:
    """The polarity of a finding's text.

    Args:
        value: `strength`, `improvement`, `mixed` or `neutral`.
        start: first character of the deciding cue in the text, 0-based; 0 where nothing decides.
        end: one past the last; 0 where nothing decides.
        component: name of the component that decided.
        sentences: (start, end, value) of each sentence.
    """

    value: str
    start: int
    end: int
    component: str
    sentences: tuple[tuple[int, int, str], ...]


def _name(reading: Reading, sentences: int = 1) -> str:
    """Name the side that outweighs the other, if either does."""
    if reading.good + reading.bad < SILENT + SILENT_MORE * (sentences - 1):
        return "neutral"
    if reading.good > reading.bad:
        return "mixed" if reading.bad >= SPOILT * reading.good else "strength"
    return "mixed" if reading.good >= EXCUSED * reading.bad else "improvement"


def _add(readings: list[tuple[Reading, float]], cap: float) -> Reading:
    """Add readings by weight; each side's cue is that of the heaviest reading."""
    good = sum(reading.good * weight for reading, weight in readings)
    bad = sum(reading.bad * weight for reading, weight in readings)
    good_cue = max(((r.good * w, -i, r.good_cue) for i, (r, w) in enumerate(readings) if r.good_cue), default=(0, 0, None))[2]
    bad_cue = max(((r.bad * w, -i, r.bad_cue) for i, (r, w) in enumerate(readings) if r.bad_cue), default=(0, 0, None))[2]
    return Reading(min(good, cap), min(bad, cap), good_cue, bad_cue)


def _sentences(doc: Doc) -> list[tuple[int, int]]:
    """Return the character extents of the sentences; an array is several times faster than `doc.sents`."""
    if not len(doc):
        return []
    firsts = [0, *(int(i) for i in (doc.to_array("SENT_START")[1:] == 1).nonzero()[0] + 1), len(doc)]
    return [(doc[a].idx, doc[b - 1].idx + len(doc[b - 1])) for a, b in itertools.pairwise(firsts)]


class PolarityJudge:
    """The component `finding_polarity`: judges each document and stores the call in `doc._.polarity`."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name
        self._cues = CueMatcher(nlp, load_cues())

    def __call__(self, doc: Doc) -> Doc:
        """Store the document's polarity."""
        doc._.polarity = self.judge(doc)
        return doc

    def judge(self, doc: Doc) -> PolarityCall:
        """Judge a document that has sentence boundaries."""
        marks = self._cues(doc)
        shares = find_shares(doc.text)
        sentences, readings = [], []
        for start, end in _sentences(doc):
            reading = self._read(doc.text, start, end, [m for m in marks if start <= m.start < end], [s for s in shares if start <= s.start < end])
            sentences.append((start, end, _name(reading)))
            readings.append((reading, 1.0))
        whole = _add(readings, cap=float("inf"))
        value = _name(whole, len(sentences))
        cue = {"strength": whole.good_cue, "improvement": whole.bad_cue}.get(value) or whole.bad_cue or whole.good_cue
        if value == "neutral" or cue is None:
            cue = (0, 0)
        return PolarityCall(value, cue[0], cue[1], self.name, tuple(sentences))

    @staticmethod
    def _read(text: str, start: int, end: int, marks: list[Mark], shares: list) -> Reading:  # type: ignore[type-arg]
        parts = []
        for clause in split_clauses(text, start, end, marks):
            inside = [m for m in marks if clause.start <= m.start < clause.end]
            figures = [s for s in shares if clause.start <= s.start < clause.end]
            reading = read_clause(text, clause, inside, figures)
            weight = max(clause.weight, COUNTED) if clause.granted and figures else clause.weight
            parts.append((reading, weight))
        return _add(parts, cap=SENTENCE_MOST)


if not Doc.has_extension("polarity"):
    Doc.set_extension("polarity", default=None)


@Language.factory("finding_polarity", requires=["token.is_sent_start"], assigns=["doc._.polarity"])
def make_polarity(nlp: Language, name: str) -> PolarityJudge:
    """Make the component."""
    return PolarityJudge(nlp, name)


@cache
def _default() -> PolarityJudge:
    return PolarityJudge(spacy.blank("en"), "finding_polarity")


def judge_polarity(doc: Doc) -> PolarityCall:
    """Judge the polarity of a finding's text; the document needs sentence boundaries."""
    return _default().judge(doc)
