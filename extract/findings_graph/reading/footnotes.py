"""Footnotes: where their texts begin, and which bare figures in the text are their marks."""

from __future__ import annotations

import re
from dataclasses import dataclass

from findings_graph.reading.headings import recognise_heading
from findings_graph.reading.lines import Line

_SUPERSCRIPT_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_MARKED = (
    re.compile(r"<sup>(?:&</sup>lt;sup>)?\s*\[?(\d{1,3})\]?\s*</sup>\s*\S", re.IGNORECASE),
    re.compile(r"\$(?:</?sup>|[\^{}\\\s]|rm)*(\d{1,3})(?:</?sup>|[}\s])*\$\s*\S", re.IGNORECASE),
    re.compile(r"([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})\s*\S"),
)
_BRACKETED = re.compile(r"\\?\[\^?(\d{1,3})\\?\]:?\s+\S")
_GLUED = re.compile(
    r"(?:[a-zé’'”\")]|[^\W\d_][.,;:!?’'”\")]|[’'”\")\]%][.,;:!?])(\d{1,2})(?=[\s.,;:)’'”\"]|$)"
)
"""A figure glued to a word or its punctuation: the mark of a footnote, where there is one."""
_BARE = re.compile(r"(\d{1,2})(?:\s+(?=[^\W\d_]|[‘“'\"])|$)")


@dataclass(frozen=True, slots=True)
class Footnotes:
    """The footnotes of a report.

    Args:
        starts: index of a footnote's first line → its number.
        rest: indices of the lines after a number alone on its line, down to the page's end.
        bare: numbers printed with bare figures, whose marks are glued to words.
        bracketed: numbers printed as `[3]`.
    """

    starts: dict[int, int]
    rest: frozenset[int]
    bare: frozenset[int]
    bracketed: frozenset[int]


def find_footnotes(lines: list[Line], furniture: set[int]) -> Footnotes:
    """Find the lines on which footnote texts begin.

    A superscript or bracketed number at the start of a line opens a footnote. A bare figure opens
    one only where it goes on with the report's count (a few may have been lost) and the same figure
    was seen before, glued to a word (`rating1 for`), since the last footnote; or where it is the very
    next number and stands at a page's foot or right after another footnote. At a page's foot a figure
    that was seen glued opens one out of turn too.
    """
    starts: dict[int, int] = {}
    rest: set[int] = set()
    bare: set[int] = set()
    bracketed: set[int] = set()
    expected = 1
    glued: set[int] = set()  # figures glued to words since the last footnote
    for index, line in enumerate(lines):
        if index in furniture:
            continue
        number = _marked_number(line.text)
        if number is None and (match := _BRACKETED.match(line.text)):
            starts[index] = int(match[1])
            bracketed.add(int(match[1]))
        elif number is None and (match := _BARE.match(line.text)):
            figure = int(match[1])
            near = expected <= figure <= expected + _MISSED
            foot = _foot_after(lines, furniture, index)
            out_of_turn = foot is not None and figure not in bare
            if (figure in glued and (near or out_of_turn)) or (
                figure == expected and (foot is not None or _follows_footnote(lines, starts, index))
            ):
                number = figure
                bare.add(number)
                rest.update(foot if foot and line.text.isdecimal() else ())
        if number is not None:
            starts[index] = number
            expected = number + 1
            glued.clear()
        glued.update(int(match[1]) for match in _GLUED.finditer(line.text))
    return Footnotes(starts, frozenset(rest), frozenset(bare), frozenset(bracketed))


def _marked_number(text: str) -> int | None:
    """Return the superscript number that opens a line."""
    for pattern in _MARKED:
        if match := pattern.match(text):
            return int(match[1].translate(_SUPERSCRIPT_DIGITS))
    return None


def _follows_footnote(lines: list[Line], starts: dict[int, int], index: int) -> bool:
    """Return whether only the lines of another footnote stand right before the line."""
    for before in range(index - 1, max(index - 1 - _MISSED, -1), -1):
        if before in starts:
            return True
        if lines[before].blank_before:
            return False
    return False


def _foot_after(lines: list[Line], furniture: set[int], index: int) -> range | None:
    """Return the lines between the line and its page's end; none where they are many or no plain text.

    A number alone on its line opens a footnote even without a blank line before it.
    """
    lone = lines[index].text.isdecimal()
    if not (lone or lines[index].blank_before):
        return None
    ends = (
        after
        for after in range(index + 1, min(index + _FOOT, len(lines)))
        if after in furniture or lines[after].page_before
    )
    end = next(ends, None)
    if end is None or (lone and end == index + 1):
        return None
    texts = [line.text for line in lines[index + 1 : end]]
    listed = any(
        text[0] in "•-*–" or text.endswith(("?", "%")) or recognise_heading(text) for text in texts
    )
    return None if listed else range(index + 1, end)


_MISSED = 4
"""How many footnotes in a row may have been lost."""
_FOOT = 9
"""The most lines of footnotes at the foot of a page."""
