"""Percentages and proportions of a population: `71 per cent of assessments`, `two-thirds of relevant cases`.

A percentage that stands beside a count is the count's, and one of a caseload or a workforce is a figure
of the unit: neither is taken here. A share of a finding that nothing tells the population of is kept,
marked as not understood. Offsets are 0-based characters of the text given, half-open.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from findings_graph.counts.clauses import counted_clause
from findings_graph.counts.comparisons import compare_groups, names_group
from findings_graph.counts.mentions import Place, StatisticMention, sentence_bounds
from findings_graph.counts.populations import (
    HeadNoun,
    Population,
    Sample,
    Surroundings,
    choose_population,
    choose_subset,
    clause_end,
    noun_after,
    noun_before,
)
from findings_graph.counts.search import find_statistics
from findings_graph.counts.times import mark_earlier
from findings_graph.counts.window import CountForm
from findings_graph.figures.search import find_figures
from findings_graph.shares.forms import Share, find_shares
from findings_graph.shares.references import (
    heir_of,
    is_told_by_section,
    is_unclear,
    noun_of_clause,
    tells_a_figure,
)

_FLAGS = re.IGNORECASE
_OF = re.compile(r"\s+(?:of|among|in relation to)\b|(?<=half)\s+(?=the\b)", _FLAGS)
# "half of respondents, 18 out of 35, said": the count says the same again.
_APPOSED = re.compile(r"\s+of\s+[^.,;:()\d]{1,60},\s+(?:or\s+)?$", _FLAGS)
_OF_SAMPLE = re.compile(r"\s+of\s+(?:our|the)\s+(?:\S+\s+)?(?:sample|cohort)\b", _FLAGS)
_OPENING = re.compile(
    r"^(?:of|among|within)\s[^.;:]{1,120},\s+(?:(?:only|just|over|some|around|about|nearly|almost)\s+)*$",
    _FLAGS,
)
# "Among those who answered, the figure was lower, at 45 per cent".
_AMONG = re.compile(
    r"(?P<whom>(?:of|among|for)\s[^.,;:]{3,80},)\s(?:the|this|that|it)\s[^.;:\d]{3,80}\s(?:at|to)\s+(?:(?:only|just)\s+)?$",
    _FLAGS,
)
# "It was better in those held by POs (at 44 per cent)".
_HELD = re.compile(
    r"\b(?:in|of|for|with)\s+(?P<case>(?:those|cases)\s+(?:held|managed|supervised|allocated)\s+(?:by|to)\s+\w+)(?:\s\(|,)\s?(?:at\s+)?(?:(?:only|just)\s+)?$",
    _FLAGS,
)
_IN_MANY = re.compile(
    r"\s(?:in|out\s+of)\s", _FLAGS
)  # "one in five cases": the noun follows at once
_VERB = re.compile(
    r",?\s+(?:(?:though|however),\s+)?(?:either\s+)?(?:said|told|felt|reported|agreed|strongly|indicated|understood|knew|thought"
    r"|believed|identified|described|considered|stated|disagreed|were|was|had|have|did|would|could|wanted|found|received|needed|trusted|lived|from\s+an?)\b",
    _FLAGS,
)
_SECOND_VERB = re.compile(r"\s(?:and|but|than)\s", _FLAGS)
_NOT_COUNTED = re.compile(
    r"\s+of\s+(?:the\s+)?(?:caseload|workforce|time|hours|funding)\b|(?<!per cent)(?<!%)\s+an?\s|-\w",
    _FLAGS,
)
_KINDS = frozenset({"case", "report", "respondent", "probationer", "staff", "people", "work"})
_NO_SAMPLE = Sample()
_UNCLEAR = Population("other", "no-rule", understood=False)
_REACH = 200
_BESIDE = 80
_NEAR = 500  # characters around a share that may tell what it is of; keeps hostile text linear


def find_percentages(
    text: str,
    *,
    section: str | None,
    sample: Sample = _NO_SAMPLE,
    counts: Sequence[StatisticMention] | None = None,
) -> list[StatisticMention]:
    """Return the percentages and proportions of a population in one passage, in the order of the text.

    A proportion is kept as printed, in `fraction`; with its percentage in brackets it is one mention.
    Neither has a numerator or denominator.

    Args:
        text: cleaned text of a bullet or paragraph, no quotation.
        section: section id, such as `2.1`, `feedback`, or none outside the sections.
        sample: what was inspected, where it is known.
        counts: the counts of the passage, where they were found already.
    """
    taken = {at for f in find_figures(text, section=section) for at in range(f.start, f.end)}
    if counts is None:
        counts = find_statistics(text, section=section, sample=sample)
    # The share beside a count stands within a few words of it.
    spans = [(m.start - _BESIDE, m.end + _BESIDE, m) for m in counts if m.percentage or m.fraction]
    mentions: list[StatisticMention] = []
    before: StatisticMention | None = None  # the last statistic of the sentence before
    for first, last in sentence_bounds(text):
        sentence = Place(text, first, last, section, sample)
        here: list[StatisticMention] = []
        for share in find_shares(text, first, last):
            beside = any(
                start <= share.start and share.end <= end and _is_of(share, count)
                for start, end, count in spans
            )
            beside = beside or any(
                m.start < share.end and share.start < m.end for m in counts if m.denominator
            )
            beside = beside or any(
                share.end <= m.start and _APPOSED.match(text[share.end : m.start]) for m in counts
            )
            figure = not taken.isdisjoint(range(share.start, share.end))
            if figure or beside or _NOT_COUNTED.match(text, share.after, last):
                continue
            heirs = [m for m in counts if first <= m.start and m.end <= share.start] + here
            heirs.sort(key=lambda mention: mention.end)
            mention = _mention(sentence, share, here, heirs, before)
            if mention is not None:
                here.append(mention)
        here = compare_groups(text, first, last, here)
        heirs = [m for m in counts if first <= m.start < last] + here
        before = max(heirs, key=lambda mention: mention.end, default=None)
        mentions.extend(here)
    return mark_earlier(text, mentions, sample.year)


def _is_of(share: Share, count: StatisticMention) -> bool:
    """Tell whether a share is the one that a count was found with."""
    if share.percentage is not None:
        return count.percentage == share.percentage
    return count.fraction is not None and count.fraction.lower() == (share.fraction or "").lower()


def _mention(
    sentence: Place,
    share: Share,
    here: list[StatisticMention],
    heirs: list[StatisticMention],
    before: StatisticMention | None,
) -> StatisticMention | None:
    """Give a share its population and subset; none where it is of something else, unclear where nothing tells."""
    text, last = sentence.text, sentence.last
    noun, heir = _noun(sentence, share), None
    follows = _VERB.match(text, share.end, last) is not None
    told = follows and sentence.section == "feedback"
    if noun is None:
        heir = heirs[-1] if follows and heirs else heir_of(sentence, share, heirs, before)
    if noun is None and heir is None and not told:
        noun = noun_of_clause(sentence, share)
        told = noun is None and is_told_by_section(sentence, share)
    if heir is None and (noun is None or noun.kind not in _KINDS) and not told:
        unclear = noun is None and is_unclear(sentence, share)
        return _mentioned(sentence, share, heirs, None, _UNCLEAR) if unclear else None
    at = _surroundings(sentence, share, here, noun)
    population = choose_population(at, sentence.sample)
    # What is said of the same cases behind "and" tells of no part of them.
    subset = choose_subset(replace(at, tail=_SECOND_VERB.split(at.tail)[0]), population.name)
    if heir is not None:
        population = Population(heir.population, "as-before", understood=heir.understood)
        since = heir.end if heirs else sentence.first
        subset = None if names_group(text, since, share.start) else heir.subset
    if population.name == "other" and population.understood:
        unclear = noun is not None and noun.kind == "staff" and is_unclear(sentence, share)
        return _mentioned(sentence, share, heirs, None, _UNCLEAR) if unclear else None
    mention = _mentioned(sentence, share, heirs, noun, population)
    return replace(mention, subset=subset)


def _surroundings(
    sentence: Place, share: Share, here: list[StatisticMention], noun: HeadNoun | None
) -> Surroundings:
    """Return the words that tell the population of a share."""
    text, first, last = sentence.text, sentence.first, sentence.last
    before = text[max(first, share.start - _REACH, here[-1].end if here else first) : share.start]
    if here:  # the words of the share before it, up to "and", tell of that one
        before = _SECOND_VERB.split(before)[-1]
    tail = ""
    if noun is not None:
        behind = noun.start > share.start
        limit = min(last, noun.end + _NEAR)
        tail = text[noun.start : clause_end(text, noun.end, limit) if behind else share.start]
    kind = "none" if noun is None else noun.kind
    near = text[max(first, share.start - _NEAR) : min(last, share.end + _NEAR)]
    return Surroundings(kind, tail, before, near, sentence.section, None)


def _mentioned(
    sentence: Place,
    share: Share,
    before: list[StatisticMention],
    noun: HeadNoun | None,
    population: Population,
) -> StatisticMention:
    form = CountForm("share", 0, None, None, None, share.start, share.end, noun)
    return StatisticMention(
        numerator=None,
        denominator=None,
        percentage=share.percentage,
        fraction=share.fraction,
        population=population.name,
        subset=None,
        counted=counted_clause(sentence, [form], 0, before),
        start=share.start,
        end=share.end,
        sentence_start=sentence.first,
        sentence_end=sentence.last,
        rule=f"share/{population.rule}",
        understood=population.understood,
    )


def _noun_of_clause(text: str, since: int, end: int) -> HeadNoun | None:
    """Return whose share stands at a place, where the words before it name them: `among those who answered it was lower, at`."""
    head = text[since:end]
    if (held := _HELD.search(head)) and not tells_a_figure(head):
        return HeadNoun("case", since + held.start("case"), since + held.end("case"))
    among = _AMONG.match(head)
    if among is None and _OPENING.match(head) is None:
        return None
    return noun_after(text, since, since + among.end("whom") if among else end)


def _noun(sentence: Place, share: Share) -> HeadNoun | None:
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
    if noun := _noun_of_clause(text, since, share.start):
        return noun
    if head.endswith("(") or _OPENING.match(head):
        kinds = _KINDS - {"staff"} if sentence.section == "feedback" else _KINDS
        return noun_before(text, since, share.start, kinds)
    return None
