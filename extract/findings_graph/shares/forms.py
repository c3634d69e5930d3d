"""The forms in which a sentence gives a share: `51 per cent`, `just over half`, `fewer than half (41 per cent)`, `one in five`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from findings_graph.counts.numbers import PERCENT, PROPORTION, parse_percentage
from findings_graph.counts.window import ALONE

_FLAGS = re.IGNORECASE
_SHARE = re.compile(
    rf"(?P<named>{PROPORTION})\s*\((?P<beside>{PERCENT})\)"
    rf"|(?P<share>{PERCENT})|(?P<fraction>{PROPORTION})",
    _FLAGS,
)
_IN = re.compile(r"\bin\s(?:\w+\s){0,2}\Z", _FLAGS)
_NAMED_BEFORE = re.compile(r"\s+of\s+[^.,;:()\d]{1,60}\($", _FLAGS)

# "In the last quarter", "the third of these": a time or a place in an order, no share.
_TIME = re.compile(
    r"\b(?:(?:the|this|that|last|first|second|fourth|next|each|every|per|previous)\s(?:quarter|third|fourth|fifth|sixth)|(?:first|second|last|latter)\shalf)\Z",
    _FLAGS,
)

# "In 66 per cent of cases, for desistance in 43 and for safety in 29": the words are not printed again.
_ELLIPTIC = re.compile(
    rf"[^.;:()\d]{{0,40}}?(?:,\s(?:and\s)?|\s(?:and|but)\s)[^.,;:()\d]{{2,60}}?\sin\s(?:only\s|just\s)?(?P<n>[1-9]\d){ALONE}",
    _FLAGS,
)

# A cheap look before the pattern above is tried.
_HINT = re.compile(
    r"%|cent|hal[fv]|third|quarter|fifth|sixth|seventh|eighth|ninth|tenth"
    r"|\s(?:in|of)\s(?:every\s)?(?:\d|two|three|four|five|six|seven|eight|nine|ten)",
    _FLAGS,
)


@dataclass(frozen=True, slots=True)
class Share:
    """A share as printed: `half`, `51 per cent`, `half (51 per cent)`.

    Args:
        start: its first character.
        end: one past its last.
        after: where the noun that it is a share of may follow.
        percentage: 0 to 100, where one is printed.
        fraction: the proportion in words, where one is printed.
    """

    start: int
    end: int
    after: int
    percentage: float | None
    fraction: str | None


def find_shares(text: str, first: int, last: int) -> Iterator[Share]:
    """Yield the shares in the characters [first, last); `half of cases (56 per cent)` is one."""
    if _HINT.search(text, first, last) is None:
        return
    waiting: Share | None = None
    for found in _SHARE.finditer(text, first, last):
        if _TIME.search(text, max(first, found.start() - 12), found.end()):
            continue
        printed = found["share"] or found["beside"]
        share = Share(
            found.start(),
            found.end(),
            found.end(),
            parse_percentage(printed) if printed else None,
            found["fraction"] or found["named"],
        )
        if waiting is not None:
            if (
                found["share"]
                and _NAMED_BEFORE.match(text[waiting.end : share.start])
                and text[share.end : share.end + 1] == ")"
            ):
                share = Share(
                    waiting.start, share.end + 1, waiting.end, share.percentage, waiting.fraction
                )
            else:
                yield waiting
        waiting = share if share.percentage is None else None
        if waiting is None:
            yield share
            if found["share"] and _IN.search(text, max(first, share.start - 20), share.start):
                yield from _elliptic(text, share.end, last)
    if waiting is not None:
        yield waiting


def _elliptic(text: str, at: int, last: int) -> Iterator[Share]:
    """Yield the percentages that go on from one without its words."""
    while found := _ELLIPTIC.match(text, at, last):
        start, at = found.span("n")
        yield Share(start, at, at, float(found["n"]), None)
