#!/usr/bin/env python3
"""Measure validation: pySHACL as it comes against ours, for 5, 100 and 1,000 example reports, in one run.

usage: python tests/benchmarks/validate.py [--counts 5,100,1000] [--measured 5] [--loose 1] [--processes 2]

The graphs are those of the example reports, each under as many other names as it takes; every graph is a
named graph of one N-Quads file, and ours is timed from that file to the results, start of the processes
included. Each count runs in a process of its own, so that the peak memory printed is that count's.

pySHACL as it comes checks one report at a time with the vocabulary, shapes as they are written, without
the vocabulary's loading. It is measured on `--measured` reports and multiplied beyond; the output says so.
Its results must be ours.

The rules that are anchored on the inspection are measured against the same rules aimed at each finding,
statistic and piece of evidence (`LOOSE`), both by pySHACL as it comes, on `--loose` reports; the two must
find the same things wrong.
"""

# ruff: noqa: T201  it prints what it measured
from __future__ import annotations

import argparse
import json
import logging
import re
import resource
import subprocess
import sys
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
from findings_graph.graph.build import Settings, build_graph
from findings_graph.graph.vocabulary import load_vocabulary
from findings_graph.terms import BASE, PREFIXES, graph_iri
from findings_graph.validation.graphs import from_light, to_rdflib
from findings_graph.validation.run import Checker, Result, load_shapes, validate_path

EXAMPLES = sorted((Path(__file__).parents[1] / "examples").glob("*-20??.txt"))
LOOSE = {
    "EvidenceInsideText": ["oa:TextPositionSelector"],
    "QuoteFitsPosition": ["oa:TextQuoteSelector"],
    "StatementHolds": ["rdf:Statement"],
    "ThemeHasCue": ["pf:Finding", "pf:Recommendation"],
    "ThemeAnnotationAbout": ["oa:Annotation"],
    "SectionOfStandard": ["pf:Finding"],
    "PolarityFollowsHeading": ["pf:Finding"],
    "ComputedPercentage": ["pf:Statistic"],
    "PrintedPercentage": ["pf:Statistic"],
    "NumeratorWithinDenominator": ["pf:Statistic"],
    "DenominatorWithNumerator": ["pf:Statistic"],
}
"""Rules over things of which a report has many, with the classes of those things."""
Row = tuple[str, ...]
FIELDS = (
    SH.resultSeverity, SH.sourceShape, SH.sourceConstraintComponent, SH.focusNode, SH.resultMessage,
)  # fmt: skip


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


def check_as_it_comes(text: str, shapes: rdflib.Graph) -> tuple[float, set[Row]]:
    """Return the seconds that pySHACL as it comes takes, and its results."""
    graph = load_rdflib(text)
    start = time.perf_counter()
    _, report, _ = pyshacl.validate(graph, shacl_graph=shapes, inplace=True)
    seconds = time.perf_counter() - start
    if not isinstance(report, rdflib.Graph):
        raise report
    return seconds, {
        (
            *(str(report.value(node, field)) for field in FIELDS),
            str(report.value(node, SH.value) or ""),
        )
        for node in report.subjects(RDF.type, SH.ValidationResult)
    }


def as_row(result: Result) -> Row:
    """Return a result with the fields that are compared."""
    severity = str(SH[result.severity])
    value = result.value or ""
    return severity, result.shape, result.component, result.focus, result.message, value


def rules(*, loose: bool) -> rdflib.Graph:
    """Return the rules of `LOOSE` alone, anchored as they are written, or aimed at each of their things."""
    shapes = load_shapes(resources.find("shapes"))
    for shape in set(shapes.subjects(SH.property)) | set(shapes.subjects(SH.sparql)):
        name = str(shape).rpartition("/")[2]
        if name not in LOOSE:
            shapes.remove((shape, None, None))
        elif loose:
            shapes.remove((shape, SH.targetClass, None))
            for kind in LOOSE[name]:
                prefix, _, local = kind.partition(":")
                shapes.add((shape, SH.targetClass, rdflib.URIRef(PREFIXES[prefix] + local)))
            query = shapes.value(shape, SH.sparql)
            assert query is not None
            select = str(shapes.value(query, SH.select)).replace("$this", "?inspection")
            shapes.set((query, SH.select, rdflib.Literal(re.sub(r"\?value\b", "$this", select))))
    return shapes


def main() -> None:
    """Measure, and print a line for each number of reports."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--counts", default="5,100,1000")
    parser.add_argument("--measured", type=int, default=5)
    parser.add_argument("--loose", type=int, default=1)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--file", type=Path, help="measure ours on this file alone, and print JSON")
    options = parser.parse_args()
    logging.disable(logging.WARNING)
    if options.file:
        print(json.dumps(measure_ours(options.file, options.processes)))
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        examples = build_examples(folder / "graph")
        if options.loose:
            measure_anchors(examples, options.loose)
        theirs = measure_pyshacl(examples, options.measured)
        for number in map(int, options.counts.split(",")):
            file = folder / f"{number}.nq"
            write_quads(islice(renamed(examples), number), file)
            command = [sys.executable, __file__, "--file", str(file)]
            command += ["--processes", str(options.processes)]
            done = subprocess.run(command, check=True, capture_output=True, text=True)
            file.unlink()
            ours = json.loads(done.stdout)
            basis = "measured" if number <= options.measured else f"from {options.measured}"
            print(
                f"{number} reports: ours {ours['seconds']:.1f} s, {1000 * ours['seconds'] / number:.0f} ms a report "
                f"with {options.processes} processes ({1000 * ours['cpu'] / number:.0f} ms of processor time); "
                f"pySHACL as it comes {theirs * number:.0f} s ({basis}, one process), "
                f"{theirs * number / ours['seconds']:.0f} times as long; "
                f"peak memory {ours['own']} MB and {ours['worker']} MB a worker; {ours['results']} results",
                flush=True,
            )


def measure_ours(file: Path, processes: int) -> dict[str, float]:
    """Return seconds, processor time, results, and the largest memory of this process and of a worker in MB."""
    start, cpu = time.perf_counter(), processor_seconds()
    found = validate_path(file, workers=processes)
    return {
        "seconds": time.perf_counter() - start,
        "cpu": processor_seconds() - cpu,
        "results": len(found.results),
        "own": peak_memory(),
        "worker": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024,
    }


def measure_pyshacl(examples: dict[str, str], number: int) -> float:
    """Return the seconds a report of pySHACL as it comes; its results are ours."""
    shipped = load_vocabulary(resources.find("ontology"))
    light = (triple for found in shipped.values() for triple in found)
    checker = Checker(from_light(light), load_shapes(resources.find("shapes")))
    total = ours = 0.0
    for name, text in islice(renamed(examples), number):
        seconds, results = check_as_it_comes(text, load_shapes(resources.find("shapes")))
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


def measure_anchors(examples: dict[str, str], number: int) -> None:
    """Print what anchoring the rules of `LOOSE` on the inspection gains in pySHACL as it comes."""
    anchored = loose = 0.0
    found = 0
    for name, text in islice(renamed(broken(examples)), number):
        seconds, results = check_as_it_comes(text, rules(loose=False))
        anchored += seconds
        seconds, others = check_as_it_comes(text, rules(loose=True))
        loose += seconds
        wrong = {(shape, message, value) for _, shape, _, _, message, value in results}
        if wrong != {(shape, message, focus) for _, shape, _, focus, message, _ in others}:
            message = f"{name}: the rules that are not anchored find other things wrong"
            raise SystemExit(message)
        found += len(wrong)
    print(
        f"{len(LOOSE)} rules, {number} broken reports, the same {found} things wrong: anchored on the inspection "
        f"{anchored / number:.2f} s a report, not anchored {loose / number:.2f} s, "
        f"{loose / anchored:.1f} times as long (both pySHACL as it comes)",
        flush=True,
    )


def broken(examples: dict[str, str]) -> dict[str, str]:
    """Return the examples without the motives of their annotations, which breaks a rule for each theme."""
    motive = f"<{PREFIXES['oa']}classifying>"
    return {
        name: "".join(line for line in text.splitlines(keepends=True) if motive not in line)
        for name, text in examples.items()
    }


def processor_seconds() -> float:
    """Return the processor time so far of this process and of its workers that ended."""
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in both)


def peak_memory() -> int:
    """Return the largest memory of this process in MB.

    `getrusage` would tell that of the process which started this one, were it larger.
    """
    status = Path("/proc/self/status").read_text("ascii")
    (peak,) = re.findall(r"^VmHWM:\s+(\d+) kB$", status, re.MULTILINE)
    return int(peak) // 1024


if __name__ == "__main__":
    main()
