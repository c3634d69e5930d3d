"""Physical lines of a report, with what can be told from one line and its neighbours."""

from __future__ import annotations

import re
from dataclasses import dataclass

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

    A text is wrapped when next to none of its characters stand on lines longer than 200 characters:
    paragraphs of these reports run to several hundred. The width is the 95th percentile of the lines
    of at least 60 characters.
    """
    lengths = sorted(len(line.text) for line in lines)
    if not lengths:
        return None
    total = sum(lengths)
    long = sum(length for length in lengths if length > 200)
    if long * 10 > total:
        return None
    full = [length for length in lengths if length >= 60]
    return full[int(len(full) * 0.95)] if len(full) > 5 else None
