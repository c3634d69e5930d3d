"""Train the weights that decide a finding's polarity, and measure them on findings that they did not see.

    python extract/training/train_polarity.py --gold GOLD.jsonl --reports DIR [--measure]

Sources: annotated findings of real reports (`--gold`, and `annotations.jsonl` by its offsets in `--reports`) and the
invented findings that `polarity_labels.csv` names. Writes `rules/polarity_words.npz` and
`rules/polarity_weights.toml`. With `--measure`, prints first what weights give that were fitted without what they are
measured on: each real report in turn, then each part of the invented findings. No network, no clock. Needs the extra
`training`.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from scipy.sparse import csr_matrix, diags, hstack
from sklearn.linear_model import LogisticRegression

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from findings_graph.judgement.polarity_model import VALUES, PolarityModel, describe, measure_reach
from findings_graph.judgement.polarity_weighing import Account, CueWeigher
from findings_graph.judgement.word_weights import WordWeights, read_words
from training.labels import HERE
from training.measure_polarity import Part, name_parts
from training.polarity_gold import Judged, read_labels, read_real
from training.word_model import count_rows, keep_stems, store

RULES = HERE.parent / "findings_graph" / "rules"


@dataclass(frozen=True, slots=True)
class Example:
    """A finding whose polarity is known, with what the program sees of it."""

    finding: Judged
    account: Account
    counts: Counter[str]


def prepare(findings: Sequence[Judged]) -> list[Example]:
    """Weigh the cues and count the words of each finding."""
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    weigher = CueWeigher(nlp)
    examples = []
    for finding in findings:
        doc = nlp(finding.text)
        examples.append(Example(finding, weigher.weigh(doc), read_words(doc).counts))
    return examples


def fit(examples: Sequence[Example], settings: Mapping[str, Any]) -> PolarityModel:
    """Fit the weights of words and of the cues' account together; a finding with two values counts half for each."""
    counts = [example.counts for example in examples]
    blank = keep_stems(counts, [e.finding.source for e in examples], settings["sources"])
    stems, rarity = blank.stems, blank.rarity
    described = [describe(example.account) for example in examples]
    names = sorted({name for one in described for name in one})
    table = np.array([[one.get(name, 0.0) for name in names] for one in described])
    reach = diags([measure_reach(one) for one in counts])
    rows = csr_matrix(hstack([reach @ count_rows(blank, counts), settings["scale"] * table]))
    places = [place for place, e in enumerate(examples) for _ in e.finding.right]
    truth = [value for e in examples for value in e.finding.right]
    importance = [
        settings["importance"].get(value, 1.0) / len(e.finding.right)
        for e in examples
        for value in e.finding.right
    ]
    model = LogisticRegression(C=settings["strength"], max_iter=2000)
    model.fit(rows[places], truth, sample_weight=importance)
    labels = tuple(str(label) for label in model.classes_)
    weights = model.coef_[:, : len(stems)].T
    account = settings["scale"] * model.coef_[:, len(stems) :].T
    return PolarityModel(
        WordWeights(stems, rarity, labels, weights, model.intercept_),
        {
            name: {label: float(w) for label, w in zip(labels, row, strict=True)}
            for name, row in zip(names, account, strict=True)
        },
    )


def measure(examples: Sequence[Example], settings: Mapping[str, Any]) -> dict[str, Part]:
    """Count by part what weights give that were fitted without its report or part."""
    parts: dict[str, Part] = {}
    for part in sorted({example.finding.part for example in examples}):
        model = fit([e for e in examples if e.finding.part != part], settings)
        for example in (e for e in examples if e.finding.part == part):
            value = model.decide(example.account, example.counts)
            for name in name_parts(example.finding):
                found = parts.setdefault(name, Part())
                found.hits += value in example.finding.right
                found.given[example.finding.right[0], value] += 1
    return parts


def write(model: PolarityModel) -> None:
    """Write the weights where the package reads them."""
    store(model.words, RULES / "polarity_words.npz")
    lines = [
        "# Weights of what a text's cues come to, a table a feature; written by extract/training/train_polarity.py.",
    ]
    for name in sorted(model.account):
        weights = ", ".join(f"{value} = {model.account[name][value]:.3f}" for value in VALUES)
        lines.append(f'"{name}" = {{ {weights} }}')
    (RULES / "polarity_weights.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Train, and measure if asked."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--gold", type=Path, required=True, help="units with their text")
    parser.add_argument("--reports", type=Path, required=True, help="folder of the real reports")
    parser.add_argument("--measure", action="store_true", help="leave out one report or part")
    arguments = parser.parse_args()
    settings = tomllib.loads((HERE / "train_polarity.toml").read_text(encoding="utf-8"))
    examples = prepare(read_labels() + read_real(arguments.gold, arguments.reports))
    if arguments.measure:
        for name, part in sorted(measure(examples, settings).items()):
            print(f"{name}: {part.hits} of {part.given.total()} right ({part.share:.3f})")
    write(fit(examples, settings))


if __name__ == "__main__":
    main()
