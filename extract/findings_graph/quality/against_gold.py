"""How good the themes and the polarity of a graph's findings are, against gold.

A unit that the graph does not have counts as a finding without themes and with a wrong polarity, so
that what is not found is not left out of the figures. The gold's polarity is that of the text, and
is compared with the graph's polarity of the text, whatever the heading says.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from findings_graph.asking.store import GraphStore
from findings_graph.quality.evaluation import (
    Interval,
    Labelled,
    PolarityScores,
    ThemeScores,
    bootstrap,
    confuse_themes,
    score_polarity,
    score_themes,
)
from findings_graph.quality.gold import BadGold, GoldUnit
from findings_graph.quality.gold_matching import Match, Matching, match_gold, read_findings
from findings_graph.quality.label_words import LabelWords
from findings_graph.rule_files import load_rules

NOT_FOUND = "not found"
"""Stands for the polarity of a unit that the graph does not have."""

Themed: TypeAlias = tuple[Labelled, frozenset[str]]
Judged: TypeAlias = tuple[Labelled, str]


@dataclass(frozen=True, slots=True)
class Units:
    """How many units there are, were found, and with their whole text; and findings that are no unit."""

    gold: int
    found: int
    whole: int
    extra: int


@dataclass(frozen=True, slots=True)
class Measured:
    """A share with its 95 % bootstrap interval over units."""

    value: float
    interval: Interval


@dataclass(frozen=True, slots=True)
class Themes:
    """Scores of themes with intervals of both F1."""

    scores: ThemeScores
    micro: Measured
    macro: Measured


@dataclass(frozen=True, slots=True)
class Polarity:
    """Scores of polarity with the interval of the accuracy; none where no unit was annotated."""

    scores: PolarityScores
    accuracy: Measured | None
    commonest: float  # the accuracy of always giving the commonest annotated value: a baseline


@dataclass(frozen=True, slots=True)
class ReportQuality:
    """One inspection's figures, and what each component's authors had seen of its report."""

    report: str
    units: Units
    themes: ThemeScores
    baseline: ThemeScores | None
    without_heading: PolarityScores
    themes_tuning: str
    polarity_tuning: str


@dataclass(frozen=True, slots=True)
class FirstFigure:
    """The first figure on a report that had been kept unread: what, of which commit, when."""

    component: str
    report: str
    date: str
    commit: str
    figure: str


@dataclass(frozen=True, slots=True)
class Quality:
    """Everything that `findings evaluate` prints.

    Args:
        units: of all inspections together.
        reports: one an inspection of the gold that the graph has.
        absent: inspections of the gold that the graph does not have: not measured.
        themes: of all units.
        baseline: of label words; none in a graph without text and gold without text.
        confused: (missed, wrongly given) → findings.
        polarity: of all units, of those under a heading, of those under none.
        first: figures on reports that were unread then.
    """

    units: Units
    reports: tuple[ReportQuality, ...]
    absent: tuple[str, ...]
    themes: Themes
    baseline: Themes | None
    confused: tuple[tuple[str, str, int], ...]
    polarity: dict[str, Polarity]
    first: tuple[FirstFigure, ...]


def evaluate(units: Sequence[GoldUnit], graph: GraphStore) -> Quality:
    """Measure a graph against gold.

    Raises:
        BadGold: the graph has none of the gold's inspections.
    """
    findings = read_findings(graph)
    known = {finding.report for finding in findings}
    wanted = {unit.report for unit in units}
    if not wanted & known:
        there = ", ".join(sorted(known)) or "none"
        message = f"the graph has none of the gold's inspections ({', '.join(sorted(wanted))}); it has {there}"
        raise BadGold(message)
    matching = match_gold([unit for unit in units if unit.report in known], findings)
    matches = matching.matches
    labels = LabelWords.of_graph(graph)
    given = [(_labelled(m.unit), m.finding.themes if m.finding else frozenset()) for m in matches]
    baseline = _find_by_labels(matches, labels)
    first = tuple(_first_figures(wanted & known))
    return Quality(
        units=_count(matching),
        reports=tuple(
            _report(report, matching, given, baseline) for report in sorted(wanted & known)
        ),
        absent=tuple(sorted(wanted - known)),
        themes=_measure_themes(given),
        baseline=None if baseline is None else _measure_themes(baseline),
        confused=tuple(
            (missed, wrong, count) for (missed, wrong), count in confuse_themes(given).items()
        ),
        polarity={
            "all units": _measure_polarity(_judge(matches)),
            "under a heading": _measure_polarity(_judge(m for m in matches if m.unit.heading)),
            "without heading": _measure_polarity(_judge(m for m in matches if not m.unit.heading)),
        },
        first=first,
    )


def _report(
    report: str,
    matching: Matching,
    given: Sequence[Themed],
    baseline: Sequence[Themed] | None,
) -> ReportQuality:
    part = Matching(
        tuple(match for match in matching.matches if match.unit.report == report),
        tuple(finding for finding in matching.extra if finding.report == report),
    )
    return ReportQuality(
        report=report,
        units=_count(part),
        themes=score_themes(pair for pair in given if pair[0].report == report),
        baseline=None
        if baseline is None
        else score_themes(pair for pair in baseline if pair[0].report == report),
        without_heading=score_polarity(_judge(m for m in part.matches if not m.unit.heading)),
        themes_tuning=_tuning("themes", report),
        polarity_tuning=_tuning("polarity", report),
    )


def _labelled(unit: GoldUnit) -> Labelled:
    return Labelled(unit.report, "", unit.text or "", unit.required, unit.accepted, unit.polarity)


def _find_by_labels(matches: Iterable[Match], labels: LabelWords) -> list[Themed] | None:
    """Return what label words give each unit; none if a unit's text is nowhere to be read."""
    given: list[Themed] = []
    for match in matches:
        text = match.finding.text if match.finding and match.finding.text else match.unit.text
        if text is None and match.finding is not None:
            return None
        given.append((_labelled(match.unit), labels.find(text or "")))
    return given


def _judge(matches: Iterable[Match]) -> list[Judged]:
    return [
        (_labelled(m.unit), (m.finding.polarity or "none") if m.finding else NOT_FOUND)
        for m in matches
    ]


def _count(matching: Matching) -> Units:
    return Units(
        gold=len(matching.matches),
        found=sum(match.finding is not None for match in matching.matches),
        whole=sum(match.whole for match in matching.matches),
        extra=len(matching.extra),
    )


def _measure_themes(pairs: Sequence[Themed]) -> Themes:
    scores = score_themes(pairs)
    return Themes(
        scores,
        Measured(scores.micro_f1, bootstrap(pairs, lambda drawn: score_themes(drawn).micro_f1)),
        Measured(scores.macro_f1, bootstrap(pairs, lambda drawn: score_themes(drawn).macro_f1)),
    )


def _measure_polarity(pairs: Sequence[Judged]) -> Polarity:
    annotated = [pair for pair in pairs if pair[0].polarity]
    scores = score_polarity(annotated)
    if not annotated:
        return Polarity(scores, None, 0.0)
    values = Counter(value for label, _ in annotated for value in sorted(label.polarity))
    commonest = max(sorted(values), key=lambda value: values[value])
    return Polarity(
        scores,
        Measured(
            scores.accuracy, bootstrap(annotated, lambda drawn: score_polarity(drawn).accuracy)
        ),
        values[commonest] / len(annotated),
    )


def _tuning(component: str, report: str) -> str:
    told: str = load_rules("tuning")[component]["reports"].get(report, "never seen")
    return told


def _first_figures(reports: set[str]) -> Iterable[FirstFigure]:
    for component, told in load_rules("tuning").items():
        for entry in told.get("unread", ()):
            if entry["report"] in reports:
                yield FirstFigure(
                    component,
                    entry["report"],
                    str(entry["date"]),
                    entry["commit"],
                    entry["figure"],
                )
