"""Our engine for SHACL gives what pySHACL gives, on good, broken and odd graphs, and leaves it what it does not know."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
import rdflib
from rdflib import RDF, SH
from rdflib.term import Node

from findings_graph import resources
from findings_graph.graph.vocabulary import load_vocabulary
from findings_graph.terms import BASE, PREFIXES
from findings_graph.validation.graphs import OxTriple, from_light, from_rdflib
from findings_graph.validation.run import Checker, load_shapes
from findings_graph.validation.shapes import TARGETS, read_shapes
from test_shapes import (
    BROKEN,
    BROKEN_VOCABULARY,
    GRAPHS,
    batches,
    changed,
    good_graph,
)

ENGINES = ("own", "pyshacl")


@cache
def checker(engine: str, *, vocabulary: bool = False) -> Checker:
    """Return the shapes for reports with the shipped vocabulary, or those for the vocabulary."""
    shapes = load_shapes(resources.find("shapes"), vocabulary=vocabulary)
    if vocabulary:
        return Checker(
            from_rdflib(rdflib.Graph().parse(GRAPHS / "terms.ttl")), shapes, engine=engine
        )
    shipped = load_vocabulary(resources.find("ontology"))
    light = (triple for triples in shipped.values() for triple in triples)
    return Checker(from_light(light), shapes, engine=engine)


def both(triples: list[OxTriple], *, vocabulary: bool = False) -> list[Any]:
    """Return the results of both engines."""
    return [checker(engine, vocabulary=vocabulary).check(triples) for engine in ENGINES]


@pytest.mark.parametrize(
    "name", ["harrowdale-2024", "harrowdale-2024-no-text", "harrowdale-2022", "derived"]
)
def test_good_graphs_give_what_pyshacl_gives(name: str) -> None:
    """Every field of every result is the same, evidence included."""
    own, theirs = both(from_rdflib(good_graph(name)))
    assert own == theirs


@pytest.mark.slow
@pytest.mark.parametrize("cases", batches(BROKEN), ids=lambda cases: cases[0]["breaks"])
def test_broken_graphs_give_what_pyshacl_gives(cases: list[dict[str, Any]]) -> None:
    """All broken graphs of the shapes' tests give the same, with messages, values and evidence."""
    own, theirs = both(from_rdflib(changed(*cases)))
    assert own == theirs
    assert own


@pytest.mark.slow
@pytest.mark.parametrize("cases", batches(BROKEN_VOCABULARY), ids=lambda cases: cases[0]["breaks"])
def test_broken_vocabularies_give_what_pyshacl_gives(cases: list[dict[str, Any]]) -> None:
    """So do those of the vocabulary, some of whose shapes only pySHACL knows."""
    own, theirs = both(from_rdflib(changed(*cases)), vocabulary=True)
    assert own == theirs
    assert own


ODD = """
  -1, 0, 7, 007, +7, 100, 101, 1.5, -0.5, 100.0, 1e3, 99999999999999999999999, true, false,
  "7.50"^^xsd:decimal, "7"^^xsd:decimal, "7."^^xsd:decimal, ".5"^^xsd:decimal, "x"^^xsd:decimal, "x"^^xsd:integer, ""^^xsd:integer,
  " 7 "^^xsd:integer, "7"^^xsd:nonNegativeInteger, "-7"^^xsd:nonNegativeInteger, "1"^^xsd:boolean, "yes"^^xsd:boolean, "7"^^xsd:float,
  "2024-01-31"^^xsd:date, "2024-02-31"^^xsd:date, "2024-01"^^xsd:gYearMonth, "2024-13"^^xsd:gYearMonth, "2024"^^xsd:gYear,
  "2024-01-31T00:00:00"^^xsd:dateTime, "", " ", "7", "a", "a\\nb\\\\ \\"c\\"", "a b", "café", ""@en, "a"@en, "a"@en-gb, "a"@cy, "a\\nb"@en,
  "978-1-2345-6789-0", "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", "Some progress"@en, "office", "prison",
  <https://a.example/>, <https://a.example/rating/good>, <https://a.example/theme/workload>, pf:Finding, oa:describing
"""


def odd_things(*, vocabulary: bool) -> list[OxTriple]:
    """Return an instance of every target class, with every odd value of every property of its shapes."""
    shapes = load_shapes(resources.find("shapes"), vocabulary=vocabulary)
    pairs: set[tuple[Node, Node]] = set()
    for shape, part in shapes.subject_objects(SH.property):
        path = shapes.value(part, SH.path)
        for kind in shapes.objects(shape, SH.targetClass):
            if isinstance(path, rdflib.URIRef) and path != RDF.type:
                pairs.add((kind, path))
    # pySHACL 0.40 stops at a blank node in a comparison of two properties, which the vocabulary's shapes have.
    odd = ODD if vocabulary else f"{ODD}, _:nobody"
    text = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
    for number, (kind, path) in enumerate(sorted(pairs)):
        thing = f"<{BASE}inspection/odd-2024/thing/{number}>"
        text += f"{thing} a {kind.n3()} ; {path.n3()} {odd} .\n"
    graph = rdflib.Graph()
    normalised = rdflib.NORMALIZE_LITERALS
    rdflib.NORMALIZE_LITERALS = False
    try:
        graph.parse(data=text, format="turtle")
    finally:
        rdflib.NORMALIZE_LITERALS = normalised
    return from_rdflib(graph)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:(Parsing|Serializing) weird")
@pytest.mark.parametrize("vocabulary", [False, True])
def test_odd_values_give_what_pyshacl_gives(vocabulary: bool) -> None:  # noqa: FBT001
    """Values of every datatype and form, well and badly written, get the same answers from every shape."""
    own, theirs = both(odd_things(vocabulary=vocabulary), vocabulary=vocabulary)
    assert len(theirs) > 1000
    assert own == theirs


def test_shapes_for_reports_all_run_here() -> None:
    """No shape for reports is left to pySHACL, which would be slow."""
    shapes = load_shapes(resources.find("shapes"))
    read = read_shapes(shapes)
    assert read.rest is None
    assert {shape.name for shape in read.properties} == {
        str(part)
        for shape in {shape for kind in TARGETS for shape in shapes.subjects(kind)}
        for part in shapes.objects(shape, SH.property)
    }
    assert {rule.name for rule in read.rules} == {
        str(shape) for shape in shapes.subjects(SH.sparql)
    }


HEAD = """
  @prefix : <https://a.example/> .
  @prefix sh: <http://www.w3.org/ns/shacl#> .
  @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
  @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
UNKNOWN = {
    "closed": ':S a sh:NodeShape ; sh:targetClass :C ; sh:closed true ; sh:property :P . :P sh:path :p ; sh:message "m" .',
    "node": ':S a sh:NodeShape ; sh:targetClass :C ; sh:property :P . :P sh:path :p ; sh:message "m" ; sh:node :N . :N a sh:NodeShape ; sh:nodeKind sh:IRI .',
    "not": ':S a sh:NodeShape ; sh:targetClass :C ; sh:property :P . :P sh:path :p ; sh:message "m" ; sh:not [ sh:datatype xsd:integer ] .',
    "equals": ':S a sh:NodeShape ; sh:targetClass :C ; sh:property :P . :P sh:path :p ; sh:message "m" ; sh:equals :q .',
    "path": ':S a sh:NodeShape ; sh:targetClass :C ; sh:property :P . :P sh:path [ sh:zeroOrMorePath :p ] ; sh:message "m" ; sh:nodeKind sh:IRI .',
    "flags": ':S a sh:NodeShape ; sh:targetClass :C ; sh:property :P . :P sh:path :p ; sh:message "m" ; sh:pattern "X" ; sh:flags "i" .',
    "no message": ":S a sh:NodeShape ; sh:targetClass :C ; sh:property :P . :P sh:path :p ; sh:maxCount 0 .",
    "class as shape": ':C a rdfs:Class, sh:NodeShape ; sh:property :P . :P sh:path :p ; sh:message "m" ; sh:maxCount 0 .',
    "constraint of the thing": ':S a sh:NodeShape ; sh:targetClass :C ; sh:message "m" ; sh:nodeKind sh:Literal .',
    "path in a query": ':S a sh:NodeShape ; sh:targetClass :C ; sh:sparql [ sh:message "m" ; sh:select "SELECT $this ?path WHERE { $this ?path 1 }" ] .',
}


@pytest.mark.parametrize("shapes", UNKNOWN.values(), ids=UNKNOWN.keys())
def test_unknown_shapes_are_left_to_pyshacl(shapes: str) -> None:
    """What our engine does not know is run by pySHACL, never skipped."""
    graph = rdflib.Graph().parse(data=HEAD + shapes, format="turtle")
    assert read_shapes(graph).rest is not None
    data = rdflib.Graph().parse(data=HEAD + ':a a :C ; :p 1, "x", :b ; :q :b .', format="turtle")
    own, theirs = (Checker([], graph, engine=engine).check(from_rdflib(data)) for engine in ENGINES)
    assert own == theirs
    assert own


@pytest.mark.parametrize("target", ["sh:targetClass :C", "sh:targetObjectsOf :q"])
def test_rules_are_asked_about_what_is_no_iri(target: str) -> None:
    """Blank nodes and literals are asked about as pySHACL does."""
    shapes = f':S a sh:NodeShape ; {target} ; sh:sparql [ sh:message "m {{?value}}" ; sh:select "SELECT $this ?value WHERE {{ ?value <https://a.example/q> $this }}" ] .'
    graph = rdflib.Graph().parse(data=HEAD + shapes, format="turtle")
    data = ':a :q :b, _:x, "text\\n"@en, 7 . :b a :C . _:x a :C ; :q _:x . _:y a :C .'
    checked = from_rdflib(rdflib.Graph().parse(data=HEAD + data, format="turtle"))
    own, theirs = (Checker([], graph, engine=engine).check(checked) for engine in ENGINES)
    assert read_shapes(graph).rest is None
    assert own == theirs
    assert len(own) == (3 if "Class" in target else 5)


def test_deactivated_shape_gives_nothing() -> None:
    """A shape that is switched off is left to pySHACL, which does not run it."""
    shapes = ':S a sh:NodeShape ; sh:targetClass :C ; sh:property :P . :P sh:path :p ; sh:message "m" ; sh:maxCount 0 ; sh:deactivated true .'
    graph = rdflib.Graph().parse(data=HEAD + shapes, format="turtle")
    data = rdflib.Graph().parse(data=HEAD + ":a a :C ; :p 1 .", format="turtle")
    assert Checker([], graph).check(from_rdflib(data)) == []


def test_triples_of_the_vocabulary_count_once() -> None:
    """A report may repeat what the vocabulary says: nothing is counted twice."""
    shapes = rdflib.Graph().parse(
        data=HEAD
        + ':S a sh:NodeShape ; sh:targetClass :C ; sh:property :P . :P sh:path :p ; sh:message "m" ; sh:maxCount 1 .',
        format="turtle",
    )
    data = from_rdflib(rdflib.Graph().parse(data=HEAD + ":a a :C ; :p 1 .", format="turtle"))
    assert Checker(data, shapes).check([*data, *data]) == []
