"""Passages: every cleaned character leads back to the report."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from findings_graph.reading.passages import Passage, join_passages
from report_text import laid_out

PARTS = [
    "Staff were kind.",
    "• People came **often**.",
    "¹ A note.",
    "the plan¹ of the unit",
    "Caseload\t1,204",
    "Strengths:",
    "2. visit homes &amp; hostels",
    "\f",
    "“They listened.”",
    "which they did",
    "1.1 Leadership",
    "Inspection of probation services: Tarnby Vale PDU",
    "7",
]


def found(passage: Passage, words: str) -> tuple[int, int]:
    """Return the report's extent of words of a passage."""
    start = passage.text.index(words)
    return passage.span(start, start + len(words))


def test_passages_span_a_page_break() -> None:
    """The extent reaches over what stands between, the words themselves are the report's."""
    text = "• Leaders met the courts each\n\n7\n\n\fweek and the police each month.\n"
    (entry,) = laid_out(text)
    assert entry.passage.text == "Leaders met the courts each week and the police each month."
    start, end = found(entry.passage, "each week and")
    assert text[start:end] == "each\n\n7\n\n\fweek and"


def test_passages_span_is_the_very_word() -> None:
    """A word behind markup and entities."""
    text = "The **plan** &amp; the\u00a0_police_ met.\n"
    (entry,) = laid_out(text)
    for word in ("plan", "police", "met", "the"):
        start, end = found(entry.passage, word)
        assert text[start:end] == word


def test_passages_join_with_their_places() -> None:
    """Each part still leads to its own characters."""
    text = "Staff were kind.\n\nPeople came.\n"
    parts = [entry.passage for entry in laid_out(text)]
    whole = join_passages(parts, " ")
    assert whole.text == "Staff were kind. People came."
    start, end = found(whole, "kind. People")
    assert text[start:end] == "kind.\n\nPeople"
    assert (whole.kind, whole.start, whole.end) == ("paragraph", 0, len(text) - 1)


@given(st.lists(st.sampled_from(PARTS), max_size=12), st.sampled_from(["\n", "\n\n"]))
def test_passages_stand_in_the_report(parts: list[str], between: str) -> None:
    """Every passage has text, lies inside the report, and each of its letters is the report's."""
    text = between.join(parts)
    for entry in laid_out(text):
        passage = entry.passage
        assert passage.text.strip()
        assert 0 <= passage.start < passage.end <= len(text)
        for at, char in enumerate(passage.text):
            start, end = passage.span(at, at + 1)
            assert passage.start <= start < end <= passage.end
            if char.isalpha():
                assert text[start:end] == char


@pytest.mark.parametrize("end", ["\r\n", "\r"])
@given(st.lists(st.sampled_from(PARTS), max_size=12))
def test_passages_do_not_depend_on_line_ends(end: str, parts: list[str]) -> None:
    """Offsets count in the normalised text."""
    text = "\n".join(parts)
    assert laid_out(text.replace("\n", end)) == laid_out(text)
