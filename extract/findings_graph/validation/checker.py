"""The vocabulary and the shapes, loaded once, against which any number of graphs is checked."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox
import rdflib
from rdflib.term import Identifier
from rdflib.term import Literal as RdfLiteral

from findings_graph.validation.engine import Failure, check_property, check_rule
from findings_graph.validation.evidence import BACKWARDS, find_evidence
from findings_graph.validation.graphs import OxTriple
from findings_graph.validation.index import (
    SUBCLASS,
    TYPE,
    CheckedTriples,
    Index,
    Term,
    parse_term,
    write_lines,
)
from findings_graph.validation.labels import find_label
from findings_graph.validation.pyshacl_engine import PyshaclEngine
from findings_graph.validation.results import Result
from findings_graph.validation.shapes import ADVICE, Shapes, aim_properties, read_shapes
from findings_graph.validation.store import RuleStore

ENGINES = ("own", "pyshacl")
"""The engines: ours, and pySHACL, whose results ours has."""

_IN_SECTION = "/inspection/"


class Checker:
    """The vocabulary and the shapes, loaded once, for any number of graphs.

    Args:
        vocabulary: terms, frameworks, lists and registers, as `ontology/` has them.
        shapes: as `load_shapes` returns them.
        engine: one of `ENGINES`; both give the same.
    """

    def __init__(
        self, vocabulary: Iterable[OxTriple], shapes: rdflib.Graph, *, engine: str = "own"
    ) -> None:
        triples = list(vocabulary)
        if engine == "own":
            self._shapes = read_shapes(shapes)
        else:
            self._shapes = Shapes((), (), frozenset(), aim_properties(shapes))
        self._backwards = self._shapes.backwards | BACKWARDS | {TYPE, SUBCLASS}
        lines = list(dict.fromkeys(_lines(write_lines(triples))))
        self._lines = frozenset(lines)
        self._vocabulary = Index(lines, self._backwards)
        self._store = RuleStore("\n".join(lines))
        advices = shapes.subject_objects(ADVICE)
        self._advice = {str(shape): str(advice) for shape, advice in advices}
        rest = self._shapes.rest
        self._pyshacl = None if rest is None else PyshaclEngine(triples, rest)

    def check(self, triples: Iterable[OxTriple]) -> list[Result]:
        """Return the results of one graph, in order; the graph is forgotten again."""
        return self.check_lines(write_lines(triples))

    def check_lines(self, data: bytes) -> list[Result]:
        """Return the results of one graph in N-Triples as `write_lines` has them."""
        # In their order, in which a subject's lines stand together: that is faster to index and to load.
        fresh = [line for line in dict.fromkeys(_lines(data)) if line not in self._lines]
        graph = CheckedTriples(self._vocabulary, Index(fresh, self._backwards))
        lines = "\n".join(fresh)
        failures: list[Failure] = []
        for shape in self._shapes.properties:
            failures += check_property(shape, graph)
        with self._store.holding(lines) as store:
            for rule in self._shapes.rules:
                failures += check_rule(rule, graph, store)
        if self._pyshacl is not None:
            quads = ox.parse(lines, format=ox.RdfFormat.N_TRIPLES)
            failures += self._pyshacl.check((q.subject, q.predicate, q.object) for q in quads)
        return sorted({self._result(one, graph) for one in failures}, key=Result.sort_key)

    def count_strange(self, data: bytes, *, whole: bool) -> int:
        """Return how many triples of another vocabulary are not in this one; if it is whole, also the other way round."""
        lines = set(_lines(data))
        return len(lines - self._lines) + (len(self._lines - lines) if whole else 0)

    def _result(self, failure: Failure, graph: CheckedTriples) -> Result:
        path = failure.path
        predicate = path if path is not None and path.startswith("<") else None
        evidence = find_evidence(graph, failure.focus, predicate, failure.value)
        return Result(
            inspection=_inspection_of(failure.focus, failure.value),
            severity=failure.severity,
            shape=failure.shape,
            component=failure.component,
            focus=str(parse_term(failure.focus)),
            path=path,
            value=None if failure.value is None else _write_value(parse_term(failure.value)),
            message=failure.message,
            label=_label(failure, graph),
            advice=self._advice.get(failure.shape, ""),
            quote=evidence.quote,
            line=evidence.line,
            rule=evidence.rule,
            context=evidence.context,
        )


def _lines(data: bytes) -> list[str]:
    return [line for line in data.decode("utf-8").split("\n") if line]


def _label(failure: Failure, graph: CheckedTriples) -> str:
    """Return the label of the thing that was checked; of a rule over several facts, that of the offending one."""
    value = failure.value
    if failure.path is not None or value is None or value == failure.focus:
        return find_label(graph, failure.focus)
    labels = [find_label(graph, value)]
    if not value.startswith(failure.focus[:-1] + "/"):  # something of the vocabulary
        labels.append(find_label(graph, failure.focus))
    return ", ".join(label for label in labels if label)


def _inspection_of(*terms: Term | None) -> str:
    for term in terms:
        if term is not None and term[0] == "<":
            _, found, tail = term[1:-1].partition(_IN_SECTION)
            if found:
                return tail.partition("/")[0]
    return ""


def _write_value(value: Identifier) -> str:
    return value.n3() if isinstance(value, RdfLiteral) else str(value)
