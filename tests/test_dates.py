"""Dates as reports write them."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from findings_graph.extraction.dates import find_dates
from findings_graph.facts import YearMonth


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("on 4 September 2023", ["2023-09-04"]),
        ("Monday, 4th of September, 2023", ["2023-09-04"]),
        ("during the weeks of 4 and 18 September 2023", ["2023-09-04"]),
        ("the weeks of 4, 11 and 18 September 2023", ["2023-09-04"]),
        ("20–24 November 2023", ["2023-11-20"]),
        ("between 27 November and 8 December 2023", ["2023-11-27", "2023-12-08"]),
        ("between 18 December and 12 January 2024", ["2023-12-18", "2024-01-12"]),
        ("from Monday 4 to Friday 8 March 2024", ["2024-03-04"]),
        ("in Sept 2023", ["2023-09"]),
        ("in September and October 2023", ["2023-09"]),
        ("in December and January 2024", ["2023-12"]),
        ("12 cases in May 2024", ["2024-05"]),
    ],
)
def test_dates_are_read(text: str, values: list[str]) -> None:
    """The first day or month of those named together; a year is borrowed from the next date."""
    assert [str(dated.value) for dated in find_dates(text)] == values


@pytest.mark.parametrize(
    "text", ["on 3 May", "31 February 2024", "the 40 March", "in 2024", "4/9/2023", "they may 2023"]
)
def test_dates_are_not_guessed(text: str) -> None:
    """Nothing without a year, no day that no calendar has, no bare year."""
    assert [dated for dated in find_dates(text) if not isinstance(dated.value, YearMonth)] == []


@given(st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31)))
def test_dates_survive_their_writing(date: dt.date) -> None:
    """Every day of the century, and its place."""
    written = f"{date.day} {date:%B} {date.year}"
    (dated,) = find_dates(f"on {written}.")
    assert dated.value == date
    assert f"on {written}."[dated.start : dated.end] == written
