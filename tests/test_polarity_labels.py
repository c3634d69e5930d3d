"""Polarity of invented findings that independent readers labelled: the labels, and floors for both parts."""

from __future__ import annotations

from collections import Counter

from training.measure_polarity import measure
from training.polarity_gold import Judged, read_labels

VALUES = {"strength", "improvement", "mixed", "neutral"}


def test_labels_name_invented_findings() -> None:
    """Half of the labels is for development, half unread; each finding is found by its hash."""
    findings = read_labels()
    assert Counter(finding.part for finding in findings) == {"development": 1200, "unread": 1200}
    assert len({finding.text for finding in findings}) == len(findings)
    assert {value for finding in findings for value in finding.right} == VALUES


def test_polarity_of_invented_findings() -> None:
    """What the text alone gives is right at least this often; no rule was made on the unread part."""
    parts = measure(read_labels())
    assert parts["development"].share >= 0.77
    assert parts["unread"].share >= 0.72


def test_measure_counts_either_of_two_as_right() -> None:
    """A finding with two polarities is right with either, and is counted under the first."""
    part = measure([Judged("Plans were weak.", ("mixed", "improvement"), "file", "part")])["part"]
    assert (part.hits, part.share) == (1, 1.0)
    assert part.given == {("mixed", "improvement"): 1}
