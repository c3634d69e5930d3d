"""As `pandoc --to plain` writes a document: lines of 72 characters, hanging indents, tables between dashes."""

from __future__ import annotations

import re
import textwrap

from example_blocks import Block, blocks
from example_content import BREAK, END, FOOTNOTE, Content, month_name

MARK = re.compile(f"{FOOTNOTE}(\\d+){END}")
WIDTH = 72
ITEM = "\x00"  # before a list item: no empty line between two of them


def pandoc(content: Content) -> str:  # noqa: C901, PLR0912 - one arm a kind of block
    """Bare headings, `-   ` bullets, quotations set in by two, boxes as tables of one cell, notes at the end."""
    bullet = "•   " if content.swap else "-   "
    out: list[str] = []
    notes: list[str] = []
    boxed: list[str] = []
    for block in blocks(content):
        text = MARK.sub(r"[\1]", block.text).replace(BREAK, " ")
        if block.kind in {"box", "boxed"}:
            boxed.append(textwrap.indent(wrapped(text, WIDTH - 2), "  "))
            continue
        if boxed:
            rule = "  " + "-" * (WIDTH - 1)
            out.append("\n".join([rule, "\n\n".join(boxed), rule]))
            boxed = []
        match block.kind:
            case "footnote":
                notes.append(wrapped(f"[{block.number}] {text}"))
            case "title":
                out += ["An inspection of probation services in:", f"{text} PDU"]
            case "region":
                out += [f"The Probation Service – {text} region"] if text else []
            case "issued":
                out += [f"HM Inspectorate of Probation, {month_name(text)}"] if text else []
            case "contents":
                out += ["Contents", *(f"{row[0]} {3 + n}" for n, row in enumerate(block.rows))]
            case "part":
                out.append("\n" + text)
            case "domain":
                out.append(f"\n{block.number}. {text}")
            case "standard":
                out.append(
                    f"{block.number}. {text}" if content.swap else f"P {block.number} {text}"
                )
            case "statement":
                out.append(table([[text, block.rating]], head=False))
            case "ratings":
                out.append(table(rating_cells(block), head=False))
            case "questions":
                out.append(table([["Key question", "Percentage ‘Yes’"], *block.rows], head=True))
            case "table":
                out.append(table(block.rows, head=len(block.rows[0]) > 2))
            case "number":
                out.append(ITEM + item(f"{block.number}.".ljust(4), text))
            case "bullet":
                out.append(ITEM + item(bullet, text))
            case "quote":
                out.append(textwrap.indent(wrapped(text, WIDTH - 2), "  "))
            case _:
                out.append(wrapped(text))
    return joined([*out, *notes])


def wrapped(text: str, width: int = WIDTH) -> str:
    """A paragraph in lines of at most a width; pandoc breaks at spaces only."""
    return textwrap.fill(text, width, break_long_words=False, break_on_hyphens=False)


def item(mark: str, text: str) -> str:
    """A list item, its further lines set in to where the text begins."""
    return mark + textwrap.indent(wrapped(text, WIDTH - len(mark)), " " * len(mark)).lstrip()


def table(rows: list[list[str]], *, head: bool) -> str:
    """A simple table: columns padded, dashes under the head or above and below a table without one."""
    rows = [[MARK.sub(r"[\1]", cell) for cell in row] for row in rows]
    widths = [max(len(row[place]) for row in rows) + 1 for place in range(len(rows[0]))]
    rule = "  " + " ".join("-" * width for width in widths)
    lines = [
        "  " + " ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
    return "\n".join([lines[0], rule, *lines[1:]] if head else [rule, *lines, rule])


def rating_cells(block: Block) -> list[list[str]]:
    """The ratings page in three columns."""
    rows = []
    for kind, *cells in block.rows:
        if kind == "fieldwork":
            rows.append(["", "Fieldwork started " + cells[0], ""])
        elif kind == "score":
            rows.append(["", "Score", cells[0]])
        elif kind == "overall":
            rows.append(["", "Overall rating", cells[0]])
        elif kind == "standard":
            rows.append([f"P {cells[0]}", cells[1], cells[2]])
        elif kind == "domain":
            number, _, title = cells[0].partition(" ")
            rows.append([number, title, ""])
        else:
            rows.append(["", cells[0], ""])
    return rows


def joined(pieces: list[str]) -> str:
    """Pieces with an empty line between them, but none between two items of a list."""
    out, before = "", ""
    for piece in pieces:
        within = piece.startswith(ITEM) and before.startswith(ITEM)
        out += ("" if not out else "\n" if within else "\n\n") + piece.lstrip(ITEM)
        before = piece
    return out + "\n"
