"""Cleaning: from runs of raw characters to readable text, with the map back."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Sequence
from typing import Final

_SUPERSCRIPTS: Final = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_PATTERN = re.compile(
    r"""
      (?P<drop>
          <sup\b[^<>]{0,100}>(?:&</sup>lt;sup>)?.{0,12}?</sup>        # <sup>3</sup>, and the broken <sup>&</sup>lt;sup>3</sup>
        | \$[^$\n]{0,24}\^[^$\n]{0,24}\$                      # $^{3}$
        | </?(?:u|b|i|em|strong|span|a|p|div|sub|font|mark|small|sup|table|thead|tbody|tr|t[dh]|[uo]l|li|h[1-6])\b[^<>]{0,300}>
        | (?<=[^\s"""
    + _SUPERSCRIPTS
    + r"""])["""
    + _SUPERSCRIPTS
    + r"""]+                                                  # word¹
        | \*+ | (?<!\w)_+(?=\S) | (?<=\S)_+(?!\w) | ~~
        | [\u00ad\u200b\u200c\u200d\u2060\ufeff]
        | !?\[(?=[^\[\]\n]{0,300}\]\([^()\s]{0,500}\)) | (?<=[^\s\[])\]\((?:https?:|mailto:|www\.|\#|/)[^()\s]{0,500}\)
      )
    | (?P<mark>\[\d{1,3}\] | \[\^\d{1,3}\])                   # [3] and Markdown's [^3]
    | (?P<glued>(?:(?<=[^\W\d_][.,;:!?’'”"»)])|(?<=[’'”"»)\]%][.,;:!?]))\d{1,2}(?![\d.,]*[\d%]) | (?<=[a-zé’'”")])\d{1,2}(?=[\s.,;:)’'”"]|$))
    | (?P<hyphen>[\ufffe\x02])                               # as pdfium writes a hyphen at a line end
    | (?P<ligature>[\ufb00-\ufb06])                          # ﬁ, as PDF fonts have it
    | \\(?P<escaped>[!-/:-@\[-`{-~])
    | (?P<entity>&(?:[a-zA-Z]{2,10}|\#\d{2,6}|\#x[0-9a-fA-F]{2,5});)
    | (?P<space>(?:[\s\u00a0\u2000-\u200a\u202f\u205f\u3000]|<br\s*/?>)+)
    """,
    re.VERBOSE | re.IGNORECASE,
)


_GOES_ON = re.compile(r"(?!(?:and|or|to)\b)[^\W\d_]", re.IGNORECASE)
"""The rest of a word that a line end cut at its hyphen; `short- and` is no such word."""


class Cleaner:
    """Cleans passages of one report.

    Args:
        text: the report's normalised text.
        footnotes: numbers of the footnotes that the report prints with bare figures; only these are
            dropped where they are glued to a word (`rating1 for`).
        bracketed: numbers of the footnotes that it prints in brackets (`[3]`).
    """

    def __init__(self, text: str, *, footnotes: frozenset[int], bracketed: frozenset[int]) -> None:
        """Keep the report's text and its footnote numbers."""
        self._text = text
        self._footnotes = footnotes
        self._bracketed = bracketed

    def clean(
        self, runs: Sequence[tuple[int, int]]
    ) -> tuple[str, tuple[tuple[int, int, int], ...]]:
        """Return cleaned text and its pieces (clean start, report start, length) for raw runs in order.

        Runs are joined by one space, or by nothing where a run ends in a hyphen inside a word.
        """
        cleaned = _Cleaned()
        for start, end in runs:
            cleaned.join(in_word=_GOES_ON.match(self._text, start, end) is not None)
            position = start
            for match in _PATTERN.finditer(self._text, start, end):
                cleaned.put(self._text[position : match.start()], position)
                position = match.end()
                self._put_match(cleaned, match)
            cleaned.put(self._text[position:end], position)
        return cleaned.text(), tuple(cleaned.pieces)

    def _put_match(self, cleaned: _Cleaned, match: re.Match[str]) -> None:
        """Write what stands for markup, a mark or white space."""
        if match["space"] is not None:
            cleaned.space(match.start())
        elif match["hyphen"] is not None:
            cleaned.put("-", match.start())
        elif match["ligature"] is not None:
            for letter in unicodedata.normalize("NFKC", match["ligature"]):
                cleaned.put(letter, match.start())
        elif match["escaped"] is not None:
            cleaned.put(match["escaped"], match.start() + 1)
        elif match["entity"] is not None:
            decoded = html.unescape(match["entity"])
            if decoded.isspace():
                cleaned.space(match.start())
            else:
                cleaned.put(decoded, match.start())
        elif not self._is_dropped(match):
            cleaned.put(match[0], match.start())

    def _is_dropped(self, match: re.Match[str]) -> bool:
        if match["drop"] is not None:
            return True
        if match["mark"] is not None:
            return match[0].startswith("[^") or int(match[0].strip("[]")) in self._bracketed
        return int(match[0]) in self._footnotes


class _Cleaned:
    """Cleaned text as it is written, and where each piece of it stands in the report."""

    def __init__(self) -> None:
        self.pieces: list[tuple[int, int, int]] = []
        self._chunks: list[str] = []
        self._length = 0
        self._space: int | None = None  # where the space to write next stands in the report
        self._joined = False  # whether that space stands between two runs, and so nowhere

    def text(self) -> str:
        """Return what was written."""
        return "".join(self._chunks)

    def space(self, at: int) -> None:
        """Note white space: one space is written before the next chunk, if there is any."""
        if self._space is None and not self._joined:
            self._space = at

    def join(self, *, in_word: bool) -> None:
        """Note that another run follows; a hyphen before it joins them where that may be one word."""
        last = self._chunks[-1] if self._chunks else ""
        hyphen = last.endswith("-") and last[-2:-1].isalpha() and in_word
        self._space, self._joined = None, bool(last) and not hyphen

    def put(self, chunk: str, raw: int) -> None:
        """Write a chunk that stands at `raw` in the report, the space due before it first."""
        if not chunk:
            return
        if self._length and self._space is not None:
            self._write(" ", self._space)
        elif self._length and self._joined:
            self._chunks.append(" ")
            self._length += 1
        self._space, self._joined = None, False
        self._write(chunk, raw)

    def _write(self, chunk: str, raw: int) -> None:
        size = len(chunk)
        if self.pieces:
            clean, before, length = self.pieces[-1]
            if clean + length == self._length and before + length == raw:  # one run in both texts
                self.pieces[-1] = (clean, before, length + size)
                self._chunks.append(chunk)
                self._length += size
                return
        self.pieces.append((self._length, raw, size))
        self._chunks.append(chunk)
        self._length += size
