"""Numbers as reports write them."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest

from findings_graph.counts.numbers import (
    FRACTION,
    NUMBER,
    PERCENT,
    WHOLE,
    parse_fraction,
    parse_number,
    parse_percentage,
)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0), ("7", 7), ("1,404", 1404), ("26,789", 26789), ("8.21", 8.21), ("1,404.5", 1404.5),
        ("one", 1), ("Nine", 9), ("twelve", 12), ("twenty", 20), ("twenty-four", 24),
        ("Seventy eight", 78), ("forty‑one", 41), ("a hundred", 100), ("one hundred and five", 105),
        ("two hundred and thirty-one", 231),
    ],
)  # fmt: skip
def test_parse_number_reads_figures_and_words(text: str, number: float) -> None:
    """Every way of writing a number is matched whole and read."""
    assert re.fullmatch(NUMBER, text, re.IGNORECASE)
    assert parse_number(text) == number


def test_parse_number_refuses_other_words() -> None:
    """A word that is no number raises instead of counting as nothing."""
    with pytest.raises(ValueError, match="several"):
        parse_number("several")


@pytest.mark.parametrize(
    ("text", "percentage"),
    [
        ("8.21 per cent", 8.21), ("29%", 29), ("32.8 percent", 32.8), ("Seventy-one per cent", 71),
        ("five per cent", 5), ("12 %", 12), ("100\u00a0per\u00a0cent", 100),
    ],
)  # fmt: skip
def test_parse_percentage_reads_the_figure(text: str, percentage: float) -> None:
    """Per cent, percent and the sign mean the same."""
    assert re.fullmatch(PERCENT, text, re.IGNORECASE)
    assert parse_percentage(text) == percentage


@pytest.mark.parametrize(
    ("text", "fraction"),
    [
        ("half", Fraction(1, 2)), ("a third", Fraction(1, 3)), ("two-thirds", Fraction(2, 3)),
        ("three quarters", Fraction(3, 4)), ("Three-quarters", Fraction(3, 4)),
        ("two fifths", Fraction(2, 5)), ("one in five", Fraction(1, 5)),
    ],
)  # fmt: skip
def test_parse_fraction_is_exact(text: str, fraction: Fraction) -> None:
    """A proportion stays a proportion; nobody turns two-thirds into 67 per cent here."""
    assert re.fullmatch(FRACTION, text, re.IGNORECASE)
    assert parse_fraction(text) == fraction


def test_parse_fraction_refuses_other_words() -> None:
    """A word that names no proportion raises."""
    with pytest.raises(ValueError, match="most"):
        parse_fraction("most")


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("on 12/05/2024 and 24/7", []),
        ("in 2020-21, over 12-18 months", []),
        ("a score of 3.5 and 29%", []),
        ("£40 for 15 people", ["15"]),
        ("someone bought tension", []),
        ("twenty-one of thirty", ["twenty-one", "thirty"]),
        ("a one-to-one session with ten people", ["ten"]),
    ],
)
def test_whole_leaves_dates_sums_and_decimals(text: str, numbers: list[str]) -> None:
    """A whole number stands alone: no part of a date, a sum, a decimal or a compound."""
    assert re.findall(WHOLE, text, re.IGNORECASE) == numbers
