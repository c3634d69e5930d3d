"""Shapes read once into tests that run fast, and what is left of them for pySHACL.

Every shape with a target is read on its own. One that uses anything not known here, be it a component, a
path or a flag, is left to pySHACL as a whole: nothing is skipped.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import rdflib
from rdflib import RDF, RDFS, SH
from rdflib.collection import Collection
from rdflib.term import BNode, Node, URIRef
from rdflib.term import Literal as RdfLiteral

from findings_graph.validation.constraints import (
    NODE_KINDS,
    Test,
    has_class,
    has_datatype,
    has_language,
    has_length,
    has_node_kind,
    is_any,
    is_one_of,
    is_within,
    matches,
)
from findings_graph.validation.graphs import to_oxigraph
from findings_graph.validation.index import SUBCLASS, TYPE, CheckedTriples, Term

ADVICE = URIRef("https://w3id.org/probation-findings/shapes/advice")
"""What to do about a result of a shape."""
TARGETS = (SH.targetClass, SH.targetNode, SH.targetObjectsOf, SH.targetSubjectsOf)
Walk: TypeAlias = Callable[[CheckedTriples, Term], Sequence[Term]]
"""From a thing to its values along a path, each once."""

_SEVERITIES = (SH.Violation, SH.Warning, SH.Info)
_DESCRIPTIONS = {
    RDF.type, RDFS.label, RDFS.comment, SH.name, SH.description, SH.order, SH.group,
    SH.message, SH.severity, ADVICE, *TARGETS,
}  # fmt: skip
_ONCE = {SH.datatype, SH.nodeKind, SH.minLength, SH.maxLength, SH.languageIn, SH["in"]}
_QUERY_PARTS = {RDF.type, SH.message, SH.prefixes, SH.select}
# What a query may not have: variables with a meaning of their own in SHACL, and what it forbids.
_STRANGE = re.compile(
    r"[?$](path|failure|shapesGraph|currentShape)\b|\b(MINUS|VALUES|SERVICE)\b", re.IGNORECASE
)
_SELECT_THIS = re.compile(r"\s*SELECT\s+(DISTINCT\s+)?[?$]this\b")
_INNER_SELECT = re.compile(r"\{\s*SELECT\b", re.IGNORECASE)


class _Unknown(Exception):
    """Something that only pySHACL knows."""


@dataclass(frozen=True, slots=True)
class Target:
    """Which things a shape is about.

    Args:
        kind: the local name of the property, such as `targetClass`.
        node: the class, property or thing.
    """

    kind: str
    node: Term

    def things(self, graph: CheckedTriples) -> set[Term]:
        """Return the things of a graph that are meant."""
        if self.kind == "targetClass":
            return graph.instances(self.node)
        if self.kind == "targetObjectsOf":
            return graph.all_values(self.node)
        if self.kind == "targetSubjectsOf":
            return graph.all_subjects(self.node)
        return {self.node}


@dataclass(frozen=True, slots=True)
class PropertyShape:
    """A property shape, ready to run.

    Args:
        name: its IRI.
        severity: local name of its severity.
        message: its messages.
        targets: what it is about.
        path: its path as SPARQL writes it.
        predicate: the path where that is one property, else none.
        walk: from a thing to the values.
        counts: components with the lowest and highest number of values.
        wanted: values that must be there.
        tests: components with what each value must pass.
    """

    name: str
    severity: str
    message: str
    targets: tuple[Target, ...]
    path: str
    predicate: Term | None
    walk: Walk
    counts: tuple[tuple[str, int, int | None], ...]
    wanted: tuple[Term, ...]
    tests: tuple[tuple[str, Test], ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A node shape with one SPARQL constraint, ready to run.

    Args:
        name: its IRI.
        severity: local name of its severity.
        messages: its messages, with variables in braces.
        targets: what it is about.
        query: the SELECT query with its prefixes.
    """

    name: str
    severity: str
    messages: tuple[str, ...]
    targets: tuple[Target, ...]
    query: str


@dataclass(frozen=True, slots=True)
class Shapes:
    """Shapes, read.

    Args:
        properties: the property shapes that run here.
        rules: the rules that run on Oxigraph.
        backwards: the properties whose subjects are looked up by value.
        rest: the shapes that are left to pySHACL, or none.
    """

    properties: tuple[PropertyShape, ...]
    rules: tuple[Rule, ...]
    backwards: frozenset[Term]
    rest: rdflib.Graph | None


def aim_properties(shapes: rdflib.Graph) -> rdflib.Graph:
    """Return the shapes with each property shape aiming at its node shapes' targets itself.

    The results are the same; a property is then checked of all things at once, not of one thing after
    the other. Node shapes without a target keep their properties.
    """
    aimed = rdflib.Graph(bind_namespaces="none")
    for triple in shapes:
        aimed.add(triple)
    for shape, part in list(shapes.subject_objects(SH.property)):
        targets = [(kind, node) for kind in TARGETS for node in shapes.objects(shape, kind)]
        plain = set(shapes.predicates(shape)) <= {*_DESCRIPTIONS, SH.property, SH.sparql}
        if not targets or not plain or (shape, RDF.type, RDFS.Class) in shapes:
            continue
        for kind, node in targets:
            aimed.add((part, kind, node))
        aimed.remove((shape, SH.property, part))
    return aimed


def read_shapes(shapes: rdflib.Graph) -> Shapes:
    """Read shapes; those with anything unknown are in the rest."""
    reader = _Reader(aim_properties(shapes))
    properties: list[PropertyShape] = []
    rules: list[Rule] = []
    for shape in sorted(reader.targeted(), key=str):
        try:
            if reader.graph.value(shape, SH.path) is not None:
                properties.append(reader.read_property(shape))
            elif reader.graph.value(shape, SH.sparql) is not None:
                rules.append(reader.read_rule(shape))
            else:
                reader.read_empty(shape)
        except _Unknown:
            continue
        reader.done.append(shape)
    return Shapes(tuple(properties), tuple(rules), frozenset(reader.backwards), reader.rest())


class _Reader:
    def __init__(self, graph: rdflib.Graph) -> None:
        self.graph = graph
        self.backwards: set[Term] = {TYPE, SUBCLASS}
        self.done: list[Node] = []

    def targeted(self) -> set[Node]:
        return {shape for kind in TARGETS for shape in self.graph.subjects(kind)}

    def rest(self) -> rdflib.Graph | None:
        for shape in self.done:
            for kind in TARGETS:
                self.graph.remove((shape, kind, None))
        implicit = set(self.graph.subjects(RDF.type, RDFS.Class))
        return self.graph if self.targeted() or implicit else None

    def read_property(self, shape: Node) -> PropertyShape:
        paths = list(self.graph.objects(shape, SH.path))
        messages = sorted({str(text) for text in self.graph.objects(shape, SH.message)})
        if len(paths) != 1 or not messages:
            raise _Unknown
        counts: list[tuple[str, int, int | None]] = []
        wanted: list[Term] = []
        tests: list[tuple[str, Test]] = []
        for predicate, value in self.graph.predicate_objects(shape):
            if predicate in _DESCRIPTIONS or predicate == SH.path:
                continue
            if predicate in {SH.minCount, SH.maxCount}:
                count = self._count(shape, predicate)
                name = "MinCount" if predicate == SH.minCount else "MaxCount"
                bounds = (count, None) if predicate == SH.minCount else (0, count)
                counts.append((_component(name), *bounds))
            elif predicate == SH.hasValue:
                wanted.append(_term(value))
            else:
                tests.append(self._test(shape, predicate, value))
        return PropertyShape(
            name=self._name(shape),
            severity=self._severity(shape),
            message="; ".join(messages),
            targets=self._targets(shape),
            path=self._path(paths[0]),
            predicate=_term(paths[0]) if isinstance(paths[0], URIRef) else None,
            walk=self._walk(paths[0]),
            counts=tuple(sorted(counts, key=str)),
            wanted=tuple(sorted(wanted)),
            tests=tuple(sorted(tests, key=lambda test: test[0])),
        )

    def read_rule(self, shape: Node) -> Rule:
        (query, *more) = self.graph.objects(shape, SH.sparql)
        allowed = (_DESCRIPTIONS | {SH.sparql}) - {SH.message}
        if more or not set(self.graph.predicates(shape)) <= allowed:
            raise _Unknown
        if not set(self.graph.predicates(query)) <= _QUERY_PARTS:
            raise _Unknown
        texts = list(self.graph.objects(query, SH.select))
        messages = {str(text) for text in self.graph.objects(query, SH.message)}
        if len(texts) != 1 or not messages:
            raise _Unknown
        text = str(texts[0])
        if _STRANGE.search(text) or not _SELECT_THIS.match(text) or _INNER_SELECT.search(text):
            raise _Unknown
        return Rule(
            name=self._name(shape),
            severity=self._severity(shape),
            messages=tuple(sorted(messages)),
            targets=self._targets(shape),
            query=self._prefixes(query) + text,
        )

    def read_empty(self, shape: Node) -> None:
        """Pass a node shape whose properties all aim themselves."""
        if not set(self.graph.predicates(shape)) <= _DESCRIPTIONS:
            raise _Unknown
        self._targets(shape)

    def _name(self, shape: Node) -> str:
        if not isinstance(shape, URIRef):
            raise _Unknown
        return str(shape)

    def _severity(self, shape: Node) -> str:
        severities = list(self.graph.objects(shape, SH.severity)) or [SH.Violation]
        if len(severities) != 1 or severities[0] not in _SEVERITIES:
            raise _Unknown
        return str(severities[0]).rpartition("#")[2]

    def _targets(self, shape: Node) -> tuple[Target, ...]:
        types = set(self.graph.objects(shape, RDF.type))
        if not types <= {SH.NodeShape, SH.PropertyShape}:  # a class is its own target
            raise _Unknown
        found = set()
        for kind in TARGETS:
            for node in self.graph.objects(shape, kind):
                if kind in {SH.targetObjectsOf, SH.targetSubjectsOf}:
                    self.backwards.add(_term(node))
                found.add(Target(str(kind).rpartition("#")[2], _term(node)))
        return tuple(sorted(found, key=str))

    def _prefixes(self, query: Node) -> str:
        known = {"rdf": str(RDF), "rdfs": str(RDFS), "owl": str(rdflib.OWL)}
        for holder in self.graph.objects(query, SH.prefixes):
            for declared in self.graph.objects(holder, SH.declare):
                prefix = str(self.graph.value(declared, SH.prefix))
                known[prefix] = str(self.graph.value(declared, SH.namespace))
        return "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in sorted(known.items()))

    def _count(self, shape: Node, predicate: Node) -> int:
        (value, *more) = self.graph.objects(shape, predicate)
        if more or not isinstance(value, RdfLiteral) or type(value.value) is not int:
            raise _Unknown
        return value.value

    def _test(self, shape: Node, predicate: Node, value: Node) -> tuple[str, Test]:
        if predicate in _ONCE and len(list(self.graph.objects(shape, predicate))) != 1:
            raise _Unknown
        test = self._test_of_list(predicate, value) or self._test_of_term(predicate, value)
        if test is None and predicate in {SH.minLength, SH.maxLength}:
            length = self._count(shape, predicate)
            lowest = predicate == SH.minLength
            test = has_length(length, None) if lowest else has_length(0, length)
        if test is None:
            raise _Unknown
        name = str(predicate).removeprefix(str(SH))
        return _component(name[0].upper() + name[1:]), test

    def _test_of_list(self, predicate: Node, value: Node) -> Test | None:
        if predicate == SH.languageIn:
            return has_language([str(one) for one in self._list(value)])
        if predicate == SH["in"]:
            return is_one_of([_term(one) for one in self._list(value)])
        if predicate == SH["or"]:
            return is_any([self._choice(one) for one in self._list(value)])
        return None

    def _test_of_term(self, predicate: Node, value: Node) -> Test | None:
        test: Test | None = None
        if isinstance(value, RdfLiteral):
            if predicate == SH.pattern:
                test = matches(str(value))
            elif predicate in {SH.minInclusive, SH.maxInclusive}:
                test = is_within(value, lowest=predicate == SH.minInclusive)
        elif isinstance(value, URIRef):
            if predicate == SH["class"]:
                test = has_class(_term(value))
            elif predicate == SH.datatype:
                test = has_datatype(str(value))
            elif predicate == SH.nodeKind and str(value) in NODE_KINDS:
                test = has_node_kind(str(value))
        return test

    def _choice(self, shape: Node) -> list[Test]:
        """Return the tests of a nameless node shape that is one of several choices."""
        if not isinstance(shape, BNode):
            raise _Unknown
        tests = []
        for predicate, value in self.graph.predicate_objects(shape):
            if predicate not in {SH["class"], SH.nodeKind, SH.datatype, SH.pattern}:
                raise _Unknown
            tests.append(self._test(shape, predicate, value)[1])
        return tests

    def _list(self, head: Node) -> list[Node]:
        members = list(Collection(self.graph, head))
        if not members:
            raise _Unknown
        return members

    def _walk(self, path: Node) -> Walk:
        if isinstance(path, URIRef):
            name = _term(path)
            return lambda graph, thing: graph.values(thing, name)
        parts, kind = self._parts(path)
        if kind == "^":
            (inner,) = parts
            back = _term(inner)
            self.backwards.add(back)
            return lambda graph, thing: graph.subjects(back, thing)
        walks = [self._walk(part) for part in parts]
        if kind == "|":
            return lambda graph, thing: list(
                dict.fromkeys(value for walk in walks for value in walk(graph, thing))
            )

        def in_sequence(graph: CheckedTriples, thing: Term) -> Sequence[Term]:
            reached: Sequence[Term] = [thing]
            for walk in walks:
                reached = list(dict.fromkeys(v for node in reached for v in walk(graph, node)))
            return reached

        return in_sequence

    def _path(self, path: Node) -> str:
        """Return a path as SPARQL writes it. Source: SHACL, section 2.3.1."""
        if isinstance(path, URIRef):
            return f"<{path}>"
        parts, kind = self._parts(path)
        written = [self._path(part) for part in parts]
        return f"^{written[0]}" if kind == "^" else f"({kind.join(written)})"

    def _parts(self, path: Node) -> tuple[list[Node], str]:
        """Return the parts of a path that is no property, and `^`, `|` or `/`."""
        predicates = set(self.graph.predicates(path))
        if predicates == {SH.inversePath}:
            inner = list(self.graph.objects(path, SH.inversePath))
            if len(inner) == 1 and isinstance(inner[0], URIRef):
                return inner, "^"
        elif predicates == {SH.alternativePath}:
            (head, *more) = self.graph.objects(path, SH.alternativePath)
            if not more:
                return self._list(head), "|"
        elif predicates == {RDF.first, RDF.rest}:
            return self._list(path), "/"
        raise _Unknown


def _component(name: str) -> str:
    return f"{SH}{name}ConstraintComponent"


def _term(node: Node) -> Term:
    """Return a term of the shapes as N-Triples writes it. A blank node is no term of another graph."""
    if isinstance(node, BNode):
        raise _Unknown
    return str(to_oxigraph(node))
