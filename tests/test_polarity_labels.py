"""Polarity of invented findings that independent readers labelled: the labels, and floors for both parts."""

from __future__ import annotations

from collections import Counter

from training.measure_polarity import measure
from training.polarity_gold import Judged, read_labels

VALUES = {"strength", "improvement", "mixed", "neutral"}


def test_labels_name_invented_findings() -> None:
    """Each label's finding is found by its hash; no part is small."""
    findings = read_labels()
    parts = Counter(finding.part for finding in findings)
    assert {"development", "unread"} <= parts.keys()
    assert min(parts.values()) >= 300
    assert len({finding.text for finding in findings}) == len(findings)
    assert {value for finding in findings for value in finding.right} == VALUES


def test_polarity_of_invented_findings() -> None:
    """The shipped weights give at least this of what they were fitted on."""
    parts = measure(read_labels())
    low = {name: part.share for name, part in parts.items() if part.share < 0.85}
    assert low == {}


def test_measure_counts_either_of_two_as_right() -> None:
    """A finding with two polarities is right with either, and is counted under the first."""
    part = measure([Judged("Plans were weak.", ("mixed", "improvement"), "file", "part")])["part"]
    assert (part.hits, part.share) == (1, 1.0)
    assert part.given == {("mixed", "improvement"): 1}
