"""What a reviewer took back: names, codes and links of the registers that must not be used.

`registers/undo.csv` holds one a row, with the reason. It holds at once, before the registers are
built again: recognition and the graph leave out what it names.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from findings_graph.errors import MissingResource
from findings_graph.terms import BASE, term

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    import pyoxigraph

UNDO = "undo.csv"
"""Columns: entity (path under the base), predicate (prefixed), object, reason.

The object is a name, an IRI (a path under the base for our own things) or, for `adms:identifier`,
`scheme:code`.
"""


_NOTATION = str(term("skos:notation"))


@dataclass(frozen=True, slots=True)
class Undone:
    """What to leave out of the registers.

    Args:
        statements: subject → (predicate, object).
        codes: possible IRI of a code's node → the code.
    """

    statements: Mapping[str, set[tuple[str, str]]] = field(default_factory=dict)
    codes: Mapping[str, str] = field(default_factory=dict)

    def keep(self, quads: Iterable[pyoxigraph.Quad]) -> list[pyoxigraph.Quad]:
        """Return a file's statements without those that were taken back."""
        every = list(quads)
        nodes = {
            _value(quad.subject)
            for quad in every
            if quad.predicate.value == _NOTATION
            and self.codes.get(_value(quad.subject)) == _value(quad.object)
        }
        return [quad for quad in every if not self._drops(quad, nodes)]

    def _drops(self, quad: pyoxigraph.Quad, nodes: set[str]) -> bool:
        subject = _value(quad.subject)
        if subject in nodes or _value(quad.object) in nodes:
            return True
        dropped = self.statements.get(subject)
        return dropped is not None and (quad.predicate.value, _value(quad.object)) in dropped


def _value(node: object) -> str:
    return str(getattr(node, "value", ""))


def read_undone(folder: Path) -> Undone:
    """Read `undo.csv` of a folder of registers; nothing is undone where there is none.

    Raises:
        MissingResource: a row lacks its entity, predicate, object or reason.
    """
    path = folder / UNDO
    if not path.is_file():
        return Undone()
    statements: dict[str, set[tuple[str, str]]] = {}
    codes: dict[str, str] = {}
    with path.open(encoding="utf-8", newline="") as handle:
        for number, row in enumerate(csv.DictReader(handle), 2):
            cells = [row.get(name) or "" for name in ("entity", "predicate", "object", "reason")]
            if not all(cells):
                message = f"{path}:{number}: a row needs entity, predicate, object and reason"
                raise MissingResource(message)
            entity, predicate, value, _ = cells
            subject = entity if ":" in entity else BASE + entity
            if predicate == "adms:identifier":
                scheme, _, code = value.partition(":")
                node = f"{subject}/identifier/{scheme}"
                ending = re.sub(r"[^a-z0-9]+", "-", code.lower()).strip("-")
                codes |= {node: code, f"{node}-{ending}": code}
                continue
            pairs = {(str(term(predicate)), one) for one in (value, BASE + value)}
            statements.setdefault(subject, set()).update(pairs)
    return Undone(statements, codes)
