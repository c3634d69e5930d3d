"""What a graph without vocabulary lacks: the shipped terms, themes and registers, and what is derived.

The published graph is one file an inspection and repeats none of them. A question needs them all the
same: for the names of themes and bodies, and for what stands under what.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from findings_graph import resources
from findings_graph.graph.derivation import DERIVED, derived_triples
from findings_graph.graph.vocabulary import load_vocabulary
from findings_graph.terms import BASE, LANG_STRING, Literal, Triple, graph_iri, term

_TYPE = ox.NamedNode(term("rdf:type"))
_INSPECTION = ox.NamedNode(term("pf:Inspection"))
_CONCEPT = ox.NamedNode(term("skos:Concept"))


def lacks_vocabulary(store: ox.Store) -> bool:
    """Return whether a graph speaks of an inspection and describes no theme or other concept."""
    has_inspection = any(store.quads_for_pattern(None, _TYPE, _INSPECTION))
    return has_inspection and not any(store.quads_for_pattern(None, _TYPE, _CONCEPT))


def missing_quads(store: ox.Store) -> list[ox.Quad]:
    """Return the shipped vocabulary and registers, and what is derived with them, if they are not there.

    Args:
        store: a loaded graph; what is returned has still to be added.

    Raises:
        MissingResource: the vocabulary is not installed or broken.
    """
    if not lacks_vocabulary(store):
        return []
    first = next(store.quads_for_pattern(None, _TYPE, _INSPECTION))
    base = str(first.subject).strip("<>").rpartition("inspection/")[0] or BASE
    shipped = load_vocabulary(resources.find("ontology"), base=base)
    quads = [quad for name, found in shipped.items() for quad in _quads(found, base, name)]
    whole = ox.Store()
    whole.extend(store)
    whole.extend(quads)
    return [*quads, *_quads(derived_triples(whole), base, DERIVED)]


def _quads(triples: Iterable[Triple], base: str, name: str) -> Iterator[ox.Quad]:
    graph = ox.NamedNode(graph_iri(base, name))
    for subject, predicate, value in triples:
        yield ox.Quad(ox.NamedNode(subject), ox.NamedNode(predicate), _term(value), graph)


def _term(value: str | Literal) -> ox.NamedNode | ox.Literal:
    if not isinstance(value, Literal):
        return ox.NamedNode(value)
    if value.datatype == LANG_STRING:
        return ox.Literal(value.value, language=value.language)
    return ox.Literal(value.value, datatype=ox.NamedNode(value.datatype))
