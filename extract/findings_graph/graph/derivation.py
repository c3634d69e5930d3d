"""What is derived across reports: the graph `derived`, by the CONSTRUCT queries of `queries/derived/`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import pyoxigraph as ox

from findings_graph import resources
from findings_graph.graph.turtle import header, sort_triples
from findings_graph.terms import Iri, Literal, Triple, term

DERIVED = "derived"
_NEEDED = frozenset(
    str(term(name))
    for name in (
        "rdf:type",
        "pf:inspection",
        "pf:theme",
        "pf:polarity",
        "pf:pdu",
        "pf:region",
        "pf:fieldworkStart",
        "dcterms:issued",
    )
)
_SUBJECT = re.compile(r"\binspection/[^/]+(/report|/finding/[^/]+)?$")
"""What derivation asks of: inspections, their reports and their findings."""
_BROADER = term("skos:broader")


def derive(reports: Iterable[str], vocabulary: Sequence[Triple], *, base: str) -> list[Triple]:
    """Return the sorted triples that the reports' findings give together, with their places and dates.

    Args:
        reports: Turtle blocks of each report's graph, without their prefixes.
        vocabulary: triples of the vocabulary, which say what stands under which theme.
        base: IRI under which things stand.
    """
    store = ox.Store()
    for text in reports:
        quads = ox.parse(header(base) + text, format=ox.RdfFormat.TURTLE, base_iri=base)
        store.extend(quad for quad in quads if _is_needed(quad))
    store.extend(
        ox.Quad(ox.NamedNode(subject), ox.NamedNode(predicate), ox.NamedNode(str(target)))
        for subject, predicate, target in vocabulary
        if predicate == _BROADER
    )
    return derived_triples(store)


def derived_triples(store: ox.Store) -> list[Triple]:
    """Return the sorted triples that the findings of a store give together, over all its graphs."""
    found: set[Triple] = set()
    for path in sorted((resources.find("queries") / DERIVED).glob("*.rq")):
        answer = store.query(path.read_text(encoding="utf-8"), use_default_graph_as_union=True)
        assert isinstance(answer, ox.QueryTriples)
        found.update(_triple(triple) for triple in answer)
    return sort_triples(list(found))


def _is_needed(quad: ox.Quad) -> bool:
    assert isinstance(quad.subject, ox.NamedNode)
    return quad.predicate.value in _NEEDED and _SUBJECT.search(quad.subject.value) is not None


def _triple(triple: ox.Triple) -> Triple:
    assert isinstance(triple.subject, ox.NamedNode)
    target = triple.object
    if isinstance(target, ox.Literal):
        value: Iri | Literal = Literal(
            target.value, Iri(target.datatype.value), target.language or ""
        )
    else:
        assert isinstance(target, ox.NamedNode)
        value = Iri(target.value)
    return Iri(triple.subject.value), Iri(triple.predicate.value), value
