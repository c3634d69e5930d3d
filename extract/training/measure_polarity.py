"""Measure the polarity that the text alone gives against that of independent readers, part by part.

    python extract/training/measure_polarity.py [--gold GOLD.jsonl --reports DIR]

The findings are the invented ones beside this file; `polarity_labels.csv` names each by the hash of its text, with
its polarity (two joined by `|` where a reader held either to be right) and its part: `development` and `unread` are
halves of the first nine files (`unread` by the rules' author, when the rules were written), each later file is one. With the gold and the real reports' folder,
real ones are measured too. The shipped weights were fitted on all of these: what they give of findings that they did
not see, `train_polarity.py --measure` prints.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from findings_graph.judgement.pipeline import load_pipeline
from findings_graph.judgement.polarity import judge_polarity
from training.polarity_gold import Judged, read_labels, read_real


@dataclass(slots=True)
class Part:
    """What came out for one part: how many times which polarity was given for which."""

    given: Counter[tuple[str, str]] = field(default_factory=Counter)
    hits: int = 0

    @property
    def share(self) -> float:
        """The share that came out right."""
        return self.hits / (self.given.total() or 1)


def name_parts(finding: Judged) -> list[str]:
    """Return what a finding is counted under."""
    if finding.part != finding.source:
        return [finding.part]
    return [finding.part, f"{finding.part} without heading"] if finding.bare else [finding.part]


def measure(findings: Iterable[Judged]) -> dict[str, Part]:
    """Judge each finding by its text and count by part; those that no heading judges again by themselves."""
    nlp = load_pipeline()
    parts: dict[str, Part] = {}
    for finding in findings:
        doc = nlp.make_doc(finding.text)
        value = judge_polarity(nlp.get_pipe("sentencizer")(doc)).value
        for name in name_parts(finding):
            part = parts.setdefault(name, Part())
            part.hits += value in finding.right
            part.given[finding.right[0], value] += 1
    return parts


def main() -> None:
    """Print the share that came out right and the commonest confusions of each part."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--gold", type=Path, help="units with their text")
    parser.add_argument("--reports", type=Path, help="folder of the real reports")
    arguments = parser.parse_args()
    findings = read_labels()
    if arguments.gold and arguments.reports:
        findings += read_real(arguments.gold, arguments.reports)
    for name, part in sorted(measure(findings).items()):
        print(f"{name}: {part.hits} of {part.given.total()} right ({part.share:.3f})")
        wrong = [pair for pair in part.given.most_common() if pair[0][0] != pair[0][1]]
        for (right, value), count in wrong[:6]:
            print(f"  {right} given as {value}: {count}")


if __name__ == "__main__":
    main()
