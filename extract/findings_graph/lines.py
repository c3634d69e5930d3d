"""Physical lines of a report, with what can be told from one line and its neighbours."""

from __future__ import annotations

import re
from dataclasses import dataclass

_WIDEST = 200
"""Characters that no line of a printed page has."""
_FULLER = 60
"""Characters from which a line is taken for one of running text."""
_GOING_ON = 0.2
"""The share of such lines that go on in lower case, from which the text is taken for wrapped."""
_LINE = re.compile(r"[^\n\f]*")


@dataclass(frozen=True, slots=True)
class Line:
    """One non-blank physical line.

    Args:
        start: first character that is not white space, in the normalised text.
        end: one past the last such character.
        text: those characters.
        blank_before: whether a blank line (or the start of the text) stands before it.
        page_before: whether a form feed stands between it and the line before.
    """

    start: int
    end: int
    text: str
    blank_before: bool
    page_before: bool


def split_lines(text: str) -> list[Line]:
    """Return the non-blank lines of `text` in order; form feeds end a line and open a page."""
    lines: list[Line] = []
    blank, page = True, False
    position, size = 0, len(text)
    while position <= size:
        match = _LINE.match(text, position)
        assert match is not None  # the pattern matches everywhere
        end = match.end()
        raw = text[position:end]
        body = raw.strip()
        if body:
            start = position + len(raw) - len(raw.lstrip())
            lines.append(Line(start, start + len(body), body, blank, page))
            blank, page = False, False
        elif position < size:
            blank = True
        if end < size and text[end] == "\f":
            page = True
            # A form feed opens a page at once; the line after it is not set off by a blank line.
        position = end + 1
    return lines


def wrap_width(lines: list[Line]) -> int | None:
    """Return the width at which the text is hard-wrapped, or none where a paragraph is one line.

    In wrapped text a full line is mostly followed, without a blank line between, by one that goes on
    in lower case; where a paragraph is one line that hardly ever happens, and many characters stand on
    lines longer than any page is wide. The width is the 95th percentile of the fuller lines.
    """
    lengths = sorted(len(line.text) for line in lines)
    if sum(length for length in lengths if length > _WIDEST) * 10 > sum(lengths):
        return None
    pairs = [
        (line, after)
        for line, after in zip(lines, lines[1:], strict=False)
        if len(line.text) >= _FULLER
    ]
    going_on = sum(
        not after.blank_before and not after.page_before and after.text[0].islower()
        for _, after in pairs
    )
    if not pairs or going_on < _GOING_ON * len(pairs):
        return None
    full = [length for length in lengths if length >= _FULLER]
    return full[int(len(full) * 0.95)]
