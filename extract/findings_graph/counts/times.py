"""Numbers of another time: `down from 63 per cent in 2021`, `at our last inspection, 30 of 60 cases` are of another sample."""

from __future__ import annotations

import functools
import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from findings_graph.counts.mentions import StatisticMention
from findings_graph.counts.populations import noun_after
from findings_graph.rule_files import load_rules

_FLAGS = re.IGNORECASE
_REACH = 120  # characters around a number that may say of when it is; keeps hostile text linear
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_FROM = re.compile(
    r"\b(?:up|down)\s+from\s+(?:(?:the|a|an|only|just|about|around|over|under|nearly|almost|high|low|of)\s+){0,3}$",
    _FLAGS,
)
_IN_YEAR = (
    r"(?:in|at|during|for)\s+(?:(?:the|our|its)\s+)?(?:(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|early|late|spring|summer|autumn|winter)\s+)?(?P<year>20\d\d)\b(?:[/–-]\d{2,4}\b)?(?:\s+(?:inspection|report|survey|round|fieldwork)\b)?"
)
_END = r"(?=\s*(?:[.,;:)]|$)|\s+(?:and|but|to|while|whereas)\b)"
# "Of cases in 2021", "felt safe in 2021", "were sufficient in 2021", but not "cases that began in 2021": what happened then is no inspection.
_YEAR_BEHIND = re.compile(
    r"(?:\s+(?:we\s+|that\s+we\s+)?(?:inspected|examined|surveyed)|\s+to\s+(?:our|the)\s+(?:\S+\s+)?survey)?(?:\s*\([^()]{1,30}\))?"
    r"(?:\s+(?:felt|said|thought|agreed|believed)(?:\s+[a-z’-]+){0,6}?"
    r"|\s+(?:was|were)\s+(?:(?:judged|rated|found|to\s+be)\s+)*(?:in)?(?:sufficient|adequate|effective|satisfactory|good|poor|enough)(?:ly\s+\w+)?)?"
    rf"\s+{_IN_YEAR}{_END}",
    _FLAGS,
)
# Between a number and the inspection that it is of: no other clause, no other number, nothing that is only compared.
_BETWEEN = (
    r"(?:(?!\b(?:than|as|since|compared|against|unlike|and|but|while|after|before|up|down|now|which|who|what|recommend\w*"
    r"|raised|identified|found|seen|noted|made|set)\b)[^.,;:()\d])"
)
_OPENS = r"(?:^|[.,;:(]\s*|\b(?:and|but|while|whereas|although)\s+)"
_TO_NUMBER = rf",?\s+(?:(?:had\s+|we\s+)?(?:found|saw|judged)\s+)?{_BETWEEN}{{0,80}}\(?$"
_YEAR_BEFORE = re.compile(rf"{_OPENS}{_IN_YEAR}{_TO_NUMBER}", _FLAGS)


def at_another_time(text: str, years: Collection[str]) -> bool:
    """Return whether a text with single spaces speaks of another inspection or time than one of `years`."""
    said = _words("inspection").search(text) or _words("another").search(text)
    return said is not None or not set(years).issuperset(_YEAR.findall(text))


def mark_earlier(
    text: str, mentions: Sequence[StatisticMention], year: int | None
) -> list[StatisticMention]:
    """Return the statistics of a passage, those of an earlier inspection or year out of a population that is not told.

    Args:
        text: the passage.
        mentions: its statistics in the order of the text.
        year: the year in which the inspection began, where it is known: without it, any year named is an earlier one.
    """
    return [
        _of_another_time(mention) if _is_earlier(text, mention, mentions, year) else mention
        for mention in mentions
    ]


def _of_another_time(mention: StatisticMention) -> StatisticMention:
    """Return a statistic whose population is not told: the sample of another time."""
    rule = f"{mention.rule.partition('/')[0]}/another-time"
    return replace(mention, population="other", subset=None, understood=False, rule=rule)


def _is_earlier(
    text: str, mention: StatisticMention, mentions: Sequence[StatisticMention], year: int | None
) -> bool:
    """Tell whether a number is one that this inspection's is set against, or is said to be of an earlier time."""
    lead = text[max(mention.sentence_start, mention.start - _REACH) : mention.start]
    last = min(mention.sentence_end, mention.end + _REACH)
    noun = noun_after(text, mention.end, last)
    behind = mention.end if noun is None else noun.end
    years = (_YEAR_BEFORE.search(lead), _YEAR_BEHIND.match(text, behind, last))
    if any(found and (year is None or int(found["year"]) < year) for found in years):
        return True
    if _inspection_before().search(lead) or _inspection_behind().match(text, mention.end, last):
        return True
    # "Up from 30 of 42 at sentence": the same people, earlier.
    same = mention.denominator is not None and any(
        one.denominator == mention.denominator and one.sentence_start == mention.sentence_start
        for one in mentions
        if one.end <= mention.start
    )
    return not same and _FROM.search(lead) is not None


@functools.cache
def _inspection_before() -> re.Pattern[str]:
    words = _words("inspection").pattern
    return re.compile(
        rf"{_OPENS}(?:(?:in|at|during)\s+)?(?:(?:the|our|its|a)\s+)?(?:{words}){_TO_NUMBER}", _FLAGS
    )


@functools.cache
def _inspection_behind() -> re.Pattern[str]:
    words = _words("inspection").pattern
    return re.compile(
        rf"{_BETWEEN}{{0,60}}?(?:\([^()]{{1,30}}\))?{_BETWEEN}{{0,60}}?\s(?:(?:in|at|during|from)\s+(?:(?:the|our|its|a)\s+)?)?(?:{words}){_END}",
        _FLAGS,
    )


@functools.cache
def _words(name: str) -> re.Pattern[str]:
    return re.compile("|".join(load_rules("times")[name]), _FLAGS)
