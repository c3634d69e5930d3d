"""Write the labels that the writer of the example reports gave their findings, as gold.

    python extract/training/gold_of_examples.py > EXAMPLES.jsonl

The examples are invented, and one writer labelled them: they show how themes and polarity fare with
other words than those of the reports that the rules were written from, and measure no real report.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path

EXPECTED = Path(__file__).resolve().parents[2] / "tests" / "examples" / "expected"


def main() -> None:
    """Print one unit a line."""
    for path in sorted(EXPECTED.glob("*/findings.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                themes = [theme for theme in row["themes"].split("; ") if theme]
                unit = {
                    "id": f"{row['inspection']} {row['finding']}",
                    "report": row["inspection"],
                    "section": row["section"],
                    "heading": row["polarity"] if row["polarity_source"] == "heading" else None,
                    "text": row["text"],
                    "required": themes,
                    "accepted": themes,
                    "polarity": [row["polarity"]],
                }
                print(json.dumps(unit, ensure_ascii=False))


if __name__ == "__main__":
    main()
