"""Findings whose polarity readers labelled: invented ones by the hash of their text, real ones of annotated reports."""

from __future__ import annotations

import csv
import hashlib
from dataclasses import dataclass
from pathlib import Path

from findings_graph.quality.gold import BadGold
from findings_graph.quality.gold import read_gold as read_units
from training.labels import HERE, read_invented, read_polarities

LABELS = HERE / "polarity_labels.csv"


@dataclass(frozen=True, slots=True)
class Judged:
    """A finding with the polarities that count as right.

    Args:
        text: of the finding.
        right: values that count as right.
        source: the report, or the file of invented findings, that it comes from.
        part: what it is measured with: its report, or its part of the invented findings.
        bare: whether no heading says its polarity.
    """

    text: str
    right: tuple[str, ...]
    source: str
    part: str
    bare: bool = True


def read_labels(path: Path = LABELS) -> list[Judged]:
    """Return the labelled invented findings in the order of the labels.

    Raises:
        KeyError: a label's finding is not among the invented ones.
    """
    texts = {
        hashlib.sha256(label.text.encode("utf-8")).hexdigest()[:12]: label
        for source in sorted(path.parent.glob("invented_*.txt"))
        for label in read_invented(source)
    }
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Judged(
                texts[row["id"]].text,
                tuple(row["polarity"].split("|")),
                texts[row["id"]].report,
                row["part"],
            )
            for row in csv.DictReader(file)
        ]


def read_real(gold: Path, reports: Path) -> list[Judged]:
    """Return the findings of the gold, and those of `annotations.jsonl` from the reports' folder.

    Raises:
        BadGold: the gold cannot be read, or its units have no text.
        SystemExit: a report's text is not the one annotated.
    """
    units = read_units(gold)
    if any(unit.text is None for unit in units):
        message = f"{gold}: its units have no text; give the gold that has the findings' text"
        raise BadGold(message)
    found = [
        Judged(
            unit.text or "",
            tuple(sorted(unit.polarity)),
            unit.report,
            unit.report,
            not unit.heading,
        )
        for unit in units
    ]
    for label, right in read_polarities(HERE / "annotations.jsonl", reports):
        bare = not label.section.startswith("1")
        found.append(Judged(" ".join(label.text.split()), right, label.report, label.report, bare))
    return found
