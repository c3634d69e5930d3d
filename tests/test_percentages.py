"""Percentages and proportions of a population, which nothing takes by default."""

from __future__ import annotations

import pytest

from findings_graph.percentages import find_percentages


@pytest.mark.parametrize(
    ("text", "section", "expected"),
    [
        ("Visits were made in 65 per cent of cases.", "2.3", [(65, None, "inspected-cases")]),
        ("Seventy-one per cent of assessments named strengths.", "2.1", [(71, None, "inspected-cases")]),
        ("Two-thirds of the relevant cases had a plan.", "2.2", [(None, "Two-thirds", "relevant-cases")]),
        ("Only half of respondents to our staff survey agreed.", "1.1", [(None, "half", "staff-survey")]),
        ("Most respondents (87 per cent) knew what to do.", "feedback", [(87, None, "people-surveyed")]),
        ("Advice was sound in 61 per cent of the court reports.", "2.1", [(61, None, "court-reports")]),
        ("Some 54 per cent of the practitioners we interviewed agreed.", "1.2", [(54, None, "practitioners-interviewed")]),
    ],
)  # fmt: skip
def test_find_percentages_reads_shares(
    text: str, section: str, expected: list[tuple[float | None, str | None, str]]
) -> None:
    """A share of a population that the words name is found, a proportion as printed."""
    mentions = find_percentages(text, section=section)
    assert [(m.percentage, m.fraction, m.population) for m in mentions] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Attrition was 8 per cent, and 32 per cent of the caseload were women.",
        "In 34 per cent of relevant cases (15 of 44) there was a plan.",
        "A third (16 out of 49) of relevant cases had one.",
        "They spent half of the time on other work; 20 per cent had left.",
    ],
)
def test_find_percentages_leaves_others(text: str) -> None:
    """A figure of the unit, the share beside a count and a share of nothing named are left."""
    assert find_percentages(text, section="2.2") == []
