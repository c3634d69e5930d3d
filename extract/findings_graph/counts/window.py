"""A sentence in which counts are looked for, and a count as it stands there before its population is known."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from findings_graph.counts.numbers import PERCENT, parse_number, parse_percentage
from findings_graph.counts.populations import HeadNoun, noun_after

_FLAGS = re.IGNORECASE
_SHARE_AFTER = re.compile(
    rf"(?P<mid>[^.;:()]{{0,60}}?)[(,]\s*(?:or\s+|(?:which|that)\s+(?:is|was)\s+|equivalent\s+to\s+)?(?P<share>{PERCENT})\s*[),.;]",
    _FLAGS,
)
_QUALIFIED = re.compile(
    r"\s*(?:(?:we\s+)?(?:inspected|surveyed|interviewed)|to\s+(?:our|the)\s+(?:\S+\s+)?survey)?\s*$",
    _FLAGS,
)
_NEAR = 60

COUNTABLE = frozenset({"case", "report", "respondent", "staff", "probationer", "people", "work"})
"""Kinds of noun that inspections count out of a sample."""

LARGEST = 999
"""No sample is larger; a caseload is."""

JUDGED = ("2", "outcomes", "key-data", "feedback")
"""Sections whose counts are of cases inspected, or of people surveyed."""

ALONE = r"(?=\s*(?:[.,;)]|$)|\s+(?:and|but|while)\b)"
"""Nothing follows that a number could count instead: no `in 12 weeks`."""

NEED = r"(?:needed|required|called\s+for|warranted|merited|should\s+have\s+had|ought\s+to\s+have\s+had)\b"
"""What makes cases relevant ones, where what was done is counted behind it: `19 cases needed a plan; none had one`."""

MEMBER = frozenset({"one", "1"})
"""`one of the three SPOs` is one of them, no count."""


@dataclass(frozen=True, slots=True)
class CountForm:
    """A count as it stands in the text, before its population is known.

    Args:
        rule: name of the form.
        numerator: how many.
        denominator: out of how many, where it is printed.
        share: percentage printed beside it, as printed.
        fraction: proportion printed beside it, as printed.
        start: first character of the count.
        end: one past its last.
        noun: the noun that it counts, where it stands behind it.
    """

    rule: str
    numerator: int
    denominator: int | None
    share: str | None
    fraction: str | None
    start: int
    end: int
    noun: HeadNoun | None


@dataclass(frozen=True, slots=True)
class Window:
    """A sentence of a passage, and the denominators that were counted in it so far."""

    text: str
    first: int
    last: int
    known: set[int] = field(default_factory=set)
    section: str | None = None

    @property
    def judges(self) -> bool:
        """Return whether what is counted here without a noun is cases, or people who were surveyed."""
        return (self.section or "-").startswith(JUDGED)

    def before(self, start: int) -> str:
        """Return the words just before a place of the sentence."""
        return self.text[max(self.first, start - _NEAR) : start]

    def noun(self, end: int) -> HeadNoun | None:
        """Return the noun that stands behind a number."""
        return noun_after(self.text, end, self.last)


def whole(text: str) -> int:
    """Return the whole number that `text` writes; `none` is nought."""
    return 0 if text.lower() == "none" else int(parse_number(text))


def share_after(
    window: Window, start: int, noun: HeadNoun | None, count: tuple[int, int]
) -> str | None:
    """Return a percentage in brackets behind a count where it is this count's.

    It is where it follows the count or its noun at once, right or wrong, and else where it agrees.
    """
    found = _SHARE_AFTER.match(window.text, start, window.last)
    if found is None:
        return None
    behind = max(start, noun.end) if noun else start
    at_once = _QUALIFIED.match(window.text, behind, max(behind, found.end("mid")))
    bracket = window.text[found.end("mid")] == "("
    agrees = abs(parse_percentage(found["share"]) - 100 * count[0] / count[1]) < 1.5
    return found["share"] if agrees or (at_once and bracket) else None
