"""Questions beside the fixed ones: their columns are free, so that they can show all that a statistic has."""

from __future__ import annotations

import csv
from pathlib import Path

from click.testing import CliRunner

from findings_graph.cli import main

SMALL = Path(__file__).parent / "queries" / "small.trig"


def test_statistics_in_full_have_proportions_and_parts() -> None:
    """One row a statistic, in words where the report gives no figure, with the part of its population."""
    arguments = ["ask", "more/statistics-in-full", str(SMALL), "--format", "csv"]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    rows = list(csv.DictReader(result.stdout.splitlines()))
    shown = ("finding", "numerator", "percentage", "proportion", "population", "subset")
    assert [tuple(row[name] for name in shown) for row in rows] == [
        ("", "", "", "two-thirds", "relevant-cases", "licence cases"),
        ("", "", "8.21", "", "other", ""),
        ("bbbb00000002", "9", "", "", "practitioners-interviewed", ""),
    ]
