"""Dates as reports write them: a day, two days or weeks of a month, a month, an early month of two."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from findings_graph.facts import YearMonth

_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
"""Source of a pattern for a month's name, whole or short; expects `re.IGNORECASE`."""

_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_MORE = r"(?:\s*(?:,|–|—|-|&|\band\b|\bto\b|\buntil\b)+\s*"
_DATE = re.compile(
    rf"(?<![\d/.])(?P<day>{_DAY}){_MORE}(?:\w+day\s+)?{_DAY})*\s+(?:of\s+)?(?P<month>{MONTH})(?:,?\s+(?P<year>20\d\d)\b)?"
    rf"|\b(?P<only>{MONTH}){_MORE}{MONTH})?,?\s+(?P<of>20\d\d)\b",
    re.IGNORECASE,
)
_LATER = re.compile(rf"\b(?P<month>{MONTH}),?\s+(?P<year>20\d\d)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Dated:
    """A date in a text.

    Args:
        value: the day, or the month where no day is given; the first of several.
        start: first character of its mention.
        end: one past the last.
    """

    value: dt.date | YearMonth
    start: int
    end: int


def month_number(name: str) -> int:
    """Return the number of a month, from a match of `MONTH`."""
    return _NAMES.index(name[:3].lower()) + 1


def find_dates(text: str, start: int = 0) -> Iterator[Dated]:
    """Yield the dates in `text` from `start` on; the earliest of those that share a year or month.

    A day without a year takes it from the next date that has one: the year before, where that comes
    earlier in its year (`between 18 December and 12 January 2024`). A day that no calendar has, and a
    date whose year nothing tells, are passed over.
    """
    for match in _DATE.finditer(text, start):
        name = "only" if match["only"] else "day"
        value = _month(match) if match["only"] else _day(match, text)
        if value is not None:
            yield Dated(value, match.start(name), match.end())


def _month(match: re.Match[str]) -> YearMonth:
    year, month = int(match["of"]), month_number(match["only"])
    names = re.findall(MONTH, match[0], re.IGNORECASE)
    earlier = month_number(names[-1]) < month  # December and January 2024
    return YearMonth(year - earlier, month)


def _day(match: re.Match[str], text: str) -> dt.date | None:
    month, day = month_number(match["month"]), int(re.sub(r"\D", "", match["day"]))
    if match["year"]:
        year = int(match["year"])
    elif later := _LATER.search(text, match.end()):
        year = int(later["year"]) - (month_number(later["month"]) < month)
    else:
        return None
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
