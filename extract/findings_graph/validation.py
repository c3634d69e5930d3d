"""Validation of graphs by the shapes, one report at a time, with the sentence behind every result.

A report's graph is checked together with the vocabulary, which is loaded once. The shapes are those of
`shapes/`; `vocabulary.ttl` among them is for the vocabulary alone and is checked by
`validate_vocabulary`. Nothing is inferred, except that a class covers its subclasses, as SHACL has it.

Source: SHACL, W3C Recommendation of 20 July 2017.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import rdflib
from rdflib import RDF, SH
from rdflib.collection import Collection
from rdflib.term import BNode, Node
from rdflib.term import Literal as RdfLiteral

from findings_graph import resources
from findings_graph.errors import MissingResource, UnreadableGraph
from findings_graph.store import find_base, iterate_quads
from findings_graph.terms import BASE, PREFIXES
from findings_graph.validation_evidence import find_evidence
from findings_graph.validation_formats import FORMATS, write_results
from findings_graph.validation_graphs import (
    CheckedGraph,
    OxTriple,
    from_light,
    from_rdflib,
)
from findings_graph.validation_results import Result
from findings_graph.vocabulary import REGISTERS, VOCABULARY, load_vocabulary

__all__ = [
    "FORMATS",
    "Checker",
    "Result",
    "Validation",
    "load_shapes",
    "validate_path",
    "validate_report",
    "validate_vocabulary",
    "write_results",
]

_VOCABULARY_SHAPES = "vocabulary.ttl"
_PREFIX_SHAPES = "prefixes.ttl"
_TARGETS = (SH.targetClass, SH.targetNode, SH.targetObjectsOf, SH.targetSubjectsOf)
_INSPECTION = ox.NamedNode(PREFIXES["pf"] + "Inspection")
_TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")
_IN_SECTION = "/inspection/"


@dataclass(frozen=True, slots=True)
class Validation:
    """What a validation found.

    Args:
        graphs: how many graphs were checked.
        results: the results, by inspection, worst first.
    """

    graphs: int
    results: tuple[Result, ...]

    @property
    def conforms(self) -> bool:
        """Whether there is no violation. Warnings and information may be there."""
        return all(result.severity != "Violation" for result in self.results)


def load_shapes(folder: Path, *, vocabulary: bool = False) -> rdflib.Graph:
    """Load the shapes for reports, or those for the vocabulary.

    Raises:
        MissingResource: a file is broken.
    """
    shapes = rdflib.Graph(bind_namespaces="none")
    for path in sorted(folder.glob("*.ttl")):
        if path.name == _PREFIX_SHAPES or (path.name == _VOCABULARY_SHAPES) is vocabulary:
            try:
                shapes.parse(path, format="turtle")
            except (OSError, SyntaxError) as error:
                message = (
                    f"{path}: the shipped shapes are broken ({error}); reinstall findings-graph"
                )
                raise MissingResource(message) from error
    return shapes


def validate_report(
    report: rdflib.Graph, vocabulary: rdflib.Graph, shapes: rdflib.Graph
) -> list[Result]:
    """Check one report's graph together with the vocabulary; neither graph is changed.

    Args:
        report: the triples of one report.
        vocabulary: terms, frameworks, lists and registers, as `ontology/` has them.
        shapes: as `load_shapes` returns them.
    """
    return Checker(from_rdflib(vocabulary), shapes).check(from_rdflib(report))


def validate_vocabulary(base: str = BASE) -> list[Result]:
    """Check the shipped vocabulary and registers by the shapes for them."""
    shapes = load_shapes(resources.find("shapes"), vocabulary=True)
    return Checker(_shipped_vocabulary(base), shapes).check([])


def validate_path(
    path: Path, *, workers: int = 1, on_graph: Callable[[str], None] | None = None
) -> Validation:
    """Check a graph folder or file, one named graph at a time; a file without named graphs whole.

    A folder of Turtle files, such as the published graph, is a named graph for each.

    The vocabulary is the one that ships, under the base of the graph's inspections.

    Args:
        path: a folder with `graph.trig` or with Turtle files, or a file of RDF.
        workers: how many processes check graphs side by side.
        on_graph: called with the name of each graph that was checked, in order.

    Raises:
        UnreadableGraph: it is missing, no RDF, or holds no inspection.
    """
    base = _find_base(path)
    results: list[Result] = []
    count = 0
    for name, found in _check_graphs(_split(path), base, workers):
        results += found
        count += 1
        if on_graph is not None:
            on_graph(name)
    return Validation(count, tuple(sorted(results, key=Result.sort_key)))


class Checker:
    """The vocabulary and the shapes, loaded once, for any number of graphs.

    Args:
        vocabulary: terms, frameworks, lists and registers, as `ontology/` has them.
        shapes: as `load_shapes` returns them.
    """

    def __init__(self, vocabulary: Iterable[OxTriple], shapes: rdflib.Graph) -> None:
        self._graph = CheckedGraph()
        self._graph.fill(vocabulary)
        self._shapes = _with_own_targets(shapes)

    def check(self, triples: Iterable[OxTriple]) -> list[Result]:
        """Return the results of one graph, in order; the graph is forgotten again."""
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
            return sorted(_results(report, self._graph), key=Result.sort_key)
        finally:
            self._graph.take_out(fresh)


def _with_own_targets(shapes: rdflib.Graph) -> rdflib.Graph:
    """Return the shapes with each property shape aiming at its node shapes' targets itself.

    The results are the same; pySHACL then checks a property of all things at once, not of one thing
    after the other, which takes half the time. Node shapes without a target keep their properties.
    """
    aimed = rdflib.Graph(bind_namespaces="none")
    for triple in shapes:
        aimed.add(triple)
    for shape, part in list(shapes.subject_objects(SH.property)):
        targets = [(kind, node) for kind in _TARGETS for node in shapes.objects(shape, kind)]
        for kind, node in targets:
            aimed.add((part, kind, node))
        if targets:
            aimed.remove((shape, SH.property, part))
    return aimed


def _results(report: rdflib.Graph, graph: rdflib.Graph) -> Iterator[Result]:
    seen = set()
    for node in report.subjects(RDF.type, SH.ValidationResult):
        focus = report.value(node, SH.focusNode)
        path = report.value(node, SH.resultPath)
        value = report.value(node, SH.value)
        evidence = find_evidence(graph, focus, path, value)
        result = Result(
            inspection=_inspection_of(focus, value),
            severity=str(report.value(node, SH.resultSeverity)).rpartition("#")[2],
            shape=str(report.value(node, SH.sourceShape)),
            component=str(report.value(node, SH.sourceConstraintComponent)),
            focus=str(focus),
            path=None if path is None else _write_path(report, path),
            value=None if value is None else _write_value(value),
            message="; ".join(sorted(str(text) for text in report.objects(node, SH.resultMessage))),
            quote=evidence.quote,
            line=evidence.line,
            rule=evidence.rule,
        )
        if result not in seen:
            seen.add(result)
            yield result


def _inspection_of(*nodes: Node | None) -> str:
    for node in nodes:
        _, found, tail = str(node).partition(_IN_SECTION)
        if found and not isinstance(node, RdfLiteral):
            return tail.partition("/")[0]
    return ""


def _write_value(value: Node) -> str:
    return value.n3() if isinstance(value, RdfLiteral) else str(value)


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


def _shipped_vocabulary(base: str) -> list[OxTriple]:
    shipped = load_vocabulary(resources.find("ontology"), base=base)
    return from_light(triple for triples in shipped.values() for triple in triples)


def _find_base(path: Path) -> str:
    for quad in iterate_quads(path):
        if quad.predicate == _TYPE and quad.object == _INSPECTION:
            return find_base([quad])
    message = f"{path}: holds no inspection; build a graph: findings build REPORT… --out DIR"
    raise UnreadableGraph(message)


def _graph_name(quad: ox.Quad) -> str:
    name = quad.graph_name
    return name.value if isinstance(name, (ox.NamedNode, ox.BlankNode)) else ""


def _split(path: Path) -> Iterator[tuple[str, list[OxTriple]]]:
    """Yield each graph with its triples, but for the vocabulary's and the registers'.

    A file that has each graph in one piece, as ours do, is never held whole. (Not through a store:
    Oxigraph's would turn xsd:nonNegativeInteger into xsd:integer.)
    """
    skipped = tuple(f"/graph/{name}" for name in (VOCABULARY, REGISTERS))
    names = [name for name, _ in groupby(iterate_quads(path), key=_graph_name)]
    runs: Iterable[tuple[str, Iterable[ox.Quad]]] = groupby(iterate_quads(path), key=_graph_name)
    if len(set(names)) < len(names):
        runs = groupby(sorted(iterate_quads(path), key=_graph_name), key=_graph_name)
    for name, quads in runs:
        if not name.endswith(skipped):
            yield name, [(quad.subject, quad.predicate, quad.object) for quad in quads]  # type: ignore[misc]


def _check_graphs(
    graphs: Iterator[tuple[str, list[OxTriple]]], base: str, workers: int
) -> Iterator[tuple[str, list[Result]]]:
    if workers <= 1:
        checker = _shipped_checker(base)
        for name, triples in graphs:
            yield name, checker.check(triples)
        return
    with ProcessPoolExecutor(workers, initializer=_start_worker, initargs=(base,)) as pool:
        # A graph travels as bytes: Oxigraph's terms do not pickle.
        waiting = []
        for name, triples in graphs:
            data = ox.serialize((ox.Triple(*t) for t in triples), format=ox.RdfFormat.N_TRIPLES)
            waiting.append((name, pool.submit(_work, data or b"")))
            if len(waiting) >= 2 * workers:
                first, done = waiting.pop(0)
                yield first, done.result()
        for name, done in waiting:
            yield name, done.result()


def _shipped_checker(base: str) -> Checker:
    return Checker(_shipped_vocabulary(base), load_shapes(resources.find("shapes")))


_worker: list[Checker] = []  # the one checker of a worker process, made by its initializer


def _start_worker(base: str) -> None:
    _worker[:] = [_shipped_checker(base)]


def _work(data: bytes) -> list[Result]:
    triples = ox.parse(data, format=ox.RdfFormat.N_TRIPLES)
    return _worker[0].check((t.subject, t.predicate, t.object) for t in triples)
