"""Themes of a finding: what it makes a claim about, with the words that earned each theme.

Three steps. Cues (rules as data) and the finding's words propose themes (`theme_candidates.py`). A small
logistic model then tells claims from passing mentions by where and how the cues stand: their weight,
number and place, a judging word or figure beside them, lists, purpose clauses, what else the finding
speaks of, its section, and how its words as a whole speak for the theme (`word_weights.py`); then by
what else the finding claims (`claims.py`). The weights are in `rules/themes_weights.toml`, fitted by `extract/training/train_themes.py`. No model is downloaded.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files

from spacy.language import Language
from spacy.tokens import Doc

from findings_graph.judgement.claims import weigh
from findings_graph.judgement.theme_candidates import Candidate, ThemeProposer
from findings_graph.judgement.word_weights import (
    Words,
    WordWeights,
    find_sentences,
    find_strongest,
    load_word_weights,
    read_words,
)

COMPONENT = "finding_themes"
BY_WORDS = "finding_theme_words"
MOST_THEMES = 6

if not Doc.has_extension("section"):
    Doc.set_extension("section", default="")
if not Doc.has_extension("theme_hits"):
    Doc.set_extension("theme_hits", default=None)


@dataclass(frozen=True, slots=True)
class ThemeHit:
    """A theme that a finding makes a claim about.

    Args:
        theme: notation of the concept.
        start: first character of the cue that earned it, in the finding's text, 0-based.
        end: one past its last character.
        component: `finding_themes` where a cue proposed it, `finding_theme_words` where words did.
    """

    theme: str
    start: int
    end: int
    component: str = COMPONENT


def find_themes(doc: Doc) -> list[ThemeHit]:
    """Return the themes that the pipeline gave a finding, best first.

    Raises:
        ValueError: the document has not passed through `finding_themes`; use `load_pipeline()`.
    """
    hits = doc._.theme_hits
    if hits is None:
        message = f"the document has no themes: add the component {COMPONENT!r} to its pipeline"
        raise ValueError(message)
    return list(hits)


class FindingThemes:
    """The spaCy component: proposes themes for a finding and keeps those that are claims."""

    def __init__(self, name: str = COMPONENT) -> None:
        self.name = name
        self.proposer = ThemeProposer()
        self._words: WordWeights = load_word_weights("theme_words.npz")
        source = files("findings_graph").joinpath("rules", "themes_weights.toml")
        weights = tomllib.loads(source.read_text(encoding="utf-8"))
        self._threshold: float = weights["threshold"]
        self._least: float = weights["least"]
        self._least_words: float = weights["least_words"]
        self._weights: dict[str, float] = weights["weights"]
        self._company: dict[str, float] = weights["company"]

    def __call__(self, doc: Doc) -> Doc:
        """Set `doc._.theme_hits`, best first."""
        sentences = find_sentences(doc)
        section = doc._.section
        words = read_words(doc)
        candidates = self.proposer.add_words(
            self.proposer.propose(words.text, sentences, section),
            self._words.score(words.counts),
            section,
            least=self._least_words,
        )
        chosen = choose(
            weigh(candidates, self._weights, self._company),
            threshold=self._threshold,
            least=self._least,
        )
        doc._.theme_hits = [self._hit(candidate, words, sentences) for candidate in chosen]
        return doc

    def _hit(
        self, candidate: Candidate, words: Words, sentences: Sequence[tuple[int, int]]
    ) -> ThemeHit:
        cue = candidate.best
        if cue is not None:
            return ThemeHit(candidate.theme, cue.start, cue.end, self.name)
        start, end = find_strongest(self._words, words, sentences, label=candidate.theme)
        return ThemeHit(candidate.theme, start, end, BY_WORDS)


@Language.factory(COMPONENT, requires=["doc.sents"], assigns=["doc._.theme_hits"])
def make_finding_themes(nlp: Language, name: str) -> FindingThemes:  # noqa: ARG001 - spaCy's signature
    """Make the component that gives findings their themes."""
    return FindingThemes(name)


def choose(
    scored: Sequence[tuple[Candidate, float]], *, threshold: float, least: float
) -> list[Candidate]:
    """Return the candidates at or over the threshold, best first, six at most; if none is, the best over `least`."""
    ordered = sorted(scored, key=lambda pair: (-pair[1], pair[0].theme))
    chosen = [candidate for candidate, p in ordered if p >= threshold][:MOST_THEMES]
    if not chosen and ordered and ordered[0][1] >= least:
        chosen = [ordered[0][0]]
    return chosen
