"""One report as six other converters write it: the answers are those of the plain text."""

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

EXAMPLES = Path(__file__).resolve().parent / "examples"
PLAIN = "pellbridge-and-morrowdale-2024"
CONVERSIONS = sorted(EXAMPLES.glob("conversions/*.txt"))


@pytest.fixture(scope="session")
def plain() -> Answers:
    """Return what a careful reader answers of the plain text."""
    answers = expected_answers(EXAMPLES / "expected")
    return {
        question: [row for row in rows if row["inspection"] == PLAIN]
        for question, rows in answers.items()
    }


@pytest.fixture(scope="session", params=CONVERSIONS, ids=lambda path: path.stem)
def conversion(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Answers:
    """Return what the graph of one conversion answers."""
    out = tmp_path_factory.mktemp("conversion") / "graph"
    assert build_graph([request.param], out).refused == ()
    return graph_answers(out)


def test_conversion_answers_as_the_plain_text(conversion: Answers, plain: Answers) -> None:
    """No fact depends on the converter: the same rows of every question."""
    differences = {name: compare(name, plain[name], conversion[name]) for name in QUESTIONS}
    found = "\n".join(f"{name}:\n{it}" for name, it in differences.items() if it != NONE)
    assert found == ""


def test_there_are_six_conversions() -> None:
    """A folder that is empty would let every comparison pass."""
    assert [path.name for path in CONVERSIONS] == [
        "broken.txt",
        "markdown-tables.txt",
        "pandoc-plain.txt",
        "pdftotext-layout.txt",
        "pdftotext.txt",
        "web-page.txt",
    ]
