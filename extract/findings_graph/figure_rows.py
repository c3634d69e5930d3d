"""Figures in table rows: a label and one cell, whatever the converter put between them."""

from __future__ import annotations

import re
from typing import Any

from findings_graph.figure_terms import (
    FLAGS,
    FigureMention,
    compiled,
    figure_rules,
    grades_in,
    scope_of,
)
from findings_graph.numbers import FIGURES, PER_CENT, parse_number

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
    printed = (row["unit"] or "").lower()
    percent = bool(re.fullmatch(PER_CENT, printed, FLAGS))
    measure, unit = rule["measure"], rule["unit"]
    if unit == "staff":
        unit = (
            "fte"
            if re.search(r"\bFTE\b|full[- ]time equivalent", label + printed, FLAGS)
            else "people"
        )
    elif unit == "sickness":
        # One form prints days lost with a per cent sign: kept as printed, under a measure of its own.
        measure, unit = (
            ("sickness-rate", "percent") if percent else ("sickness-days", "days-per-year")
        )
    elif unit == "time":
        if not printed.startswith(("week", "month", "day")):
            return None
        unit = printed.rstrip("s") + "s"
    elif (unit == "percent") != percent:
        return None
    head = label.split("(")[0]
    value = float(parse_number(row["v"]))
    if value < float(rule.get("least", 0)):
        return None
    grades = grades_in(head) or grades_in(label)[:1] * label.startswith("(")
    return FigureMention(
        measure=measure,
        value=value,
        unit=unit,
        scope=rule.get("scope") or scope_of(None, grades[0] if grades else None),
        date=None,
        start=row.start("v"),
        end=row.end("unit") if row["unit"] else row.end("v"),
        rule=f"row-{measure}",
    )
