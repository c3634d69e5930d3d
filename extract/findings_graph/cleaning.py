"""Cleaning: from runs of raw characters to readable text, with the map back."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from typing import Final

_SUPERSCRIPTS: Final = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_PATTERN = re.compile(
    r"""
      (?P<drop>
          <sup\b[^>]*>(?:&</sup>lt;sup>)?.{0,12}?</sup>        # <sup>3</sup>, and the broken <sup>&</sup>lt;sup>3</sup>
        | \$[^$\n]{0,24}\^[^$\n]{0,24}\$                      # $^{3}$
        | </?(?:u|b|i|em|strong|span|a|p|div|sub|font|mark|small|sup)\b[^>]*>
        | (?<=[^\s"""
    + _SUPERSCRIPTS
    + r"""])["""
    + _SUPERSCRIPTS
    + r"""]+                                                  # word¹
        | \*+ | (?<!\w)_+(?=\S) | (?<=\S)_+(?!\w) | ~~
        | [\u00ad\u200b\u200c\u200d\u2060\ufeff]
        | !?\[(?=[^\]\n]*\]\([^)\s]*\)) | (?<=[^\s\[])\]\((?:https?:|mailto:|www\.|\#|/)[^)\s]*\)
      )
    | (?P<mark>\[\d{1,3}\] | \[\^\d{1,3}\])                   # [3] and Markdown's [^3]
    | (?P<glued>(?:(?<=[^\W\d_][.,;:!?’'”"»)])|(?<=[’'”"»)\]%][.,;:!?]))\d{1,2}(?![\d.,]*[\d%]) | (?<=[a-zé’'”")])\d{1,2}(?=[\s.,;:)’'”"]|$))
    | \\(?P<escaped>[!-/:-@\[-`{-~])
    | (?P<entity>&(?:[a-zA-Z]{2,10}|\#\d{2,6}|\#x[0-9a-fA-F]{2,5});)
    | (?P<space>(?:[\s\u00a0\u2000-\u200a\u202f\u205f\u3000]|<br\s*/?>)+)
    """,
    re.VERBOSE | re.IGNORECASE,
)


class Cleaner:
    """Cleans passages of one report.

    Args:
        text: the report's normalised text.
        footnotes: numbers of the footnotes that the report prints with bare figures; only these are
            taken for marks where figures stand glued to a word (`rating1 for`).
        bracketed: numbers of the footnotes printed as `[3]`.
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
        out: list[str] = []
        pieces: list[tuple[int, int, int]] = []
        length = 0
        space_at = (
            -1
        )  # raw offset of a pending space, where it stands in the report; -2 between runs

        def put(chunk: str, raw: int, raw_length: int) -> None:
            nonlocal length, space_at
            if not chunk:
                return
            if space_at != -1 and length:
                if space_at >= 0:
                    pieces.append((length, space_at, 1))
                out.append(" ")
                length += 1
            space_at = -1
            pieces.append((length, raw, raw_length))
            out.append(chunk)
            length += len(chunk)

        for number, (start, end) in enumerate(runs):
            if number and length:
                hyphen = out[-1].endswith("-") and len(out[-1]) > 1 and out[-1][-2].isalpha()
                space_at = -1 if hyphen and self._text[start].isalpha() else -2
            position = start
            for match in _PATTERN.finditer(self._text, start, end):
                put(self._text[position : match.start()], position, match.start() - position)
                position = match.end()
                kind = match.lastgroup
                if kind == "space":
                    space_at = match.start() if space_at == -1 else space_at
                elif kind == "escaped":
                    put(match["escaped"], match.start() + 1, 1)
                elif kind == "entity":
                    self._put_entity(match, put)
                    if match["entity"].lower() in ("&nbsp;", "&#160;", "&#xa0;"):
                        space_at = match.start() if space_at == -1 else space_at
                elif not self._is_dropped(match):
                    put(match[0], match.start(), len(match[0]))
            put(self._text[position:end], position, end - position)
        return "".join(out), _merged(pieces)

    def _put_entity(self, match: re.Match[str], put: object) -> None:
        decoded = html.unescape(match["entity"])
        if decoded.strip("\u00a0 "):
            assert callable(put)
            put(decoded, match.start(), 1 if len(decoded) == 1 else len(decoded))

    def _is_dropped(self, match: re.Match[str]) -> bool:
        if match["drop"] is not None:
            return True
        if match["mark"] is not None:
            return match[0].startswith("[^") or int(match[0].strip("[]")) in self._bracketed
        return int(match[0]) in self._footnotes


def _merged(pieces: list[tuple[int, int, int]]) -> tuple[tuple[int, int, int], ...]:
    """Join neighbouring pieces that are one run in both texts."""
    merged: list[tuple[int, int, int]] = []
    for clean, raw, size in pieces:
        if merged:
            before_clean, before_raw, before_size = merged[-1]
            if before_clean + before_size == clean and before_raw + before_size == raw:
                merged[-1] = (before_clean, before_raw, before_size + size)
                continue
        merged.append((clean, raw, size))
    return tuple(merged)
