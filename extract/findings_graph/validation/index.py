"""A report's triples, indexed for validation by what shapes ask: values of a property, and subjects of some.

Terms are N-Triples strings, so that a graph is indexed without making an object of every term. The
vocabulary is indexed once and shared by all reports.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TypeAlias

import pyoxigraph as ox
from rdflib.term import Identifier

from findings_graph.terms import PREFIXES
from findings_graph.validation.graphs import OxNode, OxTriple, to_rdflib

Term: TypeAlias = str
"""A term as N-Triples writes it: `<iri>`, `"text"@en`, `_:b`."""

TYPE = f"<{PREFIXES['rdf']}type>"
SUBCLASS = f"<{PREFIXES['rdfs']}subClassOf>"
_NONE: tuple[Term, ...] = ()


def write_lines(triples: Iterable[OxTriple]) -> bytes:
    """Return triples as N-Triples in Oxigraph's canonical form, on which equality of terms rests."""
    return write_triples(ox.Triple(*triple) for triple in triples)


def write_triples(triples: Iterable[ox.Triple]) -> bytes:
    """Return Oxigraph's triples as `write_lines` does."""
    return ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""


class Index:
    """Triples by subject and property, and by property and value for the properties asked backwards.

    Args:
        lines: N-Triples, one triple each, without line ends and without repetition; fastest where the
            lines of a subject stand together.
        backwards: the properties whose subjects are looked up by value.
    """

    def __init__(self, lines: Iterable[str], backwards: frozenset[Term]) -> None:
        self.values: dict[Term, dict[Term, list[Term]]] = {}
        self.subjects: dict[Term, dict[Term, list[Term]]] = {name: {} for name in backwards}
        inverse = self.subjects
        known = ""
        of_subject: dict[Term, list[Term]] = {}
        for line in lines:
            subject, predicate, rest = line.split(" ", 2)
            value = rest[:-2]
            if subject != known:
                known = subject
                of_subject = self.values.setdefault(subject, {})
            if predicate in of_subject:
                of_subject[predicate].append(value)
            else:
                of_subject[predicate] = [value]
            if predicate in inverse:
                by_value = inverse[predicate]
                if value in by_value:
                    by_value[value].append(subject)
                else:
                    by_value[value] = [subject]


class CheckedTriples:
    """A report's triples together with the vocabulary's, as one graph to look things up in.

    Args:
        vocabulary: the triples that all reports share.
        report: the report's triples that the vocabulary does not have.
    """

    def __init__(self, vocabulary: Index, report: Index) -> None:
        self._vocabulary = vocabulary
        self._report = report
        self._under: dict[Term, frozenset[Term]] = {}
        self._instances: dict[Term, set[Term]] = {}

    def values(self, subject: Term, predicate: Term) -> list[Term] | tuple[Term, ...]:
        """Return the values of a property, each once."""
        mine = self._report.values.get(subject)
        theirs = self._vocabulary.values.get(subject)
        if theirs is None:
            return _NONE if mine is None else mine.get(predicate, _NONE)
        shared = theirs.get(predicate, _NONE)
        own = _NONE if mine is None else mine.get(predicate, _NONE)
        return [*shared, *own] if own else shared

    def subjects(self, predicate: Term, value: Term) -> list[Term]:
        """Return the subjects that have a value of a property; the property is one asked backwards."""
        return [
            *self._vocabulary.subjects[predicate].get(value, _NONE),
            *self._report.subjects[predicate].get(value, _NONE),
        ]

    def all_values(self, predicate: Term) -> set[Term]:
        """Return every value of a property; the property is one asked backwards."""
        return {*self._vocabulary.subjects[predicate], *self._report.subjects[predicate]}

    def all_subjects(self, predicate: Term) -> set[Term]:
        """Return everything that has a property; the property is one asked backwards."""
        return {
            subject
            for index in (self._vocabulary, self._report)
            for subjects in index.subjects[predicate].values()
            for subject in subjects
        }

    def instances(self, kind: Term) -> set[Term]:
        """Return the things of a class or of one under it. The set is not to be changed."""
        known = self._instances.get(kind)
        if known is None:
            classes = self.classes_under(kind)
            known = {thing for below in classes for thing in self.subjects(TYPE, below)}
            self._instances[kind] = known
        return known

    def classes_under(self, kind: Term) -> frozenset[Term]:
        """Return a class with all that are under it, by rdfs:subClassOf."""
        known = self._under.get(kind)
        if known is None:
            found = {kind}
            waiting = [kind]
            while waiting:
                for below in self.subjects(SUBCLASS, waiting.pop()):
                    if below not in found:
                        found.add(below)
                        waiting.append(below)
            known = self._under[kind] = frozenset(found)
        return known

    def is_a(self, thing: Term, kind: Term) -> bool:
        """Whether a thing has a class or one under it. A literal has none."""
        under = self.classes_under(kind)
        return any(found in under for found in self.values(thing, TYPE))


@lru_cache(maxsize=4096)
def parse_term(term: Term) -> Identifier:
    """Return a term as rdflib's."""
    return to_rdflib(parse_node(term))


def parse_node(term: Term) -> OxNode:
    """Return a term as Oxigraph's; a blank node keeps its label."""
    if term[0] == "<":
        return ox.NamedNode(term[1:-1])
    (quad,) = ox.parse(f"<a:s> <a:p> {term} .", format=ox.RdfFormat.N_TRIPLES)
    node: OxNode = quad.object
    return node
