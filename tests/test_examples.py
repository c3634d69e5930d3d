"""The example reports, built and asked: the whole answers that a careful reader gives, and nothing else.

Of the statistics, counts alone are compared: percentages without a count are compared on the real reports.

Themes, and the polarity of a finding that stands under no heading, are one reader's judgement: their
agreement is printed and must not fall below a floor.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from example_answers import (
    NONE,
    QUESTIONS,
    Answers,
    compare,
    expected_answers,
    graph_answers,
    paired_findings,
    polarity_agreement,
    theme_agreement,
)

EXPECTED = Path(__file__).resolve().parent / "examples" / "expected"
INSPECTIONS = sorted(path.name for path in EXPECTED.iterdir() if path.is_dir())
POLARITY_FLOOR = 0.75
THEME_PRECISION_FLOOR, THEME_RECALL_FLOOR = 0.6, 0.6


@pytest.fixture(scope="session")
def expected() -> Answers:
    """Return what a careful reader answers of the example reports."""
    return expected_answers(EXPECTED)


@pytest.fixture(scope="session")
def answers(example_graph: Path) -> Answers:
    """Return what the graph of the example reports answers."""
    return graph_answers(example_graph)


def test_every_example_report_is_an_inspection_of_its_own(answers: Answers) -> None:
    """The graph holds the inspections that have expected answers, and no other."""
    assert [row["inspection"] for row in answers["inspections"]] == INSPECTIONS


@pytest.mark.parametrize("question", QUESTIONS)
def test_answer_is_the_careful_reader_s(question: str, expected: Answers, answers: Answers) -> None:
    """Every row that a careful reader expects is answered, and no other."""
    difference = compare(question, expected[question], answers[question])
    assert difference == NONE, f"{question}:\n{difference}"


def test_answer_has_the_columns_of_the_expected_file(answers: Answers, expected: Answers) -> None:
    """Columns and their order are those of the design."""
    columns = {question: [*rows[0]] for question, rows in expected.items()}
    assert {question: [*rows[0]] for question, rows in answers.items()} == columns


def test_polarity_of_text_mostly_agrees_with_a_reader(expected: Answers, answers: Answers) -> None:
    """Where no heading says whether a finding is good or bad, the text's polarity is mostly the reader's."""
    share = polarity_agreement(paired_findings(expected, answers))
    print(f"polarity of the text agrees with one reader in {share:.0%} of the findings")  # noqa: T201
    assert share >= POLARITY_FLOOR


def test_themes_mostly_agree_with_a_reader(expected: Answers, answers: Answers) -> None:
    """The themes of findings are mostly those that one reader gave."""
    precision, recall = theme_agreement(paired_findings(expected, answers))
    print(f"themes agree with one reader: precision {precision:.0%}, recall {recall:.0%}")  # noqa: T201
    assert (precision >= THEME_PRECISION_FLOOR, recall >= THEME_RECALL_FLOOR) == (True, True)


def test_compare_names_what_is_missing_and_what_is_too_much() -> None:
    """A comparison that could not fail would prove nothing."""
    one = {"inspection": "a-2024", "kind": "court", "name": "A Crown Court", "code": ""}
    two = {**one, "code": "112"}
    difference = compare("places", [one, one], [one, two])
    assert (difference.missing, difference.extra) == (
        ("inspection=a-2024 | kind=court | name=A Crown Court",),
        ("inspection=a-2024 | kind=court | name=A Crown Court | code=112",),
    )
