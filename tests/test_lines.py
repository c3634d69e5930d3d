"""Lines: what stands on one, and what stood before it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from findings_graph.reading.lines import split_lines


def test_lines_know_blank_lines_and_pages() -> None:
    """A blank line sets off the next; a form feed opens a page without setting off."""
    lines = split_lines("one\n\n  two \n\f three\n\fx")
    assert [(line.text, line.blank_before, line.page_before) for line in lines] == [
        ("one", True, False),
        ("two", True, False),
        ("three", False, True),
        ("x", False, True),
    ]


def test_lines_start_where_their_text_does() -> None:
    """Offsets leave out the white space around."""
    (line,) = split_lines("\n\t  ab c \u00a0\n")
    assert (line.start, line.end) == (4, 8)


@given(st.text(alphabet="ab \t\n\f\u00a0\u2028"))
def test_lines_stand_at_their_offsets(text: str) -> None:
    """Each line is the very slice, in order, and no word is lost."""
    lines = split_lines(text)
    assert [text[line.start : line.end] for line in lines] == [line.text for line in lines]
    assert "".join("".join(line.text for line in lines).split()) == "".join(text.split())
    ends = [0, *(line.end for line in lines)]
    assert all(line.start >= end for line, end in zip(lines, ends, strict=False))
