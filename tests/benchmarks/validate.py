#!/usr/bin/env python3
"""Measure validation: pySHACL as it comes against ours, for 5, 100 and 1,000 example reports, in one run.

usage: python tests/benchmarks/validate.py [--counts 5,100,1000] [--measured 5] [--processes 2]

The graphs are those of the example reports, each under as many other names as it takes; every graph is a
named graph of one N-Quads file, and ours is timed from that file to the results. pySHACL as it comes
checks one report at a time with the vocabulary, shapes as they are written, without the vocabulary's
loading. It is measured on `--measured` reports and multiplied beyond; the output says so. The results of
those reports must be the same.
"""

# ruff: noqa: T201  it prints what it measured
from __future__ import annotations

import argparse
import logging
import resource
import tempfile
import time
from collections.abc import Iterable, Iterator
from itertools import count, islice
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import rdflib
from rdflib import RDF, SH

from findings_graph import resources
from findings_graph.build import Settings, build_graph
from findings_graph.terms import BASE, graph_iri
from findings_graph.validation import Checker, Result, load_shapes, validate_path
from findings_graph.validation_graphs import from_light, to_rdflib
from findings_graph.vocabulary import load_vocabulary

EXAMPLES = sorted((Path(__file__).parents[1] / "examples").glob("*-20??.txt"))


def build_examples(folder: Path) -> dict[str, str]:
    """Return the graph of each example report, by its name, as N-Triples."""
    build_graph(EXAMPLES, folder, settings=Settings())
    quads: dict[str, list[ox.Triple]] = {path.stem: [] for path in EXAMPLES}
    for quad in ox.parse(path=folder / "graph.trig", format=ox.RdfFormat.TRIG):
        graph = quad.graph_name
        if isinstance(graph, ox.NamedNode):
            name = graph.value.removeprefix(graph_iri(BASE, ""))
            if name in quads:
                quads[name].append(quad.triple)
    return {
        name: (ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"").decode()
        for name, triples in quads.items()
    }


def renamed(examples: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the examples without end, each time under other names."""
    for turn in count():
        for name, text in examples.items():
            other = f"{name[:-5]}-{turn}{name[-5:]}"
            yield other, text.replace(f"/inspection/{name}", f"/inspection/{other}")


def write_quads(graphs: Iterable[tuple[str, str]], path: Path) -> None:
    """Write graphs as N-Quads, without holding them."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for name, text in graphs:
            end = f" <{graph_iri(BASE, name)}> .\n"
            for line in text.removesuffix("\n").split("\n"):
                file.write(line[:-2] + end)


def load_rdflib(text: str | None = None) -> rdflib.Graph:
    """Return the vocabulary, with a report's triples where there is one, in rdflib's own store."""
    graph = rdflib.Graph(bind_namespaces="none")
    shipped = load_vocabulary(resources.find("ontology"))
    triples = from_light(triple for found in shipped.values() for triple in found)
    if text is not None:
        parsed = ox.parse(text, format=ox.RdfFormat.N_TRIPLES)
        triples += [(q.subject, q.predicate, q.object) for q in parsed]
    for subject, predicate, value in triples:
        graph.add((to_rdflib(subject), to_rdflib(predicate), to_rdflib(value)))
    return graph


def check_as_it_comes(text: str) -> tuple[float, set[tuple[str, ...]]]:
    """Return the seconds that pySHACL as it comes takes, and its results."""
    graph = load_rdflib(text)
    shapes = load_shapes(resources.find("shapes"))
    start = time.perf_counter()
    _, report, _ = pyshacl.validate(graph, shacl_graph=shapes, inplace=True)
    seconds = time.perf_counter() - start
    if not isinstance(report, rdflib.Graph):
        raise report
    fields = (
        SH.resultSeverity, SH.sourceShape, SH.sourceConstraintComponent, SH.focusNode, SH.resultMessage,
    )  # fmt: skip
    return seconds, {
        (
            *(str(report.value(node, field)) for field in fields),
            str(report.value(node, SH.value) or ""),
        )
        for node in report.subjects(RDF.type, SH.ValidationResult)
    }


def as_row(result: Result) -> tuple[str, ...]:
    """Return a result with the fields that are compared."""
    severity = str(SH[result.severity])
    value = result.value or ""
    return severity, result.shape, result.component, result.focus, result.message, value


def main() -> None:
    """Measure, and print a line for each number of reports."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--counts", default="5,100,1000")
    parser.add_argument("--measured", type=int, default=5)
    parser.add_argument("--processes", type=int, default=2)
    options = parser.parse_args()
    logging.disable(logging.WARNING)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        examples = build_examples(folder / "graph")
        per_report = measure_pyshacl(examples, options.measured)
        for number in map(int, options.counts.split(",")):
            file = folder / f"{number}.nq"
            write_quads(islice(renamed(examples), number), file)
            start, cpu = time.perf_counter(), processor_seconds()
            found = validate_path(file, workers=options.processes)
            seconds, cpu = time.perf_counter() - start, processor_seconds() - cpu
            file.unlink()
            theirs = "measured" if number <= options.measured else f"from {options.measured}"
            print(
                f"{found.graphs} reports: ours {seconds:.1f} s, {1000 * seconds / number:.0f} ms a report "
                f"with {options.processes} processes ({1000 * cpu / number:.0f} ms of processor time); pySHACL as it comes {per_report * number:.0f} s "
                f"({theirs}, one process), {per_report * number / seconds:.0f} times as long; "
                f"peak memory {peak_memory()}; {len(found.results)} results",
                flush=True,
            )


def measure_pyshacl(examples: dict[str, str], number: int) -> float:
    """Return the seconds a report of pySHACL as it comes; its results are ours."""
    shipped = load_vocabulary(resources.find("ontology"))
    light = (triple for found in shipped.values() for triple in found)
    checker = Checker(from_light(light), load_shapes(resources.find("shapes")))
    total = ours = 0.0
    for name, text in islice(renamed(examples), number):
        seconds, results = check_as_it_comes(text)
        total += seconds
        start = time.perf_counter()
        mine = checker.check_lines(text.encode())
        ours += time.perf_counter() - start
        if {as_row(result) for result in mine} != results:
            message = f"{name}: the results differ"
            raise SystemExit(message)
    print(
        f"{number} reports one by one, the same results: pySHACL as it comes {total / number:.2f} s a report, "
        f"ours {1000 * ours / number:.0f} ms in one process, {total / ours:.0f} times as fast",
        flush=True,
    )
    return total / number


def processor_seconds() -> float:
    """Return the processor time so far of this process and of its workers that ended."""
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in both)


def peak_memory() -> str:
    """Return the largest memory so far of this process and of its largest worker."""
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    worker = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    return f"{own} MB and {worker} MB a worker"


if __name__ == "__main__":
    main()
