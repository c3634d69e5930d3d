"""Figures about a unit: its caseload, its staff, its services, as prose and tables state them.

A figure has a measure and a scope of the closed lists in `ontology/measures.ttl`. Rules stand in
`rules/figures.toml`: patterns state one figure whole; topics give a number to the cue nearest to it;
shares tell who people are; rows read tables. A number with a bound ("over 40") or without a measure is
no figure: missing is better than wrong. Offsets are 0-based characters of the text given, half-open.
"""

from __future__ import annotations

import functools
import re

from findings_graph.counts.mentions import sentence_bounds
from findings_graph.counts.numbers import NUMBER
from findings_graph.figures.caseload import find_parts
from findings_graph.figures.context import FLAGS, FigureMention, Sentence, compiled, figure_rules
from findings_graph.figures.patterns import find_stated
from findings_graph.figures.rows import find_row
from findings_graph.figures.shares import find_shares
from findings_graph.figures.topics import find_told

__all__ = ["FigureMention", "find_figures"]

_ANY_NUMBER = re.compile(NUMBER, FLAGS)
_LONGEST = 5_000  # characters; a longer run without a full stop is a broken table, no sentence
_GOES_ON = 2  # sentences behind a caseload that may list its parts


def find_figures(text: str, *, section: str | None, pdu: str | None = None) -> list[FigureMention]:
    """Return the figures that one passage states, in the order of the text.

    Args:
        text: cleaned text of a paragraph or bullet, or a table row with its cells joined by a tab
            or by spaces.
        section: section id, such as `1.2`, or none outside the sections.
        pdu: name of the inspected unit, where known, to tell it from a place in it.
    """
    if not _quick_look().search(text) or not _ANY_NUMBER.search(text):
        return []
    row = find_row(text)
    if row is not None or "\t" in text:
        return [row] if row else []
    found: list[FigureMention] = []
    whole: FigureMention | None = None
    age, previous = 0, ""
    for first, last in sentence_bounds(text):
        sentence = Sentence(text, first, last, previous, section, pdu)
        previous = sentence.words
        age += 1
        if last - first <= _LONGEST and _ANY_NUMBER.search(text, first, last):
            here = find_stated(sentence)
            stated = next((f for f in here if f.measure == "caseload" and f.scope == "pdu"), None)
            whole, age = (stated, 0) if stated else (whole if age <= _GOES_ON else None, age)
            here += _new(find_parts(sentence, whole, here=stated is not None), here)
            here += find_told(sentence, _taken(here))
            here += find_shares(sentence, _taken(here))
            found.extend(sorted(here, key=lambda figure: (figure.start, figure.scope)))
    return found


@functools.cache
def _quick_look() -> re.Pattern[str]:
    """Return a pattern without which a passage holds no figure."""
    return compiled(figure_rules()["quick"]["cue"])


def _taken(figures: list[FigureMention]) -> set[int]:
    return {at for figure in figures for at in range(figure.start, figure.end)}


def _new(figures: list[FigureMention], known: list[FigureMention]) -> list[FigureMention]:
    taken = _taken(known)
    return [figure for figure in figures if figure.start not in taken]
