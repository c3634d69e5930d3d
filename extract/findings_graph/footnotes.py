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
    one only where it is the next number in the report's count and the same figure was seen before,
    glued to a word (`rating1 for`), since the last footnote.
    """
    starts: dict[int, int] = {}
    bare: set[int] = set()
    bracketed: set[int] = set()
    expected, since = 1, 0
    for index, line in enumerate(lines):
        if index in furniture:
            continue
        number = next((int(m[1].translate(_SUPERSCRIPT_DIGITS)) for p in _MARKED if (m := p.match(line.text))), None)
        if number is not None:
            starts[index] = number
            expected, since = number + 1, index
            continue
        if match := _BRACKETED.match(line.text):
            starts[index] = int(match[1])
            bracketed.add(int(match[1]))
            continue
        match = _BARE.match(line.text)
        if match and int(match[1]) == expected and _mark_seen(lines[since:index], expected):
            starts[index] = expected
            bare.add(expected)
            expected, since = expected + 1, index
    return Footnotes(starts, frozenset(bare), frozenset(bracketed))


def _mark_seen(lines: list[Line], number: int) -> bool:
    """Return whether the figure stands glued to a word or its punctuation in these lines."""
    mark = re.compile(rf"(?:[a-zé’'”\")]|[^\W\d_][.,;:’'”\")]){number}(?=[\s.,;:)’'”\"]|$)")
    return any(mark.search(line.text) for line in lines)
