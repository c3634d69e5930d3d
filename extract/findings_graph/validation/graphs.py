"""Graphs that pySHACL reads from rdflib while Oxigraph answers their SPARQL.

rdflib's store serves pySHACL's many look-ups best; its SPARQL is 20 to 30 times slower than Oxigraph's
and parses a query anew for every focus node. So the same triples stand in both.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeAlias

import pyoxigraph as ox
import rdflib
from rdflib.query import Result as QueryResult
from rdflib.term import BNode, Identifier, Node, URIRef, Variable
from rdflib.term import Literal as RdfLiteral

from findings_graph.terms import LANG_STRING, XSD_STRING, Literal, Triple

OxNode: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
OxTriple: TypeAlias = tuple[
    ox.NamedNode | ox.BlankNode, ox.NamedNode, ox.NamedNode | ox.BlankNode | ox.Literal
]
RdfTriple: TypeAlias = tuple[Node, Node, Node]

_LOGGER = logging.getLogger("rdflib.term")


class CheckedGraph(rdflib.Graph):
    """A graph for validation: triples in rdflib's store, the same in Oxigraph's for SPARQL."""

    def __init__(self) -> None:
        super().__init__(bind_namespaces="none")
        self._mirror = ox.Store()

    def fill(self, triples: Iterable[OxTriple]) -> list[RdfTriple]:
        """Add triples to both stores; return those that were new, to take them out again."""
        fresh: list[RdfTriple] = []
        quads = []
        known: dict[OxNode, Identifier] = {}  # a term stands in many triples; making it is dear

        def ours(node: OxNode) -> Identifier:
            made = known.get(node)
            if made is None:
                made = known[node] = to_rdflib(node)
            return made

        for subject, predicate, value in triples:
            triple = (ours(subject), ours(predicate), ours(value))
            if triple not in self:
                self.add(triple)
                fresh.append(triple)
                quads.append(ox.Quad(subject, predicate, value))
        self._mirror.extend(quads)
        return fresh

    def take_out(self, triples: Iterable[RdfTriple]) -> None:
        """Remove triples from both stores."""
        for triple in triples:
            self.remove(triple)
            subject, predicate, value = map(to_oxigraph, triple)
            self._mirror.remove(ox.Quad(subject, predicate, value))  # type: ignore[arg-type]

    def query(  # type: ignore[override]  # only what pySHACL passes
        self,
        query_object: str,
        processor: object = None,  # noqa: ARG002  rdflib's signature
        result: object = None,  # noqa: ARG002
        initNs: object = None,  # noqa: N803, ARG002
        initBindings: Mapping[str, Identifier] | None = None,  # noqa: N803
        *_args: Any,  # noqa: ANN401
        **_options: Any,  # noqa: ANN401
    ) -> QueryResult:
        """Answer a SELECT query of a constraint, with its pre-bound variables."""
        bound = {Variable(str(name)): node for name, node in (initBindings or {}).items()}
        substitutions: dict[ox.Variable, OxNode] = {
            ox.Variable(str(name)): to_oxigraph(node) for name, node in bound.items()
        }
        solutions = self._mirror.query(query_object, substitutions=substitutions)
        if not isinstance(solutions, ox.QuerySolutions):
            message = "a constraint that is no SELECT query"
            raise TypeError(message)
        variables = [Variable(variable.value) for variable in solutions.variables]
        answer = QueryResult("SELECT")
        answer.vars = variables
        answer.bindings = [
            {
                **{
                    variable: to_rdflib(node)
                    for variable, node in zip(variables, solution, strict=True)
                    if node is not None
                },
                **{variable: node for variable, node in bound.items() if variable in variables},
            }
            for solution in solutions
        ]
        return answer


def to_rdflib(node: OxNode) -> Identifier:
    """Return Oxigraph's term as rdflib's. xsd:string is written as a plain literal, as RDF 1.1 has it."""
    match node:
        case ox.NamedNode():
            return URIRef(node.value)
        case ox.BlankNode():
            return BNode(node.value)
        case ox.Literal():
            if node.language:
                return RdfLiteral(node.value, lang=node.language)
            kind = node.datatype.value
            datatype = None if kind == XSD_STRING else URIRef(kind)
            with _quiet():
                return RdfLiteral(node.value, datatype=datatype, normalize=False)
    message = f"a triple term: {node}; the graph is RDF 1.1"
    raise TypeError(message)


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep rdflib from printing a traceback for an ill-formed literal, which the shapes tell of."""
    before = _LOGGER.disabled
    _LOGGER.disabled = True
    try:
        yield
    finally:
        _LOGGER.disabled = before


def to_oxigraph(node: Node) -> ox.NamedNode | ox.BlankNode | ox.Literal:
    """Return rdflib's term as Oxigraph's."""
    match node:
        case URIRef():
            return ox.NamedNode(str(node))
        case BNode():
            return ox.BlankNode(str(node))
        case RdfLiteral():
            if node.language:
                return ox.Literal(str(node), language=node.language)
            if node.datatype is None:
                return ox.Literal(str(node))
            return ox.Literal(str(node), datatype=ox.NamedNode(str(node.datatype)))
    message = f"no RDF term: {node!r}"
    raise TypeError(message)


def from_light(triples: Iterable[Triple]) -> list[OxTriple]:
    """Return the light triples of `findings_graph.terms` as Oxigraph's."""
    return [
        (ox.NamedNode(subject), ox.NamedNode(predicate), _value(value))
        for subject, predicate, value in triples
    ]


def from_rdflib(graph: rdflib.Graph) -> list[OxTriple]:
    """Return the triples of an rdflib graph as Oxigraph's."""
    return [
        (to_oxigraph(subject), to_oxigraph(predicate), to_oxigraph(value))  # type: ignore[misc]
        for subject, predicate, value in graph
    ]


def _value(value: str | Literal) -> ox.NamedNode | ox.Literal:
    if not isinstance(value, Literal):
        return ox.NamedNode(value)
    if value.datatype == LANG_STRING:
        return ox.Literal(value.value, language=value.language)
    return ox.Literal(value.value, datatype=ox.NamedNode(value.datatype))
