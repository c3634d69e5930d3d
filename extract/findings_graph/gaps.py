"""Gaps: what every report should state and one does not, and what could not be read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from findings_graph.facts import Evidence, Gap, InspectionFacts
from findings_graph.frameworks import Framework
from findings_graph.passages import Passage

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
    facts: InspectionFacts, framework: Framework, unread: Sequence[Passage]
) -> tuple[Gap, ...]:
    """Return a gap for each thing that a report should state and this one does not.

    Args:
        facts: what it states.
        framework: the framework that it follows.
        unread: passages that were passed over because they are none.
    """
    missing = [*_missing(facts), *_missing_scores(facts, framework)]
    gaps = [Gap(what, "not-reported", looked_in) for what, looked_in in missing]
    for passage in unread:
        line = facts.source.line_of(passage.start)
        evidence = Evidence(passage.start, passage.end, "longest-passage")
        gaps.append(Gap(f"passage at line {line}", "not-understood", f"line {line}", evidence))
    return tuple(gaps)


def _missing(facts: InspectionFacts) -> Iterator[tuple[str, str]]:
    """Yield each missing value, with where it was looked for."""
    stated = {value.name for value in facts.values}
    yield from ((name, where) for name, where in _VALUES.items() if name not in stated)
    if facts.region is None:
        yield "region", "title page, background and the register of units"
    if facts.overall is None:
        yield "overallRating", "ratings and foreword"
    if facts.overall is None or facts.overall.score is None:
        yield "score", "ratings and foreword"


def _missing_scores(facts: InspectionFacts, framework: Framework) -> Iterator[tuple[str, str]]:
    """Yield each missing rating of a standard and score of a key question."""
    rated = {rating.standard for rating in facts.ratings}
    answered = {(score.standard, score.number) for score in facts.key_questions}
    for standard in framework.standards:
        if standard.rated and standard.number not in rated:
            yield f"standard-rating {standard.number}", "ratings and the standard's section"
        for question in standard.questions:
            if (standard.number, question.number) not in answered:
                yield f"key-question {standard.number}.{question.number}", "the standard's section"
