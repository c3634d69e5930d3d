"""Results that are known already: those of an earlier run, kept as its CSV."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Self, TypeAlias

from findings_graph.errors import UnreadableInput
from findings_graph.validation.results import Result, Results, merge_results, scope_of

Key: TypeAlias = tuple[str, str, str, str, str, str]
"""What makes two results the same: severity, shape, component, thing, path and value; not the message, line or quote."""

_COLUMNS = ("severity", "shape", "component", "focus", "path", "value")


class Baseline(frozenset[Key]):
    """The keys of known results, with the name of their file.

    Args:
        keys: the keys.
        name: base name of the file.
    """

    name: str

    def __new__(cls, keys: Iterable[Key], name: str) -> Self:
        """Make it; a set that does not change has its members from the start."""
        made = super().__new__(cls, keys)
        made.name = name
        return made


def read_baseline(path: Path) -> Baseline:
    """Return the keys of the results in a CSV that `findings validate --format csv` wrote.

    Raises:
        UnreadableInput: it is missing, no UTF-8 text, or has not the columns.
    """
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.DictReader(file)
            missing = set(_COLUMNS) - set(rows.fieldnames or ())
            if missing:
                message = f"{path}: no baseline, without the columns {', '.join(sorted(missing))}; write one: findings validate DIR --format csv"
                raise UnreadableInput(message)
            keys = [_read_key(row) for row in rows]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        message = f"{path}: the baseline cannot be read ({error}); give the CSV of an earlier run"
        raise UnreadableInput(message) from error
    return Baseline(keys, path.name)


def compare(results: Iterable[Result], known: frozenset[Key]) -> Results:
    """Return the results that are not known, in the order given; the others are in their scope.

    What is gone is counted as it is told: one for a shape, thing, path and value.
    """
    old = scope_of(results)
    every = [(_key(result), result) for result in results]
    again = merge_results(result for key, result in every if key in known)
    gone = known - {key for key, _ in every}
    name = known.name if isinstance(known, Baseline) else "the baseline"
    scope = replace(
        old,
        baseline=name,
        known=tuple(again),
        gone=len({(severity, shape, *rest) for severity, shape, _, *rest in gone}),
    )
    return Results((result for key, result in every if key not in known), scope)


def _read_key(row: dict[str, str]) -> Key:
    severity, shape, component, focus, path, value = (row[column] or "" for column in _COLUMNS)
    return severity, shape, component, focus, path, value


def _key(result: Result) -> Key:
    component = result.component.rpartition("#")[2]
    path, value = result.path or "", result.value or ""
    return result.severity, result.shape_name, component, result.focus, path, value
