"""Layouts without pages: plain text, a copied web page, Markdown with tables."""

from __future__ import annotations

import re

from example_blocks import Block, blocks
from example_content import BREAK, END, FOOTNOTE, Content, month_name

SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
MARK = re.compile(f"{FOOTNOTE}(\\d+){END}")
ITEM, GLUED = "\x00", "\x01"  # before a list item; after a line that the next one follows at once


def plain(content: Content) -> str:
    """Plain text as East Kent's: bare headings, `- ` bullets, tabs in tables, bullets cut by a page break."""
    bullet, colon = ("• ", "") if content.swap else ("- ", ":")
    out: list[str] = ["\n\n\nHM Inspectorate\nof Probation"]
    for block in blocks(content):
        text = MARK.sub(lambda m: m.group(1).translate(SUPERSCRIPT), block.text).replace(BREAK, "\n\n")
        out += {
            "title": lambda t, b: ["An inspection of probation services in:", t + " PDU"],
            "region": lambda t, b: [f"The Probation Service – {t} region"] if t else [],
            "issued": lambda t, b: [f"HM Inspectorate of Probation, {month_name(t)}\n\n"] if t else [],
            "contents": lambda t, b: ["Contents", "\n".join(f"{row[0]}\t{3 + place}" for place, row in enumerate(b.rows))],
            "ratings": lambda t, b: plain_ratings(b),
            "number": lambda t, b: [f"\x00{b.number}. {t}"],
            "bullet": lambda t, b: [f"\x00{bullet}{t}"],
            "domain": lambda t, b: [f"{b.number}. {t}"],
            "standard": lambda t, b: [f"{plain_standard(b.number, content)} {t}\n\n"],
            "statement": lambda t, b: [t, b.rating],
            "questions": lambda t, b: ["\n".join(["Key question\tPercentage 'Yes'", *("\t".join(row) for row in b.rows)])],
            "polarity": lambda t, b: [t.rstrip(":") + colon],
            "footnote": lambda t, b: [f"{b.number.translate(SUPERSCRIPT)} {t}"],
            "signature": lambda t, b: [f"\n\n{t}"],
        }.get(block.kind, lambda t, b: [t])(text, block)
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


def web(content: Content) -> str:
    """Text copied from a web page as County Durham and Darlington's: `(Back to top)`, glued cells, `[1]`."""
    report = content.report
    bullet = "  * " if content.swap else "  • "
    out = ["Skip to content", "All content is available under the Open Government Licence v3.0, except where otherwise stated."]
    notes: list[str] = []
    for block in blocks(content):
        text = MARK.sub(r"[\1]", block.text).replace(BREAK, " ")
        if block.kind == "footnote":
            notes.append(f"[{block.number}] {text}")
            continue
        if text in {"Acknowledgements", "The role of HM Inspectorate of Probation"} or text.startswith("You may re-use"):
            continue
        if block.kind == "para" and text.startswith("This inspection was led by"):
            notes.insert(0, text)
            continue
        out += {
            "title": lambda t, b: [f"An inspection of probation services in {t} PDU"],
            "region": lambda t, b: [f"The Probation Service – {t} region"] if t else [],
            "issued": lambda t, b: ["Published: " + (month_name(t) if t else "")],
            "contents": lambda t, b: [],
            "part": lambda t, b: [f"\n{t.rpartition('– ')[2].replace('Web links', 'Further information')} (Back to top)"],
            "domain": lambda t, b: [f"\n{b.number}. {t} (Back to top)"],
            "topic": lambda t, b: [f"{t} (Back to top)"],
            "ratings": lambda t, b: ["\n".join(web_ratings(b))],
            "number": lambda t, b: [f"\x00  {b.number}. {t}"],
            "bullet": lambda t, b: [f"\x00{bullet}{t}"],
            "standard": lambda t, b: [f"P {b.number}{'.' if content.swap else ''} {t}Rating\x01"],
            "statement": lambda t, b: [f"{t}{b.rating}"],
            "questions": lambda t, b: ["\n".join(["Key questionsPercentage ‘Yes’", *("".join(row) for row in b.rows)]) + "\x01"],
        }.get(block.kind, lambda t, b: [t])(text, block)
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


def markdown(content: Content) -> str:
    """Markdown with pipe tables and hash headings, as a careful converter writes it."""
    bullet = "- " if content.swap else "* "
    out: list[str] = []
    for block in blocks(content):
        text = MARK.sub(r"[^\1]", block.text).replace(BREAK, " ")
        out += {
            "title": lambda t, b: ["An inspection of probation services in:", f"# {t} PDU"],
            "region": lambda t, b: [f"The Probation Service – {t} region"] if t else [],
            "issued": lambda t, b: [f"HM Inspectorate of Probation, {month_name(t)}"] if t else [],
            "contents": lambda t, b: ["## Contents", table([["Section", "Page"], *([row[0], str(3 + n)] for n, row in enumerate(b.rows))])],
            "part": lambda t, b: [f"## {t}"],
            "domain": lambda t, b: [f"## {b.number}. {t}"],
            "topic": lambda t, b: [f"### {t}"],
            "standard": lambda t, b: [f"### P {b.number}. {t}"],
            "statement": lambda t, b: [table([[t, b.rating]])],
            "polarity": lambda t, b: [f"**{t}**"],
            "addressee": lambda t, b: [f"**{t}**"],
            "ratings": lambda t, b: [table(markdown_ratings(b))],
            "number": lambda t, b: [f"\x00{b.number}. {t}"],
            "bullet": lambda t, b: [f"\x00{bullet}{t}"],
            "quote": lambda t, b: [f"> *{t}*"],
            "questions": lambda t, b: [table([["Key question", "Percentage 'Yes'"], *b.rows])],
            "footnote": lambda t, b: [f"[^{b.number}]: {t}"],
        }.get(block.kind, lambda t, b: [t])(text, block)
    return joined(out)


def table(rows: list[list[str]]) -> str:
    """A Markdown pipe table; a first row alone is its head."""
    head, *body = rows
    rule = "|" + " --- |" * len(head)
    return "\n".join(["| " + " | ".join(head) + " |", rule, *("| " + " | ".join(row) + " |" for row in body)])


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
