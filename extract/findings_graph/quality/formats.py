"""What `findings evaluate` prints: figures as Markdown or JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict

from findings_graph.quality.against_gold import Measured, Polarity, Quality, Themes, Units
from findings_graph.quality.evaluation import Counts, PolarityScores, ThemeScores

_CONFUSIONS = 15


def write_quality(quality: Quality, form: str) -> str:
    """Return the figures as `md` or `json`."""
    return _as_json(quality) if form == "json" else _as_markdown(quality)


def _as_markdown(quality: Quality) -> str:
    parts = [
        "# Findings against gold",
        _units(quality),
        *(f"Not in the graph, so not measured: {report}." for report in quality.absent),
        "## Themes",
        _themes(quality),
        "## By inspection",
        _reports(quality),
        *(
            f"First figure on {one.report}, unread until then, {one.component}, {one.date}, "
            f"commit {one.commit}: {one.figure}."
            for one in quality.first
        ),
        "## By theme",
        _by_theme(quality),
        *_confused(quality),
        "## Polarity",
        _polarity(quality),
        _table(
            ("annotated", "given", "units"),
            (
                (annotated, given, count)
                for (annotated, given), count in quality.polarity[
                    "all units"
                ].scores.confusion.items()
            ),
        ),
    ]
    return "\n\n".join(parts) + "\n"


def _table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines)


def _units(quality: Quality) -> str:
    rows = [(one.report, *_unit_row(one.units)) for one in quality.reports]
    return _table(
        ("inspection", "gold units", "found", "whole text", "findings that are no gold unit"),
        [*rows, ("all", *_unit_row(quality.units))],
    )


def _unit_row(units: Units) -> tuple[int, int, int, int]:
    return units.gold, units.found, units.whole, units.extra


def _themes(quality: Quality) -> str:
    named = [("this graph", quality.themes), ("label words (baseline)", quality.baseline)]
    return _table(
        ("", "precision", "recall", "micro F1", "95 %", "macro F1", "95 %"),
        ((name, *_theme_row(themes)) for name, themes in named if themes is not None),
    )


def _theme_row(themes: Themes) -> tuple[str, ...]:
    overall = themes.scores.overall
    return (
        f"{overall.precision:.3f}",
        f"{overall.recall:.3f}",
        *_measured_row(themes.micro),
        *_measured_row(themes.macro),
    )


def _measured_row(measured: Measured) -> tuple[str, str]:
    return f"{measured.value:.3f}", f"{measured.interval.low:.3f}–{measured.interval.high:.3f}"


def _reports(quality: Quality) -> str:
    return _table(
        (
            "inspection",
            "themes, micro F1",
            "macro F1",
            "label words, micro F1",
            "themes: its report was",
            "polarity without heading",
            "polarity: its report was",
        ),
        (
            (
                one.report,
                f"{one.themes.micro_f1:.3f}",
                f"{one.themes.macro_f1:.3f}",
                "" if one.baseline is None else f"{one.baseline.micro_f1:.3f}",
                one.themes_tuning,
                _share(one.without_heading),
                one.polarity_tuning,
            )
            for one in quality.reports
        ),
    )


def _share(scores: PolarityScores) -> str:
    return f"{scores.right} of {scores.findings}, {scores.accuracy:.3f}" if scores.findings else ""


def _by_theme(quality: Quality) -> str:
    baseline = {} if quality.baseline is None else quality.baseline.scores.themes
    return _table(
        (
            "theme",
            "required",
            "right",
            "wrong",
            "missed",
            "precision",
            "recall",
            "F1",
            "label words, F1",
        ),
        (
            (
                theme,
                c.hits + c.missed,
                c.hits,
                c.wrong,
                c.missed,
                f"{c.precision:.2f}",
                f"{c.recall:.2f}",
                f"{c.f1:.2f}",
                f"{baseline[theme].f1:.2f}" if theme in baseline else "",
            )
            for theme, c in quality.themes.scores.themes.items()
        ),
    )


def _confused(quality: Quality) -> list[str]:
    if not quality.confused:
        return []
    return [
        f"Missed in a finding that was wrongly given another, the {_CONFUSIONS} most often:",
        _table(("missed", "given", "findings"), quality.confused[:_CONFUSIONS]),
    ]


def _polarity(quality: Quality) -> str:
    return _table(
        ("", "units", "right", "accuracy", "95 %", "always the commonest (baseline)"),
        (
            (
                name,
                one.scores.findings,
                one.scores.right,
                *_measured_row(one.accuracy),
                f"{one.commonest:.3f}",
            )
            for name, one in quality.polarity.items()
            if one.accuracy is not None
        ),
    )


def _as_json(quality: Quality) -> str:
    data = {
        "units": asdict(quality.units),
        "absent": quality.absent,
        "themes": _themes_data(quality.themes),
        "baseline": None if quality.baseline is None else _themes_data(quality.baseline),
        "inspections": {
            one.report: {
                "units": asdict(one.units),
                "themes": _scores_data(one.themes),
                "baseline": None if one.baseline is None else _scores_data(one.baseline),
                "themes_tuning": one.themes_tuning,
                "polarity_without_heading": _accuracy_data(one.without_heading),
                "polarity_tuning": one.polarity_tuning,
            }
            for one in quality.reports
        },
        "first_figures": [asdict(one) for one in quality.first],
        "by_theme": {theme: _counts_data(c) for theme, c in quality.themes.scores.themes.items()},
        "confused_themes": [
            {"missed": missed, "given": given, "findings": count}
            for missed, given, count in quality.confused
        ],
        "polarity": {name: _polarity_data(one) for name, one in quality.polarity.items()},
    }
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def _scores_data(scores: ThemeScores) -> dict[str, float]:
    return {
        "precision": _rounded(scores.overall.precision),
        "recall": _rounded(scores.overall.recall),
        "micro_f1": _rounded(scores.micro_f1),
        "macro_f1": _rounded(scores.macro_f1),
    }


def _themes_data(themes: Themes) -> dict[str, object]:
    return {
        **_scores_data(themes.scores),
        "micro_f1_95": _interval_data(themes.micro),
        "macro_f1_95": _interval_data(themes.macro),
    }


def _counts_data(counts: Counts) -> dict[str, float]:
    return {
        "required": counts.hits + counts.missed,
        "right": counts.hits,
        "wrong": counts.wrong,
        "missed": counts.missed,
        "precision": _rounded(counts.precision),
        "recall": _rounded(counts.recall),
        "f1": _rounded(counts.f1),
    }


def _accuracy_data(scores: PolarityScores) -> dict[str, float]:
    return {
        "units": scores.findings,
        "right": scores.right,
        "accuracy": _rounded(scores.accuracy),
    }


def _polarity_data(polarity: Polarity) -> dict[str, object]:
    return {
        **_accuracy_data(polarity.scores),
        "accuracy_95": None if polarity.accuracy is None else _interval_data(polarity.accuracy),
        "commonest": _rounded(polarity.commonest),
        "confusion": [
            {"annotated": annotated, "given": given, "units": count}
            for (annotated, given), count in polarity.scores.confusion.items()
        ],
    }


def _interval_data(measured: Measured) -> list[float]:
    return [_rounded(measured.interval.low), _rounded(measured.interval.high)]


def _rounded(value: float) -> float:
    return round(value, 4)
