"""A layout with every kind of break at once: what the worst converters do, in one file.

Byte-order mark, CRLF, entities, no-break spaces, a garbled ratings table, headings of every style, a rating glued to
its heading, tables in four forms, another bullet in each section, paragraphs cut by page furniture and footnotes.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from example_blocks import Block, blocks
from example_content import BREAK, END, FOOTNOTE, Content, month_name

MARK = re.compile(f"{FOOTNOTE}(\\d+){END}")
BULLETS = ("• ", "o ", "· ", "– ", "* ", "‣ ", "- ")
STANDARDS = {
    "1.1": "#### **{number}. {}**",
    "1.2": "P {number} {}Rating",
    "1.3": "**P {number}. {}**",
    "2.1": "{number}. {}",
    "2.2": "#### P {number}. {}",
    "2.3": "P {number}. {}Rating",
    "2.4": "P {number} {}",
}
POLARITY = ("**{}:**", "{}:", "#### {}:", "{}", "#### **{}:** ")
ENTITIES = {
    "’": ("’", "&rsquo;", "&#8217;"),
    "'": ("'", "&#39;", "'"),
    "“": ("“", "&ldquo;"),
    "”": ("”", "&rdquo;"),
}


class Spoiler:
    """Turns clean text into what a bad converter leaves of it; the same text always in the same way."""

    def __init__(self) -> None:
        """Start every round of spoilt characters anew."""
        self.rounds: dict[str, Iterator[str]] = {
            mark: itertools.cycle(forms) for mark, forms in ENTITIES.items()
        }
        self.rounds[" "] = itertools.cycle([" "] * 8 + ["\u00a0"] + [" "] * 12 + ["&nbsp;"])

    def text(self, text: str) -> str:
        """Entities for some marks, no-break spaces for some spaces."""
        text = text.replace("&", "&amp;")
        return "".join(next(self.rounds[sign]) if sign in self.rounds else sign for sign in text)


def hard(content: Content) -> str:  # noqa: C901, PLR0912, PLR0915 - one arm a kind of block
    """The report with every kind of break."""
    spoil, bullets = (
        Spoiler(),
        itertools.cycle(BULLETS[3:] + BULLETS[:3] if content.swap else BULLETS),
    )
    polarity, bullet = itertools.cycle(POLARITY), next(bullets)
    styles = [*STANDARDS.values()]
    headings = dict(
        zip(STANDARDS, styles[3:] + styles[:3] if content.swap else styles, strict=True)
    )
    furniture = (
        f"Inspection of probation services: {content.report['pdu'].replace('&', '&amp;')} PDU"
    )
    out: list[str] = []
    found = blocks(content)
    notes = {block.number: block.text for block in found if block.kind == "footnote"}
    printed: set[str] = set()
    glued = ""
    for block in found:
        if block.kind == "footnote":
            if block.number not in printed:
                out.append(note(block.number, spoil.text(block.text)))
            continue
        text = MARK.sub(lambda m: mark(m.group(1)), spoil.text(block.text))
        if BREAK in block.text:
            # The page ends within this paragraph: its footnotes and the furniture stand in the gap.
            keys = MARK.findall(block.text)
            printed.update(keys)
            gap = [note(key, spoil.text(notes[key])) for key in keys] or [furniture]
            text = text.replace(BREAK, "\n\n" + "\n\n".join(gap) + "\n\n")
        match block.kind:
            case "title":
                out += ["An inspection of probation services in:", f"### **{text} PDU**"]
            case "region":
                out.append(f"Probation Service – {text} region")
            case "issued":
                out.append(
                    "HM Inspectorate of Probation,\u00a0" + month_name(text).replace(" ", "&nbsp;")
                )
            case "contents":
                out += [
                    "#### **Contents**",
                    "Foreword 3",
                    "RatingsError! Bookmark not defined.",
                    "Recommendations..... 5",
                ]
                out += [f"{row[0]} {place + 6}" for place, row in enumerate(block.rows[3:])]
            case "part":
                out.append(f"### **{text}** ")
            case "topic" | "heading":
                out.append(f"#### {text}")
                bullet = next(bullets)
            case "domain":
                out.append(f"# {block.number}. {text}")
            case "standard":
                bullet = next(bullets)
                out.append(headings[block.number].format(text, number=block.number))
                glued = "Rating" if out[-1].endswith("Rating") else ""
            case "statement":
                out += [f"{text}{block.rating}"] if glued else [text, "&nbsp;", block.rating]
            case "polarity":
                out.append(next(polarity).format(text.rstrip(":")))
            case "addressee":
                out.append(f"**{text}**")
            case "ratings":
                out.append("\n".join(garbled(block)))
            case "questions":
                out.append(questions(block))
            case "number":
                out.append(f"{block.number}.\t{text}")
            case "bullet":
                out.append(bullet + text)
            case _:
                out.append(text)
    return "\ufeff" + ("\n\n".join(out) + "\n").replace("\n", "\r\n")


def mark(key: str) -> str:
    """A footnote mark in one of the forms that converters of PDFs leave."""
    return f"$^{{{key}}}$" if int(key) % 3 == 0 else f"<sup>{key}</sup>"


def note(key: str, text: str) -> str:
    """A footnote line with the spoilt mark before it."""
    return (
        f" $<sup>^{{{key}}}</sup>$  {text}"
        if int(key) % 3 == 0
        else f"<sup>&</sup>lt;sup>{key}</sup> {text}"
    )


def garbled(block: Block) -> list[str]:
    """The ratings table, its first rows cut in the wrong place."""
    out = []
    score = next(cells[0] for kind, *cells in block.rows if kind == "score")
    for kind, *cells in block.rows:
        if kind == "pdu":
            name = cells[0].replace("&", "&amp;")
            out.append(f"{name[:3]}\t{name[3:]}\tScore\t{score}")
        elif kind == "fieldwork":
            out.append(f"Fiel\tdwork started {cells[0]}\t\t")
        elif kind == "overall":
            out.append(f"Ove\trall rating\t{cells[0]}\t")
        elif kind == "domain":
            number, _, title = cells[0].partition(" ")
            out.append(f"{number}\t{title}\t\t")
        elif kind == "standard":
            out.append(f"P {cells[0]}\t{cells[1]}\t{cells[2]}\t")
    return out


def questions(block: Block) -> str:
    """The table of key questions, in another form for each standard."""
    head = ["Key question", "Percentage 'Yes'"]
    if block.text == "Assessment":
        rows = ["| " + " | ".join(row) + " |" for row in [head, ["---", "---"], *block.rows]]
    elif block.text == "Planning":
        rows = ["\t".join(row) for row in [head, *block.rows]]
    elif block.text == "Reviewing":
        rows = [f"{left}\u00a0\u00a0\u00a0\u00a0**{right}**" for left, right in [head, *block.rows]]
    else:
        rows = ["Key questionsPercentage &lsquo;Yes&rsquo;", *("".join(row) for row in block.rows)]
    return "\n".join(rows)
