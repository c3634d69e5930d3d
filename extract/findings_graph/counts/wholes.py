"""Counts said by the whole: `every one of the 22`, `not one of the 19`, `all but two of the 14`, `in all 22 cases`, `neither of the two`.

The number printed is not the number counted: `one` stands for all of them or for none, and `two` for those left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from findings_graph.counts.numbers import WHOLE
from findings_graph.counts.populations import HeadNoun
from findings_graph.counts.window import LARGEST, MEMBER, CountForm, Window, share_after, whole

_FLAGS = re.IGNORECASE
_EVERY = re.compile(r"\b(?:every|each)\s+(?:single\s+)?$", _FLAGS)
_NOT = re.compile(r"(?<!\bor\s)\bnot\s+(?:even\s+)?(?:a\s+single\s+)?$", _FLAGS)
_ALL_BUT = re.compile(
    r"\b(?:all|everyone|everybody|every\s+one|each)\s+(?:but|except|bar)\s+(?:for\s+)?$", _FLAGS
)
_EACH_OF = re.compile(
    rf"(?<!almost\s)(?<!nearly\s)(?<!virtually\s)(?<!not\s)\b(?:each|all)\s+of\s+(?:the|these|those|our)\s+(?P<d>{WHOLE})(?!\s+(?:out\s+)?of\s)",
    _FLAGS,
)
# "In all 22 licence cases", "all nine of the reports": where a clause begins, or after what leads to cases.
_ALL_MANY = re.compile(
    rf"(?:^|(?<=[.!?”]\s)|(?<=[,;:(]\s)|(?<=\bin\s)(?<!\bwhich\sin\s)|(?<=\bfor\s)|(?<=\bthat\s)|(?<=\band\s)|(?<=\bbut\s))all\s+(?:(?:the|our)\s+)?(?P<d>{WHOLE})"
    r"(?!\s+of\s+(?:whom|which|them|these|those)\b)(?:\s+of\s+the(?=\s))?",
    _FLAGS,
)
_IS = re.compile(r"(?<=cases)\s+(?:is|was|were)\b", _FLAGS)
_NEITHER = re.compile(r"\bneither\s+of\s+(?:the|these|those|our)\s+(?P<d>two)\b", _FLAGS)
_ASKED = re.compile(
    r"\s+(?:(?:whom\s+|that\s+)?we\s+|who\s+were\s+)?(?:surveyed|interviewed|(?:who\s+)?(?:answered|responded|replied))\b",
    _FLAGS,
)
# "A plan for each of the 12 individuals" counts nobody; of people and plans, only a number that was counted out of before.
_INSPECTED = frozenset({"case", "report", "respondent", "probationer"})


def said_by_the_whole(words: str, number: str, denominator: int) -> tuple[int, int] | None:
    """Return how many `every one`, `not one` or `all but two` counts, and how long the words before the number are.

    Args:
        words: what stands before the number.
        number: the number as printed.
        denominator: what it is out of.
    """
    if number.lower() in MEMBER:
        if found := _EVERY.search(words):
            return denominator, len(words) - found.start()
        if found := _NOT.search(words):
            return 0, len(words) - found.start()
    if found := _ALL_BUT.search(words):
        return denominator - whole(number), len(words) - found.start()
    return None


def each_of(window: Window) -> Iterator[CountForm]:
    """Counts of all: `each of the 22 licence cases`."""
    for found in _EACH_OF.finditer(window.text, window.first, window.last):
        denominator, noun = whole(found["d"]), window.noun(found.end())
        if not 1 < denominator <= LARGEST or not _is_counted(window, noun, denominator):
            continue
        share = share_after(window, found.end(), noun, (denominator, denominator))
        start, end = found.start(), found.end()
        yield CountForm("each-of-m", denominator, denominator, share, None, start, end, noun)


def all_many(window: Window) -> Iterator[CountForm]:
    """Counts of all, or of none, of some that were inspected: `in all 22 licence cases`, `neither of the two reports`."""
    for pattern, rule in ((_ALL_MANY, "all-m"), (_NEITHER, "neither-of-two")):
        for found in pattern.finditer(window.text, window.first, window.last):
            denominator, noun = whole(found["d"]), window.noun(found.end())
            judged = noun is not None and (
                (noun.kind == "work" and window.judges)
                or (noun.kind == "people" and window.section == "feedback")
            )
            if noun is None or not (judged or noun.kind in _INSPECTED):
                continue
            if not 1 < denominator <= LARGEST or _is_beside(window, found.start(), noun.end):
                continue
            numerator = 0 if pattern is _NEITHER else denominator
            start, end = found.start(), found.end("d")
            yield CountForm(rule, numerator, denominator, None, None, start, end, noun)


def _is_beside(window: Window, start: int, end: int) -> bool:
    """Tell whether `in all four cases` belongs to what stands before it: `the scores in all four cases were low`."""
    within = window.before(start).lower().endswith("in ")
    return within and _IS.match(window.text, end, window.last) is not None


def _is_counted(window: Window, noun: HeadNoun | None, denominator: int) -> bool:
    if noun is None:
        return denominator in window.known
    if noun.kind == "staff":
        return _ASKED.match(window.text, noun.end, window.last) is not None
    return noun.kind in _INSPECTED or denominator in window.known
