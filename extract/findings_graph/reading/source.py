"""The normalised text of a report file: what every offset in the graph counts in."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class SourceText:
    """A report's normalised text and where it came from.

    Args:
        name: base name of the file read, for messages only.
        text: decoded, without byte-order mark, line ends as LF; nothing else is changed.
        sha256: hexadecimal SHA-256 of `text` in UTF-8.
    """

    name: str
    text: str
    sha256: str
    _line_starts: tuple[int, ...] = field(repr=False, compare=False, default=())

    @classmethod
    def from_text(cls, text: str, *, name: str) -> SourceText:
        """Normalise decoded text: drop a byte-order mark, write line ends as LF."""
        text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
        starts = [0]
        starts.extend(i + 1 for i, char in enumerate(text) if char == "\n")
        digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
        return cls(name, text, digest, tuple(starts))

    def line_of(self, offset: int) -> int:
        """Return the 1-based line that the character at `offset` stands in."""
        return bisect_right(self._line_starts, offset)
