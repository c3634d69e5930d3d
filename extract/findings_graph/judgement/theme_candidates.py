"""Candidates: the themes that a finding might make a claim about, and what speaks for each.

Cues (`cues.py`) propose themes by their phrases; the finding's words as a whole (`word_weights.py`)
propose those that no cue names and say how likely each is. What a candidate's cues stand in (subject,
list, purpose clause, beside a judging word) goes with it as features for the model in `themes.py`.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files

from findings_graph.judgement.cues import Cue, CueFinder, Rule, fold, load_rules

MOST_WORDS = 3.0
UNTRAINED_WORDS = -1.5
_RANKS = 6

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


@dataclass(frozen=True, slots=True)
class Candidate:
    """A theme proposed for a finding, and what the model knows about the proposal.

    Args:
        theme: notation of the concept.
        cues: the phrases that proposed it; none where the words of the finding did.
        features: of the proposal, for the model.
    """

    theme: str
    cues: tuple[Cue, ...]
    features: Mapping[str, float]

    @property
    def best(self) -> Cue | None:
        """The cue to show: the weightiest, then the longest without a gap, then the first."""
        return max(
            self.cues,
            key=lambda c: (c.rule.weight, not c.gapped, c.end - c.start, -c.start),
            default=None,
        )


class ThemeProposer:
    """Proposes themes for a finding from cues, with the features of each proposal.

    Args:
        rules: the rules of cues; those that the package ships where none are given.
    """

    def __init__(self, rules: Sequence[Rule] | None = None) -> None:
        folder = files("findings_graph").joinpath("rules")
        context = tomllib.loads(folder.joinpath("themes_context.toml").read_text(encoding="utf-8"))
        tree = tomllib.loads(folder.joinpath("themes_tree.toml").read_text(encoding="utf-8"))
        self.broader: dict[str, str] = tree["broader"]
        self._strands = frozenset(tree["strands"])
        self._finder = CueFinder(load_rules() if rules is None else rules)
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

    def find_cues(self, folded: str, sentences: Sequence[tuple[int, int]]) -> list[Cue]:
        """Return every cue of a folded text, those that others hide included."""
        return self._finder.find(folded, sentences)

    def top(self, theme: str) -> str:
        """Return the top concept that a theme stands under (itself, for a top concept)."""
        broader = self.broader[theme]
        return self.top(broader) if broader else theme

    def _cues_by_theme(
        self, folded: str, sentences: Sequence[tuple[int, int]]
    ) -> dict[str, list[Cue]]:
        cues = self.find_cues(folded, sentences)
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
            "other strands": float(len(self._strands & by_theme.keys()) - 1)
            if theme in self._strands
            else 0.0,
        }

    def add_words(
        self,
        candidates: Sequence[Candidate],
        scores: Mapping[str, float],
        section: str,
        *,
        least: float,
    ) -> list[Candidate]:
        """Return the candidates with what the finding's words say of each, and those of the words alone.

        Args:
            candidates: those of cues, from `propose`.
            scores: what the words say for each theme (`WordWeights.score`).
            section: the finding's section; may be empty.
            least: score from which the words propose a theme that no cue names.
        """
        highest = sorted(scores.values(), reverse=True)[:_RANKS]
        named = {candidate.theme for candidate in candidates}
        found = [
            replace(c, features={**c.features, **_words(scores.get(c.theme), highest, "")})
            for c in candidates
        ]
        for theme, score in scores.items():
            if theme not in named and score >= least:
                features = {
                    "no cue": 1.0,
                    **_words(score, highest, ", no cue"),
                    f"section {_section_group(section)} {self.top(theme)}": 1.0,
                    f"theme {theme}": 1.0,
                }
                found.append(Candidate(theme, (), features))
        return found


def bounded(words: float | None) -> float:
    """Keep the words' score within bounds, so that the cues are always heard."""
    return UNTRAINED_WORDS if words is None else max(-MOST_WORDS, min(MOST_WORDS, words))


def _words(score: float | None, highest: Sequence[float], kind: str) -> dict[str, float]:
    value = bounded(score)
    higher = sum(1 for other in highest if score is None or other > score)
    return {f"words{kind}": value, f"words' rank{kind}": 1.0 / (1 + higher)}


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
