"""Physical lines of a report, with what can be told from one line and its neighbours."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LINE = re.compile(r"[^\n\f\v\x85\u2028\u2029]*")


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
        elif text[end : end + 1] == "\n":  # nothing before a form feed is no blank line
            blank = True
        page = page or text[end : end + 1] == "\f"
        position = end + 1
    return lines
