"""Validation of graphs by the shapes, one report at a time, with the sentence behind every result.

A report's graph is checked together with the vocabulary, which is loaded once. The shapes are those of
`shapes/`; `vocabulary.ttl` among them is for the vocabulary alone and is checked by
`validate_vocabulary`. Nothing is inferred, except that a class covers its subclasses, as SHACL has it.

Source: SHACL, W3C Recommendation of 20 July 2017.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

import pyoxigraph as ox
import rdflib
from rdflib.term import Identifier
from rdflib.term import Literal as RdfLiteral

from findings_graph import resources
from findings_graph.errors import MissingResource, UnreadableGraph
from findings_graph.store import find_base, iterate_quads
from findings_graph.terms import BASE, PREFIXES
from findings_graph.validation_baseline import Key, new_results
from findings_graph.validation_engine import REPORT, SHARED, Failure, check_property, check_rule
from findings_graph.validation_evidence import BACKWARDS, find_evidence
from findings_graph.validation_formats import FORMATS, write_results
from findings_graph.validation_graphs import OxTriple, from_light, from_rdflib
from findings_graph.validation_index import (
    SUBCLASS,
    TYPE,
    CheckedTriples,
    Index,
    Term,
    parse_term,
    write_lines,
    write_triples,
)
from findings_graph.validation_pyshacl import PyshaclEngine
from findings_graph.validation_results import Result
from findings_graph.validation_shapes import Shapes, aim_properties, read_shapes
from findings_graph.vocabulary import REGISTERS, VOCABULARY, load_vocabulary

__all__ = [
    "ENGINES",
    "FORMATS",
    "Checker",
    "Result",
    "Validation",
    "load_shapes",
    "validate_path",
    "validate_report",
    "validate_vocabulary",
    "without_known",
    "write_results",
]

_VOCABULARY_SHAPES = "vocabulary.ttl"
_PREFIX_SHAPES = "prefixes.ttl"
ENGINES = ("own", "pyshacl")
"""The engines: ours, and pySHACL, whose results ours has."""

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
    found: dict[str, list[Result]] = {}
    for name, results in _check_graphs(path, workers):
        if on_graph is not None and name not in found:
            on_graph(name)
        found[name] = results
    files = _files(path)
    everything = (
        replace(result, file=files.get(result.inspection))
        for results in found.values()
        for result in results
    )
    return Validation(len(found), tuple(sorted(everything, key=Result.sort_key)))


def without_known(validation: Validation, known: frozenset[Key]) -> Validation:
    """Return a validation with the results that a baseline does not have."""
    return replace(validation, results=new_results(validation.results, known))


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
        self._lines = frozenset(_lines(write_lines(triples)))
        self._vocabulary = Index(self._lines, self._backwards)
        self._store = ox.Store()
        self._store.extend(ox.Quad(*triple, SHARED) for triple in triples)
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
        self._fill_store(lines)
        try:
            for rule in self._shapes.rules:
                failures += check_rule(rule, graph, self._store)
        finally:
            self._store.remove_graph(REPORT)
        if self._pyshacl is not None:
            quads = ox.parse(lines, format=ox.RdfFormat.N_TRIPLES)
            failures += self._pyshacl.check((q.subject, q.predicate, q.object) for q in quads)
        return sorted({_result(one, graph) for one in failures}, key=Result.sort_key)

    def _fill_store(self, lines: str) -> None:
        if "_:" in lines:  # loading, which is faster, would give blank nodes other labels
            quads = ox.parse(lines, format=ox.RdfFormat.N_TRIPLES)
            self._store.extend(ox.Quad(q.subject, q.predicate, q.object, REPORT) for q in quads)
        else:
            # Leniently, since Oxigraph wrote the lines itself: three times as fast.
            self._store.load(lines, format=ox.RdfFormat.N_TRIPLES, to_graph=REPORT, lenient=True)


def _lines(data: bytes) -> list[str]:
    return [line for line in data.decode("utf-8").split("\n") if line]


def _result(failure: Failure, graph: CheckedTriples) -> Result:
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
        quote=evidence.quote,
        line=evidence.line,
        rule=evidence.rule,
    )


def _inspection_of(*terms: Term | None) -> str:
    for term in terms:
        if term is not None and term[0] == "<":
            _, found, tail = term[1:-1].partition(_IN_SECTION)
            if found:
                return tail.partition("/")[0]
    return ""


def _write_value(value: Identifier) -> str:
    return value.n3() if isinstance(value, RdfLiteral) else str(value)


def _shipped_vocabulary(base: str) -> list[OxTriple]:
    shipped = load_vocabulary(resources.find("ontology"), base=base)
    return from_light(triple for triples in shipped.values() for triple in triples)


def _files(path: Path) -> dict[str, str]:
    """Return the file that each inspection of a graph folder was read from, as its manifest says."""
    manifest = path / "manifest.json"
    if not manifest.is_file():
        return {}
    try:
        inputs = json.loads(manifest.read_text("utf-8"))["inputs"]
        return {entry["inspection"]: entry["file"] for entry in inputs}
    except (OSError, ValueError, KeyError, TypeError) as error:
        message = f"{manifest}: broken ({error!r}); build the graph again, or remove the file"
        raise UnreadableGraph(message) from error


def _find_base(path: Path) -> str:
    for quad in iterate_quads(path):
        if quad.predicate == _TYPE and quad.object == _INSPECTION:
            return find_base([quad])
    message = f"{path}: holds no inspection; build a graph: findings build REPORT… --out DIR"
    raise UnreadableGraph(message)


def _graph_name(quad: ox.Quad) -> str:
    name = quad.graph_name
    return name.value if isinstance(name, (ox.NamedNode, ox.BlankNode)) else ""


def _split(path: Path, *, scattered: bool) -> Iterator[tuple[str, bytes]]:
    """Yield each graph with its triples as N-Triples, but for the vocabulary's and the registers'.

    A file that has each graph in one piece, as ours do, is never held whole. (Not through a store:
    Oxigraph's would turn xsd:nonNegativeInteger into xsd:integer.)

    Raises:
        _ScatteredGraph: a graph goes on after another one; `scattered` gathers such graphs.
    """
    skipped = tuple(f"/graph/{name}" for name in (VOCABULARY, REGISTERS))
    quads: Iterable[ox.Quad] = iterate_quads(path)
    if scattered:
        quads = sorted(quads, key=_graph_name)
    seen: set[str] = set()
    for name, run in groupby(quads, key=_graph_name):
        if name in seen:
            raise _ScatteredGraph
        seen.add(name)
        if not name.endswith(skipped):
            yield name, write_triples(quad.triple for quad in run)


def _check_graphs(path: Path, workers: int) -> Iterator[tuple[str, list[Result]]]:
    base = _find_base(path)
    try:
        yield from _check_each(_split(path, scattered=False), base, workers)
    except _ScatteredGraph:
        yield from _check_each(_split(path, scattered=True), base, workers)


def _check_each(
    graphs: Iterator[tuple[str, bytes]], base: str, workers: int
) -> Iterator[tuple[str, list[Result]]]:
    if workers <= 1:
        checker = _shipped_checker(base)
        for name, data in graphs:
            yield name, checker.check_lines(data)
        return
    with ProcessPoolExecutor(workers, initializer=_start_worker, initargs=(base,)) as pool:
        # A graph travels as bytes: Oxigraph's terms do not pickle.
        waiting: deque[tuple[str, Future[list[Result]]]] = deque()
        for name, data in graphs:
            waiting.append((name, pool.submit(_work, data)))
            if len(waiting) >= 2 * workers:
                first, done = waiting.popleft()
                yield first, done.result()
        for name, done in waiting:
            yield name, done.result()


class _ScatteredGraph(Exception):
    """The lines of a named graph do not stand together."""


def _shipped_checker(base: str) -> Checker:
    return Checker(_shipped_vocabulary(base), load_shapes(resources.find("shapes")))


_worker: list[Checker] = []  # the one checker of a worker process, made by its initializer


def _start_worker(base: str) -> None:
    _worker[:] = [_shipped_checker(base)]


def _work(data: bytes) -> list[Result]:
    return _worker[0].check_lines(data)
