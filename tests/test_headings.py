"""Headings: known however they are numbered, marked or glued; never inside prose."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from findings_graph.reading.headings import Heading, recognise_heading


@pytest.mark.parametrize(
    ("line", "kind", "name", "number"),
    [
        ("1.1 Leadership", "standard", "leadership", "1.1"),
        ("1.1. Leadership", "standard", "leadership", "1.1"),
        ("P 1.1 Leadership", "standard", "leadership", "1.1"),
        ("P1.1 Leadership", "standard", "leadership", "1.1"),
        ("P 1.2 StaffingRating", "standard", "staffing", "1.2"),
        ("P 2.3. Implementation and delivery", "standard", "implementation and delivery", "2.3"),
        ("### **2.4. Reviewing**", "standard", "reviewing", "2.4"),
        ("## Reviewing", "standard", "reviewing", ""),
        ("[2.1 Assessment](#assessment)", "standard", "assessment", "2.1"),
        ("Ratings", "section", "ratings", ""),
        ("Ratings (Back to top)", "section", "ratings", ""),
        ("**Recommendations**", "section", "recommendations", ""),
        ("Diversity &amp; inclusion", "section", "diversity", ""),
        ("1. Organisational arrangements and activity", "domain", "1", "1"),
        ("Domain 2: Service delivery", "domain", "2", "2"),
        ("Strengths:", "polarity", "strength", ""),
        ("_Areas for improvement_", "polarity", "improvement", ""),
        ("Annexe one: Web links", "annexe", "annexe one: web links", ""),
        ("Annexe 2 – Methods", "annexe", "annexe 2 – methods", ""),
        ("Annexe A Methods", "annexe", "annexe a methods", ""),
        ("Appendix 3", "annexe", "appendix 3", ""),
    ],
)
def test_headings_are_recognised(line: str, kind: str, name: str, number: str) -> None:
    """Kind, name and printed number."""
    found = recognise_heading(line)
    assert found is not None
    assert (found.kind, found.name, found.number) == (kind, name, number)
    assert not found.listed


@pytest.mark.parametrize(
    "line",
    ["Foreword ..... 3", "Ratings\t5", "1.1. Leadership 12", "RatingsError! Bookmark not defined."],
)
def test_headings_of_the_contents_list_are_listed(line: str) -> None:
    """A page number or a broken link ends the entry."""
    found = recognise_heading(line)
    assert found is not None
    assert found.listed


@pytest.mark.parametrize(
    "line",
    [
        "Leadership",  # too common a word without number or mark
        "Leadership was strong.",
        "1.1 Leadership was strong.",
        "The ratings",
        "Recommendations were made to the region.",
        "3. Service delivery",
        "1. Service delivery",  # domain two's name
        "1.1 Recommendations",
        "Annexe 1 shows the data that we collected",
        "Annexe one gives more.",
        "annexe two of this report has the list",
        "Annexes",
        "Strengths and weaknesses:",
        "",
        "#",
    ],
)
def test_headings_are_not_prose(line: str) -> None:
    """Near misses."""
    assert recognise_heading(line) is None


@given(st.text(alphabet="#*_ .:1P()[]\tRatingsLeadership&;<>\\", max_size=60))
def test_headings_never_fail(line: str) -> None:
    """Any line is a heading or none."""
    assert isinstance(recognise_heading(line), Heading | None)
