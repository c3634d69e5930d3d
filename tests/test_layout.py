"""Layout: what a page break, a footnote or a blank line cut is one passage again."""

from __future__ import annotations

import time

import pytest

from findings_graph.reading.layout import is_quotation
from report_text import laid_out, shown

FIRST = "Leaders had met the courts and the police in each of the towns"
REST = "of the valley, and wrote to the council about the lack of rooms."


@pytest.mark.parametrize(
    "between",
    [
        "\n\n",
        "\n\n7\n\n\f",
        "\n\fInspection of probation services: Tarnby Vale PDU\n",
        "\n\n² A note on the towns.\n\n",
        "\n\n---\n\n",
    ],
)
def test_layout_mends_a_sentence(between: str) -> None:
    """It goes on in lower case, whatever cut it."""
    text = f"• {FIRST}{between}{REST}\n"
    assert [kept for kept in shown(text) if kept[0] != "footnote"] == [
        ("bullet", f"{FIRST} {REST}")
    ]


def test_layout_mends_a_sentence_before_a_capital() -> None:
    """A name may open the next page."""
    text = f"Strengths:\n\n• {FIRST}\n\n7\n\n\fTarnby and Ormside, and wrote to the council.\n"
    assert shown(text)[1] == ("bullet", f"{FIRST} Tarnby and Ormside, and wrote to the council.")


def test_layout_mends_a_second_sentence_of_a_bullet() -> None:
    """Between two bullets of a list a loose sentence belongs to the first."""
    text = "Strengths:\n\n• Staff were kind.\n\nPeople said so.\n\n• Rooms were warm.\n"
    assert shown(text)[1:] == [
        ("bullet", "Staff were kind. People said so."),
        ("bullet", "Rooms were warm."),
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Staff were kind.", "People came each week."),
        ("The unit should:", "visit homes"),
        ("Staff told us:", "we were heard"),
        ("Caseload of the unit", "People on probation were asked."),
    ],
)
def test_layout_leaves_paragraphs_apart(first: str, second: str) -> None:
    """A whole sentence, a lead-in, a short line that reads like a heading."""
    assert [text for _, text in shown(f"{first}\n\n{second}\n")] == [first, second]


def test_layout_joins_a_quotation_over_paragraphs() -> None:
    """Nothing closes it before."""
    text = "“They listened to me.\n\nThey found me a room.”\n\nStaff were kind.\n"
    assert shown(text) == [
        ("quote", "“They listened to me. They found me a room.”"),
        ("paragraph", "Staff were kind."),
    ]


def test_layout_leaves_a_lead_in_behind_an_item() -> None:
    """An item without a full stop does not swallow the next addressee."""
    item = "train every practitioner of the unit to plan for release with the prison"
    text = f"1. {item}\n\nHMPPS should see to it that:\n"
    assert shown(text) == [("item", item), ("paragraph", "HMPPS should see to it that:")]


def test_layout_keeps_words_quoted_at_the_start_of_a_wrapped_line() -> None:
    """They open a sentence of the paragraph, not a quotation."""
    lines = [
        "Practitioners in the unit met people on the day of their release,",
        "and went with them to the hostel, where a room had been kept free.",
        "“Kind” was the word that the people whom we met used most often of",
        "the practitioners, and they said it of those in every office.",
    ]
    assert shown("\n".join(lines)) == [("paragraph", " ".join(lines))]


def test_layout_gives_up_on_a_quotation_that_nothing_closes() -> None:
    """A forgotten mark does not swallow the rest of the report."""
    text = "“They listened.\n\n" + "Staff were kind and people came each week.\n\n" * 200
    assert len(shown(text)) > 100


@pytest.mark.parametrize(
    "text", ["“They listened.”", "“They listened”.", "'They listened.'", '"They listened."', "‘It’s ours, they said.’"]
)  # fmt: skip
def test_layout_knows_a_quotation(text: str) -> None:
    """Opened at the start, closed at the end."""
    assert is_quotation(text)


@pytest.mark.parametrize(
    "text", ["“They” listened.", "“Listen” and “learn”", "They said “listen.”", "“", "''", "‘Listen,’ they said, ‘now’"]
)  # fmt: skip
def test_layout_knows_no_quotation(text: str) -> None:
    """Words quoted inside a sentence."""
    assert not is_quotation(text)


def test_layout_takes_a_bare_question_for_a_heading() -> None:
    """Key questions head the prose of the 2021 framework."""
    question = "Do leaders drive the work of the unit well?"
    assert shown(f"{question}\n\nStaff were kind.\n")[0] == ("heading", question)


@pytest.mark.parametrize(
    "piece",
    ["a", "a a a ", "1/21 ", "1234567890", "*", "_ ", "“", "[", "[a](", "<sup>", "&amp;", "1\n", "a\f",
     "1 a\n", "| ", "a\t", "\n“a b", "- a\n", "Does x?\n", "word1 a\n"],
)  # fmt: skip
def test_layout_takes_hostile_text_in_its_stride(piece: str) -> None:
    """A long run of one thing takes no more than its length asks."""
    started = time.perf_counter()
    laid_out(piece * (60_000 // len(piece)))
    assert time.perf_counter() - started < 10
