"""Statistics and figures of a whole report: the passage rules applied to every passage that may hold any."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Mapping, Sequence

from findings_graph.counts.mentions import StatisticMention
from findings_graph.counts.populations import Sample
from findings_graph.counts.search import find_statistics
from findings_graph.facts import (
    Evidence,
    Figure,
    Finding,
    Gap,
    KeyQuestionScore,
    Statistic,
    Value,
)
from findings_graph.figures.grids import Column, find_cells, read_columns
from findings_graph.figures.search import find_figures
from findings_graph.reading.sections import Placed
from findings_graph.shares.percentages import find_percentages

_NO_PROSE = frozenset(
    {"contents", "front", "role", "acknowledgements", "ratings", "recommendations", "further"}
)
_SECTION = re.compile(r"[12](?:\.\d)?|key-data|feedback|diversity|outcomes")
_YEAR = re.compile(r"\d{4}")
_PROSE = ("paragraph", "bullet", "item")


def sample_of(values: Sequence[Value]) -> Sample:
    """Return what was inspected, as far as the report states it."""
    numbers = {value.name: value.value for value in values if isinstance(value.value, int)}
    community, licence = numbers.get("communityCases"), numbers.get("licenceCases")
    cases = community + licence if community is not None and licence is not None else None
    dates = [str(value.value) for value in values if value.name in ("fieldworkStart", "issued")]
    year = min((int(found.group()) for date in dates if (found := _YEAR.match(date))), default=None)
    return Sample(cases, numbers.get("courtReports"), numbers.get("practitionerInterviews"), year)


def report_statistics(
    placed: Sequence[Placed],
    findings: Mapping[tuple[int, int], Finding],
    sample: Sample,
    figures: Sequence[Figure] = (),
    scores: Sequence[KeyQuestionScore] = (),
) -> tuple[tuple[Statistic, ...], tuple[Gap, ...]]:
    """Return the counts and shares in every paragraph and bullet, in order, and a gap for each not understood.

    Args:
        placed: the report's passages.
        findings: extent of a finding → the finding, to point each statistic to the one that holds it.
        sample: what was inspected.
        figures: the unit's figures; a share that one of them is made of is no statistic.
        scores: the key questions' percentages; a share of nothing told that restates one is no statistic.
    """
    found: list[Statistic] = []
    gaps: list[Gap] = []
    taken = [(figure.evidence.start, figure.evidence.end) for figure in figures]
    seen: Counter[str] = Counter()
    for entry in placed:
        passage = entry.passage
        if passage.kind not in _PROSE or entry.section in _NO_PROSE:
            continue
        finding = findings.get((passage.start, passage.end))
        for mention in _mentions(entry, sample):
            start, end = passage.span(mention.start, mention.end)
            share = mention.numerator is None
            if share and any(first < end and start < last for first, last in taken):
                continue
            if (
                share
                and not mention.understood
                and (finding is None or _restates(mention, finding, scores))
            ):
                continue  # a cell of a table, a figure of the background, a key question's score
            sentence = passage.text[mention.sentence_start : mention.sentence_end]
            identifier = _identifier(f"{_printed(mention)} {sentence}", seen)
            evidence = Evidence(start, end, mention.rule)
            if not mention.understood:
                what = f"population of statistic {identifier}"
                gaps.append(Gap(what, "not-understood", "the sentence itself", evidence))
            found.append(
                Statistic(
                    id=identifier,
                    section=finding.section if finding else _section(entry.section),
                    finding=finding.id if finding else None,
                    numerator=mention.numerator,
                    denominator=mention.denominator,
                    percentage=mention.percentage,
                    population=mention.population,
                    counted=mention.counted,
                    text=sentence,
                    evidence=evidence,
                    subset=mention.subset,
                    fraction=mention.fraction,
                )
            )
    return tuple(found), tuple(gaps)


def _restates(
    mention: StatisticMention, finding: Finding, scores: Sequence[KeyQuestionScore]
) -> bool:
    """Return whether a percentage is that of a key question of the finding's standard, or of any in a chapter."""
    return any(
        score.percentage == mention.percentage
        and f"{score.standard}.".startswith(f"{finding.section}.")
        for score in scores
    )


def _section(place: str) -> str | None:
    """Return the section that a passage outside findings stands in; none for background, foreword, annexe."""
    return place if _SECTION.fullmatch(place) else None


def _mentions(entry: Placed, sample: Sample) -> list[StatisticMention]:
    """Return the counts and the shares of one passage, in the order of the text."""
    text, section = entry.passage.text, entry.section
    found = find_statistics(text, section=section, sample=sample)
    found += find_percentages(text, section=section, sample=sample, counts=tuple(found))
    return sorted(found, key=lambda mention: mention.start)


def _printed(mention: StatisticMention) -> str:
    """Return the numbers that tell one statistic of a sentence from another."""
    if mention.numerator is not None:
        return f"{mention.numerator}/{mention.denominator}"
    share = "" if mention.percentage is None else f"{mention.percentage:g}%"
    return f"{share} {mention.fraction or ''}".strip()


def report_figures(placed: Sequence[Placed], pdu: str) -> tuple[Figure, ...]:
    """Return caseload, staffing and other figures of every paragraph, bullet and table row, in order.

    Args:
        placed: the report's passages.
        pdu: name of the unit inspected.
    """
    found: list[Figure] = []
    seen: Counter[str] = Counter()
    columns: tuple[Column, ...] = ()
    for entry in placed:
        passage = entry.passage
        if entry.section in _NO_PROSE:
            continue
        # A converter may leave rows of a table as headings or paragraphs: what heads the columns tells.
        mentions = find_cells(passage.text, columns)
        columns = columns if mentions else read_columns(passage.text)
        if not mentions and passage.kind in (*_PROSE, "row"):
            mentions = find_figures(passage.text, section=entry.section, pdu=pdu)
        for mention in mentions:
            key = f"{mention.measure} {mention.scope} {mention.value} {passage.text}"
            found.append(
                Figure(
                    id=_identifier(key, seen),
                    measure=mention.measure,
                    value=mention.value,
                    unit=mention.unit,
                    scope=mention.scope,
                    date=mention.date,
                    evidence=Evidence(*passage.span(mention.start, mention.end), mention.rule),
                )
            )
    return tuple(found)


def _identifier(text: str, seen: Counter[str]) -> str:
    """Return the first twelve hexadecimal digits of a text's SHA-256; a repeated text counts on."""
    digest = hashlib.sha256(text.encode("utf-8")).hexdigest()[:12]
    seen[digest] += 1
    return digest if seen[digest] == 1 else f"{digest}-{seen[digest]}"
