"""Cleaning: markup, marks and white space go; every character keeps its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from findings_graph.reading.cleaning import Cleaner


def cleaned(text: str, *, footnotes: tuple[int, ...] = (), bracketed: tuple[int, ...] = ()) -> str:
    """Return a text cleaned as one run."""
    cleaner = Cleaner(text, footnotes=frozenset(footnotes), bracketed=frozenset(bracketed))
    return cleaner.clean([(0, len(text))])[0]


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("**Staff** were _kind_", "Staff were kind"),
        ("Staff&nbsp;&amp; people", "Staff & people"),
        ("Staff\u00a0were\t kind", "Staff were kind"),
        ("Staff<br/>were kind", "Staff were kind"),
        ("plan<sup>3</sup> for", "plan for"),
        ("plan$^{3}$ for", "plan for"),
        ("plan³ for", "plan for"),
        ("plan[^3] for", "plan for"),
        ("<u>Staff</u> were <span class='x'>kind</span>", "Staff were kind"),
        ("see [the plan](https://example.org/a)", "see the plan"),
        ("re\u00adlease", "release"),
        ("post\ufffesentence", "post-sentence"),
        ("9 \\- 5 \\*", "9 - 5 *"),
        ("Staff ~~were~~ kind", "Staff were kind"),
    ],
)
def test_cleaning_removes_what_is_no_text(raw: str, clean: str) -> None:
    """Markup of every converter."""
    assert cleaned(raw) == clean


@pytest.mark.parametrize(
    "text",
    ["a < b > c", "R&D", "snake_case", "10² metres [sic]", "see (the plan)", "5 $ and 6 $", "AT&T;"],
)  # fmt: skip
def test_cleaning_leaves_text(text: str) -> None:
    """Look-alikes of markup."""
    assert cleaned(text).replace("²", "") == text.replace("²", "")


def test_cleaning_drops_the_marks_of_known_footnotes_only() -> None:
    """Bare and bracketed marks are dropped for the numbers that the report has."""
    raw = "The plan1 of 2024, page 1, part [2] and [3]; MAPPA4."
    assert cleaned(raw, footnotes=(1,), bracketed=(2,)) == (
        "The plan of 2024, page 1, part and [3]; MAPPA4."
    )


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("short", "term", "short term"),
        ("post-", "release", "post-release"),
        ("short-", "and long-term", "short- and long-term"),
        ("2022-", "2023", "2022- 2023"),
        ("plans –", "and more", "plans – and more"),
    ],
)
def test_cleaning_joins_runs(first: str, second: str, joined: str) -> None:
    """One space, or none after a hyphen inside a word."""
    text = f"{first}\n{second}"
    cleaner = Cleaner(text, footnotes=frozenset(), bracketed=frozenset())
    runs = [(0, len(first)), (len(first) + 1, len(text))]
    assert cleaner.clean(runs)[0] == joined


@given(st.text(alphabet="ab1. *_<>sup/&;[]()^$\\~\u00a0³’\ufffe\n"), st.data())
def test_cleaning_keeps_every_character_in_its_place(text: str, data: st.DataObject) -> None:
    """Pieces cover the cleaned text in order, stand inside the runs, and equal the raw text."""
    cut = data.draw(st.integers(0, len(text)))
    cleaner = Cleaner(text, footnotes=frozenset({1}), bracketed=frozenset({1}))
    clean, pieces = cleaner.clean([(0, cut), (cut, len(text))])
    end = raw_end = 0
    for start, raw, size in pieces:
        assert size > 0
        assert clean[end:start] in ("", " ")
        assert raw >= raw_end
        for k in range(size):
            same = clean[start + k] == text[raw + k]
            assert (
                same
                or text[raw + k] == "&"
                or text[raw + k].isspace()
                or text[raw + k] == "<"
                or text[raw + k] == "\ufffe"
            )
        end, raw_end = start + size, raw + size
    assert end == len(clean)
    assert raw_end <= len(text)
    assert "  " not in clean
