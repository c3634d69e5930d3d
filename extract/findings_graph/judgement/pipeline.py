"""The text pipeline: a blank English tokeniser, sentence ends by rule, and our components by name."""

from __future__ import annotations

from functools import cache
from importlib import import_module

import spacy
from spacy.language import Language
from spacy.tokens import Doc

# The module that registers each component, in the order of the pipeline.
_COMPONENTS = {
    "finding_themes": "findings_graph.judgement.themes",
    "finding_polarity": "findings_graph.judgement.polarity",
}


@cache
def load_pipeline() -> Language:
    """Return the pipeline that findings pass through; one for each process.

    It needs no model: `spacy.blank("en")`, the rule-based sentencizer, then our own components.
    """
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    for name, module in _COMPONENTS.items():
        import_module(module)  # registers the component's factory
        nlp.add_pipe(name)
    return nlp


def read_finding(text: str, *, section: str = "") -> Doc:
    """Pass one finding through the pipeline.

    Args:
        text: cleaned text of one finding or recommendation.
        section: its section, such as `1.2`, `feedback` or `diversity`; empty where it has none.
    """
    nlp = load_pipeline()
    doc = nlp.make_doc(text)
    doc._.section = section
    return nlp(doc)
