"""Gaps: what every report should state and one does not, and what could not be read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from findings_graph.facts import Evidence, Gap, InspectionFacts
from findings_graph.reading.frameworks import Framework
from findings_graph.reading.passages import Passage
from findings_graph.reading.sections import Placed

_VALUES = {
    "issued": "title page and imprint",
    "fieldworkStart": "ratings and background",
    "communityCases": "background and case sample",
    "licenceCases": "background and case sample",
    "practitionerInterviews": "background and case sample",
    "leadInspector": "acknowledgements",
    "isbn": "imprint",
}
"""Value of an inspection → where it was looked for."""


def find_gaps(
    facts: InspectionFacts,
    framework: Framework,
    placed: Sequence[Placed],
    unread: Sequence[Passage],
) -> tuple[Gap, ...]:
    """Return a gap for each thing that a report should state and this one does not.

    Args:
        facts: what it states.
        framework: the framework that it follows.
        placed: its passages; a section with text and no finding, or with percentages and no score of
            its key questions, was not understood.
        unread: passages that were passed over because they are none.
    """
    gaps = [Gap(what, "not-reported", looked_in) for what, looked_in in _missing(facts)]
    gaps.extend(_missing_scores(facts, framework, placed))
    gaps.extend(_silent_sections(facts, framework, placed))
    for passage in unread:
        line = facts.source.line_of(passage.start)
        evidence = Evidence(passage.start, passage.end, "longest-passage")
        gaps.append(Gap(f"passage at line {line}", "not-understood", f"line {line}", evidence))
    return tuple(gaps)


def _missing(facts: InspectionFacts) -> Iterator[tuple[str, str]]:
    """Yield each missing value, with where it was looked for."""
    stated = {value.name for value in facts.values}
    yield from ((name, where) for name, where in _VALUES.items() if name not in stated)
    if facts.region is None or facts.region_basis == "register":
        yield "region", "title page, foreword and background"
    if facts.overall is None:
        yield "overallRating", "ratings and foreword"
    if facts.overall is None or facts.overall.score is None:
        yield "score", "ratings and foreword"


def _missing_scores(
    facts: InspectionFacts, framework: Framework, placed: Sequence[Placed]
) -> Iterator[Gap]:
    """Yield a gap for each missing rating of a standard and score of a key question."""
    rated = {rating.standard for rating in facts.ratings}
    answered = {(score.standard, score.number) for score in facts.key_questions}
    for standard in framework.standards:
        if standard.rated and standard.number not in rated:
            where = "ratings and the standard's section"
            yield Gap(f"standard-rating {standard.number}", "not-reported", where)
        unread = _table_of_percentages(placed, standard.number)
        for question in standard.questions:
            if (standard.number, question.number) not in answered:
                what = f"key-question {standard.number}.{question.number}"
                if unread is None:
                    yield Gap(what, "not-reported", "the standard's section")
                else:
                    evidence = Evidence(unread.start, unread.end, "unread-table")
                    yield Gap(what, "not-understood", "the standard's section", evidence)


def _table_of_percentages(placed: Sequence[Placed], section: str) -> Passage | None:
    """Return the first cell or row of a section that holds nothing but a percentage, if any."""
    for entry in placed:
        last = entry.passage.text.rpartition("\t")[2]
        if entry.section == section and _PERCENTAGE.fullmatch(last):
            return entry.passage
    return None


def _silent_sections(
    facts: InspectionFacts, framework: Framework, placed: Sequence[Placed]
) -> Iterator[Gap]:
    """Yield a gap for each section that has text, as far as one can see, and gave no finding."""
    spoken = {finding.section for finding in facts.findings}
    standards = [standard.number for standard in framework.standards]
    for section in (*standards, "feedback", "diversity", "outcomes"):
        inside = [entry.passage for entry in placed if entry.section == section]
        words = sum(len(passage.text.split()) for passage in inside)
        if section not in spoken and words >= _ENOUGH:
            evidence = Evidence(inside[0].start, inside[-1].end, "silent-section")
            yield Gap(f"findings {section}", "not-understood", "the section", evidence)


_PERCENTAGE = re.compile(r"\d{1,3}(?:\.\d+)?\s*(?:%|per cent)")
_ENOUGH = 150
"""Words that a section of headings, statement, rationale and table alone does not have."""
