"""Counts in a report's sentences against the sample that it says was inspected, and against their percentages.

`Nine out of 70 cases inspected` cannot stand beside 79 cases inspected where every case counts; where
inspectors judge, some cases may have been left out, and the bases may differ.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from findings_graph.facts import Discrepancy, InspectionFacts, Statistic
from findings_graph.numbers import PERCENT, parse_percentage
from findings_graph.rule_files import load_rules

_CASES = frozenset({"inspected-cases", "relevant-cases"})
_SHARE = re.compile(PERCENT, re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Sample:
    """How many of something were inspected, and the facts that say so."""

    size: int
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
    seen: set[tuple[int, str]] = set()
    for statistic in facts.statistics:
        size = statistic.denominator
        if size is None or (size, statistic.text) in seen:
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

    A sentence with several percentages or counts is passed over: which belongs to which is a guess.
    """
    alone = {text for text in (entry.text for entry in facts.statistics) if _shares_in(text) == 1}
    counts = [entry for entry in facts.statistics if entry.denominator]
    for statistic in counts:
        numerator, denominator = statistic.numerator, statistic.denominator
        if numerator is None or not denominator or statistic.percentage is None:
            continue
        others = sum(entry.text == statistic.text for entry in counts)
        if statistic.text not in alone or others > 1:
            continue
        computed = 100 * numerator / denominator
        printed = statistic.percentage
        step = 1.0 if printed == int(printed) else 0.1
        if min(abs(computed - printed), abs(100 - computed - printed)) <= step:
            continue
        path = (f"statistic/{statistic.id}",)
        yield Discrepancy(
            "contradiction", printed, round(computed, 1), path, path, "share-against-count"
        )


def _sample(facts: InspectionFacts, *names: str) -> _Sample | None:
    """Return the sum of the values named; none where one is not stated by the report itself."""
    stated = {value.name: value for value in facts.values}
    values = [stated[name] for name in names if name in stated]
    numbers = [value.value for value in values if isinstance(value.value, int)]
    if len(numbers) != len(names) or any(value.evidence is None for value in values):
        return None
    return _Sample(sum(numbers), tuple(f"statement/{name}" for name in names))


def _against(statistic: Statistic, size: int, sample: _Sample, kind: str) -> Discrepancy | None:
    """Return what a count of cases (kind ``) or reports (`_reports`) has against the sample, if anything."""
    text = " ".join(statistic.text.split())
    whole = _says(f"whole{kind}", text)
    fact = (f"statistic/{statistic.id}",)
    if size > sample.size and (whole or _says(f"part{kind}", text)):
        return Discrepancy(
            "contradiction", size, sample.size, fact, sample.facts, "more-than-the-sample"
        )
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


def _shares_in(text: str) -> int:
    return len({parse_percentage(share.group()) for share in _SHARE.finditer(text)})


@functools.cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile("|".join(load_rules("discrepancies")["sample"][name]), re.IGNORECASE)


def _says(name: str, text: str) -> bool:
    return _pattern(name).search(text) is not None
