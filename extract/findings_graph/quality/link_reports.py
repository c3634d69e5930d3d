"""What `findings link` prints: the check of the links, and the bodies that no register has."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from findings_graph.graph.vocabulary import REGISTERS
from findings_graph.organisations.registers import Registers
from findings_graph.quality.link_checks import check_links
from findings_graph.quality.link_suggestions import find_pairs, find_unlinked

if TYPE_CHECKING:
    from findings_graph.asking.store import GraphStore


def report_check(ontology: Path) -> tuple[list[str], int]:
    """Return the lines of a check of the registers' links, and how many faults it found."""
    results = check_links(ontology)
    lines = [
        f"{'fault' if result.fault else 'note'}: {result.kind}: {result.message}"
        for result in results
    ]
    folder = ontology / REGISTERS
    lines += [
        f"suggestion: names alike: {pair}" for pair in find_pairs(Registers.load(folder), folder)
    ]
    faults = sum(result.fault for result in results)
    counts = Counter(result.kind for result in results if not result.fault)
    noted = ", ".join(f"{counts[kind]} {kind}" for kind in sorted(counts)) or "none"
    return [*lines, f"{faults} faults; notes: {noted}"], faults


def report_unlinked(graph: GraphStore, ontology: Path) -> list[str]:
    """Return a line for each body that reports name and no register has, with names like its own."""
    unlinked = find_unlinked(graph, Registers.load(ontology / REGISTERS))
    lines = []
    for body in unlinked:
        near = "; ".join(f"{path} {name!r} ({likeness:.2f})" for path, name, likeness in body.near)
        seen = ", ".join(body.inspections)
        lines.append(
            f"{body.path}: {body.label!r} in {seen}: {f'like {near}' if near else 'no like name'}"
        )
    return [*lines, f"{len(unlinked)} not linked; a likeness is no link: see aliases.csv"]
