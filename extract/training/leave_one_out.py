"""Measure themes and polarity beside a trained baseline, leaving out one report at a time.

    python extract/training/leave_one_out.py --gold GOLD.jsonl --reports DIR [--cues DIR] [--only REPORT]

For each report of the gold: the theme component with its weights trained anew without that report
(cues stay as they are: only the weights are unseen), and TF-IDF with logistic regression trained on
the gold of the other reports, for themes and, of units without heading, for polarity. Nothing is
written. A report takes about five minutes. `--cues` takes the cues as an earlier commit has them (`git archive COMMIT
extract/findings_graph/rules`), such as before a report was read. The baseline is scikit-learn's (the extra `training`) at its defaults, classes balanced.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from findings_graph.judgement.cues import load_rules
from findings_graph.judgement.word_weights import Matrix
from findings_graph.quality.evaluation import Labelled, score_themes
from findings_graph.quality.gold import GoldUnit
from findings_graph.quality.gold import read_gold as read_units
from training.labels import read_all
from training.train_themes import Trainer, prepare

_BASELINE = "TF-IDF, logistic regression"
_OFTEN = 10  # a theme required so often has a line of its own


def margins(
    train: Sequence[str], truth: Mapping[str, Matrix], test: Sequence[str]
) -> dict[str, Matrix]:
    """Return how far each test text lies on the side of each label, one model a label.

    Args:
        train: texts to train on; where a label is rare, its texts weigh as much as all others.
        truth: label → 0 or 1 for each of them.
        test: texts to label.
    """
    vectors = TfidfVectorizer()
    rows, others = vectors.fit_transform(train), vectors.transform(test)
    return {
        label: LogisticRegression(class_weight="balanced")
        .fit(rows, marked)
        .decision_function(others)
        for label, marked in truth.items()
    }


def baseline_themes(train: Sequence[GoldUnit], test: Sequence[GoldUnit]) -> list[set[str]]:
    """Return the themes that TF-IDF with logistic regression gives each unit.

    It gives the likeliest, as many a unit on average as the units trained on have: at the usual
    threshold, so little gold lets it give next to none.
    """
    times = Counter(theme for unit in train for theme in unit.required)
    truth = {
        theme: np.array([float(theme in unit.required) for unit in train])
        for theme in sorted(times)
    }
    found = margins(_texts(train), truth, _texts(test))
    ranked = sorted(
        (
            (float(value), place, theme)
            for theme, values in found.items()
            for place, value in enumerate(values)
        ),
        reverse=True,
    )
    given: list[set[str]] = [set() for _ in test]
    for _, place, theme in ranked[: round(times.total() / len(train) * len(test))]:
        given[place].add(theme)
    return given


def baseline_polarity(train: Sequence[GoldUnit], test: Sequence[GoldUnit]) -> int:
    """Return to how many units TF-IDF with logistic regression gives a polarity that counts as right."""
    values = sorted({value for unit in train for value in unit.polarity})
    truth = {value: np.array([float(value in unit.polarity) for unit in train]) for value in values}
    found = margins(_texts(train), truth, _texts(test))
    return sum(
        max(values, key=lambda value, place=place: float(found[value][place])) in unit.polarity  # type: ignore[misc]
        for place, unit in enumerate(test)
    )


def _texts(units: Sequence[GoldUnit]) -> list[str]:
    return [unit.text or "" for unit in units]


def _labelled(unit: GoldUnit) -> Labelled:
    return Labelled(unit.report, "", unit.text or "", unit.required, unit.accepted, unit.polarity)


def main() -> None:
    """Print the figures of each report left out, and of all together."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--gold", type=Path, required=True, help="units with their text")
    parser.add_argument("--reports", type=Path, required=True, help="folder of the reports' text")
    parser.add_argument("--cues", type=Path, help="folder of another version's themes_*.toml")
    parser.add_argument("--only", help="the one report to leave out")
    arguments = parser.parse_args()
    units = read_units(arguments.gold)
    rules = load_rules(arguments.cues) if arguments.cues else None
    examples = prepare(read_all(arguments.gold, arguments.reports), rules)
    trainer = Trainer()
    every: dict[str, list[tuple[Labelled, set[str]]]] = {}
    right = 0
    for report in [arguments.only] if arguments.only else sorted({unit.report for unit in units}):
        trained = trainer.train([one for one in examples if one.source != report])
        held = [one for one in examples if one.source == report]
        given = {"this component": [(one.label, trainer.predict(trained, one)) for one in held]}
        train = [unit for unit in units if unit.report != report]
        test = [unit for unit in units if unit.report == report]
        given[_BASELINE] = [
            (_labelled(unit), themes)
            for unit, themes in zip(test, baseline_themes(train, test), strict=True)
        ]
        for name, pairs in given.items():
            every.setdefault(name, []).extend(pairs)
            print(f"{report}: {name}: {score_themes(pairs).line()}", flush=True)
        bare = [unit for unit in test if not unit.heading]
        right += (found := baseline_polarity(train, bare))
        print(f"{report}: {_BASELINE}: polarity of units without heading: {found} of {len(bare)}")
    bare = [unit for unit in units if not unit.heading]
    print(f"all: {_BASELINE}: polarity of units without heading: {right} of {len(bare)}")
    for name, pairs in every.items():
        scores = score_themes(pairs)
        print(f"all: {name}: {scores.line()}")
        for theme, counts in scores.themes.items():
            if counts.hits + counts.missed >= _OFTEN:
                print(
                    f"all: {name}: {theme}: required {counts.hits + counts.missed}, F1 {counts.f1:.3f}"
                )


if __name__ == "__main__":
    main()
