"""Hard-wrapped lines: known as such, with their width."""

from __future__ import annotations

import textwrap

from findings_graph.reading.lines import split_lines
from findings_graph.reading.wrapping import find_wrap

WORDS = (
    "Practitioners in the unit met people on the day of their release and took them to the hostel, "
    "where a worker had kept a room. They went to the job centre together later in the same week, "
    "and then saw the surgery about a prescription that had run out while the man was in custody. "
)


def test_wrapping_is_found_in_wrapped_text() -> None:
    """The limit is about the width that the text was wrapped at."""
    wrap = find_wrap(split_lines(textwrap.fill(WORDS * 4, 70)))
    assert wrap is not None
    assert not wrap.fits("x" * 66, "hostel, where")
    assert wrap.fits("x" * 30, "hostel, where")
    assert wrap.is_full("Practitioners in the unit met people on the day of their release and")


def test_wrapping_is_none_where_a_paragraph_is_a_line() -> None:
    """Long lines, and short ones set apart."""
    assert find_wrap(split_lines("\n\n".join([WORDS] * 6))) is None
    assert find_wrap(split_lines("Staff were kind.\n\nPeople came.\n")) is None
    assert find_wrap([]) is None


def test_wrapping_is_none_for_one_cut_paragraph() -> None:
    """One cut among many whole paragraphs does not make a text wrapped."""
    cut = "Practitioners met people on the day of their release and\nthen took them home.\n\n"
    assert find_wrap(split_lines(cut + "\n\n".join([WORDS] * 6))) is None
