"""Statistics in sentences that nobody wrote: floors for what is found, its population and its part."""

from __future__ import annotations

import pytest

from statistic_sets import FOLDER, KINDS, Measure, describe, measure, read_set, statistics_of

SETS = (
    "first-unread",
    "development",
    "second-unread",
    "third-unread",
    "fourth-unread",
    "fifth-unread",
    "sixth-unread",
    "seventh-unread",
    "eighth-unread",
    "ninth-unread",
    "tenth-unread",
)


@pytest.mark.parametrize("name", SETS)
def test_statistics_of_invented_sentences_are_all_found(name: str) -> None:
    """Every count, percentage and proportion, none too many, with population, part and gap."""
    result = measure(read_set(FOLDER / f"{name}.txt"))
    assert result.differences == [], describe(result)


def test_statistics_of_sentences_that_no_rule_was_made_on() -> None:
    """The eleventh set was measured once, when the rules were done: its figures are a floor."""
    result = measure(read_set(FOLDER / "eleventh-unread.txt"))
    assert sum(result.wanted.values()) == 51
    for kind in KINDS:
        assert result.precision(kind) == 1.0, describe(result)
        assert result.recall(kind) >= 0.97, describe(result)
    assert result.populations >= 48
    assert result.subsets >= 48
    assert result.gaps >= 48


@pytest.mark.parametrize("name", [*SETS, "eleventh-unread"])
def test_evidence_begins_and_ends_with_a_word(name: str) -> None:
    """No evidence of a statistic begins or ends with white space: `11`, not `11 `."""
    for sentence in read_set(FOLDER / f"{name}.txt"):
        for one in statistics_of(sentence)[0]:
            words = sentence.text[one.evidence.start : one.evidence.end]
            assert words == words.strip() != "", sentence.text


def test_sets_are_large_enough_to_measure() -> None:
    """At least 150 sentences and 100 statistics in the first set, traps among them."""
    sentences = read_set(FOLDER / "first-unread.txt")
    assert len(sentences) >= 150
    assert sum(len(sentence.statistics) for sentence in sentences) >= 100
    assert sum(not sentence.statistics for sentence in sentences) >= 30


def test_measure_counts_what_is_missed_and_what_is_too_many() -> None:
    """A sentence whose marks are wrong is told, with the figures that follow."""
    (sentence,) = read_set(FOLDER / "near-miss.txt")
    result = measure([sentence])
    assert [line.partition(":")[0] for line in result.differences] == ["missed", "extra"]
    assert (result.wanted["counts"], result.right["counts"], result.extra["counts"]) == (1, 0, 1)
    assert (result.precision("counts"), result.recall("counts")) == (0.0, 0.0)
    assert set(Measure().right) == set(KINDS)
