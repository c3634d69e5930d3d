"""Layouts without pages: plain text, a copied web page, Markdown with tables."""

from __future__ import annotations

import re

from example_blocks import Block, blocks
from example_content import BREAK, END, FOOTNOTE, Content, month_name

SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
MARK = re.compile(f"{FOOTNOTE}(\\d+){END}")
ITEM, GLUED = "\x00", "\x01"  # before a list item; after a line that the next one follows at once


def plain(content: Content) -> str:  # noqa: C901, PLR0912 - one arm a kind of block
    """Plain text as East Kent's: bare headings, `- ` bullets, tabs in tables, bullets cut by a page break."""
    bullet, colon = ("• ", "") if content.swap else ("- ", ":")
    out: list[str] = ["\n\n\nHM Inspectorate\nof Probation"]
    for block in blocks(content):
        text = MARK.sub(lambda m: m.group(1).translate(SUPERSCRIPT), block.text).replace(
            BREAK, "\n\n"
        )
        match block.kind:
            case "title":
                out += ["An inspection of probation services in:", text + " PDU"]
            case "region":
                out += [f"The Probation Service – {text} region"] if text else []
            case "issued":
                out += [f"HM Inspectorate of Probation, {month_name(text)}\n\n"] if text else []
            case "contents":
                out += [
                    "Contents",
                    "\n".join(f"{row[0]}\t{3 + place}" for place, row in enumerate(block.rows)),
                ]
            case "ratings":
                out += plain_ratings(block)
            case "number":
                out += [f"\x00{block.number}. {text}"]
            case "bullet":
                out += [f"\x00{bullet}{text}"]
            case "domain":
                out += [f"{block.number}. {text}"]
            case "standard":
                out += [f"{plain_standard(block.number, content)} {text}\n\n"]
            case "statement":
                out += [text, block.rating]
            case "questions":
                out += [
                    "\n".join(
                        ["Key question\tPercentage 'Yes'", *("\t".join(row) for row in block.rows)]
                    )
                ]
            case "polarity":
                out += [text.rstrip(":") + colon]
            case "footnote":
                out += [f"{block.number.translate(SUPERSCRIPT)} {text}"]
            case "signature":
                out += [f"\n\n{text}"]
            case _:
                out.append(text)
    return joined(out)


def joined(pieces: list[str]) -> str:
    """Pieces with an empty line between them, but none within a list nor after a piece that ends in `GLUED`."""
    out, before = "", ""
    for piece in pieces:
        within = piece.startswith(ITEM) and before.startswith(ITEM)
        gap = "" if not out else "\n" if within or before.endswith(GLUED) else "\n\n"
        out += gap + piece.strip(ITEM + GLUED)
        before = piece
    return out + "\n"


def plain_standard(number: str, content: Content) -> str:
    """How the heading of a standard begins: `1.1.` or `P 2.3.`, and the other way round when swapped."""
    first = number.startswith("1") != content.swap
    return f"{number}." if first else f"P {number}."


def plain_ratings(block: Block) -> list[str]:
    """The ratings page, one cell a paragraph."""
    out = []
    for kind, *cells in block.rows:
        if kind == "fieldwork":
            out.append("Fieldwork started " + cells[0])
        elif kind == "score":
            out.append(f"Score **{cells[0]}**")
        elif kind == "overall":
            out += ["Overall rating", cells[0] + "\n\n"]
        elif kind == "standard":
            out += [f"P {cells[0]} {cells[1]}", cells[2] + "\n\n"]
        else:
            out.append(cells[0])
    return out


def web(content: Content) -> str:  # noqa: C901, PLR0912 - one arm a kind of block
    """Text copied from a web page as County Durham and Darlington's: `(Back to top)`, glued cells, `[1]`."""
    report = content.report
    bullet = "  * " if content.swap else "  • "
    out = [
        "Skip to content",
        "All content is available under the Open Government Licence v3.0, except where otherwise stated.",
    ]
    notes: list[str] = []
    for block in blocks(content):
        text = MARK.sub(r"[\1]", block.text).replace(BREAK, " ")
        if block.kind == "footnote":
            notes.append(f"[{block.number}] {text}")
            continue
        if text in {
            "Acknowledgements",
            "The role of HM Inspectorate of Probation",
        } or text.startswith("You may re-use"):
            continue
        if block.kind == "para" and text.startswith("This inspection was led by"):
            notes.insert(0, text)
            continue
        match block.kind:
            case "title":
                out += [f"An inspection of probation services in {text} PDU"]
            case "region":
                out += [f"The Probation Service – {text} region"] if text else []
            case "issued":
                out += ["Published: " + (month_name(text) if text else "")]
            case "contents":
                out += []
            case "part":
                out += [
                    f"\n{text.rpartition('– ')[2].replace('Web links', 'Further information')} (Back to top)"
                ]
            case "domain":
                out += [f"\n{block.number}. {text} (Back to top)"]
            case "topic":
                out += [f"{text} (Back to top)"]
            case "ratings":
                out += ["\n".join(web_ratings(block))]
            case "number":
                out += [f"\x00  {block.number}. {text}"]
            case "bullet":
                out += [f"\x00{bullet}{text}"]
            case "standard":
                out += [f"P {block.number}{'.' if content.swap else ''} {text}Rating\x01"]
            case "statement":
                out += [f"{text}{block.rating}"]
            case "questions":
                out += [
                    "\n".join(
                        ["Key questionsPercentage ‘Yes’", *("".join(row) for row in block.rows)]
                    )
                    + "\x01"
                ]
            case _:
                out.append(text)
    if report.get("isbn"):
        out = [text for text in out if not text.startswith("ISBN")]
        notes.append("ISBN " + report["isbn"])
    notes.sort(key=lambda note: int(note[1:].partition("]")[0]) if note.startswith("[") else 0)
    return joined([*out, *notes])


def web_ratings(block: Block) -> list[str]:
    """The ratings table with its cells glued together."""
    out, line = [], ""
    for kind, *cells in block.rows:
        if kind == "fieldwork":
            line = "Fieldwork started " + cells[0]
        elif kind == "score":
            out.append(f"{line}Score {cells[0]}")
        elif kind == "overall":
            out.append(f"Overall rating{cells[0]}\n")
        elif kind == "standard":
            out.append(f"P {cells[0]} {cells[1]}{cells[2]}")
        elif kind == "domain":
            out.append(f"\n{cells[0]}\n" if out and not out[-1].endswith("\n") else f"{cells[0]}\n")
    return out


def markdown(content: Content) -> str:  # noqa: C901, PLR0912 - one arm a kind of block
    """Markdown with pipe tables and hash headings, as a careful converter writes it."""
    bullet = "- " if content.swap else "* "
    out: list[str] = []
    for block in blocks(content):
        text = MARK.sub(r"[^\1]", block.text).replace(BREAK, " ")
        match block.kind:
            case "title":
                out += ["An inspection of probation services in:", f"# {text} PDU"]
            case "region":
                out += [f"The Probation Service – {text} region"] if text else []
            case "issued":
                out += [f"HM Inspectorate of Probation, {month_name(text)}"] if text else []
            case "contents":
                out += [
                    "## Contents",
                    table(
                        [
                            ["Section", "Page"],
                            *([row[0], str(3 + n)] for n, row in enumerate(block.rows)),
                        ]
                    ),
                ]
            case "part":
                out += [f"## {text}"]
            case "domain":
                out += [f"## {block.number}. {text}"]
            case "topic":
                out += [f"### {text}"]
            case "standard":
                out += [f"### P {block.number}. {text}"]
            case "statement":
                out += [table([[text, block.rating]])]
            case "polarity" | "addressee" | "box":
                out += [f"**{text}**"]
            case "table":
                out += [table([["Measure", "Figure"], *block.rows])]
            case "ratings":
                out += [table(markdown_ratings(block))]
            case "number":
                out += [f"\x00{block.number}. {text}"]
            case "bullet":
                out += [f"\x00{bullet}{text}"]
            case "quote":
                out += [f"> *{text}*"]
            case "questions":
                out += [table([["Key question", "Percentage 'Yes'"], *block.rows])]
            case "footnote":
                out += [f"[^{block.number}]: {text}"]
            case _:
                out.append(text)
    return joined(out)


def table(rows: list[list[str]]) -> str:
    """A Markdown pipe table; a first row alone is its head."""
    head, *body = rows
    rule = "|" + " --- |" * len(head)
    return "\n".join(
        ["| " + " | ".join(head) + " |", rule, *("| " + " | ".join(row) + " |" for row in body)]
    )


def markdown_ratings(block: Block) -> list[list[str]]:
    """The ratings page as rows of three cells."""
    rows = []
    for kind, *cells in block.rows:
        if kind == "fieldwork":
            rows.append(["Fieldwork started " + cells[0], "", ""])
        elif kind == "score":
            rows.append(["Score", "", cells[0]])
        elif kind == "overall":
            rows.append(["Overall rating", "", f"**{cells[0]}**"])
        elif kind == "standard":
            rows.append([f"P {cells[0]}", cells[1], cells[2]])
        elif kind == "domain":
            rows.append([f"**{cells[0]}**", "", ""])
        else:
            rows.append([f"**{cells[0]}**", "", ""])
    return rows
