"""Train the weights that give findings their themes, and measure them leaving out one report at a time.

    python extract/training/train_themes.py --gold GOLD.jsonl --reports DIR [--measure] [--without REPORT]

Sources: annotated findings of real reports (`--gold`, the texts of `annotations.jsonl` by their offsets in
`--reports`) and invented findings (`invented_*.txt`), which serve for training only and are never
measured on. Writes `rules/theme_words.npz` and `rules/themes_weights.toml`. No network, no clock. Needs
the extra `training`.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import spacy

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from findings_graph.judgement.claims import company_of, probability, weigh
from findings_graph.judgement.cues import Rule, fold
from findings_graph.judgement.theme_candidates import Candidate, ThemeProposer
from findings_graph.judgement.themes import choose
from findings_graph.judgement.word_weights import Stemmer, WordWeights
from findings_graph.quality.evaluation import Labelled, score_themes
from training.labels import HERE, is_invented, read_all
from training.logistic import fit_primal
from training.word_model import fit_words, store

RULES = HERE.parent / "findings_graph" / "rules"
_LOOSE = 1e-3
_SLIGHT = 0.01  # a pair of themes that says less is not written


@dataclass(frozen=True, slots=True)
class Example:
    """An annotated finding with what the program sees of it."""

    label: Labelled
    counts: Counter[str]
    candidates: tuple[Candidate, ...]

    @property
    def source(self) -> str:
        """The report, or the file of invented findings, that it comes from."""
        return self.label.report


@dataclass(frozen=True, slots=True)
class Trained:
    """The sets of weights: of words, of a candidate's own features, of what else a finding claims."""

    words: WordWeights
    claims: Mapping[str, float]
    company: Mapping[str, float]


class Trainer:
    """Trains the weights on examples, by the settings of `train_themes.toml`."""

    def __init__(self) -> None:
        self._settings = tomllib.loads((HERE / "train_themes.toml").read_text(encoding="utf-8"))
        self.threshold: float = self._settings["threshold"]
        self.least: float = self._settings["least"]
        self.least_words: float = self._settings["least_words"]
        self._proposer = ThemeProposer()

    def train(self, examples: Sequence[Example]) -> Trained:
        """Fit the words, then the claims on words' scores of findings whose source those did not see."""
        unseen: list[Mapping[str, float]] = [{} for _ in examples]
        for group in self._folds(examples):
            words = self._fit_words([e for e in examples if e.source not in group])
            for index, example in enumerate(examples):
                if example.source in group:
                    unseen[index] = words.score(example.counts)
        found = [
            self._candidates(example, score)
            for example, score in zip(examples, unseen, strict=True)
        ]
        claims = self._fit_claims(examples, found)
        return Trained(
            self._fit_words(examples), claims, self._fit_company(examples, found, claims)
        )

    def _folds(self, examples: Sequence[Example]) -> list[set[str]]:
        """Return the sources in groups whose words' scores are fitted without them: each report alone, invented files dealt out."""
        real = sorted({e.source for e in examples if not is_invented(e.label)})
        invented = sorted({e.source for e in examples if is_invented(e.label)})
        folds = [
            set(invented[place :: self._settings["folds"]])
            for place in range(self._settings["folds"])
        ]
        return [*({source} for source in real), *(fold for fold in folds if fold)]

    def predict(self, trained: Trained, example: Example) -> set[str]:
        """Return the themes that the trained weights give an example."""
        candidates = self._candidates(example, trained.words.score(example.counts))
        chosen = choose(
            weigh(candidates, trained.claims, trained.company),
            threshold=self.threshold,
            least=self.least,
        )
        return {candidate.theme for candidate in chosen}

    def _candidates(self, example: Example, scores: Mapping[str, float]) -> list[Candidate]:
        return self._proposer.add_words(
            example.candidates, scores, example.label.section, least=self.least_words
        )

    def _fit_words(self, examples: Sequence[Example]) -> WordWeights:
        return fit_words(
            [e.label for e in examples], [e.counts for e in examples], self._settings["words"]
        )

    def _fit_claims(
        self, examples: Sequence[Example], found: Sequence[Sequence[Candidate]]
    ) -> dict[str, float]:
        """Fit what a candidate's own features say."""
        rows = [[c.features for c in candidates] for candidates in found]
        return self._fit(examples, found, rows, (), self._ridge)

    def _fit_company(
        self,
        examples: Sequence[Example],
        found: Sequence[Sequence[Candidate]],
        claims: Mapping[str, float],
    ) -> dict[str, float]:
        """Fit what the other candidates of a finding say of each, pairs that are met often only.

        Their likelihoods come from claims fitted on the same findings: only the words' scores are of findings unseen.
        """
        rows = []
        for candidates in found:
            likely = {c.theme: probability(c.features, claims) for c in candidates}
            rows.append([company_of(c.theme, likely) for c in candidates])
        met = Counter(name for row in rows for features in row for name in features)
        settings = self._settings["company"]
        rare = {name for name, times in met.items() if times < settings["least"]}
        return self._fit(
            examples,
            found,
            rows,
            rare,
            lambda name: _LOOSE if name in {"bias", "alone"} else float(settings["ridge"]),
        )

    def _fit(
        self,
        examples: Sequence[Example],
        found: Sequence[Sequence[Candidate]],
        features: Sequence[Sequence[Mapping[str, float]]],
        left_out: Collection[str],
        ridge: Callable[[str], float],
    ) -> dict[str, float]:
        """Fit a ridge logistic model of which candidates are claims; themes that are accepted only count neither way."""
        names: dict[str, int] = {"bias": 0}
        rows: list[dict[int, float]] = []
        truth: list[float] = []
        importance: list[float] = []
        for example, candidates, own in zip(examples, found, features, strict=True):
            weight = self._settings["invented_weight"] if is_invented(example.label) else 1.0
            for candidate, values in zip(candidates, own, strict=True):
                theme = candidate.theme
                if theme in example.label.accepted and theme not in example.label.required:
                    continue
                row = {0: 1.0}
                for feature, value in values.items():
                    if feature not in left_out:
                        row[names.setdefault(feature, len(names))] = value
                rows.append(row)
                truth.append(float(theme in example.label.required))
                importance.append(weight)
        table = np.zeros((len(rows), len(names)))
        for place, row in enumerate(rows):
            table[place, list(row)] = list(row.values())
        penalties = np.array([ridge(name) for name in names])
        fitted = fit_primal(table, np.array(truth), np.array(importance), penalties)
        return dict(zip(names, fitted.tolist(), strict=True))

    def _ridge(self, feature: str) -> float:
        settings = self._settings["claims"]
        if feature == "bias" or feature.startswith("words"):
            return _LOOSE
        kind = feature.split(" ", maxsplit=1)[0]
        if kind in {"theme", "section"} and " " in feature:
            return float(settings[f"ridge_{kind}"])
        return float(settings["ridge"])


def prepare(labels: Sequence[Labelled], rules: Sequence[Rule] | None = None) -> list[Example]:
    """Find the stems and candidates of each annotated finding.

    Args:
        labels: the findings.
        rules: of cues; those that the package ships where none are given.
    """
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    proposer, stemmer = ThemeProposer(rules), Stemmer()
    examples = []
    for label in labels:
        sentences = [(sent.start_char, sent.end_char) for sent in nlp(label.text).sents]
        candidates = proposer.propose(label.text, sentences, label.section)
        examples.append(Example(label, stemmer.count(fold(label.text)), tuple(candidates)))
    return examples


def measure(trainer: Trainer, examples: Sequence[Example]) -> None:
    """Print figures for each real report, trained on all the others and the invented findings."""
    for report in sorted({e.source for e in examples if not is_invented(e.label)}):
        trained = trainer.train([e for e in examples if e.source != report])
        held = [e for e in examples if e.source == report]
        result = score_themes([(e.label, trainer.predict(trained, e)) for e in held])
        print(f"{report}: {result.line()}")


def write(trained: Trained, trainer: Trainer) -> None:
    """Write both sets of weights where the package reads them."""
    store(trained.words, RULES / "theme_words.npz")
    lines = [
        "# Weights that tell claims from passing mentions; written by extract/training/train_themes.py.",
        "",
        f"threshold = {trainer.threshold}",
        f"least = {trainer.least}",
        f"least_words = {trainer.least_words}",
        "",
        "[weights]",
        *(f'"{name}" = {trained.claims[name]:.3f}' for name in sorted(trained.claims)),
        "",
        "[company]",
        *(
            f'"{name}" = {trained.company[name]:.3f}'
            for name in sorted(trained.company)
            if name in {"bias", "alone"} or abs(trained.company[name]) >= _SLIGHT
        ),
    ]
    (RULES / "themes_weights.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Train, and measure if asked."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--reports", type=Path, required=True)
    parser.add_argument("--without", action="append", default=[], help="a report to keep unread")
    parser.add_argument("--measure", action="store_true", help="leave out one report at a time")
    arguments = parser.parse_args()
    labels = read_all(arguments.gold, arguments.reports)
    examples = prepare([label for label in labels if label.report not in arguments.without])
    trainer = Trainer()
    if arguments.measure:
        measure(trainer, examples)
    write(trainer.train(examples), trainer)


if __name__ == "__main__":
    main()
