"""The answer to a question: rows sorted by columns from left to right, narrowed as asked.

Cells are what people read: a literal's lexical value, an IRI relative to the base, nothing where a
variable is unbound. Numbers and booleans stay such until they are printed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

import pyoxigraph

from findings_graph.asking.questions import NAMED, Question
from findings_graph.asking.store import GraphStore
from findings_graph.errors import BadParameter, BadQuery
from findings_graph.terms import PREFIXES

Cell: TypeAlias = str | int | Decimal | bool | None
Row: TypeAlias = tuple[Cell, ...]

_XSD = PREFIXES["xsd"]
_INTEGERS = frozenset(
    _XSD + name
    for name in ("integer", "int", "long", "nonNegativeInteger", "positiveInteger", "short", "byte")
)
_NUMBERS = frozenset(_XSD + name for name in ("decimal", "double", "float"))


@dataclass(frozen=True, slots=True)
class Answer:
    """Named columns and sorted rows."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def answer(
    question: Question,
    graph: GraphStore,
    *,
    values: Mapping[str, str] | None = None,
) -> Answer:
    """Answer a question over a graph.

    Args:
        question: what is asked.
        graph: the loaded graph.
        values: parameter → value. `pdu`, `region` and `theme` also narrow a question that does not
            declare them, where its columns allow that.

    Raises:
        BadParameter: a parameter that the question cannot take, or a value that means nothing.
        BadQuery: the query is not SPARQL, or fails.
    """
    values = dict(values or {})
    narrowing = {
        name: values.pop(name)
        for name in NAMED
        if name in values and name not in question.parameters
    }
    columns, rows = _run(question, question.with_values(values, graph), graph)
    for name, value in narrowing.items():
        keep = _keeper(question, columns, graph, name, value)
        rows = [row for row in rows if keep(row)]
    return Answer(columns, tuple(sorted(rows, key=_order)))


def _run(question: Question, query: str, graph: GraphStore) -> tuple[tuple[str, ...], list[Row]]:
    try:
        found = graph.store.query(
            query, base_iri=graph.base, prefixes=PREFIXES, use_default_graph_as_union=True
        )
        if isinstance(found, pyoxigraph.QuerySolutions):
            columns = question.columns or tuple(variable.value for variable in found.variables)
            return columns, _rows(question, columns, found, graph)
        if isinstance(found, pyoxigraph.QueryBoolean):
            return ("answer",), [(bool(found),)]
        names = ("subject", "predicate", "object")
        return names, [tuple(_cell(part, graph) for part in triple) for triple in found]
    except (SyntaxError, OSError, ValueError, RuntimeError) as error:
        reason = " ".join(str(error).split())[:300]
        message = f"{question.name}: the query fails ({reason}); correct the query"
        raise BadQuery(message) from error


def _rows(
    question: Question,
    columns: tuple[str, ...],
    found: pyoxigraph.QuerySolutions,
    graph: GraphStore,
) -> list[Row]:
    unknown = set(columns) - {variable.value for variable in found.variables}
    if unknown:
        listed = ", ".join(sorted(unknown))
        message = f"{question.name}: its header names columns that it does not select: {listed}"
        raise BadQuery(message)
    return [tuple(_cell(solution[name], graph) for name in columns) for solution in found]


def _cell(
    node: pyoxigraph.NamedNode
    | pyoxigraph.BlankNode
    | pyoxigraph.Literal
    | pyoxigraph.Triple
    | None,
    graph: GraphStore,
) -> Cell:
    if node is None:
        return None
    if isinstance(node, pyoxigraph.NamedNode):
        return graph.relative(node.value)
    if not isinstance(node, pyoxigraph.Literal):
        return str(node)
    return _value(node)


def _value(literal: pyoxigraph.Literal) -> Cell:
    datatype = literal.datatype.value
    if datatype in _INTEGERS:
        return int(literal.value)
    if datatype in _NUMBERS:
        number = Decimal(literal.value)
        return number if number.is_finite() else literal.value
    if datatype == f"{_XSD}boolean":
        return literal.value in {"true", "1"}
    return literal.value


def _keeper(
    question: Question, columns: tuple[str, ...], graph: GraphStore, name: str, value: str
) -> Callable[[Row], bool]:
    wanted = graph.find(name, value)
    if name == "theme":
        notations = _notations(graph, wanted)
        for column in ("themes", "theme"):
            if column in columns:
                place = columns.index(column)
                return lambda row: not notations.isdisjoint(str(row[place]).split("; "))
    elif "inspection" in columns:
        place = columns.index("inspection")
        names = _inspections(graph, name, wanted)
        return lambda row: row[place] in names
    elif name in columns:
        place = columns.index(name)
        labels = _labels(graph, wanted)
        return lambda row: row[place] in labels
    message = f"{question.name} cannot be narrowed by --{name}: none of its columns tells it"
    raise BadParameter(message)


def _notations(graph: GraphStore, theme: str) -> set[str]:
    rows = graph.select(f"SELECT ?n WHERE {{ ?theme skos:broader* <{theme}> ; skos:notation ?n }}")
    return {row["n"].value for row in rows}


def _inspections(graph: GraphStore, name: str, body: str) -> set[str]:
    rows = graph.select(f"SELECT ?i WHERE {{ ?i a pf:Inspection ; pf:{name} <{body}> }}")
    return {row["i"].value.rpartition("/")[2] for row in rows}


def _labels(graph: GraphStore, body: str) -> set[str]:
    rows = graph.select(f"SELECT ?l WHERE {{ <{body}> skos:prefLabel ?l }}")
    return {row["l"].value for row in rows} | {graph.relative(body).rpartition("/")[2]}


def _order(row: Row) -> list[tuple[int, Decimal, str]]:
    return [_cell_order(cell) for cell in row]


def _cell_order(cell: Cell) -> tuple[int, Decimal, str]:
    if cell is None:
        return 0, Decimal(0), ""
    if isinstance(cell, str):
        return 2, Decimal(0), cell
    return 1, Decimal(cell), ""
