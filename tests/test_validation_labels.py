"""Labels in results: every kind of thing has one that a person understands."""

from __future__ import annotations

from functools import cache

import pytest
import rdflib

from findings_graph import resources
from findings_graph.graph.vocabulary import load_vocabulary
from findings_graph.terms import BASE
from findings_graph.validation.evidence import BACKWARDS
from findings_graph.validation.graphs import OxTriple, from_light, from_rdflib
from findings_graph.validation.index import SUBCLASS, TYPE, CheckedTriples, Index, write_lines
from findings_graph.validation.labels import find_label
from test_shapes import good_graph


def index(triples: list[OxTriple]) -> Index:
    """Return triples indexed as a checker does."""
    lines = dict.fromkeys(write_lines(triples).decode().splitlines())
    return Index(lines, BACKWARDS | {TYPE, SUBCLASS})


@cache
def graph(name: str) -> CheckedTriples:
    """Return a good graph with the shipped vocabulary."""
    shipped = load_vocabulary(resources.find("ontology"))
    vocabulary = from_light(triple for triples in shipped.values() for triple in triples)
    return CheckedTriples(index(vocabulary), index(from_rdflib(good_graph(name))))


@pytest.mark.parametrize(
    ("thing", "label"),
    [
        ("", "Inspection of Harrowdale PDU, 2024"),
        ("/report", "Report on the inspection of Harrowdale PDU, 2024"),
        ("/finding/0123456789ab", "finding 1, Leadership, standard 1.1"),
        ("/quotation/554433221100", "quotation 1, feedback"),
        ("/figure/aaaabbbbcccc", "figure, caseload"),
        ("/standard-rating/1.1", "standard rating, Leadership"),
        ("/overall-rating", "overall rating"),
        ("/provision/brightpath/accommodation", "provision, Brightpath, accommodation"),
        ("/place/office/mill-lane", "mention of a place, Mill Lane"),
        ("/statement/communityCases", "statement of community cases"),
        ("/statement/issued", "statement of dcterms:issued"),
        ("/figure/aaaabbbbcccc/evidence", "annotation of figure, caseload"),
        ("/figure/aaaabbbbcccc/evidence/target", "specific resource of figure, caseload"),
        ("/figure/aaaabbbbcccc/evidence/quote", "text quote selector of figure, caseload"),
        ("/nowhere", ""),
    ],
)
def test_label_tells_what_a_thing_is(thing: str, label: str) -> None:
    """A thing's own label, else its kind, number and what tells it; evidence is of its fact."""
    name = f"<{BASE}inspection/harrowdale-2024{thing}>"
    assert find_label(graph("harrowdale-2024"), name) == label


def test_label_of_a_gap_says_what_is_missing() -> None:
    """A gap is told by what it is about."""
    name = f"<{BASE}inspection/harrowdale-2022/gap/communitycases>"
    assert find_label(graph("harrowdale-2022"), name) == "gap, communityCases"


@pytest.mark.parametrize("thing", ['"7"', "_:b"])
def test_literals_and_blank_nodes_have_no_label(thing: str) -> None:
    """Only an IRI names a thing."""
    assert find_label(graph("derived"), thing) == ""


def test_parts_in_a_circle_end() -> None:
    """Evidence that is about itself gets a label all the same."""
    text = "<urn:a> a <https://a.example/OddKind> ; <http://www.w3.org/ns/oa#hasBody> <urn:a> ."
    odd = CheckedTriples(
        index([]), index(from_rdflib(rdflib.Graph().parse(data=text, format="turtle")))
    )
    assert find_label(odd, "<urn:a>") == "odd kind of odd kind"
