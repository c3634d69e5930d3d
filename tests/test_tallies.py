"""Statistics and figures of a report: where they are looked for, and what they point to."""

from __future__ import annotations

from findings_graph.facts import Value
from findings_graph.tallies import sample_of
from report_text import ASSESSMENT, facts_of, report

COUNT = "• Plans were timely in 30 out of 45 cases inspected.\n"


def test_tallies_point_a_count_to_its_finding() -> None:
    """With its section; the sentence stands at its place."""
    facts = facts_of(report(assessment=ASSESSMENT + COUNT))
    (statistic,) = facts.statistics
    assert (statistic.numerator, statistic.denominator, statistic.section) == (30, 45, "2.1")
    assert statistic.finding == facts.findings[-1].id
    quote = facts.source.text[statistic.evidence.start : statistic.evidence.end]
    assert "30 out of 45" in quote


def test_tallies_leave_recommendations_and_ratings_alone() -> None:
    """No count is taken from them."""
    text = "Recommendations\n\nThe PDU should:\n\n1. visit 30 out of 45 homes\n"
    assert facts_of(report(recommendations=text)).statistics == ()


def test_tallies_name_a_repeated_count_apart() -> None:
    """The same sentence twice is two statistics."""
    facts = facts_of(report(assessment=ASSESSMENT + COUNT + COUNT))
    first, second = facts.statistics
    assert second.id == f"{first.id}-2"


def test_tallies_take_a_figure_from_the_background() -> None:
    """The caseload, with the unit's scope."""
    background = (
        "Background\n\nFieldwork started in May 2024. The caseload of the PDU was 1,204 people.\n"
    )
    figures = facts_of(report(background=background)).figures
    assert [(figure.value, figure.scope) for figure in figures] == [(1204, "pdu")]


def test_tallies_know_the_sample() -> None:
    """Cases are community and licence together, where both are stated."""
    values = [Value("communityCases", 31, None), Value("courtReports", 5, None)]
    assert sample_of(values).cases is None
    assert sample_of([*values, Value("licenceCases", 14, None)]).cases == 45
