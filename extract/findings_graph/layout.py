"""Layout: from a report's text to passages in reading order, page breaks mended."""

from __future__ import annotations

import re
from dataclasses import dataclass

from findings_graph.blocks import Block, build_blocks, is_terminal
from findings_graph.cleaning import Cleaner
from findings_graph.footnotes import find_footnotes
from findings_graph.furniture import find_furniture
from findings_graph.headings import Heading
from findings_graph.lines import split_lines
from findings_graph.passages import Passage
from findings_graph.source import SourceText
from findings_graph.wrapping import find_wrap

_OPENING = "“\"‘'«"
_PAIRS = {"“": "”", '"': '"', "‘": "’", "'": "'", "«": "»"}
_JOINABLE = ("paragraph", "bullet", "item", "footnote")
_LEAD_IN = re.compile(r"\bshould\s*:?$", re.IGNORECASE)
_QUESTION = re.compile(
    r"(?:do|does|is|are|has|have|how|what|why)\b[^.?!]{10,300}\?$", re.IGNORECASE
)
_RATING_PROSE = re.compile(r"our rating|in making a judgement|user voice", re.IGNORECASE)
_LONG = 50
"""Characters from which an unfinished passage goes on in a passage that begins with a capital letter."""


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A passage, and what heading it is where it is a known one."""

    passage: Passage
    heading: Heading | None = None


def lay_out(source: SourceText) -> list[LaidOut]:
    """Return the passages of a report in reading order, page furniture left out.

    A bullet or paragraph that a page break, a footnote or a blank line cuts is one passage. Footnotes
    stand where they were printed, as passages of their own.
    """
    lines = split_lines(source.text)
    furniture = find_furniture(lines)
    footnotes = find_footnotes(lines, furniture)
    blocks = build_blocks(lines, furniture, footnotes, find_wrap(lines))
    cleaner = Cleaner(source.text, footnotes=footnotes.bare, bracketed=footnotes.bracketed)
    merged = _mend(blocks, source.text)
    laid_out = [_passage(block, cleaner) for block in merged]
    return [entry for entry in laid_out if entry.passage.text]


def _mend(blocks: list[Block], text: str) -> list[Block]:
    """Join blocks that a break cut."""
    merged: list[Block] = []
    last: Block | None = None  # the last block that is no footnote
    in_list = False
    broken = False
    for index, block in enumerate(blocks):
        if block.kind == "footnote":
            merged.append(block)
            broken = True
            continue
        if block.heading is not None:
            in_list = block.heading.kind == "polarity"
        broken = broken or block.break_before
        if last is not None and block.kind == "paragraph":
            follows = next((b.kind for b in blocks[index + 1 :] if b.kind != "footnote"), "")
            if _goes_on(last, block, text, broken=broken, in_list=in_list, follows=follows):
                last.runs.extend(block.runs)
                last.last_full = block.last_full
                broken = False
                continue
        merged.append(block)
        last = block
        broken = False
    return merged


def _goes_on(
    last: Block, block: Block, text: str, *, broken: bool, in_list: bool, follows: str
) -> bool:
    """Return whether `block` is the rest of `last`."""
    if last.kind not in _JOINABLE:
        return False
    first = text[block.runs[0][0] :][:1]
    before = text[last.runs[-1][0] : last.runs[-1][1]]
    if _open_quotation(last, text):
        return True
    whole = text[block.runs[0][0] : block.runs[-1][1]]
    if (
        block.attached
        and not broken
        and first in '“"'
        and not (is_quotation(whole) or _open_quotation(block, text))
    ):
        return True  # a sentence that opens with a quotation, at the start of a wrapped line
    ended = is_terminal(before)
    if _LEAD_IN.search(before.rstrip("*: ")):
        return False
    if first.islower():
        return not before.endswith(":")
    if not ended:
        if not (first.isalnum() or first in "(£‘'[“\"") or first in '“"':
            return False
        if last.kind == "item" and not broken:
            return False
        size = sum(end - start for start, end in last.runs)
        if _heading_like(block, text) or (size < _LONG and not (broken and in_list)):
            return False
        return broken or last.last_full or last.kind == "bullet"
    if first in _OPENING or _heading_like(block, text) or not _is_sentence(block, text):
        return False
    if last.kind == "bullet" and in_list:
        return (broken and last.last_full) or follows == "bullet"
    return False


def _is_sentence(block: Block, text: str) -> bool:
    tail = text[block.runs[-1][0] : block.runs[-1][1]]
    head = text[block.runs[0][0] : block.runs[0][1]]
    return (
        is_terminal(tail) and not tail.rstrip("*_ ").endswith(":") and not _RATING_PROSE.match(head)
    )


def _heading_like(block: Block, text: str) -> bool:
    """Return whether an unmarked block reads like a heading: one short line, capital, no end mark."""
    if len(block.runs) != 1:
        return False
    start, end = block.runs[0]
    words = text[start:end].strip("*_ ")
    return (
        bool(words)
        and words[0].isupper()
        and len(words) <= 80
        and not re.search(r"[.?!:;,]$", words)
    )


def _open_quotation(block: Block, text: str) -> bool:
    """Return whether a block opens with a quotation mark that nothing in it closes."""
    raw = text[block.runs[0][0] : block.runs[-1][1]].lstrip("*_ ")
    if not raw or raw[0] not in '“"':
        return False
    closing = _PAIRS[raw[0]]
    return closing not in raw[1:]


def _passage(block: Block, cleaner: Cleaner) -> LaidOut:
    if block.kind == "row":
        texts, pieces, at = [], [], 0
        for run in block.cells:
            text, cell_pieces = cleaner.clean([run])
            pieces.extend((clean + at, raw, size) for clean, raw, size in cell_pieces)
            texts.append(text)
            at += len(text) + 1
        joined = "\t".join(texts)
        return LaidOut(Passage("row", joined, tuple(pieces), block.runs[0][0], block.runs[-1][1]))
    text, pieces_found = cleaner.clean(block.runs)
    kind = block.kind
    if kind in ("paragraph", "bullet") and is_quotation(text):
        kind = "quote"
    elif kind == "paragraph" and text and (_QUESTION.match(text) or _bare_heading(text)):
        kind = "heading"
    passage = Passage(kind, text, pieces_found, block.runs[0][0], block.runs[-1][1], block.number)
    return LaidOut(passage, block.heading)


def is_quotation(text: str) -> bool:
    """Return whether the whole passage is one quotation: opened at its start, closed at its end."""
    if len(text) < 3 or text[0] not in _PAIRS:
        return False
    closing = _PAIRS[text[0]]
    body = text.rstrip(" .")
    if not body.endswith(closing) or len(body) < 3:
        return False
    inside = body[1:-1]
    if closing in "’'":  # apostrophes are no closing marks: demand a space or end after one
        return not re.search(rf"[.,!?]{closing}\s", inside)
    return closing not in inside or text[0] in inside


def _bare_heading(text: str) -> bool:
    return (
        len(text) <= 80
        and len(text.split()) <= 10
        and text[0].isupper()
        and not re.search(r"[.?!:;,’”'\"]$", text)
    )
