"""The answers of a built graph beside the answers that a careful reader gives: read, paired, compared."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from findings_graph.asking.answers import answer
from findings_graph.asking.questions import find_question
from findings_graph.asking.store import open_graph
from findings_graph.asking.tables import write_csv

Row = dict[str, str]
Answers = dict[str, list[Row]]
"""Question → its rows, of one inspection or of several."""

QUESTIONS = (
    "inspections",
    "ratings",
    "key-questions",
    "annexe-questions",
    "recommendations",
    "recommendation-progress",
    "findings",
    "quotations",
    "statistics",
    "provisions",
    "places",
    "figures",
    "gaps",
)
ONCE = frozenset({"figures"})  # a figure that a report prints twice is one row of the expected file
COUNTED = (
    "statistics"  # the expected files hold counts; percentages without one are compared elsewhere
)
JUDGED = frozenset({"themes"})  # one reader's judgement: measured, never asserted equal


@dataclass(frozen=True, slots=True)
class Difference:
    """What two lists of answers do not share, each row as `column=value` of its filled columns."""

    missing: tuple[str, ...]
    extra: tuple[str, ...]

    def __str__(self) -> str:
        """One row a line, `-` for a missing one and `+` for one too many."""
        return "\n".join(
            [*(f"- {row}" for row in self.missing), *(f"+ {row}" for row in self.extra)]
        )


NONE = Difference((), ())


def expected_answers(folder: Path) -> Answers:
    """Read the expected answers of every inspection under a folder `expected`."""
    found: Answers = {question: [] for question in QUESTIONS}
    for inspection in sorted(path for path in folder.iterdir() if path.is_dir()):
        for question in QUESTIONS:
            text = (inspection / f"{question}.csv").read_text(encoding="utf8")
            found[question] += csv.DictReader(io.StringIO(text))
    return found


def graph_answers(folder: Path) -> Answers:
    """Ask a built graph the same questions, printed as the command prints them."""
    graph = open_graph(folder)
    return {
        question: list(
            csv.DictReader(io.StringIO(write_csv(answer(find_question(question), graph))))
        )
        for question in QUESTIONS
    }


def compare(question: str, expected: list[Row], actual: list[Row]) -> Difference:
    """Compare two answers of a question, order apart; themes and judged polarity stay out.

    Of the statistics, those with a numerator: the sources of the examples mark counts only.
    """
    if question == COUNTED:
        expected, actual = (
            [row for row in rows if row["numerator"]] for rows in (expected, actual)
        )
    left, right = (Counter(_printed(rows)) for rows in (expected, actual))
    if question in ONCE:
        left, right = Counter(set(left)), Counter(set(right))
    return Difference(
        tuple(sorted((left - right).elements())), tuple(sorted((right - left).elements()))
    )


def _printed(rows: list[Row]) -> Iterator[str]:
    for row in rows:
        judged = JUDGED | ({"polarity"} if row.get("polarity_source") == "text" else set())
        cells = (f"{name}={cell}" for name, cell in row.items() if cell and name not in judged)
        yield " | ".join(cells)


def paired_findings(expected: Answers, actual: Answers) -> list[tuple[Row, Row]]:
    """Pair the findings that both have, by inspection and identifier."""
    known = {(row["inspection"], row["finding"]): row for row in actual["findings"]}
    keys = [(row, (row["inspection"], row["finding"])) for row in expected["findings"]]
    return [(row, known[key]) for row, key in keys if key in known]


def polarity_agreement(pairs: list[tuple[Row, Row]]) -> float:
    """Share of the findings without a heading whose polarity is the reader's, of 1."""
    judged = [(mine, its) for mine, its in pairs if mine["polarity_source"] == "text"]
    return sum(mine["polarity"] == its["polarity"] for mine, its in judged) / len(judged)


def theme_agreement(pairs: list[tuple[Row, Row]]) -> tuple[float, float]:
    """Precision and recall of the themes against the reader's, over all findings together."""
    sets = [tuple(set(row["themes"].split("; ")) - {""} for row in pair) for pair in pairs]
    shared = sum(len(mine & its) for mine, its in sets)
    return shared / sum(len(its) for _, its in sets), shared / sum(len(mine) for mine, _ in sets)
