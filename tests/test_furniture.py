"""Page furniture: running headers, footers and page numbers are told from text."""

from __future__ import annotations

import pytest

from findings_graph.reading.furniture import find_furniture
from findings_graph.reading.lines import split_lines


def furniture(text: str) -> list[str]:
    """Return the lines of a text that are page furniture."""
    lines = split_lines(text)
    return [lines[index].text for index in sorted(find_furniture(lines))]


@pytest.mark.parametrize(
    "line",
    [
        "Inspection of probation services: Tarnby Vale PDU",
        "**Inspection of probation services in: Tarnby Vale PDU**",
        "Page 3 of 40",
        "Page 12",
        "Back to top",
        "Skip to main content",
        "---",
        "* * *",
        "=======",
    ],
)
def test_furniture_is_known_by_its_form(line: str) -> None:
    """Such a line is furniture wherever it stands."""
    assert furniture(f"Staff were kind.\n{line}\nPeople came.") == [line]


@pytest.mark.parametrize(
    "line",
    [
        "An inspection of probation services in: Tarnby Vale PDU",
        "12",
        "The inspection of probation services was short.",
        "Menu of services",
        "* Staff were kind.",
        "Page 3 of the plan said so.",
    ],
)
def test_furniture_leaves_text(line: str) -> None:
    """A title, a figure in a table, a sentence."""
    assert furniture(f"Staff were kind.\n{line}\nPeople came.") == []


def test_furniture_is_what_recurs_at_page_edges() -> None:
    """A running header recurs, its page number counting; other first lines do not."""
    header = [
        f"HMIP Tarnby {n}\nWork {word} was done.\nIt {word}.\n{word}." for n, word in pages_of(4)
    ]
    assert furniture("\f".join(header)) == [f"HMIP Tarnby {n}" for n in range(4)]
    inside = [
        f"{word} Tarnby {n}\nWork {word}.\nHMIP\nIt {word}.\n{word}." for n, word in pages_of(4)
    ]
    assert furniture("\f".join(inside)) == []


def pages_of(count: int) -> list[tuple[int, str]]:
    """Return page numbers, each with a word of its own."""
    return list(enumerate(["here", "there", "above", "below", "beside"][:count]))


def test_furniture_spares_headings_and_ratings_at_page_edges() -> None:
    """`Areas for improvement:` opens many pages without being a header."""
    pages = [
        f"Areas for improvement:\nWork {word} was poor.\nMore {word}.\nGood"
        for _, word in pages_of(5)
    ]
    assert furniture("\f".join(pages)) == []


def test_furniture_has_page_numbers_at_page_edges_only() -> None:
    """A number beside a form feed or at the end is one; between lines of text it may be a cell."""
    text = "One.\nTwo.\n3\n\fThree.\n66\nFour.\nFive.\n4"
    assert furniture(text) == ["3", "4"]


def test_furniture_has_numbers_that_count_up_a_page_apart() -> None:
    """Where form feeds were lost, the count tells; four in a row at least."""
    page = "One.\n\nTwo.\n\nThree.\n\nFour.\n\n"
    counted = "".join(f"{page}{number}\n\n" for number in range(7, 11))
    assert furniture(counted + page) == ["7", "8", "9", "10"]
    few = "".join(f"{page}{number}\n\n" for number in range(7, 10))
    assert furniture(few + page) == []
    assert furniture(f"{counted}{page}\fOne.\n") == []
    column = "".join(f"{number}\n" for number in range(7, 12))
    assert furniture(page + column + page) == []
