"""Tell what each rule of cues is worth: in how many findings the themes change when it is taken out.

    python extract/training/ablate_cues.py --gold GOLD.jsonl --reports DIR

One line a rule, least first: its name and theme, how many findings its cues stand in, and in how many
of all annotated findings, and of the real ones, the themes change without it. The weights stay as they
are shipped; they were fitted on these very findings, so that a rule is worth more on others than it
seems here. A rule that changes nothing may go.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from pathlib import Path

import spacy

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from findings_graph.judgement.cues import fold, load_rules
from findings_graph.judgement.pipeline import load_pipeline, read_finding
from findings_graph.judgement.theme_candidates import ThemeProposer
from findings_graph.judgement.themes import FindingThemes, find_themes
from training.labels import is_invented, read_all


def main() -> None:
    """Print one line a rule."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--reports", type=Path, required=True)
    arguments = parser.parse_args()
    labels = read_all(arguments.gold, arguments.reports)
    component = load_pipeline().get_pipe("finding_themes")
    assert isinstance(component, FindingThemes)
    sentences = spacy.blank("en")
    sentences.add_pipe("sentencizer")
    stands: defaultdict[str, list[int]] = defaultdict(list)
    given: list[list[str]] = []
    for place, label in enumerate(labels):
        extents = [(s.start_char, s.end_char) for s in sentences(label.text).sents]
        for name in {
            cue.rule.name for cue in component.proposer.find_cues(fold(label.text), extents)
        }:
            stands[name].append(place)
        given.append(themes_of(label.text, label.section))
    rules = load_rules()
    lines = []
    for rule in rules:
        component.proposer = ThemeProposer([other for other in rules if other is not rule])
        changed = [
            place
            for place in stands[rule.name]
            if themes_of(labels[place].text, labels[place].section) != given[place]
        ]
        real = sum(not is_invented(labels[place]) for place in changed)
        lines.append((len(changed), real, len(stands[rule.name]), rule.name, rule.theme))
    for changed_all, real, places, name, theme in sorted(lines):
        print(
            f"{name} {theme or '(hides)'}: stands in {places}, changes {changed_all}, real {real}"
        )


def themes_of(text: str, section: str) -> list[str]:
    """Return the themes that the pipeline gives a text, sorted."""
    return sorted(hit.theme for hit in find_themes(read_finding(text, section=section)))


if __name__ == "__main__":
    main()
