"""Polarity of a finding's text: strength, improvement, mixed or neutral, with the cue that decides.

Two steps. The cues of the text are weighed sentence by sentence (`polarity_weighing.py`). A small
logistic model then decides between the four values by what those cues come to, where in the text, and
by the words of the text as a whole (`polarity_model.py`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from findings_graph.judgement.polarity_model import load_polarity_model
from findings_graph.judgement.polarity_reading import Reading
from findings_graph.judgement.polarity_weighing import CueWeigher
from findings_graph.judgement.word_weights import find_sentences, find_strongest, read_words

COMPONENT = "finding_polarity"
BY_WORDS = "finding_polarity_words"


@dataclass(frozen=True, slots=True)
class PolarityCall:
    """The polarity of a finding's text.

    Args:
        value: `strength`, `improvement`, `mixed` or `neutral`.
        start: first character of what decides in the text, 0-based; 0 where nothing does.
        end: one past the last; 0 where nothing decides.
        component: `finding_polarity` where the cues come to this value, with the heaviest of
            them; `finding_polarity_words` where the words of the text turn it, with those that
            speak most for the value.
        sentences: (start, end, value) of each sentence; where there is but one, the finding's value.
    """

    value: str
    start: int
    end: int
    component: str
    sentences: tuple[tuple[int, int, str], ...]


class PolarityJudge:
    """The component `finding_polarity`: judges each document, stores the call in `doc._.polarity`."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name
        self.weigher = CueWeigher(nlp)
        self._model = load_polarity_model()

    def __call__(self, doc: Doc) -> Doc:
        """Store the document's polarity."""
        doc._.polarity = self.judge(doc)
        return doc

    def judge(self, doc: Doc) -> PolarityCall:
        """Judge a document that has sentence boundaries."""
        account = self.weigher.weigh(doc)
        words = read_words(doc)
        value = self._model.decide(account, words.counts)
        sentences = account.sentences
        if len(sentences) == 1:
            sentences = ((*sentences[0][:2], value),)
        if value == "neutral":
            return PolarityCall(value, 0, 0, self.name, sentences)
        cue = _cue(account.whole, value) if account.value == value else None
        if cue:
            return PolarityCall(value, *cue, self.name, sentences)
        start, end = find_strongest(self._model.words, words, find_sentences(doc), label=value)
        return PolarityCall(value, start, end, BY_WORDS, sentences)


def _cue(whole: Reading, value: str) -> tuple[int, int] | None:
    return whole.good_cue if value == "strength" else whole.bad_cue


if not Doc.has_extension("polarity"):
    Doc.set_extension("polarity", default=None)


@Language.factory(COMPONENT, requires=["token.is_sent_start"], assigns=["doc._.polarity"])
def make_polarity(nlp: Language, name: str) -> PolarityJudge:
    """Make the component."""
    return PolarityJudge(nlp, name)


@cache
def _default() -> PolarityJudge:
    return PolarityJudge(spacy.blank("en"), COMPONENT)


def judge_polarity(doc: Doc) -> PolarityCall:
    """Judge the polarity of a finding's text; the document needs sentence boundaries."""
    return _default().judge(doc)
