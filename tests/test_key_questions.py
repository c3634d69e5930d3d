"""Key questions: known by their words, with the percentage beside, behind or inside them."""

from __future__ import annotations

import pytest

from findings_graph.extraction.key_questions import find_annexe_questions, find_key_questions
from findings_graph.reading.frameworks import load_frameworks
from report_text import placed

FRAMEWORK = load_frameworks()["2023"]
QUESTIONS = [question.wording for question in FRAMEWORK.standards[3].questions]


def scores(text: str) -> list[float]:
    """Return the percentages of the standard Assessment's key questions."""
    found = find_key_questions(placed(f"2.1 Assessment\n\n{text}\n"), FRAMEWORK)
    assert [score.number for score in found] == sorted(score.number for score in found)
    return [score.percentage for score in found]


def table(between: str, end: str, questions: list[str] = QUESTIONS) -> str:
    """Return a table of the questions, 41, 52 and 63 per cent."""
    cells = zip(questions, ("41%", "52.5%", "63 per cent"), strict=True)
    return "".join(f"{question}{between}{cell}{end}" for question, cell in cells)


@pytest.mark.parametrize(
    "text",
    [
        table("\t", "\n"),
        table("\n\n", "\n\n"),
        table("      ", "\n"),
        "Key question\tPercentage ‘Yes’\n" + table("\t", "\n"),
        "\n\n".join([*QUESTIONS, "Percentage ‘Yes’", "41%", "52.5%", "63%"]),
        "".join(f"| {row} |\n" for row in table(" | ", "\n").splitlines()),
        table("\t", "\n", [question.replace(" on ", " on\n", 1) for question in QUESTIONS]),
        table("¹\t", "\n\n¹ A note on the score, which is 12%.\n\n"),
    ],
)
def test_key_questions_have_their_percentage(text: str) -> None:
    """Whatever a converter made of the table."""
    assert scores(text) == [41.0, 52.5, 63.0]


def test_key_questions_may_hold_their_percentage() -> None:
    """Where a converter read the table line by line."""
    words = QUESTIONS[0].split()
    text = f"{' '.join(words[:4])}      41%\n{' '.join(words[4:])}\n"
    assert scores(text) == [41.0]


def test_key_questions_may_follow_their_percentage_on_the_next_page() -> None:
    """A page break parts the last row: its cell at the foot of one page, its question at the head of the next."""
    first, second, third = QUESTIONS
    broken = f"{first}\t41%\n{second}\t52.5%\n63%\n\n2\n\x0c{third}\n\nText of the section follows here.\n"
    assert scores(broken) == [41.0, 52.5, 63.0]
    assert scores(f"41%\n\n{first}\n\n52.5%\n\n{second}\n\n63%\n\n{third}\n") == [41.0, 52.5, 63.0]
    assert scores(f"{first}\t41%\n{second}\t52.5%\n{third}\n") == [41.0, 52.5]
    assert scores(f"The lowest was 27%.\n\n{first}\n{second}\t52.5%\n{third}\t63%\n") == [
        52.5,
        63.0,
    ]


def test_key_questions_may_have_lost_a_hyphen() -> None:
    """Two words as one, as `pdftotext` joins `decision-making` at a line end."""
    words = QUESTIONS[0].split()
    text = " ".join([*words[:3], words[3] + words[4], *words[5:]])
    assert scores(f"{text}\t41%\n") == [41.0]


@pytest.mark.parametrize(
    "text",
    [
        f"{QUESTIONS[0]}\n\nIn all, 41% of the plans were good.\n\n{QUESTIONS[1]}\n",
        f"{QUESTIONS[0]}\n\n{QUESTIONS[1]}\n\n41%\n",
        f"{' '.join(QUESTIONS[0].split()[:-1])}\t41%\n",
        "Does the unit listen?\t41%\n",
        "",
    ],
)
def test_key_questions_are_not_guessed(text: str) -> None:
    """A percentage in prose, columns that do not pair, a question cut short, another question."""
    assert scores(text) == []


def test_key_questions_evidence_is_the_row() -> None:
    """From the question's first word to its percentage."""
    text = f"2.1 Assessment\n\n{table(chr(9), chr(10))}"
    found = find_key_questions(placed(text), FRAMEWORK)
    spans = [text[score.evidence.start : score.evidence.end] for score in found]
    assert spans == [row.rstrip("?") for row in table("\t", "\n").splitlines()]


def annexe(text: str) -> list[tuple[str, int, str, float]]:
    """Return an annexe's questions."""
    found = find_annexe_questions(placed(f"Annexe 3: Data\n\n{text}\n"), FRAMEWORK)
    return [(score.standard, score.position, score.question, score.percentage) for score in found]


SUB = ["Does the plan name the risks?", "Is the person on probation heard?", "Was it timely?"]
EXPECTED = [("2.2", 1, SUB[0], 35.0), ("2.2", 2, SUB[1], 46.0), ("2.2", 3, SUB[2], 57.0)]


@pytest.mark.parametrize(
    "text",
    [
        "2.2 Planning\t% ‘Yes’\n" + "".join(f"{q}\t{n}%\n" for q, n in zip(SUB, (35, 46, 57), strict=True)),
        "2.2 Planning\n\n" + "\n\n".join([*SUB, "35%", "46%", "57%"]),
        "2.2 Planning\n\n" + "\n\n".join([SUB[0], "35%", SUB[1], "46%", SUB[2], "57%"]),
        "2.2 Planning\n\nDoes the plan      35%\nname the risks?\n" + "".join(
            f"{q}      {n}%\n" for q, n in zip(SUB[1:], (46, 57), strict=True)
        ),
    ],
)  # fmt: skip
def test_key_questions_of_an_annexe(text: str) -> None:
    """Sub-questions by standard, numbered in order."""
    assert annexe(text) == EXPECTED


def test_key_questions_that_head_a_group_are_passed_over() -> None:
    """A key question in an annexe has no percentage of its own."""
    heads = FRAMEWORK.standards[4].questions[0].wording
    assert annexe(f"2.2 Planning\n\n{heads}\n\n{SUB[0]}\n\n35%\n") == EXPECTED[:1]


def test_key_questions_of_an_annexe_need_its_standard() -> None:
    """A table of something else is none."""
    assert annexe("Caseload\n\nWas it timely?\t57%\n") == []
