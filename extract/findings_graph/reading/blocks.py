"""Blocks: runs of lines that belong together, before page breaks are mended."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

from findings_graph.reading.bullets import DASHES, ITEM, LONE_BULLET, LONE_ITEM, strip_bullet
from findings_graph.reading.footnotes import Footnotes
from findings_graph.reading.headings import Heading, recognise_heading
from findings_graph.reading.lines import Line
from findings_graph.reading.wrapping import Wrap

RATING = re.compile(
    r"[*_#\s]*(outstanding|good|requires improvement|inadequate)[*_\s]*$", re.IGNORECASE
)
"""A line that is a rating and nothing else."""
_CELL = re.compile(
    r"(?:\d{1,3}(?:\.\d+)?\s*(?:%|per cent)|\d{1,2}\s*/\s*\d{2}|percentage(?: [‘'\"“]?yes[’'\"”]?)?|"
    r"[‘'\"“]yes[’'\"”]|%|%\s*[‘'\"“]yes[’'\"”]|key questions?|score|overall rating|rating)$",
    re.IGNORECASE,
)
_SPACED_CELL = re.compile(
    r"(?P<label>\S.*?\S)[ \u00a0]{3,}(?P<cell>(?:[*_]*)(?:-?\d[\d,.]*\s*(?:%|weeks?|days?|months?)?|-|\d{1,2}\s*/\s*\d{2}|"
    r"outstanding|good|requires improvement|inadequate|percentage.{0,8}|%|%?\s*[‘'\"“]yes[’'\"”]|score\s+\d{1,2}\s*/\s*\d{2})[*_]*)$",
    re.IGNORECASE,
)
_PIPE_RULE = re.compile(r"\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?$")
_LONE_NUMBER = re.compile(r"(?:P\s*)?[12]\.[1-9]\.?$")
_HASHES = re.compile(r"#{1,6}\s+")
_QUOTE_MARK = re.compile(r"(?:>\s?)+")
_TERMINAL = re.compile(
    r"[.!?:][’'”\"»)\]]*(?:[⁰¹²³⁴⁵⁶⁷⁸⁹]+|<sup>.{0,24}</sup>|\[\^?\d{1,3}\]|\$[^$]{0,24}\^[^$]{0,24}\$|[*_]|\d{1,2}|\s)*"
    r"(?:outstanding|good|requires improvement|inadequate)?$",
    re.IGNORECASE,
)
_SECOND = 2
_OPENING_QUOTES = '“"'
_QUESTION_WORD = re.compile(r"(?:do|does|is|are|has|have|how|what|why)\b", re.IGNORECASE)
_QUESTION_END = re.compile(r"\?\d{0,2}$")


@dataclass(slots=True)
class Block:
    """Lines that belong together.

    Args:
        kind: `heading`, `paragraph`, `bullet`, `item`, `row` or `footnote`.
        runs: half-open extents in the report, in order.
        heading: what a known heading is.
        number: of an item or footnote.
        break_before: whether a page break or furniture stands before it.
        last_full: whether its last line fills the wrap width.
        attached: whether no blank line stands before it.
    """

    kind: str
    runs: list[tuple[int, int]]
    heading: Heading | None = None
    number: int | None = None
    break_before: bool = False
    last_full: bool = False
    attached: bool = False
    cells: list[tuple[int, int]] = field(default_factory=list)


def is_terminal(text: str) -> bool:
    """Return whether `text` ends a sentence, footnote marks and closing quotation marks aside."""
    return _TERMINAL.search(html.unescape(text[-60:])) is not None


def build_blocks(
    lines: list[Line], furniture: set[int], footnotes: Footnotes, wrap: Wrap | None
) -> list[Block]:
    """Group lines into blocks: one a heading, bullet, item, table row, footnote or paragraph."""
    return _Builder(lines, furniture, footnotes, wrap).build()


class _Builder:
    def __init__(
        self, lines: list[Line], furniture: set[int], footnotes: Footnotes, wrap: Wrap | None
    ) -> None:
        self._lines = lines
        self._furniture = furniture
        self._footnotes = footnotes
        self._wrap = wrap
        self._blocks: list[Block] = []
        self._broken = False  # a page break or furniture since the last block's last line
        self._marker: tuple[str, int | None] | None = None  # a mark alone on its line
        self._previous: Line | None = None

    def build(self) -> list[Block]:
        skip = -1
        for index, line in enumerate(self._lines):
            if index == skip:
                continue
            if index in self._furniture:
                self._broken = True
                continue
            if line.page_before:
                self._broken = True
            if self._take_marker(line):
                continue
            if _LONE_NUMBER.match(line.text) and (joined := self._numbered_heading(index)):
                skip = joined
                continue
            self._take(index, line)
            self._previous = line
        return self._blocks

    def _take_marker(self, line: Line) -> bool:
        """Keep a bullet or item number that stands alone on its line for the line after it."""
        if LONE_BULLET.match(line.text):
            self._marker = ("bullet", None)
            return True
        if match := LONE_ITEM.match(line.text):
            self._marker = ("item", int(match[1]))
            return True
        return False

    def _numbered_heading(self, index: int) -> int | None:
        """Join a standard's number with its name on the next line; return that line's index."""
        for after in range(index + 1, min(index + 3, len(self._lines))):
            if after in self._furniture:
                continue
            line = self._lines[after]
            heading = recognise_heading(f"{self._lines[index].text} {line.text}")
            if heading is None or heading.kind != "standard":
                return None
            runs = [(self._lines[index].start, self._lines[index].end), (line.start, line.end)]
            self._add(Block("heading", runs, heading))
            return after
        return None

    def _take(self, index: int, line: Line) -> None:
        """Make a block of a line, or add the line to the block before it."""
        start = line.start
        if match := _QUOTE_MARK.match(line.text):
            start += match.end()
        text = line.text[start - line.start :]
        marker, self._marker = self._marker, None
        if not text:
            return
        block = (
            self._footnote(index, start, line)
            or self._heading(line, start, text)
            or self._row(line, start, text)
            or self._listed(line, start, text, marker)
        )
        if block is not None:
            self._add(block, line)
        elif index in self._footnotes.rest and self._blocks[-1].kind == "footnote":
            self._blocks[-1].runs.append((start, line.end))
        elif self._continues(line, text):
            self._blocks[-1].runs.append((start, line.end))
            self._blocks[-1].last_full = self._is_full(line)
        else:
            self._add(Block("paragraph", [(start, line.end)], attached=not line.blank_before), line)

    def _footnote(self, index: int, start: int, line: Line) -> Block | None:
        if index not in self._footnotes.starts:
            return None
        return Block("footnote", [(start, line.end)], number=self._footnotes.starts[index])

    def _heading(self, line: Line, start: int, text: str) -> Block | None:
        hashes = _HASHES.match(text)
        runs = [(start + (hashes.end() if hashes else 0), line.end)]
        heading = recognise_heading(text)
        if heading is not None and not self._runs_on(line, text, heading):
            return Block("heading", runs, heading)
        return Block("heading", runs) if hashes else None

    def _row(self, line: Line, start: int, text: str) -> Block | None:
        if "\t" in text and ITEM.match(text) and recognise_heading(" ".join(text.split())) is None:
            return None  # a numbered item whose number a tab sets off
        if strip_bullet(text):
            return None  # a bullet that a tab sets off
        cells = self._cells(start, text)
        if not cells and self._ends_row(line, text):
            cells = [(start, line.end)]
        return Block("row", [(start, line.end)], cells=cells) if cells else None

    def _listed(
        self, line: Line, start: int, text: str, marker: tuple[str, int | None] | None
    ) -> Block | None:
        """Return the bullet or item that a line opens, its mark on the line or on the one before."""
        if marker is not None:
            return Block(marker[0], [(start, line.end)], number=marker[1])
        bullet = self._bullet_length(line, text)
        item = ITEM.match(text[bullet:])  # some converters put a bullet before the number
        if item and (bullet or "\t" in text or self._opens_item(line, int(item[1]))):
            return Block("item", [(start + bullet + item.end(), line.end)], number=int(item[1]))
        return Block("bullet", [(start + bullet, line.end)]) if bullet else None

    def _add(self, block: Block, line: Line | None = None) -> None:
        block.break_before = self._broken
        self._broken = False
        block.last_full = line is None or self._is_full(line)
        self._blocks.append(block)

    def _is_full(self, line: Line) -> bool:
        return self._wrap is None or self._wrap.is_full(line.text)

    def _runs_on(self, line: Line, text: str, heading: Heading) -> bool:
        """Return whether a line that reads like a bare heading is the end of a wrapped sentence."""
        if heading.marked or heading.number or heading.listed:
            return False
        return text[0].islower() or (
            not line.blank_before
            and not self._broken
            and self._wrap is not None
            and self._previous is not None
            and bool(self._blocks)
            and self._blocks[-1].kind in ("paragraph", "bullet", "item", "footnote")
            and self._is_full(self._previous)
            and not is_terminal(self._previous.text)
        )

    def _cells(self, start: int, text: str) -> list[tuple[int, int]]:
        """Return the cells of a table row, or nothing where the line is none."""
        if text.startswith("|") or (text.count("|") >= 2 and text.endswith("|")):
            if _PIPE_RULE.match(text):
                return [(start, start)]
            return _split_cells(start, text, "|")
        if "\t" in text:
            return _split_cells(start, text, "\t")
        if RATING.match(text) or _CELL.match(text):
            return [(start, start + len(text))]
        if (match := _SPACED_CELL.match(text)) and not strip_bullet(text):
            return [
                (start + match.start("label"), start + match.end("label")),
                (start + match.start("cell"), start + match.end("cell")),
            ]
        return []

    def _ends_row(self, line: Line, text: str) -> bool:
        """Return whether the line is the rest of a table's label, which the row's cells cut in two."""
        return (
            bool(self._blocks)
            and self._blocks[-1].kind == "row"
            and text[0].islower()
            and not line.blank_before
            and not self._broken
        )

    def _bullet_length(self, line: Line, text: str) -> int:
        length = strip_bullet(text)
        if not length or text[0] not in DASHES or line.blank_before or self._broken:
            return length
        before = self._previous
        wrapped_on = (
            before is not None
            and self._wrap is not None
            and self._is_full(before)
            and not is_terminal(before.text)
            and bool(self._blocks)
            and self._blocks[-1].kind == "paragraph"
        )
        return 0 if wrapped_on else length

    def _opens_item(self, line: Line, number: int) -> bool:
        """Return whether `12. …` opens an item, or is the end of a wrapped sentence that names 12."""
        if line.blank_before or self._wrap is None or not self._blocks:
            return True
        last = next(
            (block for block in reversed(self._blocks) if block.kind in ("item", "heading")), None
        )
        if last is not None and last.kind == "item" and number == (last.number or 0) + 1:
            return True
        block = self._blocks[-1]
        if block.kind == "bullet" and number == _SECOND:  # the first item's number became a bullet
            return True
        before = self._previous
        return block.kind in ("heading", "row") or before is None or is_terminal(before.text)

    def _continues(self, line: Line, text: str) -> bool:
        """Return whether the line belongs to the block before it."""
        before = self._previous
        if line.blank_before or self._broken or before is None or not self._blocks:
            return False
        block = self._blocks[-1]
        if block.kind in ("heading", "row"):
            return False
        ended = is_terminal(before.text)
        if self._wrap is None:
            return text[0].islower() and not ended
        wrapped = not self._wrap.fits(before.text, text, in_list=block.kind in ("bullet", "item"))
        if ended:
            quoted = text[0] in _OPENING_QUOTES
            return wrapped and not quoted and not self._is_question(block)
        if block.kind != "paragraph":
            return True
        return wrapped or len(block.runs) > 1 or not text[0].isupper()

    def _is_question(self, block: Block) -> bool:
        """Return whether a paragraph so far is one question: a key question used as a heading."""
        first = next(line for line in self._lines if line.start >= block.runs[0][0])
        assert self._previous is not None
        return (
            block.kind == "paragraph"
            and _QUESTION_WORD.match(first.text) is not None
            and _QUESTION_END.search(self._previous.text) is not None
        )


def _split_cells(start: int, text: str, separator: str) -> list[tuple[int, int]]:
    cells: list[tuple[int, int]] = []
    position = 0
    for part in text.split(separator):
        stripped = part.strip(" \u00a0\t|")
        if stripped:
            at = start + position + part.index(stripped[0])
            cells.append((at, at + len(stripped)))
        position += len(part) + 1
    return cells or [(start, start)]
