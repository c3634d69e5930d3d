"""Which polarity a text has: a logistic model over what its cues come to and what its words say.

The weights of words are in `rules/polarity_words.npz`, those of the cues' account in
`rules/polarity_weights.toml`; both are fitted together by `extract/training/train_polarity.py`.
"""

from __future__ import annotations

import math
import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

from findings_graph.judgement.polarity_weighing import Account
from findings_graph.judgement.word_weights import WordWeights, load_word_weights

VALUES = ("strength", "improvement", "mixed", "neutral")
_MOST = 3.0  # mass from which more says nothing more
_DIGITS = 9  # of a sum of scores: beyond them, machines may differ
_ENOUGH = 30  # words from which they speak in full: in a short text the cues say nearly all
_LONG = 12  # sentences from which more say nothing more
_LITTLE = 0.5  # keeps the lean of a text that says little small


def describe(account: Account) -> dict[str, float]:
    """Return what the cues of a text come to, as features of the model.

    Shares of sentences lie in 0–1, the lean in -1–1, masses in 0–3.
    """
    good, bad = min(account.whole.good, _MOST), min(account.whole.bad, _MOST)
    values = [value for _, _, value in account.sentences]
    features = {
        f"cues say {account.value}": 1.0,
        "for": good,
        "against": bad,
        "lean": (good - bad) / (good + bad + _LITTLE),
        "evenness": min(good, bad) / (max(good, bad) + _LITTLE),
        "opposed": float(account.opposed),
        "length": math.log(min(max(len(values), 1), _LONG)),
    }
    if values:
        features[f"first {values[0]}"] = 1.0
        features[f"last {values[-1]}"] = 1.0
        for value in VALUES:  # in this order: sums of floats depend on it
            if value in values:
                features[f"share {value}"] = values.count(value) / len(values)
    if len(values) == 1:
        features[f"alone {account.value}"] = 1.0
    return features


def measure_reach(counts: Counter[str]) -> float:
    """Return how far the words of a text count, 0–1: the fewer they are, the less."""
    number = sum(times for text, times in counts.items() if " " not in text)
    return min(1.0, number / _ENOUGH)


@dataclass(frozen=True, slots=True)
class PolarityModel:
    """The fitted weights.

    Args:
        words: weights of stems for the four values, with their bias.
        account: feature → value → weight.
    """

    words: WordWeights
    account: Mapping[str, Mapping[str, float]]

    def decide(self, account: Account, counts: Counter[str]) -> str:
        """Return the likeliest value; a text without words is neutral."""
        if not counts:
            return "neutral"
        scores = self.words.score(counts, measure_reach(counts))
        for feature, amount in describe(account).items():
            for value, weight in self.account.get(feature, {}).items():
                scores[value] += amount * weight
        return max(VALUES, key=lambda value: round(scores[value], _DIGITS))


def load_polarity_model() -> PolarityModel:
    """Load the shipped weights."""
    source = files("findings_graph").joinpath("rules", "polarity_weights.toml")
    return PolarityModel(
        load_word_weights("polarity_words.npz"),
        tomllib.loads(source.read_text(encoding="utf-8")),
    )
