"""Passages: logical paragraphs with cleaned text and a map back to the characters of the report."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Passage:
    """A logical heading, paragraph, bullet, numbered item, table row, quotation or footnote.

    `text` is cleaned: joined across lines and page breaks, without furniture, footnote marks or
    markup. `pieces` maps it back: each is (start in `text`, start in the report, length), for runs
    that stand in both, in order; characters between pieces (a joining space) stand in neither.

    Args:
        kind: `heading`, `paragraph`, `bullet`, `item`, `row`, `quote` or `footnote`.
        text: cleaned text; cells of a row are joined by a tab.
        pieces: the map, at least one piece.
        start: first character of the whole extent in the report, 0-based.
        end: one past the last.
        number: the printed number of an item or footnote, else none.
    """

    kind: str
    text: str
    pieces: tuple[tuple[int, int, int], ...]
    start: int
    end: int
    number: int | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the report's half-open extent of the cleaned characters [start, end)."""
        return self._raw(start), self._raw(end - 1) + 1

    def _raw(self, offset: int) -> int:
        index = bisect_right(self.pieces, offset, key=lambda piece: piece[0]) - 1
        clean, raw, length = self.pieces[max(index, 0)]
        return raw + min(max(offset - clean, 0), length - 1)


def join_passages(passages: Sequence[Passage], separator: str = "\n") -> Passage:
    """Return passages as one of the first's kind, for rules that look across several.

    Args:
        passages: one or more, in order.
        separator: one character, put between their texts.
    """
    pieces: list[tuple[int, int, int]] = []
    at = 0
    for passage in passages:
        pieces.extend((clean + at, raw, size) for clean, raw, size in passage.pieces)
        at += len(passage.text) + 1
    text = separator.join(passage.text for passage in passages)
    first = passages[0]
    return Passage(first.kind, text, tuple(pieces), first.start, passages[-1].end, first.number)
