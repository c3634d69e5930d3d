"""Figures in table rows: a label and one cell, whatever the converter put between them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from findings_graph.counts.numbers import FIGURES, PER_CENT, parse_number
from findings_graph.figures.context import (
    FLAGS,
    FigureMention,
    compiled,
    figure_rules,
    grades_in,
    scope_of,
)

# Label, then a tab, a run of spaces, a colon, a bar or one space, then the only cell that holds a number.
_ROW = re.compile(
    rf"^\W*(?P<label>[A-Za-z].*?)(?P<gap>\s*[\t|:]\s*|\s+)(?P<v>{FIGURES})\s*(?P<unit>{PER_CENT}|weeks?\b|months?\b|days?\b|FTE\b)?[\s|*]*$",
    FLAGS,
)
_CELL_BEFORE = re.compile(r"(?:\t|\s{2,}|\|)\s*[\d.,]+\s*%?\s*$")
_START = re.compile(r"(?:^|(?<=\s))(?=[A-Z])")
# With one space between label and number, a clause that leads to the number is prose, not a label.
_PROSE = re.compile(
    r"[.;]\s|\b(?:is|was|are|were|at|of|above|over|below|under|than|to|and|about|by|from|only|just|had|has|have)$",
    FLAGS,
)
_LONGEST = 260


def find_row(text: str) -> FigureMention | None:
    """Return the figure of a table row, or none where the text is no row with a known label.

    Args:
        text: a row with its cells joined by a tab, or a line that a converter made of one.
    """
    row = _ROW.match(text) if len(text) <= _LONGEST else None
    if row is None or _CELL_BEFORE.search(row["label"]):
        return None  # two cells with numbers: which is the unit's, only the heading knows
    if row["gap"] == " " and _PROSE.search(row["label"]):
        return None
    # A table's heading may be glued before the label, so every capitalised word may begin it.
    for start in _START.finditer(row["label"]):
        for rule in figure_rules()["row"]:
            if compiled(rule["label"]).match(row["label"], start.start()):
                return _mention(row, rule, start.start())
    return None


def _mention(row: re.Match[str], rule: dict[str, Any], start: int) -> FigureMention | None:
    label = row["label"][start:]
    head = label.split("(")[0]
    grades = grades_in(head) or grades_in(label)[:1] * label.startswith("(")
    cell = Cell(
        row["v"],
        (row["unit"] or "").lower(),
        row.start("v"),
        row.end("unit") if row["unit"] else row.end("v"),
    )
    return read_cell(rule, label, cell, scope_of(None, grades[0] if grades else None))


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with a number: what is printed, the unit behind it in lower case, and where both stand."""

    number: str
    unit: str
    start: int
    end: int


def read_cell(rule: dict[str, Any], label: str, cell: Cell, scope: str) -> FigureMention | None:
    """Return the figure of one cell, or none where its unit or size speaks against its label.

    Args:
        rule: the row of the rules that the label fits.
        label: the label, or the heading of the cell's column.
        cell: the cell.
        scope: whose figure it is, unless the rule says so.
    """
    percent = bool(re.fullmatch(PER_CENT, cell.unit, FLAGS))
    measure, unit = rule["measure"], rule["unit"]
    if unit == "staff":
        fte = re.search(r"\bFTE\b|full[- ]time equivalent", f"{label} {cell.unit}", FLAGS)
        unit = "fte" if fte else "people"
        if percent:
            return None
    elif unit == "sickness":
        # One form prints days lost with a per cent sign: kept as printed, under a measure of its own.
        measure, unit = (
            ("sickness-rate", "percent") if percent else ("sickness-days", "days-per-year")
        )
    elif unit == "time":
        if not cell.unit.startswith(("week", "month", "day")):
            return None
        unit = cell.unit.rstrip("s") + "s"
    elif (unit == "percent") != percent:
        return None
    value = float(parse_number(cell.number))
    if value < float(rule.get("least", 0)):
        return None
    return FigureMention(
        measure=measure,
        value=value,
        unit=unit,
        scope=rule.get("scope") or scope,
        date=None,
        start=cell.start,
        end=cell.end,
        rule=f"row-{measure}",
    )
