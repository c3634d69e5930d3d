"""The sentence behind a result: from a thing of the graph to the characters that it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from findings_graph.terms import PREFIXES
from findings_graph.validation.constraints import text_of
from findings_graph.validation.index import TYPE, CheckedTriples, Term

_OA = PREFIXES["oa"]
_RDF = PREFIXES["rdf"]
_HAS_BODY = f"<{_OA}hasBody>"
_HAS_TARGET = f"<{_OA}hasTarget>"
_HAS_SELECTOR = f"<{_OA}hasSelector>"
_SUBJECT = f"<{_RDF}subject>"
_PREDICATE = f"<{_RDF}predicate>"
_ANNOTATION = f"<{_OA}Annotation>"
_DESCRIBING = f"<{_OA}describing>"
_MOTIVATED_BY = f"<{_OA}motivatedBy>"
_EXACT = f"<{_OA}exact>"
_LINE = f"<{PREFIXES['pf']}line>"
_RULE = f"<{PREFIXES['pf']}rule>"
_FINDING = f"<{PREFIXES['pf']}finding>"
_TEXT = f"<{PREFIXES['pf']}text>"
_BARE = 3  # words: `824`, `90 per cent`, `a quarter`

BACKWARDS = frozenset({_HAS_BODY, _HAS_TARGET, _HAS_SELECTOR, _SUBJECT})
"""Properties whose subjects are looked up by value."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """The quoted characters, their 1-based line and the rule that read them, as far as known.

    A quote that is a bare value has the finding that it stands in, where the graph has its words.
    """

    quote: str | None = None
    line: int | None = None
    rule: str | None = None
    context: str | None = None


def find_evidence(
    graph: CheckedTriples, focus: Term, predicate: Term | None, value: Term | None
) -> Sentence:
    """Return the evidence of a result: of its value where that is a fact, else of its thing.

    Args:
        graph: the report's graph.
        focus: the thing that was checked.
        predicate: the property that failed; a plain value of the inspection has a statement about it.
        value: the offending value or fact.
    """
    for node in (value, focus):
        if node is not None and node.startswith("<"):
            for annotation in _annotations(graph, node):
                return _sentence(graph, annotation)
    if focus.startswith("<") and predicate is not None:
        for statement in sorted(graph.subjects(_SUBJECT, focus)):
            if predicate in graph.values(statement, _PREDICATE):
                for annotation in _annotations(graph, statement):
                    return _sentence(graph, annotation)
    return Sentence()


def _annotations(graph: CheckedTriples, node: Term) -> Iterator[Term]:
    """Yield the annotations that a fact, or a part of an annotation, belongs to."""
    for annotation in sorted(graph.subjects(_HAS_BODY, node)):
        if _DESCRIBING in graph.values(annotation, _MOTIVATED_BY):
            yield annotation
    if _ANNOTATION in graph.values(node, TYPE):
        yield node
    yield from sorted(graph.subjects(_HAS_TARGET, node))
    for target in sorted(graph.subjects(_HAS_SELECTOR, node)):
        yield from sorted(graph.subjects(_HAS_TARGET, target))


def _sentence(graph: CheckedTriples, annotation: Term) -> Sentence:
    selectors = [
        selector
        for target in sorted(graph.values(annotation, _HAS_TARGET))
        for selector in sorted(graph.values(target, _HAS_SELECTOR))
    ]
    quotes = _texts(graph, selectors, _EXACT)
    lines = _texts(graph, selectors, _LINE)
    rules = _texts(graph, [annotation], _RULE)
    return Sentence(
        quote=quotes[0] if quotes else None,
        line=int(lines[0]) if lines and lines[0].isdecimal() else None,
        rule=rules[0] if rules else None,
        context=_context(graph, annotation, quotes[0]) if quotes else None,
    )


def _context(graph: CheckedTriples, annotation: Term, quote: str) -> str | None:
    if len(quote.split()) > _BARE:
        return None
    findings = [
        finding
        for fact in sorted(graph.values(annotation, _HAS_BODY))
        for finding in sorted(graph.values(fact, _FINDING))
    ]
    texts = [text for text in _texts(graph, findings, _TEXT) if quote in text]
    return texts[0] if texts else None


def _texts(graph: CheckedTriples, nodes: Iterable[Term], predicate: Term) -> list[str]:
    return [text_of(value) for node in nodes for value in sorted(graph.values(node, predicate))]
