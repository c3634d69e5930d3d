"""Measure the statistics of a built graph against those that a careful reader found.

    python extract/training/measure_statistics.py DIR

The truth is `tests/real/statistics.csv`: place, figures, population and subset of each, no text. A
statistic is found where the graph has one with the same figures whose evidence meets the place; one too many is
a count out of a number that the reader does not have (percentages and fractions alone are no counts).
Prints each difference; exit code 1 if there is one.
"""

from __future__ import annotations

import argparse
import csv
import sys
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from findings_graph.asking.store import GraphStore, open_graph

TRUTH = Path(__file__).resolve().parents[2] / "tests" / "real" / "statistics.csv"
_STATISTICS = """
SELECT DISTINCT ?fact ?event ?numerator ?denominator ?percentage ?population ?start ?end WHERE {
  ?fact a pf:Statistic ; pf:inspection ?event ; pf:population ?population .
  OPTIONAL { ?fact pf:numerator ?numerator }
  OPTIONAL { ?fact pf:denominator ?denominator }
  OPTIONAL { ?fact pf:percentage ?percentage }
  ?annotation oa:hasBody ?fact ; oa:motivatedBy oa:describing ; oa:hasTarget/oa:hasSelector ?position .
  ?position oa:start ?start ; oa:end ?end .
}"""


@dataclass(frozen=True, slots=True)
class Count:
    """One statistic: inspection, figures as printed, population, half-open place in the report."""

    report: str
    figures: tuple[str, str, str]
    population: str
    start: int
    end: int

    def is_at(self, other: Count) -> bool:
        """Return whether another has the same figures at a place that meets this one's."""
        same = (self.report, self.figures) == (other.report, other.figures)
        return same and self.start < other.end and other.start < self.end

    def __str__(self) -> str:
        return f"{self.report} {self.start}-{self.end}: {self.figures}, {self.population}"


def read_truth(path: Path) -> list[Count]:
    """Return what the reader found."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Count(
                row["report"],
                (row["numerator"], row["denominator"], row["percentage"]),
                row["population"],
                int(row["start"]),
                int(row["end"]),
            )
            for row in csv.DictReader(file)
        ]


def read_graph(graph: GraphStore) -> list[Count]:
    """Return the statistics of a graph, in the order of their places."""
    found = []
    for row in graph.select(_STATISTICS):
        named = (row["numerator"], row["denominator"], row["percentage"])
        figures = ["" if term is None else term.value.removesuffix(".0") for term in named]
        found.append(
            Count(
                row["event"].value.rpartition("/")[2],
                (figures[0], figures[1], figures[2]),
                row["population"].value.rpartition("/")[2],
                int(row["start"].value),
                int(row["end"].value),
            )
        )
    return sorted(found, key=lambda count: (count.report, count.start, count.end))


def main() -> None:
    """Print precision, recall and the share with the right population."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("graph", type=Path, metavar="DIR", help="a built graph")
    arguments = parser.parse_args()
    truth = read_truth(TRUTH)
    extra = read_graph(open_graph(arguments.graph))
    pairs, missed = [], []
    for wanted in truth:
        got = next((count for count in extra if wanted.is_at(count)), None)
        if got is None:
            missed.append(wanted)
        else:
            extra.remove(got)
            pairs.append((wanted, got))
    extra = [count for count in extra if count.figures[0] and count.figures[1]]
    right = [pair for pair in pairs if pair[0].population == pair[1].population]
    print(
        f"{len(truth)} statistics: precision {len(pairs) / (len(pairs) + len(extra) or 1):.3f}, "
        f"recall {len(pairs) / len(truth):.3f}, population right in {len(right)} of {len(pairs)}"
    )
    for kind, counts in (("missed", missed), ("extra", extra)):
        for count in counts:
            print(f"{kind}: {count}")
    for wanted, got in pairs:
        if wanted.population != got.population:
            print(f"population: {got}; expected {wanted.population}")
    sys.exit(bool(missed or extra or len(right) < len(pairs)))


if __name__ == "__main__":
    main()
