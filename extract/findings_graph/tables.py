"""An answer as people and programs read it: a table, CSV, JSON or Markdown."""

from __future__ import annotations

import csv
import io
import json
import textwrap
from collections.abc import Sequence
from decimal import Decimal

from findings_graph.answers import Answer, Cell

FORMATS = ("table", "csv", "json", "md")
_NARROWEST = 8
_GAP = "  "


def write_answer(answer: Answer, *, form: str, width: int = 120) -> str:
    """Return an answer in one of the formats, with a line end at its end.

    Args:
        answer: columns and rows.
        form: `table` (wrapped to the width), `csv` (UTF-8, LF), `json` (a list of objects) or `md`.
        width: characters to a line of a table.
    """
    if form == "csv":
        return write_csv(answer)
    if form == "json":
        return _write_json(answer)
    if form == "md":
        return _write_markdown(answer)
    return _write_table(answer, width)


def write_csv(answer: Answer) -> str:
    """Return an answer as CSV: a header line, LF, numbers as numbers, quotes only where needed."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(answer.columns)
    writer.writerows([_text(cell) for cell in row] for row in answer.rows)
    return out.getvalue()


def _write_json(answer: Answer) -> str:
    rows = [
        {column: _json(cell) for column, cell in zip(answer.columns, row, strict=True)}
        for row in answer.rows
    ]
    return json.dumps(rows, indent=2, ensure_ascii=False) + "\n"


def _write_markdown(answer: Answer) -> str:
    lines = [answer.columns, ["---"] * len(answer.columns)]
    lines.extend([_markdown(cell) for cell in row] for row in answer.rows)
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _write_table(answer: Answer, width: int) -> str:
    cells = [[" ".join(_text(cell).split()) for cell in row] for row in answer.rows]
    widths = _fit([answer.columns, *cells], width)
    is_number = [
        any(isinstance(row[place], (int, Decimal)) for row in answer.rows)
        for place in range(len(answer.columns))
    ]
    lines = _wrap(answer.columns, widths, is_number)
    lines.append(_GAP.join("-" * size for size in widths))
    for row in cells:
        lines.extend(_wrap(row, widths, is_number))
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _fit(rows: Sequence[Sequence[str]], width: int) -> list[int]:
    """Return column widths that fit: the widest give way, down to where words stay readable."""
    widths = [max(1, *map(len, column)) for column in zip(*rows, strict=True)]
    room = width - len(_GAP) * (len(widths) - 1)
    while sum(widths) > room and max(widths) > _NARROWEST:
        widest = widths.index(max(widths))
        others = sorted(widths)[-2] if len(widths) > 1 else 0
        least = max(_NARROWEST, min(others, widths[widest] - 1))
        widths[widest] = max(least, widths[widest] - (sum(widths) - room))
    return widths


def _wrap(row: Sequence[str], widths: Sequence[int], is_number: Sequence[bool]) -> list[str]:
    parts = [
        textwrap.wrap(cell, size, break_on_hyphens=False) or [""]
        for cell, size in zip(row, widths, strict=True)
    ]
    return [
        _GAP.join(
            (part[line] if line < len(part) else "").rjust(size)
            if right
            else (part[line] if line < len(part) else "").ljust(size)
            for part, size, right in zip(parts, widths, is_number, strict=True)
        )
        for line in range(max(map(len, parts)))
    ]


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return format(cell, "f") if isinstance(cell, Decimal) else str(cell)


def _json(cell: Cell) -> str | float | bool | None:
    if isinstance(cell, Decimal):
        return int(cell) if cell == cell.to_integral_value() else float(cell)
    return cell


def _markdown(cell: Cell) -> str:
    text = _text(cell).replace("\\", "\\\\").replace("|", "\\|")
    return "<br>".join(text.splitlines())
