"""Clauses of a sentence: where its joints are, and how much each part weighs."""

from __future__ import annotations

from dataclasses import dataclass

from findings_graph.judgement.polarity_cues import Mark

ASIDE = 0.25  # most that a granted clause weighs behind its main clause


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of a sentence between joints.

    Args:
        start: first character, 0-based.
        end: one past the last.
        weight: how much it counts in its sentence.
        granted: whether it is granted ("Although …").
        against: whether it may stand against what went before ("…, but …").
    """

    start: int
    end: int
    weight: float
    granted: bool
    against: bool


def split_clauses(text: str, start: int, end: int, marks: list[Mark]) -> list[Clause]:
    """Cut a sentence at its joints.

    A granted, conditional or framing clause weighs what its cue says, any other 1. A granted or
    conditional clause ends at the first comma.
    """
    cuts = [(start, 1.0)]
    granted_until, granted = start, 1.0
    for mark in marks:
        kind = mark.cue.kind
        if kind == "concession" or (kind == "condition" and mark.start == start):
            granted = mark.cue.weight if mark.start == start else min(mark.cue.weight, ASIDE)
            cuts.append((mark.start, granted))
            comma = text.find(",", mark.end, end)
            granted_until = end if comma == -1 else comma
            if comma != -1:
                cuts.append((comma, 1.0))
        elif kind == "contrast":
            cuts.append((mark.start, 1.0))
        elif kind == "boundary":
            cuts.append((mark.start, granted if mark.start < granted_until else 1.0))
        elif kind == "principle" or (kind == "frame" and mark.start == start):
            cuts.append((cuts[-1][0], mark.cue.weight))
    cuts.sort(key=lambda cut: cut[0])
    granting = {mark.start for mark in marks if mark.cue.kind == "concession"}
    opposing = {mark.start for mark in marks if _opposes(mark, start)}
    bounds = zip(cuts, [*cuts[1:], (end, 1.0)], strict=True)
    return [
        Clause(a, b, weight, a in granting, a in opposing)
        for (a, weight), (b, _) in bounds
        if b > a
    ]


def _opposes(mark: Mark, start: int) -> bool:
    """Whether the mark sets what follows, a claim of its own, beside or against what went before."""
    joins = mark.cue.kind in ("contrast", "boundary")
    return joins and mark.cue.weight > 0 and mark.start > start
