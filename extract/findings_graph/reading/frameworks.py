"""The two frameworks' standards, key questions and ratings, as `ontology/frameworks.ttl` has them."""

from __future__ import annotations

import functools
from dataclasses import dataclass

import pyoxigraph as ox

from findings_graph.resources import find

_PF = "https://w3id.org/probation-findings/def/"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_BASE = "https://w3id.org/probation-findings/id/"


@dataclass(frozen=True, slots=True)
class KeyQuestion:
    """A key question: the standard's number, its place there (1-based) and its wording."""

    standard: str
    number: int
    wording: str


@dataclass(frozen=True, slots=True)
class Standard:
    """A standard of one framework.

    Args:
        number: as printed, without P, such as `2.1`.
        names: preferred name first, then the other names that reports print; lower case.
        rated: whether it counts towards the score.
        statement: the framework's statement of it, empty where none was seen.
        questions: its key questions in order; none in domain one.
    """

    number: str
    names: tuple[str, ...]
    rated: bool
    statement: str
    questions: tuple[KeyQuestion, ...]


@dataclass(frozen=True, slots=True)
class Framework:
    """A framework: notation (`2021`, `2023`), the highest score, and its standards in order."""

    notation: str
    maximum: int
    standards: tuple[Standard, ...]

    @property
    def names(self) -> frozenset[str]:
        """Every name of its standards, in lower case."""
        return frozenset(name for standard in self.standards for name in standard.names)

    def standard_named(self, name: str) -> Standard | None:
        """Return the standard that a report calls `name`, in any case."""
        wanted = name.lower()
        return next((standard for standard in self.standards if wanted in standard.names), None)

    def standard(self, number: str) -> Standard | None:
        """Return the standard with this number."""
        return next((standard for standard in self.standards if standard.number == number), None)


@functools.cache
def load_frameworks() -> dict[str, Framework]:
    """Return the frameworks by notation, read once a process."""
    store = ox.Store()
    path = find("ontology") / "frameworks.ttl"
    store.load(path=str(path), format=ox.RdfFormat.TURTLE, base_iri=_BASE)
    frameworks = {}
    for quad in store.quads_for_pattern(None, ox.NamedNode(_TYPE), ox.NamedNode(_PF + "Framework")):
        notation = _values(store, quad.subject, _SKOS + "notation")[0]
        maximum = int(_values(store, quad.subject, _PF + "maximumScore")[0])
        members = store.quads_for_pattern(None, ox.NamedNode(_PF + "framework"), quad.subject)
        standards = sorted(
            (
                _standard(store, member.subject)
                for member in members
                if _is_standard(store, member.subject)
            ),
            key=lambda standard: standard.number,
        )
        frameworks[notation] = Framework(notation, maximum, tuple(standards))
    return dict(sorted(frameworks.items()))


@functools.cache
def standard_names() -> frozenset[str]:
    """Return every name of every standard, in lower case."""
    return frozenset().union(*(framework.names for framework in load_frameworks().values()))


def _is_standard(store: ox.Store, node: object) -> bool:
    assert isinstance(node, ox.NamedNode)
    triple = (node, ox.NamedNode(_TYPE), ox.NamedNode(_PF + "Standard"))
    return any(True for _ in store.quads_for_pattern(*triple))


def _standard(store: ox.Store, node: object) -> Standard:
    assert isinstance(node, ox.NamedNode)
    number = _values(store, node, _SKOS + "notation")[0]
    names = [*_values(store, node, _SKOS + "prefLabel"), *_values(store, node, _SKOS + "altLabel")]
    questions = []
    for quad in store.quads_for_pattern(None, ox.NamedNode(_PF + "standard"), node):
        place = _values(store, quad.subject, _PF + "number")
        wording = _values(store, quad.subject, _SKOS + "prefLabel")
        if place and wording:
            questions.append(KeyQuestion(number, int(place[0]), wording[0]))
    return Standard(
        number,
        tuple(dict.fromkeys(name.lower() for name in names)),
        _values(store, node, _PF + "rated") == ["true"],
        "".join(_values(store, node, _PF + "statement")),
        tuple(sorted(questions, key=lambda question: question.number)),
    )


def _values(store: ox.Store, node: object, predicate: str) -> list[str]:
    """Return the literal values of a property, sorted."""
    assert isinstance(node, ox.NamedNode | ox.BlankNode)
    quads = store.quads_for_pattern(node, ox.NamedNode(predicate), None)
    return sorted(quad.object.value for quad in quads if isinstance(quad.object, ox.Literal))
