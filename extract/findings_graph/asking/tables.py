"""An answer as people and programs read it: a table, CSV, JSON or Markdown."""

from __future__ import annotations

import csv
import io
import json
import textwrap
from collections.abc import Sequence
from decimal import Decimal

from findings_graph.asking.answers import Answer, Cell

FORMATS = ("table", "csv", "json", "md")
_LONGEST_WORD = 40  # characters; a longer one may be broken
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
    if widths is None:
        return _write_records(answer.columns, cells, width)
    is_number = [
        any(isinstance(row[place], (int, Decimal)) for row in answer.rows)
        for place in range(len(answer.columns))
    ]
    lines = _wrap(answer.columns, widths, is_number)
    lines.append(_GAP.join("-" * size for size in widths))
    for row in cells:
        lines.extend(_wrap(row, widths, is_number))
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _write_records(columns: Sequence[str], cells: Sequence[Sequence[str]], width: int) -> str:
    """Return a table too wide for its lines as one block a row, one line a column."""
    widest = max(map(len, columns))
    records = []
    for row in cells:
        lines = []
        for column, cell in zip(columns, row, strict=True):
            name = f"{column.ljust(widest)}{_GAP}"
            lines += textwrap.wrap(
                cell,
                max(width, widest + 2 * _LONGEST_WORD),
                initial_indent=name,
                subsequent_indent=" " * len(name),
                break_on_hyphens=False,
            ) or [name.rstrip()]
        records.append("".join(f"{line}\n" for line in lines))
    return "\n".join(records)


def _fit(rows: Sequence[Sequence[str]], width: int) -> list[int] | None:
    """Return column widths that fit without breaking words, the widest giving way; else none."""
    columns = list(zip(*rows, strict=True))
    widths = [max([1, *map(len, column)]) for column in columns]
    least = [
        max([1, *(min(len(word), _LONGEST_WORD) for cell in column for word in cell.split())])
        for column in columns
    ]
    room = width - len(_GAP) * (len(widths) - 1)
    if sum(least) > room:
        return None
    while sum(widths) > room:
        spare = [size - low for size, low in zip(widths, least, strict=True)]
        place = max(range(len(widths)), key=lambda place: (spare[place] > 0, widths[place]))
        widths[place] -= 1
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
