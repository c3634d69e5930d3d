"""The sentence behind a result: from a thing of the graph to the characters that it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import rdflib
from rdflib import RDF, Namespace
from rdflib.term import Node, URIRef

from findings_graph.terms import PREFIXES

_OA = Namespace(PREFIXES["oa"])
_PF = Namespace(PREFIXES["pf"])


@dataclass(frozen=True, slots=True)
class Sentence:
    """The quoted characters, their 1-based line and the rule that read them, as far as known."""

    quote: str | None = None
    line: int | None = None
    rule: str | None = None


def find_evidence(
    graph: rdflib.Graph, focus: Node | None, path: Node | None, value: Node | None
) -> Sentence:
    """Return the evidence of a result: of its value where that is a fact, else of its thing.

    Args:
        graph: the report's graph.
        focus: the thing that was checked.
        path: the property that failed; a plain value of the inspection has a statement about it.
        value: the offending value or fact.
    """
    for node in (value, focus):
        if isinstance(node, URIRef):
            for annotation in _annotations(graph, node):
                return _sentence(graph, annotation)
    if isinstance(focus, URIRef) and isinstance(path, URIRef):
        for statement in _in_order(graph.subjects(RDF.subject, focus)):
            if (statement, RDF.predicate, path) in graph:
                for annotation in _annotations(graph, statement):
                    return _sentence(graph, annotation)
    return Sentence()


def _annotations(graph: rdflib.Graph, node: Node) -> Iterator[Node]:
    """Yield the annotations that a fact, or a part of an annotation, belongs to."""
    for annotation in _in_order(graph.subjects(_OA.hasBody, node)):
        if (annotation, _OA.motivatedBy, _OA.describing) in graph:
            yield annotation
    if (node, RDF.type, _OA.Annotation) in graph:
        yield node
    yield from _in_order(graph.subjects(_OA.hasTarget, node))
    for target in _in_order(graph.subjects(_OA.hasSelector, node)):
        yield from _in_order(graph.subjects(_OA.hasTarget, target))


def _sentence(graph: rdflib.Graph, annotation: Node) -> Sentence:
    selectors = [
        selector
        for target in graph.objects(annotation, _OA.hasTarget)
        for selector in _in_order(graph.objects(target, _OA.hasSelector))
    ]
    quotes = [str(text) for node in selectors for text in graph.objects(node, _OA.exact)]
    lines = [str(line) for node in selectors for line in graph.objects(node, _PF.line)]
    rule = graph.value(annotation, _PF.rule)
    return Sentence(
        quote=quotes[0] if quotes else None,
        line=int(lines[0]) if lines and lines[0].isdecimal() else None,
        rule=None if rule is None else str(rule),
    )


def _in_order(nodes: Iterable[Node]) -> list[Node]:
    return sorted(nodes, key=str)
