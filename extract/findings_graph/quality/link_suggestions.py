"""Names that are alike, for a reviewer to look at: a likeness links nothing by itself.

A reviewer who finds that two names are one body's adds a row to `aliases.csv`; that they are not,
to `never-merge.csv`. Measured: "Change, Grow, Live" is more like *Grow* than like its own name.
"""

from __future__ import annotations

import csv
import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

from findings_graph.organisations.registers import FOLDERS, Registers, name_key

if TYPE_CHECKING:
    from findings_graph.asking.store import GraphStore

_NEAR = 0.72
_PAIR = 0.88

_NAMED = """
SELECT DISTINCT ?body ?label ?kind ?event WHERE {
  ?body a ?kind ; skos:prefLabel ?label .
  ?fact pf:provider|pf:place ?body ; pf:inspection ?event .
  FILTER(STRSTARTS(STR(?kind), STR(pf:)))
  FILTER NOT EXISTS { ?body dcterms:source ?source }
}"""


@dataclass(frozen=True, slots=True)
class Unlinked:
    """An organisation or place that reports name and no register has.

    Args:
        path: path under the base.
        label: name as the report prints it.
        inspections: names of the inspections that name it.
        near: (path, name, likeness from 0 to 1) of register entries of its kind, the likest first.
    """

    path: str
    label: str
    inspections: tuple[str, ...]
    near: tuple[tuple[str, str, float], ...]


def find_unlinked(graph: GraphStore, registers: Registers) -> list[Unlinked]:
    """Return the bodies of a graph that no register has, with entries whose names are like theirs."""
    found: dict[tuple[str, str, str], set[str]] = {}
    for row in graph.select(_NAMED):
        kind = row["kind"].value.rpartition("/")[2]
        if kind in FOLDERS:
            body = (graph.relative(row["body"].value), row["label"].value, kind)
            found.setdefault(body, set()).add(row["event"].value.rpartition("/")[2])
    return [
        Unlinked(path, label, tuple(sorted(events)), tuple(_near(label, kind, registers)))
        for (path, label, kind), events in sorted(found.items())
    ]


def find_pairs(registers: Registers, folder: Path) -> list[str]:
    """Return pairs of providers whose names are alike and that no list says to keep apart."""
    with (folder / "never-merge.csv").open(encoding="utf-8", newline="") as handle:
        apart = {frozenset((row["one"], row["other"])) for row in csv.DictReader(handle)}
    return [
        f"{one.body.path} and {other.body.path} ({likeness:.2f})"
        for one, other in combinations(registers.entries("Provider"), 2)
        if frozenset((one.body.path, other.body.path)) not in apart
        and (likeness := _likeness(name_key(one.body.label), name_key(other.body.label))) >= _PAIR
    ]


def _near(label: str, kind: str, registers: Registers) -> Iterator[tuple[str, str, float]]:
    key = name_key(label)
    best = {}
    for entry in registers.entries(kind):
        name, likeness = max(
            ((name, _likeness(key, name_key(name))) for name in entry.names), key=lambda at: at[1]
        )
        if likeness >= _NEAR or set(key.split("-")) <= set(name_key(name).split("-")):
            best[entry.body.path] = (entry.body.path, name, likeness)
    yield from sorted(best.values(), key=lambda at: (-at[2], at[0]))[:3]


def _likeness(one: str, other: str) -> float:
    matcher = difflib.SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() < _NEAR or matcher.quick_ratio() < _NEAR:
        return 0.0
    return matcher.ratio()
