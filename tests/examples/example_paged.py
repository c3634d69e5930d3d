"""Layouts with pages, as `pdftotext` writes them: hard-wrapped lines, form feeds, furniture, footnotes at the foot."""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass, field

from example_blocks import Block, blocks
from example_content import BREAK, END, FOOTNOTE, Content, month_name

MARK = re.compile(f"{FOOTNOTE}(\\d+){END}")
PAGE_LINES = 44
WIDTH = 86


@dataclass
class Page:
    """Lines of one page and the footnotes whose marks stand on it."""

    lines: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


class Pages:
    """Puts lines on pages; a new page begins where one is full, within a paragraph if need be."""

    def __init__(self, notes: dict[str, str], *, margin: bool) -> None:
        """Start with an empty first page; `margin` keeps the columns of `pdftotext -layout`."""
        self.pages = [Page()]
        self.notes = notes
        self.margin = margin
        self.whole = False  # while true, what is added stays on one page

    def add(self, text: str, *, first: str = "", rest: str = "", keep: bool = False) -> None:
        """Add a paragraph: wrapped at the page's width, hyphenated words broken at their hyphens."""
        lines = (
            [text]
            if keep
            else textwrap.wrap(
                text,
                WIDTH,
                initial_indent=first,
                subsequent_indent=rest,
                break_long_words=False,
                break_on_hyphens=True,
            )
        )
        for line in [*lines, ""]:
            page = self.pages[-1]
            if not self.whole and len(page.lines) + 2 * len(page.notes) >= PAGE_LINES:
                if line == "":
                    continue
                self.turn()
                page = self.pages[-1]
            page.lines.append(MARK.sub(r"\1", line))
            page.notes += [self.notes[key] for key in MARK.findall(line)]

    def turn(self) -> None:
        """Begin a new page."""
        self.pages.append(Page())

    def text(self, furniture: str, header: str) -> str:
        """All pages with footnotes, running header, footer and page number, parted by form feeds."""
        out = []
        for number, page in enumerate(self.pages, 1):
            lines = [header, ""] if header and number > 1 else []
            lines += page.lines
            while lines and lines[-1] == "":
                lines.pop()
            for note in page.notes:
                lines += ["", *textwrap.wrap(note, WIDTH)]
            foot = (
                f"{furniture}{str(number).rjust(WIDTH - len(furniture))}"
                if self.margin
                else f"{furniture}\n\n{number}"
            )
            lines += ["", foot if number > 1 else ""]
            out.append("\n".join(lines) + "\n")
        return "\f".join(out) + "\f"


def prepared(content: Content) -> tuple[list[Block], dict[str, str]]:
    """The blocks without footnotes and page breaks of their own, and the footnotes by their mark."""
    notes: dict[str, str] = {}
    kept = []
    for block in blocks(content):
        block.text = block.text.replace(BREAK, " ")
        if block.kind == "footnote":
            notes[block.number] = f"{block.number} {block.text}"
        else:
            kept.append(block)
    return kept, notes


def pdftotext(content: Content) -> str:  # noqa: C901, PLR0912 - one arm a kind of block
    """As `pdftotext` without options writes it: no indents, every table cell on its own line."""
    found, notes = prepared(content)
    pages = Pages(notes, margin=False)
    bullet = "▪ " if content.swap else "• "
    for block in found:
        text = block.text
        match block.kind:
            case "title":
                pages.add("An inspection of probation services in:")
                pages.add(f"{text} PDU")
            case "region" if text:
                pages.add(f"The Probation Service – {text} region")
            case "issued" if text:
                pages.add(f"HM Inspectorate of Probation, {month_name(text)}")
                pages.turn()
            case "contents":
                pages.add("Contents")
                for place, row in enumerate(block.rows):
                    pages.add(f"{row[0]} {'.' * (70 - len(row[0]))} {place + 3}", keep=True)
            case "part" | "domain":
                pages.turn()
                pages.add(f"{block.number}. {text}" if block.number else text)
            case "standard":
                pages.add(
                    f"{block.number}. {text}" if content.swap else f"P {block.number}. {text}"
                )
            case "statement":
                pages.add(text)
                pages.add(block.rating)
            case "ratings":
                cells(pages, block)
            case "questions":
                pages.add("Key question")
                pages.add("Percentage 'Yes'")
                for question, score in block.rows:
                    pages.add(question, keep=len(question) < WIDTH)
                    pages.add(score)
            case "number":
                pages.add(text, first=f"{block.number}. ")
            case "bullet":
                pages.add(text, first=bullet)
            case _:
                pages.add(text)
    return pages.text(f"Inspection of probation services: {content.report['pdu']} PDU", "")


def cells(pages: Pages, block: Block) -> None:
    """The ratings page, cell under cell."""
    pages.whole = True
    for kind, *values in block.rows:
        if kind == "fieldwork":
            pages.add("Fieldwork started " + values[0])
        elif kind == "score":
            pages.add("Score")
            pages.add(values[0])
        elif kind == "overall":
            pages.add("Overall rating")
            pages.add(values[0])
        elif kind == "standard":
            for value in (f"P {values[0]}", values[1], values[2]):
                pages.add(value)
        else:
            pages.add(values[0])
    pages.whole = False


def layout(content: Content) -> str:  # noqa: C901, PLR0912 - one arm a kind of block
    """As `pdftotext -layout` writes it: indents and columns kept, a running header, page numbers at the right."""
    found, notes = prepared(content)
    pages = Pages(notes, margin=True)
    bullet = "   -   " if content.swap else "   •   "
    for block in found:
        text = block.text
        match block.kind:
            case "title":
                pages.add(
                    "An inspection of probation services in:".center(WIDTH).rstrip(), keep=True
                )
                pages.add(f"{text} PDU".center(WIDTH).rstrip(), keep=True)
            case "region" if text:
                pages.add(
                    f"The Probation Service – {text} region".center(WIDTH).rstrip(), keep=True
                )
            case "issued" if text:
                pages.add(
                    f"HM Inspectorate of Probation, {month_name(text)}".center(WIDTH).rstrip(),
                    keep=True,
                )
                pages.turn()
            case "contents":
                pages.add("Contents")
                for place, row in enumerate(block.rows):
                    pages.add(f"{row[0]} {'.' * (80 - len(row[0]))} {place + 3}", keep=True)
            case "part" | "domain":
                pages.turn()
                pages.add(f"{block.number}. {text}" if block.number else text)
            case "standard":
                pages.add(f"P {block.number}.   {text}", keep=True)
            case "statement":
                beside(pages, text, block.rating)
            case "ratings":
                columns(pages, block)
            case "questions":
                beside(pages, "Key question", "Percentage 'Yes'")
                for question, score in block.rows:
                    beside(pages, question, score)
            case "number":
                pages.add(text, first=f"   {block.number}.  ", rest="       ")
            case "bullet":
                pages.add(text, first=bullet, rest="       ")
            case "quote":
                pages.add(text, first="       ", rest="       ")
            case _:
                pages.add(text)
    return pages.text("", f"An inspection of probation services in {content.report['pdu']} PDU")


def beside(pages: Pages, left: str, right: str) -> None:
    """Two cells side by side: the left one wrapped, the right one on its first line."""
    first, *rest = textwrap.wrap(left, 62)
    pages.add("\n".join([first.ljust(68) + right, *rest]), keep=True)


def columns(pages: Pages, block: Block) -> None:
    """The ratings page in columns."""
    for kind, *values in block.rows:
        if kind == "fieldwork":
            pages.add("Fieldwork started " + values[0], keep=True)
        elif kind == "score":
            pages.add("Score".ljust(68) + values[0], keep=True)
        elif kind == "overall":
            pages.add("Overall rating".ljust(68) + values[0], keep=True)
        elif kind == "standard":
            pages.add(f"P {values[0]}   {values[1]}".ljust(68) + values[2], keep=True)
        else:
            pages.add(values[0], keep=True)
