"""pySHACL on a graph: the reference for our own engine, and the engine for what that one does not know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyshacl
import rdflib
from rdflib import RDF, SH
from rdflib.collection import Collection
from rdflib.term import BNode, Node

from findings_graph.validation.engine import Failure
from findings_graph.validation.graphs import CheckedGraph, OxTriple, to_oxigraph
from findings_graph.validation.index import Term


class PyshaclEngine:
    """The vocabulary in rdflib's and Oxigraph's stores, for any number of graphs.

    Args:
        vocabulary: terms, frameworks, lists and registers.
        shapes: the shapes, which aim as `aim_properties` lets them.
    """

    def __init__(self, vocabulary: Iterable[OxTriple], shapes: rdflib.Graph) -> None:
        self._graph = CheckedGraph()
        self._graph.fill(vocabulary)
        self._shapes = shapes

    def check(self, triples: Iterable[OxTriple]) -> list[Failure]:
        """Return the failures of one graph; the graph is forgotten again."""
        fresh = self._graph.fill(triples)
        try:
            _, report, _ = pyshacl.validate(
                self._graph,
                shacl_graph=self._shapes,
                inplace=True,
                inference="none",
                advanced=False,
            )
            if not isinstance(report, rdflib.Graph):
                raise report
            return list(_failures(report))
        finally:
            self._graph.take_out(fresh)


def _failures(report: rdflib.Graph) -> Iterator[Failure]:
    for node in report.subjects(RDF.type, SH.ValidationResult):
        path = report.value(node, SH.resultPath)
        value = report.value(node, SH.value)
        focus = report.value(node, SH.focusNode)
        assert focus is not None
        yield Failure(
            severity=str(report.value(node, SH.resultSeverity)).rpartition("#")[2],
            shape=str(report.value(node, SH.sourceShape)),
            component=str(report.value(node, SH.sourceConstraintComponent)),
            focus=_term(focus),
            path=None if path is None else _write_path(report, path),
            value=None if value is None else _term(value),
            message="; ".join(sorted(str(text) for text in report.objects(node, SH.resultMessage))),
        )


def _term(node: Node) -> Term:
    return str(to_oxigraph(node))


def _write_path(graph: rdflib.Graph, path: Node) -> str:
    """Return a SHACL path as SPARQL writes it. Source: SHACL, section 2.3.1."""
    if not isinstance(path, BNode):
        return f"<{path}>"
    inverse = graph.value(path, SH.inversePath)
    if inverse is not None:
        return f"^{_write_path(graph, inverse)}"
    choices = graph.value(path, SH.alternativePath)
    parts, sign = (path, "/") if choices is None else (choices, "|")
    return "(" + sign.join(_write_path(graph, part) for part in Collection(graph, parts)) + ")"
