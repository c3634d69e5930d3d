"""Footnotes: where their texts begin, and which bare figures in the text are their marks."""

from __future__ import annotations

import re
from dataclasses import dataclass

from findings_graph.lines import Line

_SUPERSCRIPT_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_MARKED = (
    re.compile(r"<sup>(?:&</sup>lt;sup>)?\s*\[?(\d{1,3})\]?\s*</sup>\s*\S", re.IGNORECASE),
    re.compile(r"\$(?:</?sup>|[\^{}\\\s]|rm)*(\d{1,3})(?:</?sup>|[}\s])*\$\s*\S", re.IGNORECASE),
    re.compile(r"([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})\s*\S"),
)
_BRACKETED = re.compile(r"\\?\[\^?(\d{1,3})\\?\]:?\s+\S")
_BARE = re.compile(r"(\d{1,2})(?:\s+(?=[^\W\d_]|[‘“'\"])|$)")


@dataclass(frozen=True, slots=True)
class Footnotes:
    """The footnotes of a report.

    Args:
        starts: index of a footnote's first line → its number.
        bare: numbers printed with bare figures, whose marks are glued to words.
        bracketed: numbers printed as `[3]`.
    """

    starts: dict[int, int]
    bare: frozenset[int]
    bracketed: frozenset[int]


def find_footnotes(lines: list[Line], furniture: set[int]) -> Footnotes:
    """Find the lines on which footnote texts begin.

    A superscript or bracketed number at the start of a line opens a footnote. A bare figure opens
    one only where it goes on with the report's count (a few may have been lost) and the same figure
    was seen before, glued to a word (`rating1 for`), since the last footnote; or where it is the very
    next number and stands at a page's foot or right after another footnote.
    """
    starts: dict[int, int] = {}
    bare: set[int] = set()
    bracketed: set[int] = set()
    expected, since = 1, 0
    for index, line in enumerate(lines):
        if index in furniture:
            continue
        number = next(
            (
                int(m[1].translate(_SUPERSCRIPT_DIGITS))
                for p in _MARKED
                if (m := p.match(line.text))
            ),
            None,
        )
        if number is not None:
            starts[index] = number
            expected, since = number + 1, index
            continue
        if match := _BRACKETED.match(line.text):
            starts[index] = int(match[1])
            bracketed.add(int(match[1]))
            continue
        match = _BARE.match(line.text)
        if match is None:
            continue
        number = int(match[1])
        if (
            expected <= number <= expected + _MISSED and _mark_seen(lines[since:index], number)
        ) or (
            number == expected
            and (
                _at_page_foot(lines, furniture, index)
                or (since in starts and index - since <= _MISSED)
            )
        ):
            starts[index] = number
            bare.add(number)
            expected, since = number + 1, index
    return Footnotes(starts, frozenset(bare), frozenset(bracketed))


def _mark_seen(lines: list[Line], number: int) -> bool:
    """Return whether the figure stands glued to a word or its punctuation in these lines."""
    mark = re.compile(
        rf"(?:[a-zé’'”\")]|[^\W\d_][.,;:!?’'”\")]|[’'”\")\]%][.,;:!?]){number}(?=[\s.,;:)’'”\"]|$)"
    )
    return any(mark.search(line.text) for line in lines)


def _at_page_foot(lines: list[Line], furniture: set[int], index: int) -> bool:
    """Return whether only a few lines of plain text stand between the line and the page's end."""
    if not lines[index].blank_before:
        return False
    for after in range(index + 1, min(index + _FOOT, len(lines))):
        if after in furniture or lines[after].page_before:
            return after > index + 1 or not lines[index].text.isdecimal()
        if lines[after].text[0] in "•-*–" or lines[after].text.endswith(("?", "%")):
            return False
    return False


_MISSED = 4
"""How many footnotes in a row may have been lost."""
_FOOT = 9
"""The most lines of footnotes at the foot of a page."""
