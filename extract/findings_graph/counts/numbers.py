"""Numbers as reports write them: `1,404`, `8.21`, `twenty-four`, `one hundred and five`, `two-thirds`.

House style writes one to nine in words and larger numbers in figures, but a sentence may open with any
number in words, and other authors do as they like. The names in capitals are regular-expression
sources (no group that captures) for patterns elsewhere to build on; all expect `re.IGNORECASE`.
"""

from __future__ import annotations

import re
from fractions import Fraction

_UNITS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13,
    "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18,
    "nineteen": 19,
}  # fmt: skip
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90,
}  # fmt: skip
_PARTS = {
    "half": 2, "halves": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "seventh": 7,
    "eighth": 8, "ninth": 9, "tenth": 10,
}  # fmt: skip

_DASH = r"[-\u2010-\u2015\u00ad]"
_SMALL = rf"(?:(?:{'|'.join(_TENS)})(?:(?:\s|{_DASH})\s?(?:{'|'.join(list(_UNITS)[1:10])}))?|{'|'.join(sorted(_UNITS, key=len, reverse=True))})"
WORDS = rf"(?:(?:(?:one|two|three|four|five|six|seven|eight|nine|a)\s+hundred(?:\s+and\s+{_SMALL})?|{_SMALL})\b(?!-))"
"""A whole number in words, nought to nine hundred and ninety-nine."""

FIGURES = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?![\d\w]|[.,]\d)"
"""A number in figures, with or without commas and decimals."""

WHOLE = (
    rf"(?:(?<![\w.,/£$€-])(?:\d{{1,3}}(?:,\d{{3}})+|\d{{1,6}})(?![\w%/-]|[.,]\d)|\b(?<!-){WORDS})"
)
"""A whole number in figures or words that stands alone: no part of a date, sum, ratio or decimal."""

NUMBER = rf"(?:(?<![\w.,/£$€-]){FIGURES}|\b(?<!-){WORDS})"
"""Any number, in figures or words."""

PER_CENT = r"(?:per\s?cents?\b|percent\b|%)"
"""The words or the sign behind the figure of a percentage."""

PERCENT = rf"(?:{NUMBER}\s*{PER_CENT})"
"""A percentage: a number and `per cent`, `percent` or `%`."""

FRACTION = (
    rf"(?:\b(?:(?:a|one|two|three|four|five|six|seven|eight|nine)(?:\s|{_DASH}))?"
    rf"(?:half|third|quarter|fifth|sixth|seventh|eighth|ninth|tenth)s?\b"
    rf"|\b(?:one|two|three|four|five|six|seven|eight|nine)\s+out\s+of\s+(?:every\s+)?(?:two|three|four|five|ten)\b"
    rf"|(?<![\d.,/-])\b(?:one|two|three|four|five|six|seven|eight|nine|[1-9])\s+in\s+(?:every\s+)?(?:two|three|four|five|six|seven|eight|nine|ten|\d|10|20|100)\b)"
)
"""A proportion in words: `half`, `a third`, `three-quarters`, `two fifths`, `one in five`."""

PROPORTION = (
    r"(?:\b(?:(?:(?:just|slightly|well|a\s+little|a\s+bit)\s+)?(?:over|under|above|below|more\s+than|less\s+than|fewer\s+than)"
    rf"|nearly|almost|about|around|approximately|roughly|up\s+to|at\s+least)\s+)?{FRACTION}"
)
"""A proportion as it is said, with the words that bound it: `just over half`, `fewer than one in four`."""


def parse_number(text: str) -> int | float:
    """Return the number that `text` writes, in figures or in words.

    Args:
        text: a match of `NUMBER`, `WHOLE`, `FIGURES` or `WORDS`; the case does not matter.

    Raises:
        ValueError: it is no number.
    """
    text = text.strip().lower()
    if text[:1].isdigit():
        plain = text.replace(",", "")
        return float(plain) if "." in plain else int(plain)
    total = 0
    for word in re.split(rf"\s+|{_DASH}", text):
        if word == "hundred":
            total = max(total, 1) * 100
        elif word in _UNITS:
            total += _UNITS[word]
        elif word in _TENS:
            total += _TENS[word]
        elif word not in ("a", "and", ""):
            raise ValueError(f"not a number: {text!r}")
    return total


def parse_percentage(text: str) -> float:
    """Return the figure of a match of `PERCENT`, such as 8.21 for `8.21 per cent`."""
    return float(parse_number(re.sub(r"(?i)\s*(?:per\s?cents?|percent|%)$", "", text.strip())))


def parse_fraction(text: str) -> Fraction:
    """Return the proportion that a match of `FRACTION` names, exactly.

    Args:
        text: such as `two-thirds`, `a quarter`, `half`, `one in five` or `nine out of ten`.

    Raises:
        ValueError: it names no proportion.
    """
    words = re.split(rf"\s+|{_DASH}", text.strip().lower())
    if "in" in words or "of" in words:
        return Fraction(int(parse_number(words[0])), int(parse_number(words[-1])))
    part = words[-1] if words[-1] in _PARTS else words[-1].removesuffix("s")
    if part not in _PARTS or len(words) > 2:
        raise ValueError(f"not a proportion: {text!r}")
    count = 1 if len(words) == 1 or words[0] == "a" else int(parse_number(words[0]))
    return Fraction(count, _PARTS[part])
