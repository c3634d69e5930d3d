"""Measure the polarity that the text alone gives against that of independent readers, part by part.

    python extract/training/measure_polarity.py [--reports DIR]

The findings are the invented ones beside this file; `polarity_labels.csv` names each by the hash of its text, with
its polarity (two joined by `|` where a reader held either to be right). The rules were widened on what is
marked `development`; of the part marked `unread` only the figure was ever looked at. With the real reports' folder,
those of `annotations.jsonl` are measured too, all of them and those that no heading judges.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from findings_graph.judgement.pipeline import load_pipeline
from findings_graph.judgement.polarity import judge_polarity
from training.labels import HERE, read_invented, read_polarities

LABELS = HERE / "polarity_labels.csv"


@dataclass(frozen=True, slots=True)
class Judged:
    """An invented finding with the polarities that count as right, and the part it belongs to."""

    text: str
    right: tuple[str, ...]
    part: str


@dataclass(slots=True)
class Part:
    """What came out for one part: how many times which polarity was given for which."""

    given: Counter[tuple[str, str]] = field(default_factory=Counter)
    hits: int = 0

    @property
    def share(self) -> float:
        """The share that came out right."""
        return self.hits / (self.given.total() or 1)


def read_labels(path: Path = LABELS) -> list[Judged]:
    """Return the labelled findings in the order of the labels.

    Raises:
        KeyError: a label's finding is not among the invented ones.
    """
    texts = {
        hashlib.sha256(label.text.encode("utf-8")).hexdigest()[:12]: label.text
        for source in sorted(path.parent.glob("invented_*.txt"))
        for label in read_invented(source)
    }
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Judged(texts[row["id"]], tuple(row["polarity"].split("|")), row["read"])
            for row in csv.DictReader(file)
        ]


def read_real(reports: Path) -> list[Judged]:
    """Return the annotated findings of real reports, those without a judging heading in a part of their own too.

    Raises:
        SystemExit: a report's text is not the one annotated.
    """
    found = []
    for label, right in read_polarities(HERE / "annotations.jsonl", reports):
        text = " ".join(label.text.split())
        found.append(Judged(text, right, label.report))
        if not label.section.startswith("1"):
            found.append(Judged(text, right, f"{label.report} without heading"))
    return found


def measure(findings: Iterable[Judged]) -> dict[str, Part]:
    """Judge each finding by its text and count by part."""
    nlp = load_pipeline()
    parts: dict[str, Part] = {}
    for finding in findings:
        doc = nlp.make_doc(finding.text)
        value = judge_polarity(nlp.get_pipe("sentencizer")(doc)).value
        part = parts.setdefault(finding.part, Part())
        part.hits += value in finding.right
        part.given[finding.right[0], value] += 1
    return parts


def main() -> None:
    """Print the share that came out right and the commonest confusions of each part."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--reports", type=Path, help="folder of the real reports")
    reports = parser.parse_args().reports
    findings = read_labels() + (read_real(reports) if reports else [])
    for name, part in sorted(measure(findings).items()):
        print(f"{name}: {part.hits} of {part.given.total()} right ({part.share:.3f})")
        wrong = [pair for pair in part.given.most_common() if pair[0][0] != pair[0][1]]
        for (right, value), count in wrong[:6]:
            print(f"  {right} given as {value}: {count}")


if __name__ == "__main__":
    main()
