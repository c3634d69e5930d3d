"""Themes of a finding: what it makes a claim about, with the words that earned each theme.

Two steps. Cues (`cues.py`, rules as data) propose themes with the places that speak for them.
A small logistic model then tells claims from passing mentions by where and how the cues stand: their
weight, number and place, a judging word or figure beside them, lists, purpose clauses, what else the
finding speaks of, its section, and how its words as a whole speak for the theme (`theme_words.py`).
Its weights are in `rules/themes_weights.toml`, fitted by `extract/training/train_themes.py`. No model
is downloaded.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files

import numpy as np
from spacy.attrs import IDX, LENGTH, SENT_START
from spacy.language import Language
from spacy.tokens import Doc

from findings_graph.cues import Cue, CueFinder, fold, load_rules
from findings_graph.theme_words import Stemmer, ThemeWords, load_theme_words

COMPONENT = "finding_themes"
MOST_THEMES = 6
MOST_WORDS = 3.0
UNTRAINED_WORDS = -1.5

_VERB = re.compile(
    r"\b(?:was|were|is|are|had|has|have|did|does|do|could|would|needed|remained|felt|said)\b"
)
_CLAUSE_END = re.compile(r"[;:,]|\b(?:and|but|which|who|that|because|although|while)\b")
_THERE = re.compile(r"\bthere (?:was|were|is|are|had been) [^,;]*$")
_CAUSE = re.compile(
    r"\b(?:due to|because of|as a result of|owing to|given|caused by|reflect\w*|driven by|attribut\w+ to"
    r"|through|by|hampered by|hindered by|compounded by|with)\W+(?:\w+\W+){0,4}$"
)
_EFFECT = re.compile(
    r"\b(?:impact\w* (?:up)?on|affect\w*|undermin\w+|contribut\w+ to|led to|result\w+ in|improv\w+"
    r"|increas\w+|reduc\w+|exacerbat\w+|hinder\w*|hamper\w*|caus\w+)\W+(?:\w+\W+){0,4}$"
)
_PREPOSITION = re.compile(
    r"\b(?:with|for|in|on|at|by|of|from|to|about|into|relating to|regarding|between|across)\W+(?:\w+\W+){0,2}$"
)
_FIGURE = re.compile(r"\d|per cent|\b(?:half|third|quarter|majority|minority|few|fewer|most)\b")

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
        component: name of the component that gave it.
    """

    theme: str
    start: int
    end: int
    component: str = COMPONENT


@dataclass(frozen=True, slots=True)
class Candidate:
    """A theme that cues propose for a finding, and what the model knows about the proposal."""

    theme: str
    cues: tuple[Cue, ...]
    features: Mapping[str, float]

    @property
    def best(self) -> Cue:
        """The cue to show: the weightiest, then the longest without a gap, then the first."""
        return max(
            self.cues, key=lambda c: (c.rule.weight, not c.gapped, c.end - c.start, -c.start)
        )


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


class ThemeProposer:
    """Proposes themes for a finding from cues, with the features of each proposal."""

    def __init__(self) -> None:
        folder = files("findings_graph").joinpath("rules")
        context = tomllib.loads(folder.joinpath("themes_context.toml").read_text(encoding="utf-8"))
        tree = tomllib.loads(folder.joinpath("themes_tree.toml").read_text(encoding="utf-8"))
        self.broader: dict[str, str] = tree["broader"]
        self._finder = CueFinder(load_rules())
        self._claim = re.compile(rf"\b(?:{'|'.join(context['claim'])})(?!\w)")
        self._listing = re.compile(rf"\b(?:{'|'.join(context['listing'])})\b")
        self._purpose = re.compile(rf"\b(?:{'|'.join(context['purpose'])})\b")

    def propose(
        self, text: str, sentences: Sequence[tuple[int, int]], section: str
    ) -> list[Candidate]:
        """Return a candidate for each theme that some cue of the text speaks for.

        Args:
            text: cleaned text of one finding.
            sentences: half-open extents of its sentences.
            section: its section, such as `1.2` or `diversity`; may be empty.
        """
        folded = fold(text)
        by_theme = self._cues_by_theme(folded, sentences)
        words = max(len(folded.split()), 1)
        claims = [m.start() for m in self._claim.finditer(folded)]
        scores = {
            theme: sum(c.rule.weight for c in cues) + 2.0 * max(c.rule.weight for c in cues)
            for theme, cues in by_theme.items()
        }
        ranking = sorted(scores.values(), reverse=True)
        named = sum(1 for cues in by_theme.values() if max(c.rule.weight for c in cues) > 1)
        return [
            Candidate(
                theme,
                tuple(cues),
                {
                    **self._place(cues, folded, sentences, claims),
                    **self._company(theme, cues, by_theme),
                    "rank": 1.0 / (1 + ranking.index(scores[theme])),
                    "share": scores[theme] / ranking[0],
                    "rivals": math.log1p(named),
                    "length": math.log(words / 40),
                    "density": math.log1p(100 * len(cues) / words),
                    f"section {_section_group(section)} {self.top(theme)}": 1.0,
                    f"theme {theme}": 1.0,
                    f"theme {theme} at {max(c.rule.weight for c in cues)}": 1.0,
                },
            )
            for theme, cues in by_theme.items()
        ]

    def top(self, theme: str) -> str:
        """Return the top concept that a theme stands under (itself, for a top concept)."""
        broader = self.broader[theme]
        return self.top(broader) if broader else theme

    def _cues_by_theme(
        self, folded: str, sentences: Sequence[tuple[int, int]]
    ) -> dict[str, list[Cue]]:
        cues = self._finder.find(folded, sentences)
        whole = [cue for cue in cues if not cue.gapped or not cue.rule.theme]
        kept: dict[str, list[Cue]] = {}
        for cue in sorted(cues, key=lambda c: (-c.rule.weight, c.gapped, c.start - c.end, c.start)):
            theme = cue.rule.theme
            if not theme or any(self._hides(other, cue) for other in whole):
                continue
            mine = kept.setdefault(theme, [])
            if not any(cue.start < other.end and other.start < cue.end for other in mine):
                mine.append(cue)
        return {theme: sorted(found, key=lambda c: c.start) for theme, found in kept.items()}

    def _hides(self, other: Cue, cue: Cue) -> bool:
        if not (other.start <= cue.start and cue.end <= other.end) or (
            other.end - other.start <= cue.end - cue.start
        ):
            return False
        theme = other.rule.theme
        return (
            not theme or self.broader[theme] == cue.rule.theme or cue.rule.theme in other.rule.hides
        )

    def _place(
        self,
        cues: Sequence[Cue],
        folded: str,
        sentences: Sequence[tuple[int, int]],
        claims: Sequence[int],
    ) -> dict[str, float]:
        weights = [c.rule.weight for c in cues]
        heads = [
            (c.start - sentences[c.sentence][0]) / _extent(sentences[c.sentence]) for c in cues
        ]
        before = [folded[sentences[c.sentence][0] : c.start] for c in cues]
        after = [folded[c.end : sentences[c.sentence][1]] for c in cues]
        places = {c.sentence for c in cues}
        return {
            "spoken of": float(max(weights) >= 3),
            "named": float(max(weights) >= 2),
            "count": math.log(len(cues)),
            "weight": math.log(sum(weights)),
            "gapped only": float(all(c.gapped for c in cues)),
            "opening sentence": float(0 in places),
            "opening words": float(cues[0].start < 40),
            "closing sentence only": float(places == {len(sentences) - 1} and len(sentences) > 1),
            "head of a sentence": float(min(heads) < 0.25),
            "tail only": float(min(heads) > 0.6),
            "sentences": len(places) / len(sentences),
            "claim beside": float(
                any(_between(claims, c.start - 45, c.end + 45, but=c) for c in cues)
            ),
            "listed only": float(all(self._listing.search(b) for b in before)),
            "purpose only": float(all(self._purpose.search(b) for b in before)),
            "series only": float(all(_in_series(c, folded) for c in cues)),
            "subject": float(any(map(_is_subject, before, after))),
            "there is": float(any(_THERE.search(b) for b in before)),
            "cause": float(any(_CAUSE.search(b) for b in before)),
            "effect": float(any(_EFFECT.search(b) for b in before)),
            "object of a preposition only": float(all(_PREPOSITION.search(b) for b in before)),
            "judged before": float(any(_between(claims, c.start - 14, c.start) for c in cues)),
            "judged after": float(any(_between(claims, c.end, c.end + 16) for c in cues)),
            "figure": float(any(_FIGURE.search(b + a) for b, a in zip(before, after, strict=True))),
        }

    def _company(
        self, theme: str, cues: Sequence[Cue], by_theme: Mapping[str, Sequence[Cue]]
    ) -> dict[str, float]:
        narrower = [t for t in by_theme if self.broader[t] == theme]
        siblings = [t for t in by_theme if t != theme and self.top(t) == self.top(theme)]
        others = [c for t, found in by_theme.items() if t != theme for c in found]
        shared = [
            any(
                o.start <= c.start and c.end <= o.end and o.end - o.start > c.end - c.start
                for o in others
                if not o.gapped
            )
            for c in cues
        ]
        return {
            "top concept": float(not self.broader[theme]),
            "has narrower": float(bool(narrower)),
            "has narrower, named": float(
                any(max(c.rule.weight for c in by_theme[t]) >= 3 for t in narrower)
            ),
            "top beside family": float(not self.broader[theme] and bool(siblings)),
            "broader beside": float(self.broader[theme] in by_theme),
            "siblings": math.log1p(len(siblings)),
            "inside another cue": float(all(shared)),
        }


class FindingThemes:
    """The spaCy component: proposes themes for a finding and keeps those that are claims."""

    def __init__(self, name: str = COMPONENT) -> None:
        self.name = name
        self.proposer = ThemeProposer()
        self._stemmer = Stemmer()
        self._words: ThemeWords = load_theme_words()
        source = files("findings_graph").joinpath("rules", "themes_weights.toml")
        weights = tomllib.loads(source.read_text(encoding="utf-8"))
        self._threshold: float = weights["threshold"]
        self._least: float = weights["least"]
        self._weights: dict[str, float] = weights["weights"]

    def __call__(self, doc: Doc) -> Doc:
        """Set `doc._.theme_hits`, best first."""
        sentences = find_sentences(doc)
        candidates = self.proposer.propose(doc.text, sentences, doc._.section)
        scores = self._words.score(self._stemmer.count(fold(doc.text)))
        chosen = choose(
            [(c, probability(c.features, self._weights, scores.get(c.theme))) for c in candidates],
            threshold=self._threshold,
            least=self._least,
        )
        doc._.theme_hits = [ThemeHit(c.theme, c.best.start, c.best.end, self.name) for c in chosen]
        return doc


@Language.factory(COMPONENT, requires=["doc.sents"], assigns=["doc._.theme_hits"])
def make_finding_themes(nlp: Language, name: str) -> FindingThemes:  # noqa: ARG001 - spaCy's signature
    """Make the component that gives findings their themes."""
    return FindingThemes(name)


def find_sentences(doc: Doc) -> list[tuple[int, int]]:
    """Return the half-open extents of a document's sentences (faster than `doc.sents`)."""
    if not len(doc):
        return []
    table = doc.to_array([SENT_START, IDX, LENGTH])
    firsts = np.flatnonzero(table[:, 0] == 1)
    lasts = np.append(firsts[1:], len(table)) - 1
    starts = table[firsts, 1].tolist()
    ends = (table[lasts, 1] + table[lasts, 2]).tolist()
    return list(zip(starts, ends, strict=True))


def probability(
    features: Mapping[str, float], weights: Mapping[str, float], words: float | None
) -> float:
    """Return how likely a candidate is a claim, by the logistic model.

    Args:
        features: of the candidate.
        weights: of the features, `bias`, and `words`.
        words: what the words of the finding say for the theme; none where it was never trained.
    """
    total = weights["bias"] + weights["words"] * bounded(words)
    total += sum(weights.get(feature, 0.0) * value for feature, value in features.items())
    return 1.0 / (1.0 + math.exp(-total))


def bounded(words: float | None) -> float:
    """Keep the words' score within bounds, so that the cues are always heard."""
    return UNTRAINED_WORDS if words is None else max(-MOST_WORDS, min(MOST_WORDS, words))


def choose(
    scored: Sequence[tuple[Candidate, float]], *, threshold: float, least: float
) -> list[Candidate]:
    """Return the candidates at or over the threshold, best first, six at most; if none is, the best over `least`."""
    ordered = sorted(scored, key=lambda pair: (-pair[1], pair[0].theme))
    chosen = [candidate for candidate, p in ordered if p >= threshold][:MOST_THEMES]
    if not chosen and ordered and ordered[0][1] >= least:
        chosen = [ordered[0][0]]
    return chosen


def _section_group(section: str) -> str:
    if section.startswith("1"):
        return "organisation"
    if section.startswith("2"):
        return "casework"
    return section if section in {"feedback", "diversity", "outcomes", "key-data"} else "other"


def _extent(sentence: tuple[int, int]) -> int:
    return max(sentence[1] - sentence[0], 1)


def _between(places: Sequence[int], start: int, end: int, *, but: Cue | None = None) -> bool:
    return any(
        start <= place < end and (but is None or not but.start <= place < but.end)
        for place in places
    )


def _is_subject(before: str, after: str) -> bool:
    clause = _CLAUSE_END.split(before)[-1]
    return _VERB.search(clause) is None and _VERB.search(after[:70]) is not None


def _in_series(cue: Cue, folded: str) -> bool:
    before = folded[max(cue.start - 8, 0) : cue.start].rstrip()
    after = folded[cue.end : cue.end + 5].lstrip()
    opened = before.endswith((",", " and", " or"))
    closed = after.startswith((",", "and ", "or ", ")"))
    return opened and closed
