"""The normalised text: line ends, hash, line numbers."""

from __future__ import annotations

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from findings_graph.reading.source import SourceText


def test_source_drops_a_byte_order_mark() -> None:
    """Only the first is one."""
    assert SourceText.from_text("\ufeffa\ufeff", name="x").text == "a\ufeff"


def test_source_hash_is_of_the_normalised_text() -> None:
    """The hash does not depend on line ends."""
    source = SourceText.from_text("one\r\ntwo", name="x")
    assert source.sha256 == hashlib.sha256(b"one\ntwo").hexdigest()


def test_source_counts_lines_from_one() -> None:
    """A line feed belongs to the line that it ends."""
    source = SourceText.from_text("ab\n\ncd", name="x")
    assert [source.line_of(offset) for offset in range(6)] == [1, 1, 1, 2, 3, 3]


@given(st.text())
def test_source_normalising_twice_changes_nothing(text: str) -> None:
    """The normalised text is its own normalised text, a second byte-order mark aside."""
    once = SourceText.from_text(text, name="x").text
    assert "\r" not in once
    if not once.startswith("\ufeff"):
        assert SourceText.from_text(once, name="x").text == once


@given(st.text(alphabet="a\n\f"))
def test_source_line_is_the_number_of_line_feeds_before(text: str) -> None:
    """As editors count."""
    source = SourceText.from_text(text, name="x")
    for offset in range(len(text)):
        assert source.line_of(offset) == text.count("\n", 0, offset) + 1
