"""Figures in tables of several columns: a measure heads each column, a grade of staff or an area each row.

`Grade | Staff in post (FTE) | Vacancy rate`, then `Probation officer (PO) | 31.5 | 34%`. A converter may have
lost the lines between the cells: then the headings are told apart by the labels that the rules know, and
a row is read only where it has as many cells as they are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from findings_graph.counts.numbers import FIGURES, PER_CENT
from findings_graph.figures.context import (
    FLAGS,
    FigureMention,
    compiled,
    figure_rules,
    grades_in,
    scope_of,
)
from findings_graph.figures.rows import Cell, read_cell

_WORD = re.compile(r"(?:^|(?<=[\s(|]))(?=[A-Za-z])")
_CELL = rf"(?:(?:{FIGURES})\s*(?:{PER_CENT}|FTE\b)?|n/?a|[-–—]|not available)"
_ROW = re.compile(rf"^\W*(?P<label>[A-Za-z].*?)(?P<cells>(?:[\s|*]+{_CELL})+)[\s|*]*$", FLAGS)
_ONE = re.compile(
    rf"(?<![^\s|*])(?:(?P<v>{FIGURES})(?:\s*(?P<unit>{PER_CENT}|FTE\b))?|n/?a|[-–—]|not available)(?![^\s|*])",
    FLAGS,
)
_UNIT = re.compile(
    r"^\W*(?:total|all\b|overall|whole|(?:the |this )?PDU\b|probation delivery unit)", FLAGS
)
_AREAS = (
    ("region", re.compile(r"^\W*(?:(?:the|whole) )?region", FLAGS)),
    ("national", re.compile(r"^\W*(?:national|England)", FLAGS)),
)
_LONGEST = 260
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Column:
    """A column of figures: its heading, and the row of the rules that reads it, or none."""

    heading: str
    rule: dict[str, Any] | None


def read_columns(text: str) -> tuple[Column, ...]:
    """Return the columns that a table's first row heads, without the first; empty where it is no such row.

    Args:
        text: a passage; its cells are joined by a tab, or by spaces where the converter lost them.
    """
    if len(text) > _LONGEST or re.search(r"\d%|[.!?]$", text):
        return ()
    if text.count("\t") >= _FEWEST:
        columns = tuple(Column(cell, _rule(cell)) for cell in text.split("\t")[1:])
    else:
        columns = tuple(_labels(text))
    return columns if sum(column.rule is not None for column in columns) >= _FEWEST else ()


def find_cells(text: str, columns: tuple[Column, ...]) -> list[FigureMention]:
    """Return the figures of one row under some columns; none where it is no row of them.

    Args:
        text: a passage.
        columns: what `read_columns` gave for the row that heads the table.
    """
    row = _ROW.match(text) if columns and len(text) <= _LONGEST else None
    if row is None:
        return []
    cells = list(_ONE.finditer(text, row.start("cells")))
    scope = _scope(row["label"])
    if len(cells) != len(columns) or scope is None:
        return []
    found = []
    for column, cell in zip(columns, cells, strict=True):
        if column.rule is not None and cell["v"]:
            place = Cell(cell["v"], (cell["unit"] or "").lower(), cell.start(), cell.end())
            found.append(read_cell(column.rule, column.heading, place, scope))
    return [mention for mention in found if mention is not None]


def _scope(label: str) -> str | None:
    """Return whose figures a row holds; none where its label is neither a grade, the unit nor an area."""
    grades = grades_in(label)
    if grades:
        return scope_of(None, grades[0])
    for area, pattern in _AREAS:
        if pattern.search(label):
            return scope_of(area, None)
    return scope_of(None, None) if _UNIT.search(label) else None


def _rule(heading: str, start: int = 0) -> dict[str, Any] | None:
    rules: list[dict[str, Any]] = figure_rules()["row"]
    return next((rule for rule in rules if compiled(rule["label"]).match(heading, start)), None)


def _labels(text: str) -> list[Column]:
    """Tell headings apart that stand in one line: each begins where a label of the rules does."""
    found: list[tuple[int, int, dict[str, Any]]] = []
    for start in _WORD.finditer(text):
        rule = _rule(text, start.start())
        if rule is None or (found and start.start() < found[-1][1]):
            continue
        label = compiled(rule["label"]).match(text, start.start())
        assert label is not None
        found.append((start.start(), label.end(), rule))
    ends = [*(start for start, _, _ in found[1:]), len(text)]
    return [
        Column(text[start : ends[place]].strip(), rule)
        for place, (start, _, rule) in enumerate(found)
    ]
