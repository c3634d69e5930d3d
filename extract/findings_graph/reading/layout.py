"""Layout: from a report's text to passages in reading order, page breaks mended."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from findings_graph.reading.blocks import Block, build_blocks, is_terminal
from findings_graph.reading.cleaning import Cleaner
from findings_graph.reading.footnotes import find_footnotes
from findings_graph.reading.furniture import find_furniture
from findings_graph.reading.headings import Heading
from findings_graph.reading.lines import split_lines
from findings_graph.reading.passages import Passage
from findings_graph.reading.source import SourceText
from findings_graph.reading.wrapping import find_wrap

_OPENING = "“\"‘'«"
_PAIRS = {"“": "”", '"': '"', "‘": "’", "'": "'", "«": "»"}
_JOINABLE = ("paragraph", "bullet", "item", "footnote")
_QUESTION = re.compile(
    r"(?:do|does|is|are|has|have|how|what|why)\b[^.?!]{10,300}\?$", re.IGNORECASE
)
_RATING_PROSE = re.compile(r"our rating|in making a judgement|user voice", re.IGNORECASE)
_ENTITY = 10
"""Characters that the longest entity at a passage's start may have."""
_LONG = 50
"""Characters from which an unfinished passage goes on in a passage that begins with a capital letter."""

_QUOTATION = 1500
"""Characters that no quotation of a report has."""


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


@dataclass(frozen=True, slots=True)
class _Break:
    """What stands between two blocks.

    Args:
        page: whether a page break, furniture or a footnote does.
        in_list: whether it is in a list of strengths or areas for improvement.
        follows: kind of the block after the second.
    """

    page: bool
    in_list: bool
    follows: str


def _mend(blocks: list[Block], text: str) -> list[Block]:
    """Join blocks that a break cut."""
    merged: list[Block] = []
    last: Block | None = None  # the last block that is no footnote
    in_list = False
    broken = False
    for block, follows in zip(blocks, _kinds_after(blocks), strict=True):
        if block.kind == "footnote":
            merged.append(block)
            broken = True
            continue
        if block.heading is not None:
            in_list = block.heading.kind == "polarity"
        gap = _Break(broken or block.break_before, in_list, follows)
        broken = False
        if last is not None and block.kind == "paragraph" and _goes_on(last, block, text, gap):
            last.runs.extend(block.runs)
            last.last_full = block.last_full
            continue
        merged.append(block)
        last = block
    return merged


def _kinds_after(blocks: list[Block]) -> list[str]:
    """Return for each block the kind of the next that is no footnote."""
    kinds, kind = [], ""
    for block in reversed(blocks):
        kinds.append(kind)
        kind = block.kind if block.kind != "footnote" else kind
    return kinds[::-1]


def _goes_on(last: Block, block: Block, text: str, gap: _Break) -> bool:
    """Return whether `block` is the rest of `last`."""
    if last.kind not in _JOINABLE:
        return False
    if _open_quotation(last, text) or _opens_with_words_quoted(block, text, gap):
        return True
    before = html.unescape(text[last.runs[-1][0] : last.runs[-1][1]])
    first = html.unescape(text[block.runs[0][0] :][:_ENTITY])[0]
    if first.islower():
        return not before.endswith(":")
    if is_terminal(before):
        return first not in _OPENING and _is_next_sentence(last, block, text, gap)
    return (first.isalnum() or first in "(£‘'[") and _is_rest(last, block, text, gap)


def _opens_with_words_quoted(block: Block, text: str, gap: _Break) -> bool:
    """Return whether a wrapped line opens with a quotation that is only part of its sentence."""
    start, end = block.runs[0][0], block.runs[-1][1]
    if gap.page or not block.attached or text[start] not in '“"':
        return False
    return not is_quotation(text[start:end]) and not _open_quotation(block, text)


def _is_rest(last: Block, block: Block, text: str, gap: _Break) -> bool:
    """Return whether a block that opens with a capital ends the sentence that a break cut."""
    listed = gap.page or gap.in_list
    if (last.kind == "item" and not listed) or _heading_like(block, text):
        return False
    if sum(end - start for start, end in last.runs) < _LONG and not (gap.page and gap.in_list):
        return False
    return gap.page or last.last_full or last.kind in ("bullet", "item")


def _is_next_sentence(last: Block, block: Block, text: str, gap: _Break) -> bool:
    """Return whether a block is one more sentence of the bullet before it."""
    if last.kind not in ("bullet", "item") or not gap.in_list:
        return False
    if _heading_like(block, text) or not _is_sentence(block, text):
        return False
    return (gap.page and last.last_full) or gap.follows == last.kind


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
    """Return whether a block opens with a quotation mark that nothing in it closes yet."""
    if block.runs[-1][1] - block.runs[0][0] > _QUOTATION:
        return False  # the closing mark was forgotten
    raw = html.unescape(text[block.runs[0][0] : block.runs[-1][1]]).lstrip("*_ ")
    if not raw or raw[0] not in '“"':
        return False
    closing = _PAIRS[raw[0]]
    return closing not in raw[1:]


def _passage(block: Block, cleaner: Cleaner) -> LaidOut:
    if block.kind == "row":
        texts: list[str] = []
        pieces: list[tuple[int, int, int]] = []
        at = 0
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
    several = re.sub(rf"{closing}[\s.]*{text[0]}", " ", inside)  # one quotation after another
    return closing not in several


def _bare_heading(text: str) -> bool:
    return (
        len(text) <= 80
        and len(text.split()) <= 10
        and text[0].isupper()
        and not re.search(r"[.?!:;,’”'\"]$", text)
    )
