"""Footnotes: their texts leave the paragraphs, their marks leave the words."""

from __future__ import annotations

import pytest

from findings_graph.reading.footnotes import find_footnotes
from findings_graph.reading.lines import split_lines
from report_text import shown


def footnotes(text: str) -> list[tuple[str, int]]:
    """Return the first line of each footnote with its number."""
    lines = split_lines(text)
    found = find_footnotes(lines, set())
    return [(lines[index].text, number) for index, number in sorted(found.starts.items())]


@pytest.mark.parametrize(
    "line",
    [
        "<sup>3</sup> A register of risk.",
        "<sup>[3]</sup> A register of risk.",
        "³ A register of risk.",
        "$^{3}$ A register of risk.",
        "[3] A register of risk.",
        "[^3]: A register of risk.",
        "\\[3\\] A register of risk.",
    ],
)
def test_footnotes_are_known_by_their_marked_number(line: str) -> None:
    """Superscripts and brackets of every converter."""
    assert footnotes(f"Staff were kind.\n\n{line}\n\nMore.") == [(line, 3)]


@pytest.mark.parametrize(
    "line", ["3 offices were shut.", "[see annexe] Staff", "2021 was hard.", "<sup>a</sup> Staff"]
)
def test_footnotes_are_no_lines_that_open_with_a_figure(line: str) -> None:
    """A sentence may open with a number."""
    assert footnotes(f"Staff were kind.\n\n{line}\n\nMore.") == []


def test_footnotes_with_bare_figures_need_their_mark() -> None:
    """`rating1` announces `1 …`; the same figure in a sentence of its own does not."""
    text = "The plan1 was new.\n\n1 A plan of work.\n\nIt held.\n\n2 rooms were shut in May."
    assert footnotes(text) == [("1 A plan of work.", 1)]


def test_footnotes_in_a_row_count_on() -> None:
    """At a page's foot the second follows the first though its mark was lost."""
    text = "The plan1 was new.\n\n1 A plan of work.\n2 A register of risk.\n"
    assert footnotes(text) == [("1 A plan of work.", 1), ("2 A register of risk.", 2)]


def test_footnotes_leave_the_paragraph_that_they_cut() -> None:
    """A sentence goes on behind the footnote; its mark is dropped, other figures stay."""
    text = (
        "Leaders had written a plan1 for the whole of the unit that told each of the\n\n"
        "1 A plan of work.\n\n"
        "teams what to do in 2024, and 9 of the 12 teams did it.\n"
    )
    assert shown(text) == [
        (
            "paragraph",
            "Leaders had written a plan for the whole of the unit that told each of the teams what to do in 2024, and 9 of the 12 teams did it.",
        ),
        ("footnote", "1 A plan of work."),
    ]


def test_footnotes_marks_without_a_footnote_stay() -> None:
    """A figure glued to a word is a mark only where the report has that footnote."""
    assert shown("The MAPPA2 panel met each week.\n") == [
        ("paragraph", "The MAPPA2 panel met each week.")
    ]


def test_footnotes_may_have_their_number_alone_on_a_line() -> None:
    """As `pdftotext` writes small figures: what stands below, down to the page's end, is theirs."""
    text = (
        "Leaders had written a plan1 for the whole of the unit that told each\n"
        "1\n\n\nA plan of work that each of the teams of the valley wrote in May.\n"
        "It was short.\n\n7\n\n\fof the teams what to do.\n"
    )
    assert shown(text)[0] == (
        "paragraph",
        "Leaders had written a plan for the whole of the unit that told each of the teams what to do.",
    )
    assert [kind for kind, _ in shown(text)] == ["paragraph", "footnote"]
