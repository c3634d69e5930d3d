"""Figures of one unit against one another: the same measure twice, a whole and its parts, two shares of one hundred.

Two figures are compared only where measure, scope and unit are the same and their dates do not differ.
They contradict each other where they are given for the same month or stand in the same passage; else
they may be of different dates or sources.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from findings_graph.discrepancies.sentences import PASSAGE_BREAK, sentence_around
from findings_graph.facts import Discrepancy, Figure, InspectionFacts
from findings_graph.rule_files import load_rules

_REACH = 600  # characters between two figures of one passage
_ROW = "row-"
_ROUND = 1000  # a count from here on may be printed rounded to hundreds
_SLACK = 0.05


@dataclass(frozen=True, slots=True)
class _Stated:
    """A figure with what its sentence says of it."""

    figure: Figure
    approximate: bool
    decimals: int

    @property
    def path(self) -> str:
        return f"figure/{self.figure.id}"

    @property
    def start(self) -> int:
        return self.figure.evidence.start


def compare_figures(facts: InspectionFacts) -> Iterator[Discrepancy]:
    """Yield the figures of one report that disagree, by the rules of `rules/discrepancies.toml`."""
    rules = load_rules("discrepancies")
    figures = _comparable(facts, rules["figures"])
    text = facts.source.text
    for entries in _grouped(figures, set(rules["figures"]["once"])):
        yield from _repeated(entries, text)
    for rule in rules["sum"]:
        yield from _sums(figures, rule, text)
    for rule in rules["complement"]:
        yield from _complements(figures, rule, text)
    for rule in rules["ratio"]:
        yield from _ratios(figures, rule, text)
    for rule in rules["same_number"]:
        yield from _same_numbers(figures, rule)
    for rule in rules["none_of_whole"]:
        yield from _none_of_whole(figures, rule)


def _comparable(facts: InspectionFacts, rules: dict[str, Any]) -> list[_Stated]:
    """Return the figures of the present and of the unit itself, in the order of the text."""
    text = facts.source.text
    stated = []
    for figure in sorted(facts.figures, key=lambda figure: figure.evidence.start):
        if figure.scope in rules["scopes_apart"]:
            continue
        start, end = figure.evidence.start, figure.evidence.end
        first, last = sentence_around(text, start, end)
        before = " ".join(text[first:start].split()) + " "
        if not _is_row(figure) and _another().search(" ".join(text[first:last].split())):
            continue
        digits = re.search(r"\.(\d+)", text[start:end])
        approximate = _approximate().search(before) is not None
        stated.append(_Stated(figure, approximate, len(digits[1]) if digits else 0))
    return stated


def _is_row(figure: Figure) -> bool:
    return figure.evidence.rule.startswith(_ROW)


def _grouped(figures: Sequence[_Stated], measures: set[str]) -> list[list[_Stated]]:
    """Return the figures of each measure, scope and unit, where the measure has one value at one time."""
    groups: dict[tuple[str, str, str], list[_Stated]] = {}
    for entry in figures:
        figure = entry.figure
        if figure.measure in measures:
            groups.setdefault((figure.measure, figure.scope, figure.unit), []).append(entry)
    return list(groups.values())


def _repeated(entries: Sequence[_Stated], text: str) -> Iterator[Discrepancy]:
    """Yield each pair of values of one measure that differ and stand in different passages."""
    seen: set[frozenset[float]] = set()
    for first, second in combinations(entries, 2):
        pair = frozenset((first.figure.value, second.figure.value))
        if (
            pair not in seen
            and _dates_agree(first, second)
            and not _agree(first, second)
            and not _together(text, first, second)
        ):
            seen.add(pair)
            kind = _kind(text, first, second)
            yield Discrepancy(
                kind,
                first.figure.value,
                second.figure.value,
                (first.path,),
                (second.path,),
                "same-measure",
            )


def _sums(figures: Sequence[_Stated], rule: dict[str, Any], text: str) -> Iterator[Discrepancy]:
    """Yield each whole that is not the sum of its parts, where all of them stand beside it or nowhere else."""
    for whole in _of(figures, rule["whole"]):
        scope = whole.figure.scope
        parts = [_nearest(_of(figures, name, scope), whole, text) for name in rule["parts"]]
        known = [part for part in parts if part is not None]
        if len(known) < len(parts) or any(part.approximate for part in [*known, whole]):
            continue
        total = sum(part.figure.value for part in known)
        if _rounds_to(whole.figure.value, total):
            continue
        yield Discrepancy(
            _kind(text, whole, *known),
            whole.figure.value,
            total,
            (whole.path,),
            tuple(part.path for part in known),
            "whole-against-parts",
        )


def _complements(
    figures: Sequence[_Stated], rule: dict[str, Any], text: str
) -> Iterator[Discrepancy]:
    """Yield each pair of percentages that should be one hundred together and are not."""
    for second in _of(figures, rule["second"]):
        first = _nearest(_of(figures, rule["first"], second.figure.scope), second, text)
        if first is None or first.approximate or second.approximate:
            continue
        rest = 100 - first.figure.value
        over = second.figure.value - rest
        if abs(over) <= 1 or (over < 0 and rule.get("at_most", False)):
            continue
        yield Discrepancy(
            _kind(text, first, second),
            second.figure.value,
            round(rest, 4),
            (second.path,),
            (first.path,),
            "shares-of-one-hundred",
        )


def _ratios(figures: Sequence[_Stated], rule: dict[str, Any], text: str) -> Iterator[Discrepancy]:
    """Yield each percentage that is not the one of its two counts."""
    for share in _of(figures, rule["share"]):
        scope = share.figure.scope
        part = _nearest(_of(figures, rule["part"], rule.get("part_scope", scope)), share, text)
        whole = _nearest(_of(figures, rule["whole"], rule.get("whole_scope", scope)), share, text)
        if part is None or whole is None or not whole.figure.value:
            continue
        if part.figure.unit != whole.figure.unit or not _dates_agree(part, whole):
            continue
        computed = 100 * part.figure.value / whole.figure.value
        slack = 1 + (5 if any(one.approximate for one in (share, part, whole)) else 0)
        if abs(computed - share.figure.value) <= slack:
            continue
        yield Discrepancy(
            _kind(text, share, part, whole),
            share.figure.value,
            round(computed, 1),
            (share.path,),
            (part.path, whole.path),
            "share-of-counts",
        )


def _same_numbers(figures: Sequence[_Stated], rule: dict[str, Any]) -> Iterator[Discrepancy]:
    """Yield each number that is given in two units which cannot both be right."""
    for first in _of(figures, rule["first"]):
        for second in _of(figures, rule["second"], first.figure.scope):
            if first.figure.value and first.figure.value == second.figure.value:
                yield Discrepancy(
                    "contradiction",
                    first.figure.value,
                    second.figure.value,
                    (first.path,),
                    (second.path,),
                    "same-number-other-unit",
                )


def _none_of_whole(figures: Sequence[_Stated], rule: dict[str, Any]) -> Iterator[Discrepancy]:
    """Yield each nought of a whole beside the largest share of one of its parts."""
    for whole in _of(figures, rule["measure"], rule["whole_scope"]):
        parts = [
            part
            for scope in rule["part_scopes"]
            for part in _of(figures, rule["measure"], scope)
            if _dates_agree(part, whole)
        ]
        part = max(parts, key=lambda part: (part.figure.value, -part.start), default=None)
        if whole.figure.value == 0 and part is not None and part.figure.value >= 1:
            yield Discrepancy(
                "possible-different-base",
                whole.figure.value,
                part.figure.value,
                (whole.path,),
                (part.path,),
                "none-of-the-whole",
            )


def _of(figures: Sequence[_Stated], measure: str, scope: str | None = None) -> list[_Stated]:
    return [
        entry
        for entry in figures
        if entry.figure.measure == measure and scope in (None, entry.figure.scope)
    ]


def _nearest(entries: Sequence[_Stated], other: _Stated, text: str) -> _Stated | None:
    """Return the figure to compare with another: of a date that agrees, in its passage where there is one.

    None where the report gives several values elsewhere: which of them is meant is a guess.
    """
    dated = [entry for entry in entries if _dates_agree(entry, other)]
    here = [entry for entry in dated if _together(text, entry, other)]
    if here:
        return min(here, key=lambda entry: abs(entry.start - other.start))
    return dated[0] if len({entry.figure.value for entry in dated}) == 1 else None


def _dates_agree(first: _Stated, second: _Stated) -> bool:
    dates = first.figure.date, second.figure.date
    return None in dates or dates[0] == dates[1]


def _together(text: str, first: _Stated, second: _Stated) -> bool:
    """Tell whether two figures stand in one passage of prose."""
    if _is_row(first.figure) or _is_row(second.figure):
        return False
    low, high = sorted((first.figure.evidence, second.figure.evidence), key=lambda at: at.start)
    near = high.start - low.end <= _REACH
    return near and PASSAGE_BREAK.search(text, low.end, high.start) is None


def _kind(text: str, first: _Stated, *others: _Stated) -> str:
    """Return `contradiction` where all figures are of one stated month or one passage."""
    for other in others:
        same_month = first.figure.date is not None and first.figure.date == other.figure.date
        if not same_month and not _together(text, first, other):
            return "possible-different-base"
    return "contradiction"


def _agree(first: _Stated, second: _Stated) -> bool:
    """Tell whether two values are one, printed with other precision or as an approximation."""
    one, other = first.figure.value, second.figure.value
    if first.approximate or second.approximate:
        return abs(one - other) <= _SLACK * max(abs(one), abs(other))
    if _rounds_to(one, other) or _rounds_to(other, one):
        return True
    if first.decimals == second.decimals:
        return one == other
    step = float(10 ** -min(first.decimals, second.decimals))
    return abs(one - other) < step


def _rounds_to(value: float, exact: float) -> bool:
    """Tell whether a count is an exact one, or printed for it in round hundreds or thousands."""
    if value == exact:
        return True
    return any(
        value >= _ROUND and value % step == 0 and abs(value - exact) < step
        for step in (100.0, 1000.0)
    )


@functools.cache
def _approximate() -> re.Pattern[str]:
    return re.compile(load_rules("discrepancies")["figures"]["approximate"], re.IGNORECASE)


@functools.cache
def _another() -> re.Pattern[str]:
    return re.compile(load_rules("discrepancies")["figures"]["another"], re.IGNORECASE)
