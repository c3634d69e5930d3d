"""Page furniture: running headers, footers and page numbers, which belong to no passage."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from findings_graph.reading.blocks import RATING
from findings_graph.reading.headings import recognise_heading
from findings_graph.reading.lines import Line

_RUNNING = re.compile(
    r"^[#*_\s]*inspection of probation services\s*(?:in)?\s*:.{2,90}$", re.IGNORECASE
)
_PAGE_NUMBER = re.compile(r"^(?:page\s+)?\d{1,3}(?:\s+of\s+\d{1,3})?$", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{3}")
_DIGITS = re.compile(r"\d+")
_WEB = re.compile(
    r"^(?:skip to (?:main )?content|back to top|print this page|menu|share)$", re.IGNORECASE
)
_RULE = re.compile(r"^(?:\\?[_*=~-]\s*){1,}$")
_EDGE = 2
"""How many lines at a page's top and bottom may be furniture."""
_PAGE_LINES = 4
"""The fewest lines that a page has."""
_PAGE_RUN = 4
"""How many numbers must count up before they are taken for page numbers."""


def find_furniture(lines: list[Line]) -> set[int]:
    """Return the indices of the lines that are page furniture.

    Running headers are known by their form, or as lines that recur (figures aside) at the edges of
    pages where form feeds mark those. A bare number is a page number only beside a page's edge: beside
    a form feed, the end of the text or a running header; elsewhere it may be a cell or a footnote.
    """
    found = {
        index
        for index, line in enumerate(lines)
        if _WEB.match(line.text)
        or _RULE.match(line.text)
        or (_RUNNING.match(line.text) and not line.text.lower().startswith("an "))
    }
    found |= _recurring_edges(lines)
    return found | _page_numbers(lines, found) | _counting_numbers(lines)


def _recurring_edges(lines: list[Line]) -> set[int]:
    """Return lines at page edges whose text, figures aside, stands at the same edge of several pages."""
    starts = [0, *(index for index, line in enumerate(lines) if line.page_before), len(lines)]
    pages = [range(first, last) for first, last in pairwise(starts) if last > first]
    if len(pages) < 3:
        return set()
    edges: list[tuple[str, int]] = []
    for page in pages:
        for place in {*page[:_EDGE], *page[-_EDGE:]}:
            shape = _DIGITS.sub("#", lines[place].text)
            if (
                len(shape) <= 120
                and _WORD.search(shape)
                and recognise_heading(shape) is None
                and not RATING.match(shape)
            ):
                edges.append((shape, place))
    counts = Counter(shape for shape, _ in edges)
    needed = max(3, len(pages) // 3)
    return {place for shape, place in edges if counts[shape] >= needed and shape != "#"}


def _page_numbers(lines: list[Line], furniture: set[int]) -> set[int]:
    found: set[int] = set()
    last = len(lines) - 1
    for index, line in enumerate(lines):
        if not _PAGE_NUMBER.match(line.text):
            continue
        at_top = line.page_before or (index > 0 and index - 1 in furniture)
        at_bottom = index == last or lines[index + 1].page_before or index + 1 in furniture
        if at_top or at_bottom or line.text.lower().startswith("page"):
            found.add(index)
    return found


def _counting_numbers(lines: list[Line]) -> set[int]:
    """Return lone numbers that count up through the text, a page apart: page numbers without form feeds.

    Where form feeds mark the pages, numbers inside one are others, such as those of footnotes.
    """
    if any(line.page_before for line in lines):
        return set()
    found: set[int] = set()
    run: list[int] = []
    for index, line in enumerate(lines):
        if not line.text.isdecimal() or len(line.text) > 3:
            continue
        follows = (
            run
            and int(line.text) == int(lines[run[-1]].text) + 1
            and index - run[-1] >= _PAGE_LINES
        )
        if follows:
            run.append(index)
        elif not run or int(line.text) != int(lines[run[-1]].text) + 1:
            if len(run) >= _PAGE_RUN:
                found.update(run)
            run = [index]
    if len(run) >= _PAGE_RUN:
        found.update(run)
    return found
