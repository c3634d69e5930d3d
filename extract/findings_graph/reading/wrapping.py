"""Hard-wrapped text: whether it is, how wide, and whether a line ended for want of room.

A line that ends a sentence may end its paragraph, or may just be full. Where no blank line tells, the
next line's first word does: had it fitted, the break was meant. Pages are set in proportional type, so
width is measured in characters or in the widths of a sans-serif face, whichever explains the text.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass

from findings_graph.reading.lines import Line
from findings_graph.rule_files import load_rules

_WIDEST = 200
"""Characters that no line of a printed page has."""
_FULLER = 50
"""Characters from which a line is taken for one of running text."""
_GOING_ON = 0.2
"""The share of such lines that go on in lower case, from which the text is taken for wrapped."""
_SLACK = 0.985
"""The share of the limit up to which a line is taken to have had room."""
_INDENT = 0.7
"""The share of the limit that a list's lines have, which are set in."""
_FULL = 0.82
"""The share of the limit from which a line counts as full."""


@dataclass(frozen=True, slots=True)
class Wrap:
    """How a text is wrapped: a measure of a line's width, and the width of a full line."""

    measure: Callable[[str], float]
    limit: float

    def fits(self, before: str, after: str, *, in_list: bool = False) -> bool:
        """Return whether the first word of `after` had found room on the line `before`."""
        share = _INDENT if in_list else _SLACK
        return self.measure(f"{before} {_first_word(after)}") <= self.limit * share

    def is_full(self, text: str) -> bool:
        """Return whether a line is about as long as lines get."""
        return self.measure(text) >= self.limit * _FULL


def find_wrap(lines: list[Line]) -> Wrap | None:
    """Return how the text is hard-wrapped, or none where a paragraph is one line.

    In wrapped text a line is mostly followed, without a blank line between, by one that goes on in
    lower case; where a paragraph is one line that hardly ever happens, and many characters stand on
    lines longer than any page is wide.
    """
    lengths = [len(line.text) for line in lines]
    if sum(length for length in lengths if length > _WIDEST) * 10 > sum(lengths):
        return None
    longer = [index for index, line in enumerate(lines[:-1]) if len(line.text) >= _FULLER]
    wraps = [
        (lines[index].text, lines[index + 1].text) for index in longer if _goes_on(lines[index + 1])
    ]
    if not longer or len(wraps) < _GOING_ON * len(longer):
        return None
    found = []
    for measure in (_characters, _glyphs):
        widths = sorted(measure(before) for before, _ in wraps)
        limit = widths[int((len(widths) - 1) * 0.98)]
        wrap = Wrap(measure, limit)
        found.append((sum(wrap.fits(before, after) for before, after in wraps), wrap))
    return min(found, key=lambda entry: entry[0])[1]


def _goes_on(line: Line) -> bool:
    return not line.blank_before and not line.page_before and line.text[0].islower()


def _first_word(text: str) -> str:
    return text.split(maxsplit=1)[0]


def _characters(text: str) -> float:
    return float(len(text))


def _glyphs(text: str) -> float:
    widths, other = _glyph_widths()
    return float(sum(widths.get(char, other) for char in text))


@functools.cache
def _glyph_widths() -> tuple[dict[str, int], int]:
    rules = load_rules("glyphs")
    widths = {char: int(width) for width, chars in rules["widths"].items() for char in chars}
    return widths, int(rules["other"])
