"""Blocks: lines grouped as headings, bullets, items, rows, footnotes and paragraphs."""

from __future__ import annotations

import textwrap

import pytest

from findings_graph.reading.blocks import is_terminal
from report_text import shown

LONG = (
    "Practitioners in the unit met people on the day of their release and took them to the hostel, "
    "where a worker had kept a room for each of them since the hearing."
)
WRAPPED = textwrap.fill(LONG, 60)


@pytest.mark.parametrize(
    "text",
    ["kind.", "kind?", "kind.1", "kind.<sup>2</sup>", "kind.”", "kind).", "kind:", "kind.[3]", "kind. Good"],
)  # fmt: skip
def test_blocks_know_the_end_of_a_sentence(text: str) -> None:
    """Footnote marks, closing marks and a glued rating aside."""
    assert is_terminal(text)


@pytest.mark.parametrize("text", ["kind", "kind,", "kind;", "kind (see", "12", ""])
def test_blocks_know_an_unfinished_sentence(text: str) -> None:
    """Near misses."""
    assert not is_terminal(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("• Staff were kind.", [("bullet", "Staff were kind.")]),
        ("•\n\nStaff were kind.", [("bullet", "Staff were kind.")]),
        ("> - Staff were kind.", [("bullet", "Staff were kind.")]),
        ("2. visit homes", [("item", "visit homes")]),
        ("2.\nvisit homes", [("item", "visit homes")]),
        ("- 2. visit homes", [("item", "visit homes")]),
        ("2.\tvisit homes", [("item", "visit homes")]),
        ("# Our work", [("heading", "Our work")]),
        ("P 1.2\nStaffing", [("heading", "P 1.2 Staffing")]),
        ("1.2\n\nStaffing", [("heading", "1.2 Staffing")]),
        ("Caseload\t1,204", [("row", "Caseload\t1,204")]),
        ("| Caseload | 1,204 |\n|---|---|", [("row", "Caseload\t1,204")]),
        ("Caseload      1,204", [("row", "Caseload\t1,204")]),
        ("Vacancies      12%", [("row", "Vacancies\t12%")]),
        ("45%", [("row", "45%")]),
        ("Requires improvement", [("row", "Requires improvement")]),
        ("Staff were   kind.", [("paragraph", "Staff were kind.")]),
        ("45% of them came.", [("paragraph", "45% of them came.")]),
        ("Good work was done.", [("paragraph", "Good work was done.")]),
    ],
)
def test_blocks_are_told_apart(text: str, expected: list[tuple[str, str]]) -> None:
    """One line, or the lines that make one thing."""
    assert shown(text) == expected


def test_blocks_join_wrapped_lines() -> None:
    """A paragraph and a bullet are each one passage, however the lines fall."""
    text = f"{WRAPPED}\n\n• {WRAPPED}\n"
    assert shown(text) == [("paragraph", LONG), ("bullet", LONG)]


def test_blocks_keep_wrapped_bullets_apart() -> None:
    """Without blank lines between, each mark opens a bullet."""
    text = "".join(textwrap.fill(f"• {LONG}", 60) + "\n" for _ in range(3))
    assert shown(text) == [("bullet", LONG)] * 3


def test_blocks_take_a_dash_inside_a_wrapped_sentence_for_punctuation() -> None:
    """A wrapped line that opens with a dash goes on with its sentence."""
    lines = WRAPPED.splitlines()
    text = "\n".join([lines[0], f"– {lines[1]}", *lines[2:], "", WRAPPED])
    assert len(shown(text)) == 2


def test_blocks_take_a_heading_word_inside_a_wrapped_sentence_for_text() -> None:
    """The last word of a wrapped paragraph may read like a heading."""
    text = f"{WRAPPED}\n\nWhat the unit had not done since May was to act on any of the\nrecommendations\n\n{WRAPPED}"
    assert ("heading", "recommendations") not in shown(text)


def test_blocks_end_a_label_cut_by_its_cells() -> None:
    """The rest of a row's label stands on the line after the row."""
    text = "Average days lost to sickness      12.4\nby each member of staff\n"
    assert [kind for kind, _ in shown(text)] == ["row", "row"]
