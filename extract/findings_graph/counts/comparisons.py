"""Comparisons: which part of a population each of two counts is out of, where the sentence says so once for both.

`Licence cases were better than community cases: 17 out of 24 against 18 out of 38`; `for POs, 24 out of 33 …; for PSOs,
11 out of 37`. The parts are the groups of `rules/populations.toml`.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from findings_graph.counts.mentions import StatisticMention
from findings_graph.rule_files import load_rules

_FLAGS = re.IGNORECASE
_CASES = frozenset({"inspected-cases", "relevant-cases"})
# "For PSOs it was", "among community orders it was only": the clause that leads to the number names one group.
_STAFF = frozenset({"staff-survey", "practitioners-interviewed"})
_LED = re.compile(
    r"(?:\b(?:for|among|(?:assessments|plans|reviews)\s+of|(?:those|cases|plans|assessments|reviews)\s+(?:managed|held|written|done)\s+by)|(?:^|[.;:,]\s|\bbut\s|\band\s)in)\s+(?:(?:the|relevant)\s+|(?:those|people|individuals|cases)\s+(?:(?:on|held\s+by|managed\s+by)\s+)?)?$",
    _FLAGS,
)
_LED_REACH = 45
_LEADING = 35
# Between the group and the number: a clause of who they are, or of what is said of them, but no other part of a list.
_ELSE = re.compile(r"[.;()\d]|\w.*,")
_WHO = re.compile(r"\s+(?:who|that|in|to|at)\s[^.,;:()\d]{1,40},\s+(?:(?:only|just)\s+)?", _FLAGS)
# "This was three-quarters among PSOs".
_BEHIND = re.compile(r"\s+(?:among|for)\s+(?:the\s+)?\Z", _FLAGS)
# "With POs at 61 per cent and PSOs at 40 per cent".
_AT = re.compile(r"\s+(?:stood\s+)?(?:at|on)\s+(?:(?:only|just|about)\s+)?", _FLAGS)
_CLAUSE_END = re.compile(r"[.;:]|,\s(?:and|but|while|whereas|compared|against)\b")


@dataclass(frozen=True, slots=True)
class _Group:
    """A part of the cases or people, as the text names it; offsets as in the text."""

    cases: str
    people: str
    start: int
    end: int

    def name(self, mention: StatisticMention) -> str:
        return self.cases if mention.population in _CASES else self.people


def compare_groups(
    text: str, first: int, last: int, mentions: Sequence[StatisticMention]
) -> list[StatisticMention]:
    """Return the statistics of one sentence, each with the group that the sentence sets it to.

    Args:
        text: the passage.
        first: first character of the sentence.
        last: one past its last.
        mentions: its statistics in the order of the text.
    """
    groups = _find_groups(text, first, last) if mentions else []
    if not groups:
        return list(mentions)
    starts = [first]
    for mention, following in pairwise(mentions):
        cut = _CLAUSE_END.search(text, mention.end, following.start)
        starts.append(cut.end() if cut else mention.end)
    own = [
        [group for group in groups if start <= group.start and group.end <= mention.start]
        for start, mention in zip(starts, mentions, strict=True)
    ]
    if len(mentions) == 2 and not own[1] and _names_two(own[0]):
        behind = _CLAUSE_END.search(text, mentions[1].end, last)
        limit = behind.start() if behind else last
        if not any(mentions[1].end <= group.start < limit for group in groups):
            pair = (own[0][0], next(g for g in own[0] if g.cases != own[0][0].cases))
            return [
                replace(mention, subset=group.name(mention))
                for mention, group in zip(mentions, pair, strict=True)
            ]
    apart = len(mentions) > 1 and all(len({g.cases for g in part}) == 1 for part in own)
    apart = apart and len({part[0].cases for part in own}) == len(own)
    rivals = {part[-1].name(mention) for mention, part in zip(mentions, own, strict=True) if part}
    placed = [
        replace(mention, subset=part[-1].name(mention))
        # The group of another of the counts, taken for this one's, gives way.
        if (mention.subset is None or (apart and mention.subset in rivals))
        and mention.population != "other"
        and part
        and (apart or _leads(text, part, mention))
        else mention
        for mention, part in zip(mentions, own, strict=True)
    ]
    return [_with_group_behind(text, mention, groups) for mention in placed]


def _with_group_behind(
    text: str, mention: StatisticMention, groups: Sequence[_Group]
) -> StatisticMention:
    """Give a statistic the group that follows it at once: `three-quarters among PSOs`."""
    if mention.population == "other":
        return mention
    behind = next((group for group in groups if group.start >= mention.end), None)
    if behind is not None and mention.population in _STAFF and not behind.people.endswith("Os"):
        return mention  # "71 per cent for men": what the staff spoke of
    if behind is None or not _BEHIND.fullmatch(text, mention.end, behind.start):
        return mention
    return replace(mention, subset=behind.name(mention))


def is_of_group(text: str, end: int, last: int) -> bool:
    """Return whether a number is said to be a group's by what follows it at once: `51 per cent for POs`."""
    group = next(iter(_find_groups(text, end, min(last, end + _LEADING))), None)
    return group is not None and _BEHIND.fullmatch(text, end, group.start) is not None


def names_group(text: str, start: int, end: int) -> bool:
    """Return whether the characters [start, end) name a part of the cases or people."""
    return bool(_find_groups(text, start, end))


def _names_two(groups: Sequence[_Group]) -> bool:
    return len({group.cases for group in groups}) == 2


def _leads(text: str, groups: Sequence[_Group], mention: StatisticMention) -> bool:
    """Tell whether one group, and no other, opens the clause that leads to a number: `for PSOs it was …`."""
    group = groups[-1]
    since = text[group.end : mention.start]
    if _AT.fullmatch(since):
        return True
    near = len(since) <= _LED_REACH and (_WHO.fullmatch(since) or not _ELSE.search(since))
    return (
        bool(near)
        and len({one.cases for one in groups}) == 1
        and _LED.search(text, max(0, group.start - _LEADING), group.start) is not None
    )


def _find_groups(text: str, first: int, last: int) -> list[_Group]:
    names, pattern = _groups()
    return [
        _Group(*names[int(str(found.lastgroup)[1:])], found.start(), found.end())
        for found in pattern.finditer(text, first, last)
    ]


@functools.cache
def _groups() -> tuple[list[tuple[str, str]], re.Pattern[str]]:
    rows = load_rules("populations")["group"]
    named = "|".join(rf"(?P<g{number}>{row['words']})" for number, row in enumerate(rows))
    return [(row["cases"], row["people"]) for row in rows], re.compile(rf"\b(?:{named})", _FLAGS)
