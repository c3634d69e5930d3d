"""A table of the user's own beside a graph: each row a node, each column a property.

`--table NAME=FILE.csv` puts the rows of a CSV file into the loaded graph, never into its files. Row
3 of the table `imd` is `<…/table/imd/row/3>`, a `<…/table/Row>`; its column `LAD code (2024)` is the
property `<…/table/imd/lad_code_2024>`. So a query joins it with one prefix:
`PREFIX imd: <https://w3id.org/probation-findings/table/imd/>`. Cells are plain strings (a query casts
them: `xsd:decimal(?cell)`); an empty cell is no statement.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph

from findings_graph.errors import BadParameter, UnreadableInput
from findings_graph.terms import BASE, PREFIXES

if TYPE_CHECKING:
    from findings_graph.asking.store import GraphStore

TABLES = BASE.removesuffix("id/") + "table/"
"""Namespace of tables, whatever the base of the graph is."""

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]*", re.ASCII)
_TYPE = pyoxigraph.NamedNode(PREFIXES["rdf"] + "type")
_ROW = pyoxigraph.NamedNode(f"{TABLES}Row")


def add_table(graph: GraphStore, name: str, path: Path) -> int:
    """Put a CSV file's rows into a loaded graph, and return how many there are.

    Args:
        graph: the graph; its files stay as they are.
        name: name of the table: letters, digits, `-` and `_`.
        path: the CSV file, UTF-8, with a row of column names first.

    Raises:
        BadParameter: the name cannot stand in an IRI, or two columns give one property.
        UnreadableInput: the file cannot be read as CSV with column names.
    """
    if not _NAME.fullmatch(name):
        message = f"--table {name}={path}: name the table with letters, digits, - and _"
        raise BadParameter(message)
    quads = list(_quads(f"{TABLES}{name}/", path))
    graph.store.extend(quads)
    return sum(quad.predicate == _TYPE for quad in quads)


def column_name(header: str) -> str:
    """Return the local name of a column's property: lower case, other characters as one `_`."""
    return re.sub(r"[^a-z0-9]+", "_", header.lower()).strip("_")


def _quads(namespace: str, path: Path) -> Iterator[pyoxigraph.Quad]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as handle:
            rows = list(csv.reader(handle, strict=True))
    except OSError as error:
        message = f"{path}: cannot be read ({error.strerror}); give a CSV file"
        raise UnreadableInput(message) from error
    except (UnicodeDecodeError, csv.Error) as error:
        message = f"{path}: is not CSV in UTF-8 ({error}); save it as such"
        raise UnreadableInput(message) from error
    if not rows:
        message = f"{path}: is empty; its first row must name the columns"
        raise UnreadableInput(message)
    columns = [column_name(header) for header in rows[0]]
    for number, column in enumerate(columns):
        if not column or column in columns[:number]:
            message = f"{path}: column {number + 1}, {rows[0][number]!r}, has no name of its own; rename it"
            raise BadParameter(message)
    for number, row in enumerate(filter(any, rows[1:]), 1):
        node = pyoxigraph.NamedNode(f"{namespace}row/{number}")
        yield pyoxigraph.Quad(node, _TYPE, _ROW)
        for column, cell in zip(columns, row, strict=False):
            if cell.strip():
                value = pyoxigraph.Literal(cell.strip())
                yield pyoxigraph.Quad(node, pyoxigraph.NamedNode(namespace + column), value)
