"""Our engine for SHACL: property shapes on an index of triples, rules on Oxigraph.

It gives what pySHACL gives, of which the tests make sure. Shapes with anything that is not known here
are run by pySHACL itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from findings_graph.validation.graphs import OxNode, to_rdflib
from findings_graph.validation.index import CheckedTriples, Term, parse_node
from findings_graph.validation.shapes import PropertyShape, Rule

_SPARQL = "http://www.w3.org/ns/shacl#SPARQLConstraintComponent"
_HAS_VALUE = "http://www.w3.org/ns/shacl#HasValueConstraintComponent"
_THIS = ox.Variable("this")


@dataclass(frozen=True, slots=True)
class Failure:
    """What failed, with terms as N-Triples writes them.

    Args:
        severity: local name of the severity.
        shape: IRI of the shape.
        component: IRI of the constraint component.
        focus: the thing that was checked.
        path: the property path as SPARQL writes it, where the shape has one.
        value: the offending value.
        message: what is wrong.
    """

    severity: str
    shape: str
    component: str
    focus: Term
    path: str | None
    value: Term | None
    message: str


def check_property(shape: PropertyShape, graph: CheckedTriples) -> Iterator[Failure]:
    """Yield where a property shape fails in a graph."""
    walk, counts, wanted, tests = shape.walk, shape.counts, shape.wanted, shape.tests
    passed: set[Term] = set()  # many things have the same value; what conforms once, conforms
    for focus in _things(shape, graph):
        values = walk(graph, focus)
        number = len(values)
        for component, lowest, highest in counts:
            if number < lowest or (highest is not None and number > highest):
                yield _failure(shape, component, focus, None)
        for value in wanted:
            if value not in values:
                yield _failure(shape, _HAS_VALUE, focus, None)
        for value in values:
            if value in passed:
                continue
            failed = [component for component, test in tests if not test(graph, value)]
            if not failed:
                passed.add(value)
            for component in failed:
                yield _failure(shape, component, focus, value)


def _things(shape: PropertyShape | Rule, graph: CheckedTriples) -> set[Term]:
    (first, *others) = shape.targets
    things = first.things(graph)
    return things.union(*(other.things(graph) for other in others)) if others else things


def _failure(shape: PropertyShape, component: str, focus: Term, value: Term | None) -> Failure:
    return Failure(shape.severity, shape.name, component, focus, shape.path, value, shape.message)


def check_rule(rule: Rule, graph: CheckedTriples, store: ox.Store) -> Iterator[Failure]:
    """Yield where a rule fails; the store has the report and the vocabulary, and no triple twice."""
    for focus in _things(rule, graph):
        yield from _ask(rule, focus, store)


def _ask(rule: Rule, focus: Term, store: ox.Store) -> Iterator[Failure]:
    this = parse_node(focus)
    substitutions: dict[ox.Variable, OxNode] = {_THIS: this}
    solutions = store.query(
        rule.query, substitutions=substitutions, use_default_graph_as_union=True
    )
    assert isinstance(solutions, ox.QuerySolutions)
    names = [variable.value for variable in solutions.variables]
    for solution in solutions:
        bound: dict[str, OxNode] = {
            name: node for name, node in zip(names, solution, strict=True) if node is not None
        }
        bound["this"] = this
        value = bound.get("value", this)
        yield Failure(
            severity=rule.severity,
            shape=rule.name,
            component=_SPARQL,
            focus=focus,
            path=None,
            value=str(value),
            message="; ".join(sorted(_fill(message, bound) for message in rule.messages)),
        )


def _fill(message: str, bound: dict[str, OxNode]) -> str:
    """Put values in place of the variables in braces, as pySHACL does."""
    for name, node in bound.items():
        if name in message:
            text = str(to_rdflib(node))
            message = message.replace(f"{{?{name}}}", text).replace(f"{{${name}}}", text)
    return message
