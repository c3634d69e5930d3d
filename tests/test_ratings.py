"""Ratings: the table leads, whatever a converter made of its columns."""

from __future__ import annotations

import pytest

from findings_graph.extraction.ratings import find_ratings, is_statement
from findings_graph.facts import OverallRating
from findings_graph.reading.frameworks import load_frameworks
from report_text import RATINGS, placed, report

STANDARDS = ["1.1", "1.2", "1.3", "2.1", "2.2", "2.3", "2.4"]
EXPECTED = dict(zip(STANDARDS, ["requires-improvement"] * 3 + ["inadequate"] * 4, strict=True))


def ratings(**parts: str) -> tuple[OverallRating | None, dict[str, str]]:
    """Return the overall rating and each standard's of the invented report."""
    overall, standards = find_ratings(placed(report(**parts)), load_frameworks()["2023"])
    return overall, {rating.standard: rating.rating for rating in standards}


def columns() -> str:
    """Return the table read column by column."""
    rows = [line.split("\t") for line in RATINGS.splitlines() if "\t" in line]
    return "Ratings\n\n" + "\n\n".join([row[0] for row in rows] + [row[1] for row in rows]) + "\n"


@pytest.mark.parametrize(
    "table",
    [
        RATINGS,
        RATINGS.replace("\t", "        "),
        RATINGS.replace("\t", "\n\n"),
        "Ratings\n\n"
        + "".join(f"| {line} |\n" for line in RATINGS.replace("\t", " | ").splitlines()[2:]),
        RATINGS.replace("Leadership", "LeadershipRating").replace("1.2 ", "P 1.2. "),
        RATINGS.replace("Overall rating", "Ove\trall rating"),
        RATINGS.replace("Requires improvement", "REQUIRES\u00a0IMPROVEMENT"),
        columns(),
    ],
)
def test_ratings_come_from_the_table(table: str) -> None:
    """Tabs, spaces, lines, pipes, columns."""
    overall, standards = ratings(ratings=table)
    assert standards == EXPECTED
    assert overall is not None
    assert (overall.rating, overall.score, overall.maximum) == ("inadequate", 3, 21)


def test_ratings_have_their_evidence() -> None:
    """The row, and the score alone."""
    text = report()
    overall, standards = find_ratings(placed(text), load_frameworks()["2023"])
    assert overall is not None
    assert overall.score_evidence is not None
    spans = [overall.evidence, overall.score_evidence, standards[0].evidence]
    assert [text[span.start : span.end] for span in spans] == [
        "Overall rating\tInadequate",
        "3/21",
        "1.1 Leadership\tRequires improvement",
    ]


def test_ratings_lost_by_the_table_stand_under_the_heading() -> None:
    """On a line of their own."""
    table = RATINGS.replace("1.1 Leadership\tRequires improvement\n", "")
    leadership = "1.1 Leadership\n\nGood\n\nStrengths:\n\n• Leaders walked round.\n"
    assert ratings(ratings=table, leadership=leadership)[1] == EXPECTED | {"1.1": "good"}


def test_ratings_are_not_guessed() -> None:
    """A standard that no place rates has none; a word of praise is no rating."""
    table = RATINGS.replace("1.1 Leadership\tRequires improvement\n", "")
    leadership = "1.1 Leadership\n\nStrengths:\n\n• The work was good\n"
    expected = {number: rating for number, rating in EXPECTED.items() if number != "1.1"}
    assert ratings(ratings=table, leadership=leadership)[1] == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Tarnby Vale PDU has an overall rating of ‘Requires improvement’.",
        "We rated the unit’s work in the valley as ‘Requires improvement’ overall.",
    ],
)
def test_ratings_overall_may_stand_in_the_foreword(sentence: str) -> None:
    """Where the table has none."""
    overall, _ = ratings(ratings="", background=f"Foreword\n\n{sentence}\n")
    assert overall is not None
    assert (overall.rating, overall.score) == ("requires-improvement", None)


@pytest.mark.parametrize("text", ["on 3/21", "in 2020/21 the unit", "3/210", "13/2/21", "3/24"])
def test_ratings_take_no_other_fraction_for_the_score(text: str) -> None:
    """Dates, years, other maxima; the first is the odd one: nothing tells it from a score."""
    table = RATINGS.replace("Score 3/21", text)
    overall, _ = ratings(ratings=table)
    assert overall is not None
    assert overall.score == (3 if text == "on 3/21" else None)


def test_ratings_statement_of_a_standard_is_known() -> None:
    """Its own words, nearly all of them; not a finding that shares some."""
    framework = load_frameworks()["2023"]
    statement = next(standard.statement for standard in framework.standards if standard.statement)
    assert is_statement(statement, framework)
    assert not is_statement("Leaders walked round every office each month.", framework)
    assert not is_statement(
        f"{statement} Staff said that they saw little of it in the week.", framework
    )
