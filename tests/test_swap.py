"""The example reports under other names, with other numbers, bullets and headings: the facts follow."""

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
)
from findings_graph.graph.build import build_graph
from write_examples import write


@pytest.fixture(scope="session")
def swapped(tmp_path_factory: pytest.TempPathFactory) -> tuple[Answers, Answers]:
    """Return what a careful reader answers of the swapped reports, and what their graph answers."""
    folder = tmp_path_factory.mktemp("swapped")
    reports = write(folder, swap=True)
    assert build_graph(reports, folder / "graph").refused == ()
    return expected_answers(folder / "expected"), graph_answers(folder / "graph")


@pytest.mark.parametrize("question", QUESTIONS)
def test_answer_follows_what_was_swapped(question: str, swapped: tuple[Answers, Answers]) -> None:
    """Other names, numbers, bullets and heading styles give the other answers, and no old one."""
    expected, actual = swapped
    difference = compare(question, expected[question], actual[question])
    assert difference == NONE, f"{question}:\n{difference}"


def test_swapped_answers_differ_from_the_originals(swapped: tuple[Answers, Answers]) -> None:
    """The swap changes what the reports state: no inspection, finding or place keeps its row."""
    originals = expected_answers(Path(__file__).resolve().parent / "examples" / "expected")
    kept = {
        question: [row for row in swapped[0][question] if row in originals[question]]
        for question in QUESTIONS
    }
    assert kept == {question: [] for question in QUESTIONS}
