"""Counts in a report's sentences against the sample that it says was inspected, and against their percentages.

`Nine out of 70 cases inspected` cannot stand beside 79 cases inspected where every case counts; where
inspectors judge, some cases may have been left out, and the bases may differ. Counts of another
inspection, area or body, and those of the community or the licence cases alone, are not compared.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from findings_graph.counts.numbers import PERCENT, parse_percentage
from findings_graph.counts.times import at_another_time
from findings_graph.discrepancies.sentences import sentence_around, sentence_before
from findings_graph.facts import Discrepancy, InspectionFacts, Statistic
from findings_graph.rule_files import load_rules

_CASES = frozenset({"inspected-cases", "relevant-cases"})
_SHARE = re.compile(PERCENT, re.IGNORECASE)
_DATES = frozenset({"fieldworkStart", "issued"})
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# Half of the last digit printed, as in the shape `PrintedPercentage`; the rest is for floats.
_WHOLE, _TENTH, _FLOAT = 0.5, 0.05, 1e-7
_ROUGHLY = 5.0  # percentage points that `about` or `just over` may stand for


@dataclass(frozen=True, slots=True)
class _Sample:
    """How many of something were inspected, the numbers it is the sum of, and the facts that say so."""

    size: int
    parts: tuple[int, ...]
    facts: tuple[str, ...]


def compare_samples(facts: InspectionFacts) -> Iterator[Discrepancy]:
    """Yield each count whose denominator disagrees with the number of cases, reports or interviews.

    Args:
        facts: the values of the inspection (`communityCases`, `licenceCases`, `courtReports`,
            `practitionerInterviews`) and its statistics.
    """
    cases = _sample(facts, "communityCases", "licenceCases")
    reports = _sample(facts, "courtReports")
    interviews = _sample(facts, "practitionerInterviews")
    years = _years(facts)
    seen: set[tuple[int, str]] = set()
    for statistic in facts.statistics:
        size = statistic.denominator
        if size is None or (size, statistic.text) in seen or _elsewhere(statistic, facts, years):
            continue
        found = None
        if cases is not None and statistic.population in _CASES:
            found = _against(statistic, size, cases, "")
        elif reports is not None and statistic.population == "court-reports":
            found = _against(statistic, size, reports, "_reports")
        elif interviews is not None and statistic.population == "practitioners-interviewed":
            found = _against_interviews(statistic, size, interviews)
        if found is not None:
            seen.add((size, statistic.text))
            yield found


def compare_shares(facts: InspectionFacts) -> Iterator[Discrepancy]:
    """Yield each count whose printed percentage is further from it than rounding explains.

    A count has a percentage only where it is printed beside it. One before the count may be of the rest,
    if its sentence denies (`not done in 74 per cent of cases (11 out of 43)`), or a rough one.
    """
    text = facts.source.text
    for statistic in facts.statistics:
        numerator, denominator = statistic.numerator, statistic.denominator
        if numerator is None or not denominator or statistic.percentage is None:
            continue
        computed = 100 * numerator / denominator
        printed = statistic.percentage
        slack = (_WHOLE if printed == int(printed) else _TENTH) + _FLOAT
        first, _ = sentence_around(text, statistic.evidence.start, statistic.evidence.end)
        lead = _before_share(" ".join(text[first : statistic.evidence.start].split()), printed)
        if lead is not None and _approximate().search(lead):
            slack = _ROUGHLY
        rest = lead is not None and _says("denied", lead)
        if abs(computed - printed) <= slack or (rest and abs(100 - computed - printed) <= slack):
            continue
        path = (f"statistic/{statistic.id}",)
        yield Discrepancy(
            "contradiction", printed, round(computed, 1), path, path, "share-against-count"
        )


def _before_share(text: str, share: float) -> str | None:
    """Return the words before the last mention of a percentage; none where a text does not give it."""
    places = [
        match.start() for match in _SHARE.finditer(text) if parse_percentage(match.group()) == share
    ]
    return text[: places[-1]] if places else None


def _sample(facts: InspectionFacts, *names: str) -> _Sample | None:
    """Return the sum of the values named; none where one is not stated by the report itself."""
    stated = {value.name: value for value in facts.values}
    values = [stated[name] for name in names if name in stated]
    numbers = [value.value for value in values if isinstance(value.value, int)]
    if len(numbers) != len(names) or any(value.evidence is None for value in values):
        return None
    parts = tuple(numbers) if len(numbers) > 1 else ()
    return _Sample(sum(numbers), parts, tuple(f"statement/{name}" for name in names))


def _years(facts: InspectionFacts) -> frozenset[str]:
    """Return the years of the inspection itself: of its name, its fieldwork and its report."""
    dates = [str(value.value) for value in facts.values if value.name in _DATES]
    return frozenset(_YEAR.findall(" ".join([facts.name.replace("-", " "), *dates])))


def _elsewhere(statistic: Statistic, facts: InspectionFacts, years: frozenset[str]) -> bool:
    """Tell whether a count may be of another inspection, area or body, by its sentence or the one before."""
    text = " ".join(statistic.text.split())
    if at_another_time(text, years) or _says("another_base", text):
        return True
    if statistic.population != "practitioners-interviewed" and _says("reported", text):
        return True
    start, end = statistic.evidence.start, statistic.evidence.end
    before = sentence_before(facts.source.text, start, end)
    return not _says("own", text) and at_another_time(before, years)


def _against(statistic: Statistic, size: int, sample: _Sample, kind: str) -> Discrepancy | None:
    """Return what a count of cases (kind ``) or reports (`_reports`) has against the sample, if anything."""
    if size in sample.parts:
        return None
    text = " ".join(statistic.text.split())
    whole = _says(f"whole{kind}", text)
    fact = (f"statistic/{statistic.id}",)
    if size > sample.size and (whole or _says(f"part{kind}", text)):
        kind_of = "contradiction" if _says("own", text) else "possible-different-base"
        return Discrepancy(kind_of, size, sample.size, fact, sample.facts, "more-than-the-sample")
    part = statistic.subset is not None or _says("subset", text)
    if size >= sample.size or not whole or part or statistic.population == "relevant-cases":
        return None
    outside = statistic.section is None or _says("describes", text)
    contradicts = outside and not _says("judges", text)
    return Discrepancy(
        "contradiction" if contradicts else "possible-different-base",
        size,
        sample.size,
        fact,
        sample.facts,
        "count-of-the-whole-sample",
    )


def _against_interviews(statistic: Statistic, size: int, sample: _Sample) -> Discrepancy | None:
    """Return a count of more practitioners than there were interviews; fewer may have had several."""
    if size <= sample.size or not _says("interviewed", statistic.text):
        return None
    fact = (f"statistic/{statistic.id}",)
    return Discrepancy(
        "possible-different-base", size, sample.size, fact, sample.facts, "more-than-the-interviews"
    )


@functools.cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile("|".join(load_rules("discrepancies")["sample"][name]), re.IGNORECASE)


def _says(name: str, text: str) -> bool:
    return _pattern(name).search(text) is not None


@functools.cache
def _approximate() -> re.Pattern[str]:
    return re.compile(load_rules("discrepancies")["figures"]["approximate"], re.IGNORECASE)
