"""Results that are known already: those of an earlier run, kept as its CSV."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import TypeAlias

from findings_graph.errors import UnreadableInput
from findings_graph.validation_results import Result

Key: TypeAlias = tuple[str, str, str, str, str]
"""What makes two results the same: shape, component, thing, path and value; not the message, line or quote."""

_COLUMNS = ("shape", "component", "focus", "path", "value")


def read_baseline(path: Path) -> frozenset[Key]:
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
            return frozenset(
                (row["shape"], row["component"], row["focus"], row["path"], row["value"])
                for row in rows
            )
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        message = f"{path}: the baseline cannot be read ({error}); give the CSV of an earlier run"
        raise UnreadableInput(message) from error


def new_results(results: Iterable[Result], known: frozenset[Key]) -> tuple[Result, ...]:
    """Return the results that are not known, in the order given."""
    return tuple(result for result in results if _key(result) not in known)


def _key(result: Result) -> Key:
    component = result.component.rpartition("#")[2]
    return result.shape_name, component, result.focus, result.path or "", result.value or ""
