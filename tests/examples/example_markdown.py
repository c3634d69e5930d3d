"""The layout of a report of the 2021 framework that a converter of PDFs wrote as Markdown, West Kent's kind."""

from __future__ import annotations

import itertools
import re

from example_blocks import Block, blocks
from example_content import BREAK, END, FOOTNOTE, Content, month_name

MARK = re.compile(f"{FOOTNOTE}(\\d+){END}")
QUESTION_LEVELS = ("# ", "## ", "# ", "#### ")


def mdpdf(content: Content) -> str:  # noqa: C901, PLR0912, PLR0915 - one arm a kind of block
    """Odd heading levels, bold, spoilt footnote marks, page furniture, paragraphs cut by a page's end."""
    furniture = f"Inspection of probation services: {content.report['pdu']} PDU"
    levels = itertools.cycle(
        QUESTION_LEVELS[2:] + QUESTION_LEVELS[:2] if content.swap else QUESTION_LEVELS
    )
    bullet = "* " if content.swap else "- "
    found = blocks(content)
    notes = {block.number: block.text for block in found if block.kind == "footnote"}
    printed: set[str] = set()
    out: list[str] = ["", ""]
    for block in found:
        text = MARK.sub(lambda m: mark(m.group(1)), block.text)
        if BREAK in block.text:
            keys = MARK.findall(block.text)
            printed.update(keys)
            gap = [note(key, notes[key]) for key in keys] or [furniture]
            text = text.replace(BREAK, "\n\n" + "\n\n".join(gap) + "\n\n")
        match block.kind:
            case "footnote":
                if block.number not in printed:
                    out.append(note(block.number, text))
            case "title":
                out += ["An inspection of probation services in:", f"### **{text} PDU**"]
            case "region":
                out.append(f"Probation Service – {text} region")
            case "issued":
                out.append(f"HM Inspectorate of Probation, {month_name(text)}")
            case "contents":
                pages = "\n".join(
                    f"{row[0]}\t{3 + 2 * place}" for place, row in enumerate(block.rows)
                )
                out += ["#### **Contents**", pages]
            case "part":
                out.append(f"### **{text}**")
            case "domain":
                out.append(f"### {block.number}. {text}")
            case "topic":
                bold = text.startswith(("Diversity", "Acknow"))
                out.append(f"#### **{text}**" if bold else f"#### {text}")
                if text == "Key data":
                    out.append("Case supervision")
            case "heading":
                out.append(next(levels) + text)
            case "standard":
                point = "" if block.number == "2.1" else "."
                heading = f"{block.number}{point} {text}"
                out.append(f"## **{heading}**" if content.swap else f"#### {heading}\n\n")
            case "statement":
                out += [text, block.rating] if block.rating else [text]
            case "polarity":
                out.append(f"#### **{text}**")
            case "addressee":
                out.append(f"#### {text}")
            case "label":
                out.append(f"#### **{text}**")
            case "progress":
                out.append(f"{text} – **{block.rating}** ")
            case "ratings":
                out.append("\n".join(garbled(block)))
            case "questions":
                head = (
                    "Key question\tScore"
                    if block.text == "Court work"
                    else "Key question\tPercentage 'Yes'"
                )
                head = "Outcomes\tPercentage 'Yes'" if block.text == "Outcomes" else head
                cells = "\n".join([head, *("\t".join(row) for row in block.rows)])
                out.append(MARK.sub(lambda m: mark(m.group(1)), cells))
            case "table":
                title = content.line(block.text).text
                first = [MARK.sub(lambda m: mark(m.group(1)), title) + "\t"] if title else []
                out.append("\n".join([*first, *("\t".join(row) for row in block.rows)]))
                out += [note(key, notes[key]) for key in MARK.findall(title) if key in notes]
            case "subquestions":
                point = "" if block.number in {"2.1", "2.4"} else "."
                rows = [
                    f'{block.number}{point} {block.text}\t% "Yes"',
                    *("\t".join(row) for row in block.rows),
                ]
                out.append("\n".join(rows))
            case "number":
                # The first number is lost: the converter took the list for one of bullets.
                out.append(f"- {text}" if block.number == "1" else f"{block.number}. {text}")
            case "bullet":
                out.append(bullet + text)
            case _:
                out.append(text)
    return "\n\n".join(out) + "\n"


def mark(key: str) -> str:
    """A footnote mark: raised, or raised in formula signs."""
    return f"$^{{{key}}}$" if int(key) % 4 == 3 else f"<sup>{key}</sup>"


def note(key: str, text: str) -> str:
    """A footnote line, its mark spoilt as the converter spoils it."""
    return (
        f" $<sup>^{{\\</sup>rm {key}}}$  {text}"
        if int(key) % 4 == 3
        else f"<sup>&</sup>lt;sup>{key}</sup> {text}"
    )


def garbled(block: Block) -> list[str]:
    """The ratings table: its first rows cut within a word, the rest whole."""
    out = []
    score = next(cells[0] for kind, *cells in block.rows if kind == "score")
    for kind, *cells in block.rows:
        if kind == "pdu":
            out.append(f"{cells[0][:3]}\t{cells[0][2:]}\tScore\t{score}")  # a letter stands twice
        elif kind == "overall":
            out.append(f"Ove\trall rating\t{cells[0]}\t")
        elif kind == "domain":
            number, _, title = cells[0].partition(" ")
            out.append(f"{number}\t{title}\t\t")
        elif kind == "standard":
            out.append("\t".join([*cells, ""]))
    return out
