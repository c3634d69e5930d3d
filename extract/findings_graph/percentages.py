"""Percentages and proportions of a population: `71 per cent of assessments`, `two-thirds of relevant cases`.

A percentage that stands beside a count is the count's, and one of a caseload or a workforce is a figure
of the unit: neither is taken here, nor is a share whose population nothing tells. Offsets are 0-based
characters of the text given, half-open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from findings_graph.comparisons import compare_groups
from findings_graph.count_forms import CountForm
from findings_graph.counts import counted_clause, find_statistics
from findings_graph.figures import find_figures
from findings_graph.mentions import Place, StatisticMention, sentence_bounds
from findings_graph.numbers import FRACTION, PERCENT, parse_percentage
from findings_graph.populations import (
    HeadNoun,
    Sample,
    Surroundings,
    choose_population,
    choose_subset,
    clause_end,
    noun_after,
    noun_before,
)

_FLAGS = re.IGNORECASE
_SHARE = re.compile(
    rf"(?P<named>{FRACTION})\s*\((?P<beside>{PERCENT})\)"
    rf"|(?P<share>{PERCENT})|(?P<fraction>{FRACTION})",
    _FLAGS,
)
_OF = re.compile(r"\s+(?:of|among|in relation to)\b|(?<=half)\s+(?=the\b)", _FLAGS)
_NAMED_BEFORE = re.compile(r"\s+of\s+[^.,;:()\d]{1,60}\($", _FLAGS)
# "half of respondents, 18 out of 35, said": the count says the same again.
_APPOSED = re.compile(r"\s+of\s+[^.,;:()\d]{1,60},\s+(?:or\s+)?$", _FLAGS)
_OF_SAMPLE = re.compile(r"\s+of\s+(?:our|the)\s+(?:\S+\s+)?(?:sample|cohort)\b", _FLAGS)
_OPENING = re.compile(
    r"^(?:of|among|within)\s[^.;:]{1,120},\s+(?:(?:only|just|over|some|around|about|nearly|almost)\s+)*$",
    _FLAGS,
)
_IN_MANY = re.compile(r"\sin\s", _FLAGS)  # "one in five cases": the noun follows at once
_VERB = re.compile(
    r",?\s+(?:either\s+)?(?:said|told|felt|reported|agreed|strongly|indicated|understood|knew|thought"
    r"|believed|identified|described|considered|stated|disagreed|were|was|had|have|did|from\s+an?)\b",
    _FLAGS,
)
_SECOND_VERB = re.compile(r"\s(?:and|but|than)\s", _FLAGS)
_NOT_COUNTED = re.compile(r"\s+of\s+(?:the\s+)?(?:caseload|workforce|time|hours|funding)\b", _FLAGS)
_KINDS = frozenset({"case", "report", "respondent", "probationer", "staff", "people", "work"})
_NO_SAMPLE = Sample()
_REACH = 200


@dataclass(frozen=True, slots=True)
class _Share:
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


def find_percentages(
    text: str, *, section: str | None, sample: Sample = _NO_SAMPLE
) -> list[StatisticMention]:
    """Return the percentages and proportions of a population in one passage, in the order of the text.

    A proportion is kept as printed, in `fraction`; with its percentage in brackets it is one mention.
    Neither has a numerator or denominator.

    Args:
        text: cleaned text of a bullet or paragraph, no quotation.
        section: section id, such as `2.1`, `feedback`, or none outside the sections.
        sample: what was inspected, where it is known.
    """
    taken = {at for f in find_figures(text, section=section) for at in range(f.start, f.end)}
    counts = find_statistics(text, section=section, sample=sample)
    # The share beside a count stands within a few words of it.
    spans = [(m.start - 60, m.end + 60, m) for m in counts if m.percentage or m.fraction]
    mentions: list[StatisticMention] = []
    for first, last in sentence_bounds(text):
        sentence = Place(text, first, last, section, sample)
        here: list[StatisticMention] = []
        for share in _shares(sentence):
            beside = any(
                start <= share.start and share.end <= end and _is_of(share, count)
                for start, end, count in spans
            )
            beside = beside or any(
                share.end <= m.start and _APPOSED.match(text[share.end : m.start]) for m in counts
            )
            figure = not taken.isdisjoint(range(share.start, share.end))
            if figure or beside or _NOT_COUNTED.match(text, share.after):
                continue
            mention = _mention(sentence, share, here)
            if mention is not None:
                here.append(mention)
        mentions.extend(compare_groups(text, first, last, here))
    return mentions


def _shares(sentence: Place) -> Iterator[_Share]:
    """Yield the shares of a sentence; `half of cases (56 per cent)` is one."""
    text = sentence.text
    waiting: _Share | None = None
    for found in _SHARE.finditer(text, sentence.first, sentence.last):
        printed = found["share"] or found["beside"]
        share = _Share(
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
                share = _Share(
                    waiting.start, share.end + 1, waiting.end, share.percentage, waiting.fraction
                )
            else:
                yield waiting
        waiting = share if share.percentage is None else None
        if waiting is None:
            yield share
    if waiting is not None:
        yield waiting


def _is_of(share: _Share, count: StatisticMention) -> bool:
    """Tell whether a share is the one that a count was found with."""
    if share.percentage is not None:
        return count.percentage == share.percentage
    return count.fraction is not None and count.fraction.lower() == (share.fraction or "").lower()


def _mention(
    sentence: Place, share: _Share, here: list[StatisticMention]
) -> StatisticMention | None:
    """Give a share its population and subset; none where nothing tells what it is a share of."""
    text, first, last = sentence.text, sentence.first, sentence.last
    noun = _noun(sentence, share)
    follows = _VERB.match(text, share.end, last) is not None
    surveyed = follows and sentence.section == "feedback"
    heir = here[-1] if noun is None and follows and here else None
    if heir is None and (noun is None or noun.kind not in _KINDS) and not surveyed:
        return None
    since = max(first, share.start - _REACH, here[-1].end if here else first)
    before = text[since : share.start]
    if here:  # the words of the share before it, up to "and", tell of that one
        before = _SECOND_VERB.split(before)[-1]
    tail = ""
    if noun is not None:
        behind = noun.start > share.start
        tail_to = clause_end(text, noun.end, last) if behind else share.start
        tail = text[noun.start : tail_to]
    at = Surroundings(
        noun="none" if noun is None else noun.kind,
        tail=tail,
        before=before,
        sentence=text[first:last],
        section=sentence.section,
        denominator=None,
    )
    population = choose_population(at, sentence.sample)
    name, rule = population.name, population.rule
    # What is said of the same cases behind "and" tells of no part of them.
    head = _SECOND_VERB.split(tail)[0]
    subset = choose_subset(
        Surroundings(at.noun, head, at.before, at.sentence, at.section, at.denominator)
    )
    if heir is not None:
        name, rule, subset = heir.population, "as-before", heir.subset
    if name == "other":
        return None
    form = CountForm("share", 0, None, None, None, share.start, share.end, noun)
    return StatisticMention(
        numerator=None,
        denominator=None,
        percentage=share.percentage,
        fraction=share.fraction,
        population=name,
        subset=subset,
        counted=counted_clause(sentence, [form], 0, here),
        start=share.start,
        end=share.end,
        sentence_start=first,
        sentence_end=last,
        rule=f"share/{rule}",
        understood=True,
    )


def _noun(sentence: Place, share: _Share) -> HeadNoun | None:
    """Return the noun behind `of`, before a bracket, or in `Of the cases we inspected, 16 per cent`."""
    text, first, last = sentence.text, sentence.first, sentence.last
    if sample := _OF_SAMPLE.match(text, share.after, last):
        return HeadNoun("case", sample.start() + 1, sample.end())
    if of := _OF.match(text, share.after, last):
        return noun_after(text, of.end() if of.group().strip() != "of" else share.after, last)
    if _IN_MANY.search(share.fraction or ""):
        return noun_after(text, share.after, last)
    since = max(first, share.start - _REACH)
    head = text[since : share.start]
    if _OPENING.match(head) and (noun := noun_after(text, since, share.start)):
        return noun
    if head.endswith("(") or _OPENING.match(head):
        return noun_before(text, since, share.start, _KINDS)
    return None
