"""Percentages and proportions of a population. All sentences are ours but the real test's."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from findings_graph.counts.populations import Sample
from findings_graph.extraction.inspection import extract
from findings_graph.reading.reader import read_source
from findings_graph.shares.percentages import find_percentages

TRUTH = Path(__file__).with_name("real") / "statistics.csv"


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
        ("Plans were sound in fewer than half (47 per cent) of cases.", "2.2", [(47, "fewer than half", "inspected-cases")]),
        ("Action was taken in half of cases when required (56 per cent).", "2.3", [(56, "half", "relevant-cases")]),
        ("Of the cases we inspected, 16 per cent had improved.", "2.4", [(16, None, "inspected-cases")]),
        ("Of the staff who answered our survey, 85 per cent agreed.", "1.2", [(85, None, "staff-survey")]),
        ("Most agreed: 74 per cent felt safe.", "feedback", [(74, None, "people-surveyed")]),
        ("Harm was missed in 26 per cent of our sample.", "2.1", [(26, None, "inspected-cases")]),
        ("Half of completed reviews were shared, and a third were signed.", "2.4", [(None, "Half", "relevant-cases"), (None, "a third", "relevant-cases")]),
        ("Checks, where needed, were made in 31 per cent of cases.", "2.1", [(31, None, "relevant-cases")]),
        ("Visits in 64 per cent of cases would have been appropriate.", "2.3", [(64, None, "inspected-cases")]),
        ("No check was made in 87 per cent of cases, though 26 per cent of reports told of violence.", "2.1", [(87, None, "court-reports"), (26, None, "court-reports")]),
        ("Plans were sound in just under a third of cases.", "2.2", [(None, "just under a third", "inspected-cases")]),
        ("Fewer than one in four respondents to our survey agreed.", "1.1", [(None, "Fewer than one in four", "staff-survey")]),
        ("Half of those surveyed agreed.", "feedback", [(None, "Half", "people-surveyed")]),
        ("In 44 per cent of cases plans were late, and in 12 per cent there was none.", "2.2", [(44, None, "inspected-cases"), (12, None, "inspected-cases")]),
        ("Work in licence cases was better, at 61 per cent.", "2.2", [(61, None, "inspected-cases")]),
        ("Plans were sound in 30 per cent of cases. For POs this rose to 45 per cent.", "2.2", [(30, None, "inspected-cases"), (45, None, "inspected-cases")]),
        ("Planning by POs was stronger (57% sufficient) than that of their PSO colleagues (32%).", "2.2", [(57, None, "inspected-cases"), (32, None, "inspected-cases")]),
        ("Most practitioners (61 per cent) had been away for it.", "2.3", [(61, None, "other")]),
        ("Pre-sentence checks were rare, at 13 per cent of cases.", "1.3", [(13, None, "court-reports")]),
    ],
)  # fmt: skip
def test_find_percentages_reads_shares(
    text: str, section: str, expected: list[tuple[float | None, str | None, str]]
) -> None:
    """A share of a population that the words name is found, a proportion as printed."""
    mentions = find_percentages(text, section=section)
    assert [(m.percentage, m.fraction, m.population) for m in mentions] == expected


def test_find_percentages_gives_grades_their_cases() -> None:
    """Where casework is judged, a grade of staff before a share stands for its cases; other staff leave a gap."""
    text = "Planning by POs was stronger (57% sufficient) than that of their PSO colleagues (32%)."
    assert [(m.subset, m.understood, m.counted) for m in find_percentages(text, section="2.2")] == [
        ("cases managed by POs", True, "Planning by POs was stronger"),
        ("cases managed by PSOs", True, "Planning by POs was stronger"),
    ]
    (mention,) = find_percentages("Most practitioners (61 per cent) were away.", section="2.3")
    assert not mention.understood
    assert find_percentages("Most of the PSOs (61 per cent) were new posts.", section="1.2") == []


@pytest.mark.parametrize(
    "text",
    [
        "Attrition was 8 per cent, and 32 per cent of the caseload were women.",
        "In 34 per cent of relevant cases (15 of 44) there was a plan.",
        "A third (16 out of 49) of relevant cases had one.",
        "Just over half of respondents, 18 out of 35, trusted them.",
        "They spent half of the time on other work; 20 per cent had left.",
    ],
)
def test_find_percentages_leaves_others(text: str) -> None:
    """A figure of the unit, the share beside a count and a share of nothing named are left."""
    assert find_percentages(text, section="2.2") == []


@pytest.mark.parametrize(
    ("text", "unclear"),
    [
        ("Checks with the council were rarer, at 36 per cent.", True),
        ("Checks with the council rose by 36 per cent.", False),
        ("Checks with the council took 36 per cent of the morning.", False),
        ("The rate of checks with the council was 36 per cent.", False),
        ("The PDU lay between 30 and 36 per cent.", False),
    ],
)
def test_find_percentages_marks_a_share_of_nothing_told(text: str, *, unclear: bool) -> None:
    """Neither a figure of the unit nor a share of something named: kept, as not understood."""
    mentions = find_percentages(text, section="2.1")
    assert [(m.percentage, m.population, m.understood) for m in mentions] == (
        [(36, "other", False)] if unclear else []
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("This stood out in licence cases, with this judged sound in 83 per cent of the cases.", "licence cases"),
        ("Work was poor in 35 per cent of the cases inspected pre-release.", "licence cases"),
        ("It was better in community cases, this is still too low (38 per cent).", "community cases"),
        ("This was done in 32 per cent of cases and was weaker in cases managed by PQiPs.", None),
    ],
)  # fmt: skip
def test_find_percentages_tells_the_part_of_the_population(text: str, expected: str | None) -> None:
    """The cases that the share is of; what a second verb says of others tells nothing."""
    assert [mention.subset for mention in find_percentages(text, section="2.2")] == [expected]


@pytest.mark.real
def test_report_statistics_are_those_of_a_careful_reader(reports: list[Path]) -> None:
    """Every count, percentage and proportion of the real reports, at its place, and nothing else."""
    with TRUTH.open(encoding="utf-8", newline="") as file:
        expected = [tuple(row.values()) for row in csv.DictReader(file)]
    actual: list[tuple[str, ...]] = []
    for path in sorted(reports):
        for one in extract(read_source(path)).statistics:
            share = None if one.percentage is None else f"{one.percentage:g}"
            place = one.evidence.start, one.evidence.end
            cells = one.section, *place, one.numerator, one.denominator, share, one.fraction
            printed = ["" if cell is None else str(cell) for cell in cells]
            actual.append((path.stem, *printed, one.population, one.subset or ""))
    assert actual == expected


@pytest.mark.parametrize(
    ("text", "section", "expected"),
    [
        ("Delivery was sufficient in 41 per cent of cases, down from 63 per cent in 2021.", "2.3", [(41, "inspected-cases"), (63, "other")]),
        ("Delivery was sufficient in 41 per cent of cases, down from 63 per cent.", "2.3", [(41, "inspected-cases"), (63, "other")]),
        ("Most staff in our survey felt supported (25 out of 33), up from 61 per cent in 2021.", "1.1", [(61, "other")]),
        ("Sentences began in time in 61 per cent of cases, compared with 48 per cent at our last inspection.", "2.3", [(61, "inspected-cases"), (48, "other")]),
        ("Sentences began in time in 61 per cent of cases, compared with 48 per cent in 2022.", "2.3", [(61, "inspected-cases"), (48, "other")]),
        ("In the last inspection 35 per cent of cases were sufficient; this time it was 52 per cent.", "2.1", [(35, "other"), (52, "inspected-cases")]),
        ("This fell from 63 per cent of cases in March 2021 to 41 per cent of cases.", "2.1", [(63, "other"), (41, "inspected-cases")]),
        ("Planning was sufficient in 60 per cent of cases (up from 40 per cent in the previous inspection).", "2.2", [(60, "inspected-cases"), (40, "other")]),
        ("Only 41 per cent of cases were sufficient, whereas in our 2021 inspection it was 63 per cent.", "2.2", [(41, "inspected-cases"), (63, "other")]),
        ("Contact had improved since the previous inspection: 48 per cent of cases were sufficient.", "2.3", [(48, "inspected-cases")]),
        ("Results were better than at the last inspection, with 48 per cent of cases sufficient.", "2.3", [(48, "inspected-cases")]),
        ("Planning was sufficient in 48 per cent of cases in 2024.", "2.2", [(48, "inspected-cases")]),
    ],
)  # fmt: skip
def test_shares_of_an_earlier_inspection_are_of_no_population_told(
    text: str, section: str, expected: list[tuple[float, str]]
) -> None:
    """What is set against an earlier year or inspection leaves a gap; what merely names one does not."""
    mentions = find_percentages(text, section=section, sample=Sample(year=2024))
    assert [(m.percentage, m.population) for m in mentions] == expected
    assert [m.population == "other" for m in mentions] == [not m.understood for m in mentions]
    assert not any(m.counted.endswith((" up", " down", " from")) for m in mentions)
