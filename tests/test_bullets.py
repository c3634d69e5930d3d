"""Bullets: the marks of every converter, and look-alikes."""

from __future__ import annotations

import pytest

from findings_graph.reading.bullets import ITEM, LONE_BULLET, LONE_ITEM, strip_bullet


@pytest.mark.parametrize(
    "mark",
    ["- ", "* ", "+ ", "• ", "● ", "▪ ", "– ", "\\- ", "&bull; ", "•\t", "•\u00a0", "•&nbsp;", "\uf0b7 ", "➢ ", "→ ", "o  "],
)  # fmt: skip
def test_bullets_are_stripped_with_their_space(mark: str) -> None:
    """The length of mark and space together."""
    assert strip_bullet(f"{mark}Staff were kind.") == len(mark)


@pytest.mark.parametrize(
    "line",
    ["-5 per cent", "*Staff* were kind", "•", "- ", "on the day", "o be fair", "Staff – kind", "**Staff**"],
)  # fmt: skip
def test_bullets_are_not_every_mark(line: str) -> None:
    """A minus sign, emphasis, a mark alone, a word."""
    assert strip_bullet(line) == 0


@pytest.mark.parametrize(
    ("line", "number"), [("1. See", 1), ("12) See", 12), ("3\\. See", 3), ("4.\u00a0See", 4)]
)
def test_items_have_a_number(line: str, number: int) -> None:
    """A full stop or bracket, then space."""
    match = ITEM.match(line)
    assert match is not None
    assert int(match[1]) == number


@pytest.mark.parametrize("line", ["1.1 Leadership", "100. See", "1 See", "1.", "a. See"])
def test_items_are_not_every_number(line: str) -> None:
    """A standard's number, a year, a bare figure."""
    assert ITEM.match(line) is None


def test_lone_marks_are_whole_lines() -> None:
    """A mark alone on its line, as some converters leave it."""
    assert LONE_BULLET.match("•")
    assert LONE_ITEM.match("3.")
    assert not LONE_BULLET.match("• See")
    assert not LONE_ITEM.match("3.5")
