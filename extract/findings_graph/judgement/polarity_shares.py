"""Shares: how many of the things counted, as a clause says it in figures or fractions."""

from __future__ import annotations

import re
from dataclasses import dataclass

_UNITS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_WORDS = {word: number for number, word in enumerate(_UNITS)}
_WORDS |= {ten: 10 * number for number, ten in enumerate(_TENS, 2)}
_WORDS |= {f"{ten}-{_UNITS[unit]}": _WORDS[ten] + unit for ten in _TENS for unit in range(1, 10)}
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}

_NUMBER = (
    r"(?:\d[\d,]*|(?:"
    + "|".join(_TENS)
    + ")(?:-(?:"
    + "|".join(_UNITS[1:10])
    + "))?|"
    + "|".join(sorted(_UNITS, key=len, reverse=True))
    + ")"
)
_PART = r"(?:half|halves|(?:third|quarter|fifth|sixth|eighth|tenth)s?)"
_SHARE = re.compile(
    rf"""(?<![\w.-])(?:
     (?:(?P<percent>\d+(?:\.\d+)?|{_NUMBER})\s?(?:per\s?cent\b|%))
    |(?P<top>{_NUMBER})\s+(?P<link>out\s+of|of|in|from)\s+(?:the\s+|all\s+|our\s+)?(?P<bottom>{_NUMBER})\b
    |(?:(?P<many>{_NUMBER}|a)[\s-]+)?(?P<part>{_PART})\b(?!-)
    )""",
    re.IGNORECASE | re.VERBOSE,
)
# A whole, and a later count out of it: "needed in 43 cases and made in 12", "in 42 of 61 cases and used in 25".
_WHOLE = re.compile(
    rf"\b(?:in|for|of|among)\s+(?:the\s+|all\s+)?(?P<whole>{_NUMBER})\s+(?:relevant\s+)?"
    r"(?:cases|people|individuals|plans|reports|assessments|reviews|instances|men|women)\b",
    re.IGNORECASE,
)
_AGAIN = re.compile(
    rf"[^.;]*?\b(?:and|but|yet|while|of\s+which|of\s+whom|though)\b[^.;]*?\b(?:in|by|for)\s+(?P<lead>(?:only|just)\s+)?"
    rf"(?P<again>{_NUMBER})(?=\s*(?:[.,;)]|$)|\s+of\s+(?:them|these|those)\b)",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"(?:\b(?:only|merely|just|slightly|over|under|above|below|around|about|approximately|nearly|almost|more|less|fewer|than|no|at|least|most|as|few|little|well|in)\s+){1,6}$",
    re.IGNORECASE,
)
_WINDOW = 60  # characters in which the words before a share are looked for
_ALL_BUT = re.compile(r"\ball but\s+$", re.IGNORECASE)
_OF = re.compile(r"\s+of\b", re.IGNORECASE)
_ONE_IN = 20  # "one in five" is a share, "three in 2023" is none
_LIMITING = re.compile(
    r"\b(?:only|merely|no more than|at most|(?<!no )(?:fewer|less) than|(?<!just )(?:under|below)|as few as|as little as)\b",
    re.IGNORECASE,
)
_JUST = re.compile(r"\bjust\s+(?!over|under|above|below|more|less)", re.IGNORECASE)
_OVER = re.compile(r"\b(?:over|above|more than)\b", re.IGNORECASE)
_UNDER = re.compile(r"\b(?:under|below|less than|fewer than|almost|nearly)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Share:
    """A share of what is counted.

    Args:
        start: first character, 0-based.
        end: one past the last.
        value: 0 to 1; over 1 for a load such as 130 per cent.
        limited: whether the writer calls it small ("only", "no more than").
    """

    start: int
    end: int
    value: float
    limited: bool


def _number(text: str) -> int:
    return _WORDS[text.lower()] if text.lower() in _WORDS else int(text.replace(",", ""))


def find_shares(text: str) -> list[Share]:
    """Return the shares of a text in order: percentages, N out of M, fractions in words."""
    shares: list[Share] = []
    wholes: list[tuple[int, int]] = []  # where a number counts a whole, and the number
    for found in _SHARE.finditer(text):
        lead = _BEFORE.search(text, max(0, found.start() - _WINDOW), found.start())
        before, start = (lead[0], lead.start()) if lead else ("", found.start())
        if found["percent"] is not None:
            percent = found["percent"]
            value = (
                float(percent) if percent[0].isdigit() and "," not in percent else _number(percent)
            ) / 100
        elif found["top"] is not None:
            top, bottom = _number(found["top"]), _number(found["bottom"])
            if bottom == 0 or top > bottom or (found["link"].lower() == "in" and bottom > _ONE_IN):
                continue
            value = top / bottom
            if _ALL_BUT.search(text, max(0, start - _WINDOW), start):
                value = 1 - value
        else:
            part = found["part"].lower()
            size = 2 if part == "halves" else _PARTS[part.removesuffix("s")]
            many = found["many"]
            count = 1 if many is None or many.lower() == "a" else _number(many)
            alone = many is None or (
                many.lower() == "a" and not before and not _OF.match(text, found.end())
            )
            if (alone and size > 2) or count >= size:  # "the third sector", "a third party"
                continue
            value = count / size
            value += 0.03 if _OVER.search(before) else -0.03 if _UNDER.search(before) else 0.0
        limited = bool(_LIMITING.search(before) or _JUST.search(before))
        shares.append(Share(start, found.end(), value, limited))
        if found["bottom"] is not None:
            wholes.append((found.end(), _number(found["bottom"])))
    wholes += [(found.end("whole"), _number(found["whole"])) for found in _WHOLE.finditer(text)]
    return sorted(shares + _count_again(text, wholes, shares), key=lambda share: share.start)


def _count_again(text: str, wholes: list[tuple[int, int]], shares: list[Share]) -> list[Share]:
    """Return the shares of counts that follow a whole in its sentence and do not repeat it."""
    known = {share.end for share in shares}
    more = []
    for end, whole in sorted(wholes):
        again = _AGAIN.match(text, end)
        if again is None or again.end("again") in known:
            continue
        count = _number(again["again"])
        if 0 < count < whole:
            known.add(again.end("again"))
            start = again.start("lead" if again["lead"] else "again")
            more.append(Share(start, again.end("again"), count / whole, bool(again["lead"])))
    return more
