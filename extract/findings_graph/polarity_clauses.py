"""Clauses of a sentence and what each says: how much for, how much against."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from findings_graph.polarity_cues import Mark
    from findings_graph.polarity_shares import Share

# Shares, after the bands of the inspectorate's ratings: below half is inadequate, from 65 per cent
# on good. Between them a share says little unless the writer calls it small.
LOW, HIGH = 0.5, 0.65
TRACE = 0.12  # a bad thing in fewer cases than this is rare
REACH = 70  # characters over which a negation reaches inside its clause
NEAR = 40  # characters between a change and what changes
GRANTED = 0.4  # weight of a granted clause
COUNTED = 1.0  # weight of one that gives a share
ASIDE = 0.25  # weight of one that trails its main clause
FRAMED = 0.2  # weight of a clause that says what was looked at or what work is for
OPENING = 30  # characters in which a sentence opens
CLAUSE_MOST = 1.25  # most that a clause weighs for or against
MIDDLING = 0.5  # for and against, where between LOW and HIGH of the cases were well done
REGRET = 1.3  # weight from which blame is the inspector's own and no share turns it
PRACTICE = 0.6  # most that the deeds of one clause weigh
AIMED = 0.3  # weight of what follows a purpose

_FRONT = re.compile(
    r",\s+(?=(?:the|there|this|these|those|that|it|they|we|a|an|no|not|only|in|most|many|some|few|more|practitioners|staff|managers|people|"
    r"leaders|inspectors|cases|its|their|his|her|all|every|further|insufficient|sufficient)\b)",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\s*\)?\s*(?:of\s+)?(?:the\s+|all\s+|relevant\s+|applicable\s+|inspected\s+|these\s+|those\s+|completed\s+|our\s+|community\s+|post-release\s+)*"
    r"(?:cases|reports|plans|assessments|reviews|instances|files|respondents|practitioners|staff|releases)\b",
    re.IGNORECASE,
)
_RATE = re.compile(r"\b(?:attrition|vacanc\w+|sickness|absence|turnover)\b[^.]*$", re.IGNORECASE)
_FINITE = re.compile(r"\b(?:was|were|is|are|had|has|have|did|does|do|remain(?:s|ed)?|meant|led)\b", re.IGNORECASE)
_LOAD = re.compile(r"workload|capacity|WMT|measurement tool|management tool|\btool\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a clause, a sentence or a finding says.

    Args:
        good: mass for, 0 or more.
        bad: mass against, 0 or more.
        good_cue: characters of the cue that weighs most for, if any.
        bad_cue: the same against.
    """

    good: float = 0.0
    bad: float = 0.0
    good_cue: tuple[int, int] | None = None
    bad_cue: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of a sentence between joints, its weight, and whether it is granted ("Although …")."""

    start: int
    end: int
    weight: float
    granted: bool


def split_clauses(text: str, start: int, end: int, marks: list[Mark]) -> list[Clause]:
    """Cut a sentence at its joints; a granted or conditional clause weighs `GRANTED`, a frame `FRAMED`."""
    cuts: list[tuple[int, float]] = [(start, 1.0)]
    granted_until, granted = start, GRANTED
    for mark in marks:
        kind = mark.cue.kind
        if kind == "concession" or (kind == "condition" and mark.start == start):
            granted = GRANTED if mark.start == start else ASIDE
            cuts.append((mark.start, granted))
            front = _FRONT.search(text, mark.end + 8, end)
            comma = front.start() if front else text.find(",", mark.end + 8, end)
            granted_until = end if comma == -1 else comma
            if comma != -1:
                cuts.append((comma, 1.0))
        elif kind in ("contrast", "boundary"):
            cuts.append((mark.start, granted if kind == "boundary" and mark.start < granted_until else 1.0))
        elif kind == "principle" or (kind == "frame" and mark.start - start < OPENING):
            cuts.append((cuts[-1][0], FRAMED))
    cuts.sort(key=lambda cut: cut[0])
    return [Clause(a, b, weight, weight in (GRANTED, ASIDE)) for (a, weight), (b, _) in zip(cuts, [*cuts[1:], (end, 1.0)], strict=True) if b > a]


def read_clause(text: str, clause: Clause, marks: list[Mark], shares: list[Share]) -> Reading:
    """Judge one clause from its cues and shares."""
    good: list[tuple[float, int, int]] = []
    bad: list[tuple[float, int, int]] = []  # bad things named
    denied: list[tuple[float, int, int]] = []  # good things denied
    counted = False
    low: tuple[int, int] | None = None
    high: tuple[int, int] | None = None
    negation: Mark | None = None
    relief: Mark | None = None
    change: Mark | None = None
    thing: Mark | None = None
    deeds: list[tuple[float, int, int]] = []
    aims: list[tuple[float, int, int]] = []  # good things aimed at or foreseen
    absorbed = lost = unreal = False
    aim = 0
    only: Mark | None = None
    middling: tuple[int, int] | None = None
    for mark in marks:
        if aim and _FINITE.search(text, aim, mark.start):
            aim = 0
        factor = AIMED if aim or unreal else 1.0
        kind, weight = mark.cue.kind, mark.cue.weight * factor
        item = (weight, mark.start, mark.end)
        if negation and mark.start - negation.end > REACH:
            negation = None
        if kind == "negation":
            if negation is None:
                denied.append(item)
            negation = mark
        elif kind == "partial":
            denied.append(item)
            absorbed = True
        elif kind == "purpose":
            aim = mark.end
        elif kind == "unreal":
            unreal = True
        elif kind == "relief":
            relief = mark
            near = thing is not None and mark.start - thing.end < NEAR
            if near and thing and thing.cue.kind == "asset" and weight <= 0:
                bad.append((1.0 * factor, mark.start, mark.end))
            elif near and thing and thing.cue.kind != "asset" and not negation:
                bad = [b for b in bad if b[1] != thing.start]
                good.append((0.8 * factor, mark.start, mark.end))
                thing = None
            elif weight <= 0:
                if weight:
                    bad.append((-weight, mark.start, mark.end))
            elif negation:
                negation = None
                absorbed = True
            elif absorbed:
                lost = True
            else:
                deeds.append(item)
        elif kind == "rise":
            change = mark
            if thing and mark.start - thing.end < NEAR:
                (bad if thing.cue.kind != "asset" else good).append((0.8 * factor, mark.start, mark.end))
        elif kind in ("burden", "asset"):
            thing = mark
            if change and mark.start - change.end < NEAR / 2:
                (bad if kind == "burden" else good).append((0.8 * factor, mark.start, mark.end))
            elif relief and mark.start - relief.end < NEAR / 2 and (kind == "burden" or relief.cue.weight <= 0):
                (good if kind == "burden" else bad).append((0.8 * factor, mark.start, mark.end))
        elif kind == "shortfall":
            thing = mark if mark.cue.id == "bad" else thing
            if negation and (not relief or relief.start < negation.start):
                good.append((0.8 * weight, mark.start, mark.end))
                denied.pop()
                negation = None
            elif relief and mark.start - relief.end < NEAR and not negation:
                good.append((0.5 * weight, mark.start, mark.end))
            else:
                bad.append(item)
                absorbed = True
        elif kind in ("strength", "practice"):
            if negation:
                negation = None
                absorbed = True
            elif absorbed:
                lost = True
            elif factor < 1:
                aims.append(item)
            elif kind == "practice":
                deeds.append(item)
            else:
                good.append(item)
        elif kind == "low":
            low = (mark.start, mark.end)
        elif kind == "high":
            high = high or (mark.start, mark.end)
            counted = counted or weight > 0
        elif kind == "only":
            only = mark
    trace = low is not None and high is None and (text.startswith("in ", low[0] - 3) or not any(b[1] < low[0] for b in bad))
    counted = counted or low is not None
    for share in shares:
        here = (share.start, share.end)
        if _RATE.search(text, max(clause.start, share.start - NEAR), share.start):
            continue
        if share.value > 1:
            if _LOAD.search(text, clause.start, clause.end) and share.value > 1.02:
                bad.append((1.0, *here))
        elif _LOAD.search(text, clause.start, clause.end) and share.value > 0.75:
            good.append((0.5, *here))
        elif share.limited or share.value < LOW:
            low, high = here, None
            trace = trace or share.limited or share.value < TRACE
        elif share.value >= HIGH:
            high = here
        else:
            middling = here
        counted = counted or share.limited or bool(_COUNTED.match(text, share.end))
    if only and low is None:
        low = (only.start, only.end)
        counted = counted or bool(shares)
    if middling and not low and not high and not bad and not denied and (good or deeds):
        return Reading(MIDDLING, MIDDLING, middling, middling)
    return _weigh(good, deeds, aims, bad, denied, low, high, trace=trace and not lost, counted=counted)


def _weigh(
    good: list[tuple[float, int, int]],
    deeds: list[tuple[float, int, int]],
    aims: list[tuple[float, int, int]],
    bad: list[tuple[float, int, int]],
    denied: list[tuple[float, int, int]],
    low: tuple[int, int] | None,
    high: tuple[int, int] | None,
    *,
    trace: bool,
    counted: bool,
) -> Reading:
    """Bring the cues of a clause together with how much they are true of."""
    plus = sum(weight for weight, _, _ in good) + min(AIMED, sum(weight for weight, _, _ in aims))
    minus = sum(weight for weight, _, _ in bad) + sum(weight for weight, _, _ in denied)
    if not minus or low:
        plus += min(PRACTICE, sum(weight for weight, _, _ in deeds))
        good = good + deeds + aims
    plus_cue = max(good)[1:] if good else None
    minus_cue = max(bad + denied)[1:] if bad or denied else None
    if low is not None and (high is None or not plus):
        if plus:
            minus, minus_cue = minus + max(1.0, plus), low
            plus, plus_cue = 0.0, None
        elif minus and trace and max(bad + denied)[0] < REGRET:
            plus, plus_cue = 0.8, low
            minus, minus_cue = 0.0, None
        elif not minus and counted:
            minus, minus_cue = 1.0, low
    elif high is not None:
        if good:
            plus, plus_cue = max(plus, 1.0), plus_cue or high
        elif not minus and counted:
            plus, plus_cue = plus + 0.5, high
    return Reading(min(plus, CLAUSE_MOST), min(minus, CLAUSE_MOST), plus_cue, minus_cue)
