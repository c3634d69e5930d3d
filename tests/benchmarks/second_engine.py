#!/usr/bin/env python3
"""Compare our results with those of an independent SHACL engine, on all good and broken graphs of the tests.

usage: make second-engine

`shacl` is written in Rust, by another author than pySHACL, and runs SPARQL constraints too. It is no
dependency of ours: `make second-engine` installs it beside our own and runs this. Each graph is checked
together with the vocabulary. A result is compared by severity, shape, component, thing and value. Exit 1 if
one result differs.
"""

# ruff: noqa: T201  it prints what it found
from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pyoxigraph as ox
import rdflib

sys.path.insert(0, str(Path(__file__).parents[1]))

from findings_graph import resources
from findings_graph.graph.vocabulary import load_vocabulary
from findings_graph.validation.constraints import text_of
from findings_graph.validation.graphs import OxTriple, from_light, from_rdflib
from findings_graph.validation.index import write_lines
from findings_graph.validation.run import Checker, load_shapes
from test_shapes import BROKEN, BROKEN_VOCABULARY, GRAPHS, batches, changed, good_graph

GOOD = ("harrowdale-2024", "harrowdale-2024-no-text", "harrowdale-2022", "derived")


def graphs(*, vocabulary: bool) -> Iterator[tuple[str, rdflib.Graph]]:
    """Yield each good and each broken graph with its name."""
    for name in ("vocabulary",) if vocabulary else GOOD:
        yield name, good_graph(name)
    for cases in batches(BROKEN_VOCABULARY if vocabulary else BROKEN):
        yield cases[0]["breaks"], changed(*cases)


def known_triples(*, vocabulary: bool) -> list[OxTriple]:
    """Return what every graph is checked together with."""
    if vocabulary:
        return from_rdflib(rdflib.Graph().parse(GRAPHS / "terms.ttl"))
    shipped = load_vocabulary(resources.find("ontology"))
    return from_light(triple for triples in shipped.values() for triple in triples)


def bare(term: str | None) -> str:
    """Return an IRI without its brackets, a literal as N-Triples writes it."""
    if term is None:
        return ""
    return term[1:-1] if term.startswith("<") else term


def compare(*, vocabulary: bool) -> int:
    """Compare on the graphs of reports, or on those of the vocabulary; return how many differ."""
    shapes = load_shapes(resources.find("shapes"), vocabulary=vocabulary)
    known = known_triples(vocabulary=vocabulary)
    checker = Checker(known, shapes)
    other = import_module("shacl").Shapes.from_turtle(shapes.serialize(format="turtle"))
    different = total = 0
    for name, graph in graphs(vocabulary=vocabulary):
        triples = from_rdflib(graph)
        ours = {
            (r.severity, r.shape, r.component, r.focus, canonical(r.value))
            for r in checker.check(triples)
        }
        report = other.validate_turtle(write_lines([*known, *triples]).decode())
        theirs = {
            (
                r.severity,
                text_of(r.source_shape),
                r.component_iri,
                text_of(r.focus_node),
                canonical(bare(r.value)),
            )
            for r in report.results
        }
        total += len(ours)
        if ours != theirs:
            different += 1
            for row in sorted(ours - theirs):
                print(f"{name}: only ours: {row}")
            for row in sorted(theirs - ours):
                print(f"{name}: only theirs: {row}")
    print(
        f"{'vocabulary' if vocabulary else 'reports'}: {total} results of ours, {different} graphs differ"
    )
    return different


def canonical(value: str | None) -> str:
    """Return a literal in one way of writing it; rdflib and N-Triples quote differently."""
    if value is None or not value.startswith('"'):
        return value or ""
    (quad,) = ox.parse(f"<a:s> <a:p> {value} .", format=ox.RdfFormat.TURTLE)
    return str(quad.object)


if __name__ == "__main__":
    sys.exit(1 if compare(vocabulary=False) + compare(vocabulary=True) else 0)
