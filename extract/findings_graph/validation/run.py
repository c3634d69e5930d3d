"""Validation of graphs by the shapes, one report at a time, with the sentence behind every result.

A report's graph is checked together with the vocabulary, which is loaded once. The shapes are those of
`shapes/`; `vocabulary.ttl`, `registers.ttl` and `ontology.ttl` among them are for the vocabulary alone and
are checked by `validate_vocabulary`. Nothing is inferred, except that a class covers its subclasses, as SHACL has it.

Source: SHACL, W3C Recommendation of 20 July 2017.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from operator import attrgetter
from pathlib import Path

import pyoxigraph as ox
import rdflib

from findings_graph import resources
from findings_graph.asking.store import GRAPH_FILES, find_base, find_graph_files, iterate_quads
from findings_graph.errors import MissingResource, UnreadableGraph
from findings_graph.graph.vocabulary import REGISTERS, VOCABULARY, load_vocabulary
from findings_graph.terms import BASE, PREFIXES
from findings_graph.validation.baseline import Baseline, Key, compare
from findings_graph.validation.checker import ENGINES, Checker
from findings_graph.validation.formats import FORMATS, write_results
from findings_graph.validation.graphs import OxTriple, from_light, from_rdflib
from findings_graph.validation.index import write_triples
from findings_graph.validation.processes import Outcome, Task, do_tasks
from findings_graph.validation.results import Result, Results, Scope

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

_VOCABULARY_SHAPES = ("ontology.ttl", "registers.ttl", "vocabulary.ttl")
_PREFIX_SHAPES = "prefixes.ttl"
_IS_INSPECTION = (
    ox.NamedNode(PREFIXES["rdf"] + "type"),
    ox.NamedNode(PREFIXES["pf"] + "Inspection"),
)


@dataclass(frozen=True, slots=True)
class Validation:
    """What a validation found.

    Args:
        graphs: how many graphs were checked.
        results: the results, by inspection, worst first, with what they are of.
    """

    graphs: int
    results: tuple[Result, ...]

    @property
    def conforms(self) -> bool:
        """Whether no violation is among the results. Warnings and information may be there."""
        return all(result.severity != "Violation" for result in self.results)


def load_shapes(folder: Path, *, vocabulary: bool = False) -> rdflib.Graph:
    """Load the shapes for reports, or those for the vocabulary.

    Raises:
        MissingResource: a file is broken.
    """
    shapes = rdflib.Graph(bind_namespaces="none")
    for path in sorted(folder.glob("*.ttl")):
        if path.name == _PREFIX_SHAPES or (path.name in _VOCABULARY_SHAPES) is vocabulary:
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
    found: dict[str, Outcome] = {}
    notes: tuple[str, ...] = ()
    for name, outcome in _check_graphs(path, workers):
        if outcome.strange is not None:
            notes = _notes(path, outcome.strange)
            continue
        if on_graph is not None and name not in found:
            on_graph(name)
        found[name] = outcome
    files = _files(path)
    everything = (
        replace(result, file=files.get(result.inspection))
        for outcome in found.values()
        for result in outcome.results
    )
    scope = Scope(reports=sum(outcome.reports for outcome in found.values()), notes=notes)
    return Validation(len(found), Results(sorted(everything, key=Result.sort_key), scope))


def without_known(validation: Validation, known: frozenset[Key]) -> Validation:
    """Return a validation with the results that a baseline does not have; its scope has the others.

    Args:
        validation: a validation of `validate_path`.
        known: as `read_baseline` returns it; an empty set that is none leaves everything as it is.
    """
    if not known and not isinstance(known, Baseline):
        return validation
    return replace(validation, results=compare(validation.results, known))


def _shipped_vocabulary(base: str) -> list[OxTriple]:
    shipped = load_vocabulary(resources.find("ontology"), base=base)
    return from_light(triple for triples in shipped.values() for triple in triples)


def _files(path: Path) -> dict[str, str]:
    """Return the file that each inspection was read from, as the manifest of the graph's folder says."""
    built = not path.is_dir() and path.name in GRAPH_FILES
    manifest = (path.parent if built else path) / "manifest.json"
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
        # A nameless inspection is checked like any other, but tells no base.
        if (quad.predicate, quad.object) == _IS_INSPECTION and isinstance(
            quad.subject, ox.NamedNode
        ):
            return find_base([quad])
    message = f"{path}: holds no inspection that has an IRI; build a graph: findings build REPORT… --out DIR"
    raise UnreadableGraph(message)


def _name(graph: ox.NamedNode | ox.BlankNode | ox.DefaultGraph) -> str:
    return graph.value if isinstance(graph, (ox.NamedNode, ox.BlankNode)) else ""


def _split(path: Path, *, scattered: bool) -> Iterator[Task]:
    """Yield each graph with its triples as N-Triples; the vocabulary and the registers last, together.

    A file that has each graph in one piece, as ours do, is never held whole. (Not through a store:
    Oxigraph's would turn xsd:nonNegativeInteger into xsd:integer.)

    Raises:
        _ScatteredGraph: a graph goes on after another one; `scattered` gathers such graphs.
    """
    skipped = tuple(f"/graph/{name}" for name in (VOCABULARY, REGISTERS))
    quads: Iterable[ox.Quad] = iterate_quads(path)
    if scattered:
        quads = sorted(quads, key=lambda quad: _name(quad.graph_name))
    seen: set[str] = set()
    shipped: list[bytes] = []
    for graph, run in groupby(quads, key=attrgetter("graph_name")):
        name = _name(graph)
        if name in seen:
            raise _ScatteredGraph
        seen.add(name)
        lines = write_triples(map(attrgetter("triple"), run))
        if name.endswith(skipped):
            shipped.append(lines)
        else:
            yield Task(name, lines)
    if shipped:
        whole = len(shipped) == len(skipped)
        yield Task("", b"".join(shipped), vocabulary=True, whole=whole)


def _check_graphs(path: Path, workers: int) -> Iterator[tuple[str, Outcome]]:
    make = partial(_shipped_checker, _find_base(path))
    try:
        yield from do_tasks(_split(path, scattered=False), make, workers)
    except _ScatteredGraph:
        yield from do_tasks(_split(path, scattered=True), make, workers)


def _notes(path: Path, strange: int) -> tuple[str, ...]:
    if not strange:
        return ()
    triples = "1 triple differs" if strange == 1 else f"{strange} triples differ"
    (file, *_) = find_graph_files(path)
    message = (
        f"The vocabulary in {file} is not that of this version ({triples}): the one that ships was "
        "used to check, not the one in the file; build the graph again."
    )
    return (message,)


class _ScatteredGraph(Exception):
    """The lines of a named graph do not stand together."""


def _shipped_checker(base: str) -> Checker:
    return Checker(_shipped_vocabulary(base), load_shapes(resources.find("shapes")))
