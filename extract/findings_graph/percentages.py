"""Percentages and proportions of a population: `71 per cent of assessments`, `two-thirds of relevant cases`.

Less certain than counts, since the population is often left unsaid, so nothing calls this by default.
A percentage that stands beside a count is the count's, and one of a caseload or a workforce is a figure
of the unit: neither is taken here. Offsets are 0-based characters of the text given, half-open.
"""

from __future__ import annotations

import re

from findings_graph.counts import StatisticMention, find_statistics, sentence_bounds
from findings_graph.figures import find_figures
from findings_graph.numbers import FRACTION, PERCENT, parse_percentage
from findings_graph.populations import (
    Sample,
    Surroundings,
    choose_population,
    choose_subset,
    clause_end,
    noun_after,
    noun_before,
)

_FLAGS = re.IGNORECASE
_SHARE = re.compile(rf"(?P<share>{PERCENT})|(?P<fraction>{FRACTION})", _FLAGS)
_OF = re.compile(r"\s+of\b", _FLAGS)
_NOT_COUNTED = re.compile(r"\s+of\s+(?:the\s+)?(?:caseload|workforce|time|hours|funding)\b", _FLAGS)
_KINDS = frozenset({"case", "report", "respondent", "probationer", "staff", "people", "work"})
_NO_SAMPLE = Sample()
_REACH = 200


def find_percentages(
    text: str, *, section: str | None, sample: Sample = _NO_SAMPLE
) -> list[StatisticMention]:
    """Return the percentages and proportions of a population in one passage, in the order of the text.

    A proportion is kept as printed, in `fraction`; neither has a numerator or denominator.

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
        for share in _SHARE.finditer(text, first, last):
            beside = any(
                start <= share.start() and share.end() <= end and _is_of(share, count)
                for start, end, count in spans
            )
            if share.start() in taken or beside or _NOT_COUNTED.match(text, share.end()):
                continue
            mention = _mention(text, share, (first, last), section, sample)
            if mention is not None:
                mentions.append(mention)
    return mentions


def _is_of(share: re.Match[str], count: StatisticMention) -> bool:
    """Tell whether a share is the one that a count was found with."""
    if share["share"]:
        return count.percentage == parse_percentage(share["share"])
    return count.fraction is not None and count.fraction.lower() == share["fraction"].lower()


def _mention(
    text: str,
    share: re.Match[str],
    bounds: tuple[int, int],
    section: str | None,
    sample: Sample,
) -> StatisticMention | None:
    first, last = bounds
    noun = noun_after(text, share.end(), last) if _OF.match(text, share.end()) else None
    if noun is None and text[share.start() - 1 : share.start()] == "(":
        noun = noun_before(text, max(first, share.start() - _REACH), share.start(), _KINDS)
    if noun is None or noun.kind not in _KINDS:
        return None
    behind = noun.start > share.start()
    tail_to = clause_end(text, noun.end, last) if behind else share.start()
    at = Surroundings(
        noun=noun.kind,
        tail=text[noun.start : tail_to],
        before=text[max(first, share.start() - _REACH) : share.start()],
        sentence=text[first:last],
        section=section,
        denominator=None,
    )
    population = choose_population(at, sample)
    if population.name == "other":
        return None
    return StatisticMention(
        numerator=None,
        denominator=None,
        percentage=parse_percentage(share["share"]) if share["share"] else None,
        fraction=share["fraction"],
        population=population.name,
        subset=choose_subset(at),
        counted=text[first:last].strip(),
        start=share.start(),
        end=share.end(),
        sentence_start=first,
        sentence_end=last,
        rule=f"share/{population.rule}",
        understood=True,
    )
