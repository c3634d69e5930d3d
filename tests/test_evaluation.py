"""Measures of themes and polarity against annotated findings."""

from __future__ import annotations

from findings_graph.quality.evaluation import (
    Counts,
    Labelled,
    bootstrap,
    confuse_themes,
    score_polarity,
    score_themes,
)

LABEL = Labelled(
    report="invented-2024",
    section="1.2",
    text="",
    required=frozenset({"workload", "staffing"}),
    accepted=frozenset({"workload", "staffing", "culture"}),
    polarity=frozenset({"negative", "mixed"}),
)


def test_accepted_theme_counts_neither_way() -> None:
    """A theme that one annotator gave is no hit, and leaving it out is no miss."""
    with_it = score_themes([(LABEL, {"workload", "staffing", "culture"})])
    without = score_themes([(LABEL, {"workload", "staffing"})])
    assert with_it.overall == without.overall == Counts(2, 0, 0)


def test_theme_scores_are_those_of_the_readme_of_the_gold() -> None:
    """A theme nobody gave is wrong; a required one left out is missed."""
    scores = score_themes([(LABEL, {"workload", "estates"})])
    assert scores.overall == Counts(1, 1, 1)
    assert scores.micro_f1 == 0.5
    assert scores.macro_f1 == 1 / 3
    assert scores.themes == {
        "estates": Counts(0, 1, 0),
        "staffing": Counts(0, 0, 1),
        "workload": Counts(1, 0, 0),
    }


def test_no_findings_score_nothing() -> None:
    """An empty set of findings scores 0 and does not fail."""
    assert score_themes([]).micro_f1 == score_themes([]).macro_f1 == 0.0
    assert score_polarity([]).accuracy == 0.0


def test_polarity_is_right_where_any_annotated_value_is_given() -> None:
    """Several values may count as right; findings without annotation are left out."""
    unlabelled = Labelled("x", "1.1", "", frozenset(), frozenset())
    scores = score_polarity([(LABEL, "mixed"), (LABEL, "neutral"), (unlabelled, "neutral")])
    assert (scores.right, scores.findings, scores.accuracy) == (1, 2, 0.5)
    assert scores.confusion == {("mixed", "mixed"): 1, ("mixed/negative", "neutral"): 1}


def test_confusion_pairs_what_was_missed_with_what_was_wrong() -> None:
    """The commonest pair comes first."""
    assert confuse_themes([(LABEL, {"workload", "estates"})]) == {("staffing", "estates"): 1}


def test_bootstrap_repeats_itself() -> None:
    """The same items and seed give the same interval, around the measure."""

    def mean(items: object) -> float:
        assert isinstance(items, list)
        return sum(items) / len(items)

    interval = bootstrap([0.0, 1.0] * 50, mean)
    assert interval == bootstrap([0.0, 1.0] * 50, mean)
    assert interval.low < 0.5 < interval.high
