"""How lists are marked: bullets of every converter, numbered items, and markers alone on a line."""

from __future__ import annotations

import re

BULLET = re.compile(
    r"(?:[-*+•●○◦▪▫■□‣⁃∙·–—»➢➤✓✔→\uf0b7\uf0a7\uf0d8]|\\-|&bull;|&middot;|&#8226;|&#x2022;)(?:[ \t\u00a0]+|&nbsp;)+(?=\S)|<li\b[^>]*>\s*(?=\S)",
    re.IGNORECASE,
)
"""A bullet and the space after it, at the start of a line."""
LETTER_BULLET = re.compile(r"o(?:(?:[ \u00a0]{2,}|\t)(?=\S)|[ \u00a0](?=[A-Z‘“]))")
"""The letter o as the second-level bullet of a word processor."""
LONE_BULLET = re.compile(r"(?:[-*+•●○◦▪▫■□‣⁃∙·➢➤✓✔→\uf0b7\uf0a7\uf0d8]|&bull;)$")
ITEM = re.compile(r"\\?(\d{1,2})\\?[.)](?:[ \t\u00a0]|&nbsp;)+(?=\S)")
"""A numbered item: one or two figures, a full stop or bracket, and space."""
LONE_ITEM = re.compile(r"(\d{1,2})[.)]$")
DASHES = frozenset("-–—*")
"""Marks that also stand as punctuation at the start of a wrapped line."""


def strip_bullet(text: str) -> int:
    """Return the length of the bullet and its space at the start of `text`, 0 where there is none."""
    match = BULLET.match(text) or LETTER_BULLET.match(text)
    return match.end() if match else 0
