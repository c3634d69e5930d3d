"""Train the weights that give findings their themes, and measure them leaving out one report at a time.

    python extract/training/train_themes.py --gold GOLD.jsonl --reports DIR [--measure] [--without REPORT]

Sources: annotated findings of real reports (`--gold`, the texts of `annotations.jsonl` by their offsets in
`--reports`) and invented findings (`invented_*.txt`), which serve for training only and are never
measured on. Writes `rules/theme_words.npz` and `rules/themes_weights.toml`. No network, no clock.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import spacy

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from findings_graph.cues import fold
from findings_graph.evaluation import Labelled, score_themes
from findings_graph.theme_words import Matrix, Stemmer, ThemeWords, measure_rarity
from findings_graph.themes import Candidate, ThemeProposer, bounded, choose, probability
from training.logistic import fit_dual, fit_primal

HERE = Path(__file__).resolve().parent
RULES = HERE.parent / "findings_graph" / "rules"
INVENTED = "invented"
_BIAS_SCALE = 3.0
_LOOSE = 1e-3
_SECTIONS = {
    "1. organisational delivery": "1",
    "2. court work": "2",
    "diversity and inclusion": "diversity",
    "feedback from people on probation": "feedback",
    "key data": "key-data",
    "outcomes": "outcomes",
}
_MARKS = re.compile(r"<sup>.*?</sup>|\[\d+\]")


@dataclass(frozen=True, slots=True)
class Example:
    """An annotated finding with what the program sees of it."""

    label: Labelled
    counts: Counter[str]
    candidates: tuple[Candidate, ...]

    @property
    def source(self) -> str:
        """The report it comes from, or `invented`."""
        return self.label.report


@dataclass(frozen=True, slots=True)
class Trained:
    """Both sets of weights."""

    words: ThemeWords
    claims: Mapping[str, float]


class Trainer:
    """Trains the weights on examples, by the settings of `train_themes.toml`."""

    def __init__(self) -> None:
        settings = tomllib.loads((HERE / "train_themes.toml").read_text(encoding="utf-8"))
        self.threshold: float = settings["threshold"]
        self.least: float = settings["least"]
        self._settings = settings

    def train(self, examples: Sequence[Example]) -> Trained:
        """Fit the words, then the claims on words' scores of findings that those did not see."""
        folds = self._settings["folds"]
        places = np.arange(len(examples)) % folds
        np.random.default_rng(self._settings["seed"]).shuffle(places)
        unseen: list[dict[str, float]] = [{} for _ in examples]
        for fold_number in range(folds):
            words = self._fit_words(
                [e for e, p in zip(examples, places, strict=True) if p != fold_number]
            )
            for index in map(int, np.flatnonzero(places == fold_number)):
                unseen[index] = words.score(examples[index].counts)
        return Trained(self._fit_words(examples), self._fit_claims(examples, unseen))

    def predict(self, trained: Trained, example: Example) -> set[str]:
        """Return the themes that the trained weights give an example."""
        scores = trained.words.score(example.counts)
        chosen = choose(
            [
                (c, probability(c.features, trained.claims, scores.get(c.theme)))
                for c in example.candidates
            ],
            threshold=self.threshold,
            least=self.least,
        )
        return {candidate.theme for candidate in chosen}

    def _fit_words(self, examples: Sequence[Example]) -> ThemeWords:
        settings = self._settings["words"]
        sources: defaultdict[str, set[str]] = defaultdict(set)
        for example in examples:
            for text in example.counts:
                sources[text].add(example.source)
        stems = {
            text: index
            for index, text in enumerate(
                sorted(t for t, s in sources.items() if len(s) >= settings["sources"])
            )
        }
        rarity = measure_rarity([e.counts for e in examples], stems)
        blank = ThemeWords(stems, rarity, (), np.zeros((len(stems), 0)), np.zeros(0))
        rows = np.zeros((len(examples), len(stems)))
        for row, example in zip(rows, examples, strict=True):
            places, values = blank.vector(example.counts)
            row[places] = values
        kernel = rows @ rows.T + _BIAS_SCALE
        times = Counter(t for e in examples for t in e.label.required)
        themes = tuple(sorted(t for t, number in times.items() if number > 1))
        weights = np.zeros((len(stems), len(themes)))
        bias = np.zeros(len(themes))
        for column, theme in enumerate(themes):
            truth, importance = _balanced(theme, examples)
            coefficients = fit_dual(kernel, truth, importance, settings["ridge"])
            weights[:, column] = rows.T @ coefficients
            bias[column] = _BIAS_SCALE * float(coefficients.sum())
        return ThemeWords(stems, rarity, themes, weights, bias)

    def _fit_claims(
        self, examples: Sequence[Example], scores: Sequence[Mapping[str, float]]
    ) -> dict[str, float]:
        names: dict[str, int] = {"bias": 0, "words": 1}
        rows: list[dict[int, float]] = []
        truth: list[float] = []
        importance: list[float] = []
        for example, score in zip(examples, scores, strict=True):
            for candidate in example.candidates:
                theme = candidate.theme
                if theme in example.label.accepted and theme not in example.label.required:
                    continue
                row = {0: 1.0, 1: bounded(score.get(theme))}
                for feature, value in candidate.features.items():
                    row[names.setdefault(feature, len(names))] = value
                rows.append(row)
                truth.append(float(theme in example.label.required))
                importance.append(
                    self._settings["invented_weight"] if example.source == INVENTED else 1.0
                )
        table = np.zeros((len(rows), len(names)))
        for place, row in enumerate(rows):
            table[place, list(row)] = list(row.values())
        ridge = np.array([self._ridge(name) for name in names])
        fitted = fit_primal(table, np.array(truth), np.array(importance), ridge)
        return dict(zip(names, fitted.tolist(), strict=True))

    def _ridge(self, feature: str) -> float:
        settings = self._settings["claims"]
        if feature in {"bias", "words"}:
            return _LOOSE
        kind = feature.split(" ", maxsplit=1)[0]
        if kind in {"theme", "section"} and " " in feature:
            return float(settings[f"ridge_{kind}"])
        return float(settings["ridge"])


def _balanced(theme: str, examples: Sequence[Example]) -> tuple[Matrix, Matrix]:
    truth = np.array([float(theme in e.label.required) for e in examples])
    counted = np.array(
        [float(theme in e.label.required or theme not in e.label.accepted) for e in examples]
    )
    total, positive = counted.sum(), (truth * counted).sum()
    share = np.where(truth > 0, total / (2 * positive), total / (2 * (total - positive)))
    return truth, counted * share


def read_gold(path: Path) -> list[Labelled]:
    """Read annotated findings from a file of one JSON object a line (see the gold's README)."""
    labels = []
    for line in path.read_text(encoding="utf-8").splitlines():
        data = json.loads(line)
        section = str(data["section"])
        labels.append(
            Labelled(
                report=data["report"],
                section=_SECTIONS.get(section.lower(), section),
                text=_MARKS.sub("", data["text"]),
                required=frozenset(data["required"]),
                accepted=frozenset(data["accepted"]),
            )
        )
    return labels


def read_annotations(path: Path, reports: Path) -> list[Labelled]:
    """Read our own annotations: offsets into a report's normalised text, checked by hash."""
    labels = []
    texts: dict[str, str] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        data = json.loads(line)
        name = data["report"]
        if name not in texts:
            texts[name] = (reports / f"{name}.txt").read_text(encoding="utf-8-sig")
        text = texts[name][data["start"] : data["end"]]
        if hashlib.sha256(text.encode("utf-8")).hexdigest()[:12] != data["sha256"]:
            message = (
                f"{path.name}: {name} {data['start']}: the report's text is not the one annotated"
            )
            raise SystemExit(message)
        labels.append(
            Labelled(
                report=name,
                section=data["section"],
                text=_MARKS.sub("", text),
                required=frozenset(data["required"]),
                accepted=frozenset(data["accepted"]),
            )
        )
    return labels


def read_invented(path: Path) -> list[Labelled]:
    """Read the invented findings: section | themes | text, one a line."""
    labels = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            section, themes, text = (part.strip() for part in line.split("|", 2))
            given = frozenset(t.strip() for t in themes.split(",") if t.strip())
            labels.append(Labelled(INVENTED, section, text, given, given))
    return labels


def prepare(labels: Sequence[Labelled]) -> list[Example]:
    """Find the stems and candidates of each annotated finding."""
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    proposer, stemmer = ThemeProposer(), Stemmer()
    examples = []
    for label in labels:
        sentences = [(sent.start_char, sent.end_char) for sent in nlp(label.text).sents]
        candidates = proposer.propose(label.text, sentences, label.section)
        examples.append(Example(label, stemmer.count(fold(label.text)), tuple(candidates)))
    return examples


def measure(trainer: Trainer, examples: Sequence[Example]) -> None:
    """Print figures for each real report, trained on all the others and the invented findings."""
    for report in sorted({e.source for e in examples} - {INVENTED}):
        trained = trainer.train([e for e in examples if e.source != report])
        held = [e for e in examples if e.source == report]
        result = score_themes([(e.label, trainer.predict(trained, e)) for e in held])
        print(f"{report}: {result.line()}")


def write(trained: Trained, trainer: Trainer) -> None:
    """Write both sets of weights where the package reads them."""
    words = trained.words
    np.savez_compressed(
        RULES / "theme_words.npz",
        stems=np.frombuffer("\n".join(words.stems).encode("utf-8"), dtype=np.uint8),
        rarity=words.rarity.astype(np.float32),
        themes=np.array(words.themes),
        weights=words.weights.astype(np.float16),
        bias=words.bias.astype(np.float32),
    )
    lines = [
        "# Weights that tell claims from passing mentions; written by extract/training/train_themes.py.",
        "",
        f"threshold = {trainer.threshold}",
        f"least = {trainer.least}",
        "",
        "[weights]",
        *(f'"{name}" = {trained.claims[name]:.3f}' for name in sorted(trained.claims)),
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
    labels = [
        *read_gold(arguments.gold),
        *read_annotations(HERE / "annotations.jsonl", arguments.reports),
        *(
            example
            for path in sorted(HERE.glob("invented_*.txt"))
            for example in read_invented(path)
        ),
    ]
    examples = prepare([label for label in labels if label.report not in arguments.without])
    trainer = Trainer()
    if arguments.measure:
        measure(trainer, examples)
    write(trainer.train(examples), trainer)


if __name__ == "__main__":
    main()
