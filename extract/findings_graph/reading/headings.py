"""Headings of a report, recognised from one line however it is marked up, numbered or glued."""

from __future__ import annotations

import functools
import html
import re
import unicodedata
from dataclasses import dataclass

from findings_graph.reading.frameworks import standard_names
from findings_graph.rule_files import load_rules

_MARKUP = re.compile(r"</?[a-z][^>]*>|[*_`]+|^#+\s*|\s*#+$", re.IGNORECASE)
_BACK_TO_TOP = re.compile(r"\s*[(\[]?back to top[)\]]?\s*$", re.IGNORECASE)
_BROKEN_LINK = re.compile(
    r"\s*error!\s*(?:bookmark|reference)[^.]*\.?\s*(?:\d{1,3})?$", re.IGNORECASE
)
_PAGE_TAIL = re.compile(r"(?:[\s.…·_]+)\d{1,3}\s*$")
_NUMBER = re.compile(
    r"^(?:domain\s+)?P?\s*([12])(?:\s*\.\s*([1-9]))?\s*[.:)]?(?=[\s–—-]|[A-Z])[\s–—:-]*",
    re.IGNORECASE,
)
_ANNEXE = re.compile(
    r"^(?:annexe?|appendix)\s+(?:\d{1,2}|[a-h]|one|two|three|four|five|six|seven|eight)\b"
    r"(?:$|\s*[:.–—-]\s*(?=\S)|\s+(?-i:(?=[A-Z0-9])))",
    re.IGNORECASE,
)
"""An annexe's label, then nothing, a mark or a title: `Annexe 1 shows` only speaks of one."""
_GLUED_RATING = re.compile(r"\s*rating$", re.IGNORECASE)
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_NUMBER_TAB = re.compile(r"^(\W*(?:P\s*)?[12](?:\.[1-9])?\.?)\t+")


@dataclass(frozen=True, slots=True)
class Heading:
    """A recognised heading.

    Args:
        kind: `section`, `domain`, `standard`, `polarity`, `annexe` or `inner`.
        name: the section's id, `1` or `2`, the standard's name, `strength` or `improvement`, ….
        number: the printed number such as `1.1`, else empty.
        listed: whether it is an entry of the contents list (it ends in a page number).
        marked: whether the converter marked it as a heading.
    """

    kind: str
    name: str
    number: str = ""
    listed: bool = False
    marked: bool = False


@functools.cache
def _vocabulary() -> dict[str, tuple[str, str]]:
    return {
        wording: (kind, name)
        for kind, names in load_rules("headings").items()
        for name, wordings in names.items()
        for wording in wordings
    }


def plain(line: str) -> str:
    """Return a line without markup, entities, white-space runs and typographic apostrophes."""
    text = unicodedata.normalize("NFKC", html.unescape(_LINK.sub(r"\1", line))).replace(
        "\u00ad", ""
    )
    text = _MARKUP.sub("", text.strip()).replace("’", "'").replace("‘", "'").replace("\\", "")
    return " ".join(text.split())


def recognise_heading(line: str) -> Heading | None:
    """Return the heading that a line is, or none.

    Handles `### **1.1. Leadership**`, `P 1.2 StaffingRating`, `Ratings (Back to top)`,
    `Foreword ..... 3`, `RatingsError! Bookmark not defined.`, `Strengths:`.
    """
    line = _NUMBER_TAB.sub(r"\1 ", line)
    if len(line) > 160 or ("\t" in line.strip() and not _PAGE_TAIL.search(line)):
        return None
    marked = line.lstrip("*_ ").startswith("#")
    text = plain(line)
    text = _BACK_TO_TOP.sub("", text)
    stem = _BROKEN_LINK.sub("", text)
    listed = stem != text
    if _PAGE_TAIL.search(stem):
        shorter = _PAGE_TAIL.sub("", stem).rstrip(" .…·_")
        if _lookup(shorter, marked=True) is not None:
            stem, listed = shorter, True
    found = _lookup(stem, marked=marked)
    if found is None:
        return None
    kind, name, number = found
    return Heading(kind, name, number, listed, marked)


def _lookup(text: str, *, marked: bool) -> tuple[str, str, str] | None:
    if _ANNEXE.match(text):
        return None if text.endswith((".", ",", ";")) else ("annexe", text.lower(), "")
    number = ""
    match = _NUMBER.match(text)
    if match:
        number = match[1] + (f".{match[2]}" if match[2] else "")
        text = text[match.end() :]
    text = text.rstrip(" :." if marked or number else " :").lower().replace("&", "and")
    if number.count(".") == 1 or (marked and text not in _vocabulary()):
        for name in (text, _GLUED_RATING.sub("", text)):
            if name in standard_names():
                return "standard", name, number
    found = _vocabulary().get(text)
    if found is None:
        return None
    kind, name = found
    if kind == "domain" and number not in ("", name):
        return None
    if number and (kind not in ("domain", "section") or "." in number):
        return None
    return kind, name, number
